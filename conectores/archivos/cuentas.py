"""A qué cuenta del padrón pertenece un archivo o una fila: por su contenido y, si no lo dice, por su "
"carpeta.
"""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from conectores.archivos.plegado import plegar, plegar_usuario
from conectores.archivos.tipos import Contexto, CuentaPadron
from esquemas.hallazgos import Hallazgo
from lineamientos.catalogo import REDES


@dataclass(frozen=True)
class Identidad:
    """Lo que el contenido dice de su cuenta; vacío lo que no dice.

    Attributes:
        usuario: Nombre de usuario, con o sin arroba o dirección.
        id_plataforma: Identificador en la plataforma.
        nombre: Nombre para mostrar de la cuenta o la página.
    """

    usuario: str = ""
    id_plataforma: str = ""
    nombre: str = ""

    @property
    def vacia(self) -> bool:
        """Si el contenido no dice nada de su cuenta."""
        return not (self.usuario.strip() or self.id_plataforma.strip() or self.nombre.strip())

    @property
    def texto(self) -> str:
        """Cómo se cita ante una persona."""
        return self.usuario.strip() or self.nombre.strip() or self.id_plataforma.strip()


@dataclass(frozen=True)
class Lugar:
    """Dónde está el dato de que se habla, para citarlo en un hallazgo."""

    archivo: str
    hoja: str | None = None
    fila: int | None = None
    columna: str | None = None

    def hallazgo(
        self,
        codigo: str,
        encontrado: str | None = None,
        esperado: str | None = None,
        cuenta: str | None = None,
    ) -> Hallazgo:
        """Hallazgo en este lugar."""
        return Hallazgo(
            codigo,
            archivo=self.archivo,
            hoja=self.hoja,
            fila=self.fila,
            columna=self.columna,
            cuenta=cuenta,
            encontrado=encontrado,
            esperado=esperado,
        )


def atribuir(
    contexto: Contexto, red: str, identidad: Identidad, carpeta: str | None, lugar: Lugar
) -> tuple[str | None, list[Hallazgo]]:
    """Decide la cuenta de un archivo o de una fila.

    Manda el contenido; la carpeta sirve cuando el contenido no lo dice, y para descubrir que un archivo
    se entregó en la carpeta de otra cuenta. Un nombre que comparten varias cuentas no se adivina: solo se
    acepta si la carpeta es de una de ellas.

    Returns:
        La clave de la cuenta, o ``None`` si no puede saberse, y los hallazgos.
    """
    de_carpeta, hallazgos = cuenta_de_carpeta(contexto, carpeta, lugar)
    if identidad.vacia:
        return _solo_por_carpeta(contexto, red, de_carpeta, hallazgos, lugar)
    candidatas, extranas = _por_contenido(contexto, red, identidad)
    if extranas:
        return None, [lugar.hallazgo("L237", extranas)]
    if not candidatas:
        pista = sugerencia(identidad.texto, _nombres_de(contexto, red))
        return None, [lugar.hallazgo("L232", identidad.texto, pista)]
    if de_carpeta is not None and de_carpeta not in candidatas:
        return None, [lugar.hallazgo("L234", candidatas[0], de_carpeta)]
    if len(candidatas) > 1 and de_carpeta is None:
        return None, [lugar.hallazgo("L233", identidad.texto, ", ".join(candidatas))]
    return de_carpeta or candidatas[0], []


def cuenta_de_carpeta(
    contexto: Contexto, carpeta: str | None, lugar: Lugar
) -> tuple[str | None, list[Hallazgo]]:
    """Cuenta cuya clave es el nombre de la carpeta; un hallazgo si la carpeta no es de ninguna."""
    if carpeta is None:
        return None, []
    cuenta = contexto.cuentas_plegadas.get(plegar(carpeta))
    if cuenta is None:
        return None, [lugar.hallazgo("L235", carpeta, sugerencia(carpeta, contexto.padron))]
    return cuenta, []


def sugerencia(encontrado: str, conocidos: Iterable[str]) -> str:
    """Frase con el nombre conocido más parecido, o cadena vacía si ninguno se parece."""
    plegados: dict[str, str] = {}
    for conocido in conocidos:
        plegados.setdefault(plegar(conocido), conocido)
    cercanos = difflib.get_close_matches(plegar(encontrado), list(plegados), n=1, cutoff=0.6)
    return f"; la más parecida es «{plegados[cercanos[0]]}»" if cercanos else ""


def _solo_por_carpeta(
    contexto: Contexto, red: str, cuenta: str | None, hallazgos: list[Hallazgo], lugar: Lugar
) -> tuple[str | None, list[Hallazgo]]:
    if cuenta is None:
        return None, hallazgos or [lugar.hallazgo("L231")]
    propia = contexto.padron[cuenta].red
    if propia != red:
        return None, [lugar.hallazgo("L236", REDES[red], REDES[propia], cuenta)]
    return cuenta, []


def _por_contenido(contexto: Contexto, red: str, identidad: Identidad) -> tuple[list[str], str]:
    """Cuentas de la red que corresponden a la identidad, y la contradicción entre sus señas si la hay."""
    de_la_red = [c for c in contexto.padron.values() if c.red == red]
    por_id = _claves(
        c for c in de_la_red if c.id_plataforma and c.id_plataforma == identidad.id_plataforma.strip()
    )
    usuario = plegar_usuario(identidad.usuario)
    por_usuario = _claves(c for c in de_la_red if usuario and plegar_usuario(c.usuario) == usuario)
    if por_id and por_usuario and not set(por_id) & set(por_usuario):
        return [], f"{por_id[0]} y {por_usuario[0]}"
    if por_id or por_usuario:
        return por_id or por_usuario, ""
    nombre = plegar(identidad.nombre)
    return _claves(c for c in de_la_red if nombre and plegar(c.nombre) == nombre), ""


def _claves(cuentas: Iterable[CuentaPadron]) -> list[str]:
    return [c.cuenta for c in cuentas]


def _nombres_de(contexto: Contexto, red: str) -> list[str]:
    return [n for c in contexto.padron.values() if c.red == red for n in (c.usuario, c.nombre) if n]
