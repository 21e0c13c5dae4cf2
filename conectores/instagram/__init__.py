"""Conector de cuentas profesionales de Instagram (Graph API)."""
