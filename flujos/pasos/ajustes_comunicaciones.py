"""La sección [comunicaciones] de ``pertinencia.toml``: con qué membrete se escribe y por dónde se envía."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter
from typing import Any

from esquemas.hallazgos import limpiar
from flujos.pasos.ajustes_avisos import Smtp, decir_mal, decir_sobrantes, leer_smtp
from informes.cartas.errores import CartaInvalida
from informes.cartas.logotipo import en_svg
from informes.cartas.modelo import CORREO, OFICIO, Institucion
from lineamientos.procedimiento.clases import ClaseDeComunicacion, Firma
from lineamientos.procedimiento.direcciones import es_direccion

_NOMBRE = "comunicaciones"
_CANALES = (CORREO, OFICIO)
_TEXTOS = ("unidad", "domicilio", "lugar", "firmante", "cargo", "delegacion")
_CLAVES = (
    *_TEXTOS, "logotipo", "correo", "canal", "canales", "numero", "primer_numero", "correo_interno",
    "transparencia", "subdireccion", "smtp",
)  # fmt: skip
_LARGO_MAXIMO = 300
BYTES_DEL_LOGOTIPO = 2_000_000


@dataclass(frozen=True)
class Contacto:
    """A quién se dirige algo fuera del padrón; vacío si aún no se dice."""

    nombre: str = ""
    correo: str = ""


@dataclass(frozen=True)
class AjustesDeComunicaciones:
    """Con qué membrete se escribe, quién firma y por dónde se notifica.

    Attributes:
        unidad: Unidad que comunica.
        domicilio: Renglón del pie.
        lugar: Ciudad en que se fecha.
        logotipo: Archivo SVG o PNG, o ``None``.
        firmante: Quien firma por Comunicación Social.
        cargo: Su cargo.
        delegacion: Por qué firma si no es el titular.
        correo: Dirección que recibe las respuestas.
        canal: El que notifica, si su clase no dice otro.
        canales: El de las clases que dicen otro.
        numero: Formato del número de oficio, con ``{numero}`` y ``{anio}``; vacío si se pone a mano.
        primer_numero: Desde cuál se numera cada año.
        correo_interno: A quién se recuerda por dentro lo que toca hacer.
        transparencia: La Unidad de Transparencia (art. 8, fracción I).
        subdireccion: La subdirección que recibe lo del art. 12.
        smtp: Por dónde salen los correos, o ``None`` si quedan como borrador.
    """

    unidad: str = ""
    domicilio: str = ""
    lugar: str = ""
    logotipo: Path | None = None
    firmante: str = ""
    cargo: str = ""
    delegacion: str = ""
    correo: str = ""
    canal: str = CORREO
    canales: Mapping[ClaseDeComunicacion, str] = field(default_factory=dict)
    numero: str = ""
    primer_numero: int = 1
    correo_interno: tuple[str, ...] = ()
    transparencia: Contacto = field(default_factory=Contacto)
    subdireccion: Contacto = field(default_factory=Contacto)
    smtp: Smtp | None = None

    def canal_de(self, clase: ClaseDeComunicacion) -> str:
        """El canal que notifica una clase de comunicación (art. 9)."""
        return self.canales.get(clase, self.canal)

    @property
    def sin_firma(self) -> str:
        """Qué le falta a la firma de lo que escribe Comunicación Social, en una oración; vacía si nada."""
        faltan = [f"«{n}»" for n, v in (("firmante", self.firmante), ("cargo", self.cargo)) if not v]
        if not faltan:
            return ""
        return (
            f"Los oficios y correos salen sin {' ni '.join(faltan)}: dígalo en [comunicaciones] de "
            "pertinencia.toml antes de que se notifiquen. Lo ya escrito puede retirarse con «pertinencia "
            "retirar» para que se escriba de nuevo."
        )

    def institucion(self, organismo: str, firma: Firma) -> Institucion:
        """Membrete y firma; lo que firma el Comité va sin firmante, que no es de estos ajustes.

        Args:
            organismo: Nombre del organismo.
            firma: Quién firma.
        """
        de_casa = firma is Firma.COMUNICACION_SOCIAL
        return Institucion(
            organismo=organismo,
            unidad=self.unidad,
            domicilio=self.domicilio,
            lugar=self.lugar,
            logotipo=None if self.logotipo is None else self.logotipo.read_bytes(),
            firmante=self.firmante if de_casa else "",
            cargo=self.cargo if de_casa else "",
            delegacion=self.delegacion if de_casa else "",
            correo=self.correo,
        )


def leer_comunicaciones(
    seccion: Mapping[str, Any], raiz: Path, problemas: list[str]
) -> AjustesDeComunicaciones:
    """Lee y comprueba la sección; cada problema es una oración que se agrega a ``problemas``.

    Args:
        seccion: Lo que hay en ella.
        raiz: Carpeta del espacio, de la que el logotipo no puede salir.
        problemas: Donde se agregan.
    """
    decir_sobrantes(seccion, _CLAVES, _NOMBRE, problemas)
    return AjustesDeComunicaciones(
        **{clave: _texto(seccion, clave, problemas) for clave in _TEXTOS},
        logotipo=_logotipo(seccion, raiz, problemas),
        correo=_direccion(seccion, "correo", _NOMBRE, problemas),
        canal=_canal(seccion.get("canal", CORREO), "canal", _NOMBRE, problemas),
        canales=_canales(seccion.get("canales", {}), problemas),
        numero=_numero(seccion, problemas),
        primer_numero=_entero(seccion, "primer_numero", problemas),
        correo_interno=_direcciones(seccion, problemas),
        transparencia=_contacto(seccion, "transparencia", problemas),
        subdireccion=_contacto(seccion, "subdireccion", problemas),
        smtp=leer_smtp(seccion["smtp"], _NOMBRE, problemas) if "smtp" in seccion else None,
    )


def _texto(seccion: Mapping[str, Any], clave: str, problemas: list[str], de: str = _NOMBRE) -> str:
    valor = seccion.get(clave, "")
    if isinstance(valor, str) and len(valor) <= _LARGO_MAXIMO and (valor.isprintable()):
        return valor.strip()
    decir_mal(de, clave, f"un texto de un renglón, de {_LARGO_MAXIMO} letras a lo más", valor, problemas)
    return ""


def _direccion(seccion: Mapping[str, Any], clave: str, de: str, problemas: list[str]) -> str:
    valor = seccion.get(clave, "")
    if valor == "" or es_direccion(valor):
        return str(valor)
    decir_mal(de, clave, "una dirección de correo", valor, problemas)
    return ""


def _direcciones(seccion: Mapping[str, Any], problemas: list[str]) -> tuple[str, ...]:
    valor = seccion.get("correo_interno", [])
    if isinstance(valor, list) and all(es_direccion(v) for v in valor):
        return tuple(dict.fromkeys(valor))
    decir_mal(
        _NOMBRE, "correo_interno", 'una lista de direcciones, como ["ana@example.org"]', valor, problemas
    )
    return ()


def _contacto(seccion: Mapping[str, Any], clave: str, problemas: list[str]) -> Contacto:
    valor, nombre = seccion.get(clave, {}), f"{_NOMBRE}.{clave}"
    if not isinstance(valor, dict):
        decir_mal(_NOMBRE, clave, f"una sección [{nombre}] con nombre y correo", valor, problemas)
        return Contacto()
    decir_sobrantes(valor, ("nombre", "correo"), nombre, problemas)
    return Contacto(
        _texto(valor, "nombre", problemas, nombre), _direccion(valor, "correo", nombre, problemas)
    )


def _canal(valor: object, clave: str, de: str, problemas: list[str]) -> str:
    if isinstance(valor, str) and valor in _CANALES:
        return valor
    decir_mal(de, clave, "«correo» u «oficio»", valor, problemas)
    return CORREO


def _canales(seccion: object, problemas: list[str]) -> dict[ClaseDeComunicacion, str]:
    nombre = f"{_NOMBRE}.canales"
    if not isinstance(seccion, dict):
        decir_mal(_NOMBRE, "canales", f"una sección [{nombre}] con un canal por clase", seccion, problemas)
        return {}
    clases = {str(c): c for c in ClaseDeComunicacion}
    decir_sobrantes(seccion, clases, nombre, problemas)
    return {
        clases[c]: _canal(valor, c, nombre, problemas) for c, valor in seccion.items() if c in clases
    }  # fmt: skip


def _numero(seccion: Mapping[str, Any], problemas: list[str]) -> str:
    formato = _texto(seccion, "numero", problemas)
    try:
        campos = [(n, f, c) for _, n, f, c in Formatter().parse(formato) if n is not None]
    except ValueError:
        campos = [("", "", None)]
    sencillos = all(n in ("numero", "anio") and not f and not c for n, f, c in campos)
    if not formato or (sencillos and "numero" in [n for n, _, _ in campos]):
        return formato
    decir_mal(_NOMBRE, "numero", "un formato como «UNIDAD/{numero}/{anio}»", formato, problemas)
    return ""


def _entero(seccion: Mapping[str, Any], clave: str, problemas: list[str]) -> int:
    valor = seccion.get(clave, 1)
    if isinstance(valor, int) and not isinstance(valor, bool) and valor >= 1:
        return valor
    decir_mal(_NOMBRE, clave, "un entero desde 1", valor, problemas)
    return 1


def _logotipo(seccion: Mapping[str, Any], raiz: Path, problemas: list[str]) -> Path | None:
    dicho = _texto(seccion, "logotipo", problemas)
    if not dicho:
        return None
    ruta = raiz / dicho
    if Path(dicho).is_absolute() or not ruta.resolve().is_relative_to(raiz.resolve()):
        esperado = "un archivo dentro del espacio, como «parametros/logotipo.svg»"
    elif not ruta.is_file():
        esperado = f"un archivo que exista; no está {ruta}"
    elif ruta.stat().st_size > BYTES_DEL_LOGOTIPO:
        esperado = f"un archivo de {BYTES_DEL_LOGOTIPO:,} bytes a lo más (mide {ruta.stat().st_size:,})"
    else:
        try:
            # Lo mismo que se exige al dibujarlo: que no se descubra el día en que toca escribir.
            en_svg(ruta.read_bytes())
        except CartaInvalida as error:
            problemas.append(f"pertinencia.toml, [{_NOMBRE}] logotipo, «{limpiar(dicho)}»: {error}")
            return None
        return ruta
    decir_mal(_NOMBRE, "logotipo", esperado, dicho, problemas)
    return None
