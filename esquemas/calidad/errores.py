"""Errores de la revisión de calidad."""


class ContratoRoto(ValueError):
    """A un marco le falta una columna de su tabla, o la trae de otro tipo.

    Attributes:
        tabla: Tabla de ``esquemas.tablas``.
        columna: Columna que no cumple.
        encontrado: Tipo encontrado, o «falta».
        esperado: Tipo declarado.
    """

    def __init__(self, tabla: str, columna: str, encontrado: str, esperado: str) -> None:
        super().__init__(tabla, columna, encontrado, esperado)
        self.tabla = tabla
        self.columna = columna
        self.encontrado = encontrado
        self.esperado = esperado

    def __str__(self) -> str:
        return (
            f"La columna «{self.columna}» de {self.tabla} no cumple su contrato: {self.encontrado}. "
            f"Se esperaba {self.esperado}. Revise el lector que la produce."
        )


class MotorFallido(RuntimeError):
    """Great Expectations no pudo evaluar una expectativa; es un error del programa, no de los datos."""
