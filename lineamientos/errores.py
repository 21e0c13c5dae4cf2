"""Errores de la sala ``lineamientos``: dicen qué se encontró, qué se esperaba y qué hacer."""


class ErrorDeLineamientos(ValueError):
    """Base de los errores del procedimiento.

    Attributes:
        encontrado: Oración completa que dice qué se encontró.
        esperado: Lo que se esperaba, para seguir a «Se esperaba».
        que_hacer: Oración completa que dice cómo corregirlo.
    """

    def __init__(self, encontrado: str, esperado: str, que_hacer: str) -> None:
        # Los tres van a ``args`` para que el error sobreviva al pasar de un proceso a otro.
        super().__init__(encontrado, esperado, que_hacer)
        self.encontrado = encontrado
        self.esperado = esperado
        self.que_hacer = que_hacer

    def __str__(self) -> str:
        return f"{self.encontrado} Se esperaba {self.esperado}. {self.que_hacer}"


class ReferenciaInvalida(ErrorDeLineamientos):
    """Se cita un artículo que los Lineamientos no tienen, o de un modo que no se entiende."""


class SemestreInvalido(ErrorDeLineamientos):
    """La clave, el año o la mitad no nombran un semestre."""


class ParametroSinFundamento(ErrorDeLineamientos):
    """Un valor se declara sin decir en qué se apoya (Lineamientos, art. 4)."""


class ParametroFaltante(ErrorDeLineamientos):
    """Se pide un parámetro que no existe o que aún no tiene valor en la fecha."""


class ParametroInvalido(ErrorDeLineamientos):
    """Un parámetro está mal escrito, se repite, es de otro tipo o se aprobó fuera de tiempo."""


class CalendarioInvalido(ErrorDeLineamientos):
    """El calendario trae fechas, clases o campos que no pueden usarse."""


class MomentoInvalido(ErrorDeLineamientos):
    """Un instante no declara su zona horaria y no puede situarse en el horario hábil."""


class RedDesconocida(ErrorDeLineamientos):
    """La red social no está en el catálogo."""


class MetricaDesconocida(ErrorDeLineamientos):
    """La métrica no está en el catálogo, la red no la tiene o no regía en la fecha."""


class ReglaInvalida(ErrorDeLineamientos):
    """Una regla de recomendación está mal escrita, se repite o no tiene función que la aplique."""
