"""Envolturas de Prefect sobre los pasos."""
