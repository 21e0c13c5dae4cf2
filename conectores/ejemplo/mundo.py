"""El mundo del ejemplo: una flota inventada, sus publicaciones y sus cifras verdaderas.

La misma semilla da siempre el mismo mundo. Lo que una cuenta publica se calcula cuando se pide, de modo
que un mundo de mil cuentas y medio millón de publicaciones no ocupa memoria.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from conectores.ejemplo.azar import Azar, repartir
from conectores.ejemplo.estructura import AreaEjemplo, juntas_locales, unidades_centrales
from conectores.ejemplo.evolucion import Actividad, actividad
from conectores.ejemplo.flota import CuentaEjemplo, formar_flota
from conectores.ejemplo.publicaciones import (
    DE_COMUNICACION_SOCIAL,
    DE_TERCEROS,
    PROPIA,
    RESPUESTA,
    Publicacion,
    formar_publicaciones,
)
from lineamientos.semestres import Semestre

SEMESTRES = (Semestre(2025, 2), Semestre(2026, 1))
"""Los dos semestres del ejemplo."""

_PUBLICACIONES_AL_MEDIR = 583
"""Por cuenta; YouTube no pasa de 450, y con las cuatro redes que exportan suman medio millón."""

_TIPOS: dict[str, dict[bool, tuple[str, ...]]] = {
    "x": {True: ("imagen", "imagen", "video"), False: ("texto", "texto", "enlace")},
    "facebook": {True: ("imagen", "imagen", "video", "video_corto"), False: ("texto", "enlace")},
    "youtube": {True: ("video",), False: ("video",)},
    "instagram": {True: ("imagen", "carrusel", "video_corto"), False: ("imagen",)},
    "tiktok": {True: ("video_corto",), False: ("video_corto",)},
}


@dataclass(frozen=True)
class Mundo:
    """Un mundo inventado.

    Attributes:
        semilla: De ella sale todo.
        semestres: Semestres con archivos, en orden.
        cuentas: La flota.
        publicaciones_por_cuenta: Publicaciones con cifras de cada cuenta, o ``None`` si depende de su ritmo.
    """

    semilla: int
    semestres: tuple[Semestre, ...]
    cuentas: tuple[CuentaEjemplo, ...]
    publicaciones_por_cuenta: int | None = None

    @classmethod
    def nuevo(
        cls,
        semilla: int,
        cuentas: int = 120,
        semestres: tuple[Semestre, ...] = SEMESTRES,
        publicaciones_por_cuenta: int | None = None,
    ) -> "Mundo":
        """Crea un mundo.

        Args:
            semilla: Semilla.
            cuentas: Tamaño de la flota.
            semestres: Semestres consecutivos, en orden.
            publicaciones_por_cuenta: Si se da, todas las cuentas son normales y tienen esa cantidad de
                publicaciones con cifras (en YouTube, hasta el tope de su tabla).

        Raises:
            ValueError: Si no hay semestres, no son consecutivos o la flota no cabe en la estructura.
        """
        if not semestres or any(a.siguiente() != b for a, b in pairwise(semestres)):
            raise ValueError(f"Los semestres del ejemplo deben ser consecutivos: {semestres}")
        flota = formar_flota(semilla, cuentas, semestres, con_papeles=publicaciones_por_cuenta is None)
        return cls(semilla, semestres, flota, publicaciones_por_cuenta)

    @classmethod
    def para_medir(cls, semilla: int) -> "Mundo":
        """Mundo con que se mide la velocidad: mil formatos y medio millón de filas de publicaciones."""
        return cls.nuevo(
            semilla,
            cuentas=1000,
            semestres=SEMESTRES[-1:],
            publicaciones_por_cuenta=_PUBLICACIONES_AL_MEDIR,
        )

    @property
    def areas(self) -> tuple[AreaEjemplo, ...]:
        """Áreas del padrón: las centrales, las 32 locales y las distritales que tienen cuenta."""
        fijas = unidades_centrales() + juntas_locales()
        claves = {a.area for a in fijas}
        distritales: dict[str, AreaEjemplo] = {}
        for c in self.cuentas:
            if c.area.area not in claves:
                distritales.setdefault(c.area.area, c.area)
        return fijas + tuple(distritales[k] for k in sorted(distritales))

    def vigentes(self, semestre: Semestre) -> tuple[CuentaEjemplo, ...]:
        """Cuentas que rinden en el semestre, en el orden del padrón."""
        return tuple(c for c in self.cuentas if c.vigencia_en(semestre) is not None)

    def cuenta(self, clave: str) -> CuentaEjemplo:
        """La cuenta con esa clave.

        Raises:
            KeyError: Si no existe.
        """
        return {c.cuenta: c for c in self.cuentas}[clave]

    def actividad(self, cuenta: CuentaEjemplo, semestre: Semestre) -> Actividad:
        """Totales de la cuenta en el semestre.

        Raises:
            ValueError: Si la cuenta no rinde en el semestre.
        """
        hecho = actividad(self.semilla, cuenta, self.semestres, semestre, self.publicaciones_por_cuenta)
        if hecho is None:
            raise ValueError(f"{cuenta.cuenta} no rinde en {semestre.clave}")
        return hecho

    def publicaciones(self, cuenta: CuentaEjemplo, semestre: Semestre) -> tuple[Publicacion, ...]:
        """Publicaciones de la cuenta en el semestre, de la más antigua a la más nueva."""
        hecho = self.actividad(cuenta, semestre)
        return formar_publicaciones(
            Azar(self.semilla, "publicaciones", cuenta.cuenta, semestre.clave),
            cuenta.red,
            desde=hecho.desde,
            hasta=hecho.hasta,
            origenes=hecho.origenes,
            multimedia=hecho.multimedia,
            tipos=_TIPOS[cuenta.red],
            totales=hecho.repartibles,
        )

    def diarias(self, cuenta: CuentaEjemplo, semestre: Semestre) -> list[tuple[date, dict[str, int]]]:
        """Cifras de cuenta día por día, que suman las del semestre; del día más antiguo al más nuevo.

        Además de las métricas lleva ``seguidores_nuevos`` y ``seguidores_perdidos``.
        """
        hecho = self.actividad(cuenta, semestre)
        azar = Azar(self.semilla, "diarias", cuenta.cuenta, semestre.clave)
        dias = [hecho.desde + timedelta(days=i) for i in range((hecho.hasta - hecho.desde).days + 1)]
        pesos = [30 + azar.entero(0, 60) for _ in dias]
        neto = hecho.seguidores_cierre - hecho.seguidores_inicio
        perdidos = max(0, -neto) + hecho.seguidores_inicio // 100
        totales = {
            **hecho.repartibles,
            **hecho.de_cuenta,
            "seguidores_nuevos": perdidos + neto,
            "seguidores_perdidos": perdidos,
            "publicaciones": hecho.publicaciones,
        }
        columnas = {nombre: repartir(total, pesos) for nombre, total in totales.items()}
        return [(dia, {n: v[i] for n, v in columnas.items()}) for i, dia in enumerate(dias)]

    def verdad(self, cuenta: CuentaEjemplo, semestre: Semestre) -> dict[str, int]:
        """Cifras verdaderas del semestre, con los nombres del catálogo (Lineamientos, arts. 11 y 12)."""
        hecho = self.actividad(cuenta, semestre)
        cifras = {
            "seguidores_inicio": hecho.seguidores_inicio,
            "seguidores_cierre": hecho.seguidores_cierre,
            "crecimiento_seguidores": hecho.seguidores_cierre - hecho.seguidores_inicio,
            **{
                n: v
                for n, v in hecho.repartibles.items()
                if n not in ("visitas_desde_publicacion", "detalles")
            },
            **hecho.de_cuenta,
        }
        propias = hecho.origenes.get(PROPIA, 0) + hecho.origenes.get(RESPUESTA, 0)
        if cuenta.red == "x":
            cifras |= {
                "mensajes_publicados": hecho.publicaciones,
                "mensajes_propios": propias,
                "mensajes_comunicacion_social": hecho.origenes.get(DE_COMUNICACION_SOCIAL, 0),
                # En el ejemplo se ordena republicar la mitad; lo demás lo repite la cuenta por su gusto.
                "mensajes_ordenados": hecho.origenes.get(DE_COMUNICACION_SOCIAL, 0) // 2,
                "contenidos_multimedia": hecho.multimedia,
                "respuestas": hecho.origenes.get(RESPUESTA, 0),
            }
        else:
            cifras["publicaciones"] = hecho.publicaciones
            if cuenta.red == "facebook":
                cifras["contenidos_multimedia"] = hecho.multimedia
        cifras["publicaciones_propias"] = (
            hecho.publicaciones
            - hecho.origenes.get(DE_TERCEROS, 0)
            - (hecho.origenes.get(DE_COMUNICACION_SOCIAL, 0))
        )
        meses = [(p.publicada_en.year, p.publicada_en.month) for p in self.publicaciones(cuenta, semestre)]
        for i, mes in enumerate(semestre.meses, start=1):
            cifras[f"publicaciones_mes_{i}"] = meses.count(mes)
        return cifras
