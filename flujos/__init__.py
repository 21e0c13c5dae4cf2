"""Flujos: el único lugar que junta las demás salas."""
