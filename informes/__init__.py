"""Informes: de las tablas de un semestre a HTML, PDF, XLSX y CSV, siempre desde un mismo modelo."""
