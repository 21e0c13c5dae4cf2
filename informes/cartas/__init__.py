"""Las comunicaciones del procedimiento, escritas: oficio en PDF y correo, con las mismas palabras."""
