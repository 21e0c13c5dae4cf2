"""Simulador de las tres API en esta computadora, con un mundo sembrado y un plan de fallas."""
