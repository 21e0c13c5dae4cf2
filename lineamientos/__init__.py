"""El procedimiento de los Lineamientos como funciones puras: sin reloj, sin archivos y sin red."""
