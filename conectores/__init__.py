"""Conectores: una carpeta por origen de los datos."""
