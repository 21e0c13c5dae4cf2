"""Lectores de los archivos que entregan los administradores: formato oficial, exportaciones y evidencias."""
