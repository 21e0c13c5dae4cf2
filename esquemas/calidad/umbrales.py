"""Umbrales de las comprobaciones: los que decide el Comité y los topes técnicos."""

from dataclasses import dataclass

from lineamientos.interpretaciones import Interpretaciones
from lineamientos.vigentes import ParametrosVigentes


@dataclass(frozen=True)
class Umbrales:
    """Con qué se juzga.

    Attributes:
        salto: Cambio relativo frente al semestre anterior que debe confirmarse (proporción, art. 14).
        capturas: Copias de pantalla mínimas de una cuenta de Facebook (art. 11).
        tolerancia: Diferencia relativa admitida entre dos fuentes de una misma cifra (proporción).
        respuestas_cuentan: Si las respuestas de X van dentro del total de mensajes (art. 11).
        maximo: La mayor cifra que se tiene por posible; hay menos personas en el mundo.
        hallazgos_por_archivo: Cuántos hallazgos iguales se listan de un archivo antes de solo contarlos.
        filas_por_tramo: Filas que se revisan de una vez, para acotar la memoria.
    """

    salto: float
    capturas: int
    tolerancia: float
    respuestas_cuentan: bool
    maximo: int = 10_000_000_000
    hallazgos_por_archivo: int = 20
    filas_por_tramo: int = 250_000

    @classmethod
    def de_vigentes(cls, vigentes: ParametrosVigentes) -> "Umbrales":
        """Toma de los parámetros vigentes los que son interpretación de los Lineamientos.

        Raises:
            ParametroFaltante: Si falta alguno.
            ParametroInvalido: Si alguno no es del tipo o del rango que le toca.
        """
        interpretaciones = Interpretaciones.de_parametros(vigentes)
        return cls(
            salto=interpretaciones.umbral_de_salto,
            capturas=interpretaciones.evidencias_minimas,
            tolerancia=interpretaciones.tolerancia_entre_fuentes,
            respuestas_cuentan=interpretaciones.respuestas_cuentan,
        )
