"""Lo que impide escribir una comunicación, dicho para quien opera."""


class CartaInvalida(ValueError):
    """A la comunicación le falta o le sobra algo: a quién, una dirección, un logotipo que pueda dibujarse."""
