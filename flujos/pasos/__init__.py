"""Pasos: funciones que juntan las salas, sin Prefect ni línea de comandos."""
