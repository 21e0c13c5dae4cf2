"""Razones por las que un valor falta. Ausente no es cero: es un valor o una razón de esta lista."""

from enum import StrEnum


class Ausencia(StrEnum):
    """Razón de una ausencia; se guarda tal cual en la columna ``ausencia``."""

    NO_ENTREGADA = "no_entregada"
    """El administrador no la entregó y aún no vence un requerimiento del art. 14."""
    RETENIDA = "retenida"
    """El administrador no la entregó después de vencido el requerimiento del art. 14."""
    PLATAFORMA = "plataforma"
    """La plataforma no da esta cifra a la cuenta (art. 11: «en caso de que aplique»)."""
    ILEGIBLE = "ilegible"
    """La celda trae algo que no es un número; hay una observación que lo dice."""
    COBERTURA = "cobertura_incompleta"
    """La fuente no cubre todos los días del semestre; una suma parcial no es la cifra."""
    NO_APLICA = "no_aplica"
    """La cuenta no estaba vigente o la red no tiene ese concepto."""
    SIN_PERMISO = "sin_permiso"
    """La credencial no tiene permiso para leerla."""
    RETIRADA = "retirada"
    """La plataforma retiró la métrica."""
    OCULTA = "oculta"
    """El titular de la cuenta oculta la cifra en la plataforma."""
    NO_ENCONTRADA = "no_encontrada"
    """La plataforma no encontró la cuenta o la publicación."""
    PRESUPUESTO = "sobre_presupuesto"
    """Pedirla habría rebasado el tope de gasto."""
    FALLO = "fallo"
    """La fuente falló y la cifra no pudo leerse."""


TITULOS: dict[Ausencia, str] = {
    Ausencia.NO_ENTREGADA: "no entregada",
    Ausencia.RETENIDA: "no entregada tras el requerimiento (art. 14)",
    Ausencia.PLATAFORMA: "la plataforma no la da",
    Ausencia.ILEGIBLE: "ilegible",
    Ausencia.COBERTURA: "no cubre todo el semestre",
    Ausencia.NO_APLICA: "no aplica",
    Ausencia.SIN_PERMISO: "sin permiso",
    Ausencia.RETIRADA: "retirada por la plataforma",
    Ausencia.OCULTA: "oculta",
    Ausencia.NO_ENCONTRADA: "no encontrada",
    Ausencia.PRESUPUESTO: "sobre el presupuesto",
    Ausencia.FALLO: "falló la lectura",
}
"""Cómo se dice cada razón a una persona."""
