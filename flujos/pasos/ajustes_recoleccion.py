"""La sección [recoleccion] de ``pertinencia.toml``: qué redes se recolectan, cuándo y hasta qué gasto."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from conectores.comun.vista import Ventanas

REDES_CON_API = ("x", "facebook", "instagram", "youtube")
_BASES = ("x", "meta", "youtube", "oauth")
_ARCHIVO = "pertinencia.toml"


@dataclass(frozen=True)
class Tope:
    """Lo más que puede gastarse de una red en un periodo.

    Attributes:
        red: Red social.
        periodo: «dia» o «mes»; en YouTube el día es el del Pacífico, como su cuota.
        usd: Dólares, o ``None`` si el tope es de unidades.
        concepto: Qué unidades, si el tope es de unidades.
        unidades: Cuántas.
    """

    red: str
    periodo: str
    usd: float | None = None
    concepto: str = ""
    unidades: int = 0


@dataclass(frozen=True)
class AjustesDeRecoleccion:
    """Cómo se recolecta.

    Attributes:
        redes: Las que se recolectan; ninguna si no se dice.
        hilos: Peticiones a la vez.
        espera_maxima: Segundos que vale esperar a que se abra un límite de frecuencia.
        gracia_dias: Días tras el cierre en que el semestre anterior se sigue recolectando.
        ventanas: Edades de relectura y demás.
        topes: Topes de gasto.
        ortografia_x: «tweet» o «post»: cómo se llaman los parámetros de X.
        version_meta: Versión de Graph API.
        retencion: Días que se conserva lo leído con la clave pública, por red; sin la red, no se purga.
        bases: Direcciones que sustituyen a las de las plataformas (el simulador).
        solo_cuentas: Claves que se recolectan, o vacío si todas las de las redes.
    """

    redes: tuple[str, ...] = ()
    hilos: int = 16
    espera_maxima: float = 900.0
    gracia_dias: int = 45
    ventanas: Ventanas = field(default_factory=Ventanas)
    topes: tuple[Tope, ...] = ()
    ortografia_x: str = "tweet"
    version_meta: str = "v27.0"
    retencion: Mapping[str, int] = field(default_factory=dict)
    bases: Mapping[str, str] = field(default_factory=dict)
    solo_cuentas: tuple[str, ...] = ()


def leer_recoleccion(seccion: Mapping[str, Any], problemas: list[str]) -> AjustesDeRecoleccion:
    """Lee y comprueba la sección; cada problema es una oración que se agrega a ``problemas``."""
    lector = _Lector(dict(seccion), problemas)
    redes = lector.textos("redes", REDES_CON_API)
    edades = lector.enteros("edades_dias", (1, 7, 30))
    ajustes = AjustesDeRecoleccion(
        redes=redes,
        hilos=lector.entero("hilos", 16, 1, 64),
        espera_maxima=60.0 * lector.entero("espera_maxima_minutos", 15, 0, 240),
        gracia_dias=lector.entero("gracia_dias", 45, 0, 180),
        ventanas=Ventanas(
            edades_dias=edades, publicaciones_por_semana=float(lector.entero("ritmo_semanal", 7, 0, 1000))
        ),
        topes=_topes(lector),
        ortografia_x=lector.uno_de("ortografia_x", "tweet", ("tweet", "post")),
        version_meta=lector.texto("version_meta", "v27.0"),
        retencion=lector.retencion(),
        bases=lector.bases(),
        solo_cuentas=lector.textos("cuentas", None),
    )
    lector.sobrantes()
    return ajustes


def _topes(lector: "_Lector") -> tuple[Tope, ...]:
    return tuple(
        t
        for t in (
            lector.tope("x", "tope_usd_mes_x", "mes"),
            lector.tope("youtube", "tope_unidades_dia_youtube", "dia", "unidad", 10_000),
            lector.tope("facebook", "tope_llamadas_dia_facebook", "dia", "llamada"),
            lector.tope("instagram", "tope_llamadas_dia_instagram", "dia", "llamada"),
        )
        if t is not None
    )


class _Lector:
    """Toma las claves de una sección una por una; lo que queda al final nadie lo esperaba."""

    def __init__(self, seccion: dict[str, Any], problemas: list[str]) -> None:
        self._seccion, self._problemas = seccion, problemas

    def _mal(self, clave: str, esperado: str, valor: object) -> None:
        self._problemas.append(f"{_ARCHIVO}, [recoleccion] {clave}: se esperaba {esperado}, no «{valor}».")

    def entero(self, clave: str, defecto: int, minimo: int, maximo: int) -> int:
        valor = self._seccion.pop(clave, defecto)
        if isinstance(valor, int) and not isinstance(valor, bool) and minimo <= valor <= maximo:
            return valor
        self._mal(clave, f"un entero de {minimo} a {maximo}", valor)
        return defecto

    def texto(self, clave: str, defecto: str) -> str:
        valor = self._seccion.pop(clave, defecto)
        if isinstance(valor, str) and valor:
            return valor
        self._mal(clave, "un texto entre comillas", valor)
        return defecto

    def uno_de(self, clave: str, defecto: str, validos: tuple[str, ...]) -> str:
        valor = self.texto(clave, defecto)
        if valor in validos:
            return valor
        self._mal(clave, f"uno de: {', '.join(validos)}", valor)
        return defecto

    def textos(self, clave: str, validos: tuple[str, ...] | None) -> tuple[str, ...]:
        valor = self._seccion.pop(clave, [])
        if (
            isinstance(valor, list)
            and all(isinstance(v, str) for v in valor)
            and (validos is None or set(valor) <= set(validos))
        ):
            return tuple(dict.fromkeys(valor))
        self._mal(clave, f"una lista de {', '.join(validos) if validos else 'claves de cuentas'}", valor)
        return ()

    def enteros(self, clave: str, defecto: tuple[int, ...]) -> tuple[int, ...]:
        valor = self._seccion.pop(clave, list(defecto))
        if isinstance(valor, list) and all(
            isinstance(v, int) and not isinstance(v, bool) and v > 0 for v in valor
        ):
            return tuple(sorted(set(valor)))
        self._mal(clave, "una lista de días, como [1, 7, 30]", valor)
        return defecto

    def tope(
        self, red: str, clave: str, periodo: str, concepto: str = "", defecto: int | None = None
    ) -> Tope | None:
        valor = self._seccion.pop(clave, defecto)
        if valor is None:
            return None
        if isinstance(valor, bool) or not isinstance(valor, int | float) or valor < 0:
            self._mal(clave, "un número que no sea negativo", valor)
            return None
        if concepto:
            return Tope(red, periodo, concepto=concepto, unidades=int(valor))
        return Tope(red, periodo, usd=float(valor))

    def retencion(self) -> dict[str, int]:
        dias = self._seccion.pop("retencion_dias_youtube", None)
        if dias is None:
            return {}
        if isinstance(dias, int) and not isinstance(dias, bool) and dias > 0:
            return {"youtube": dias}
        self._mal("retencion_dias_youtube", "un entero de días mayor que cero", dias)
        return {}

    def bases(self) -> dict[str, str]:
        valor = self._seccion.pop("bases", {})
        if (
            isinstance(valor, dict)
            and set(valor) <= set(_BASES)
            and all(isinstance(v, str) for v in valor.values())
        ):
            return dict(valor)
        self._mal("bases", f"una tabla con {', '.join(_BASES)}", valor)
        return {}

    def sobrantes(self) -> None:
        for clave in sorted(self._seccion):
            self._problemas.append(f"{_ARCHIVO}, [recoleccion]: no existe «{clave}»; revise el nombre.")


def inicio_del_periodo(periodo: str, hoy: date) -> date:
    """Primer día del periodo de un tope."""
    return hoy.replace(day=1) if periodo == "mes" else hoy
