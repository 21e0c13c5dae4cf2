"""Correos guardados en la carpeta de entregas: qué dicen, quién los envía de verdad y qué traen."""
