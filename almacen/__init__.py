"""Almacén: aterrizaje de lotes, maestro DuckDB con un escritor, copia publicada y consultas."""
