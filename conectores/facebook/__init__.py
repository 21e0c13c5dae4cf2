"""Conector de páginas de Facebook (Graph API)."""
