"""Qué le falta al padrón para que el procedimiento pueda correr (Lineamientos, arts. 2, 3, 7, 9, 11 y 15)."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from lineamientos.procedimiento.direcciones import es_de, es_direccion
from lineamientos.procedimiento.padron_identidades import de_las_identidades
from lineamientos.procedimiento.padron_tipos import (
    AreaDelPadron,
    CuentaDelPadron,
    HallazgoDelPadron,
    rinde_en,
)
from lineamientos.semestres import Semestre


@dataclass(frozen=True)
class Criterios:
    """Con qué se revisa.

    Attributes:
        semestre: Semestre de que se trata.
        dominios: Dominios de correo del organismo (art. 2); sus subdominios también lo son.
        cuentas_por_persona: De cuántas en adelante se informa que una persona las administra.
    """

    semestre: Semestre
    dominios: tuple[str, ...]
    cuentas_por_persona: int


def revisar_padron(
    cuentas: Sequence[CuentaDelPadron], areas: Sequence[AreaDelPadron], criterios: Criterios
) -> tuple[HallazgoDelPadron, ...]:
    """Todo lo que se halla en el padrón, regla por regla y en el orden de sus filas.

    De las cuentas que no rinden en el semestre solo se revisan identidad y vigencia: lo demás ya no se les
    pide o todavía no.
    """
    vigentes = [c for c in cuentas if rinde_en(c, criterios.semestre)]
    hallados = [h for regla in _DE_CUENTA for c in vigentes for h in regla(c, criterios)]
    hallados += de_las_identidades(cuentas)
    hallados += [h for c in cuentas for h in _vigencia(c, criterios.semestre)]
    hallados += _areas_sin_encargado(vigentes, areas)
    hallados += _muchas_por_persona(vigentes, criterios.cuentas_por_persona)
    return tuple(sorted(hallados, key=lambda h: h.codigo))


def _alcance(c: CuentaDelPadron, criterios: Criterios) -> Iterator[HallazgoDelPadron]:
    """Art. 2: rinde la cuenta que habla en nombre del Instituto o que se abrió con un correo suyo."""
    if c.habla_en_su_nombre:
        return
    suyos = " o ".join(criterios.dominios)
    if c.correo_apertura is None:
        yield HallazgoDelPadron(
            "P102", c.cuenta, "No consta con qué correo se abrió ni que hable en nombre del Instituto.",
            "Escriba «correo_apertura», o en «habla_en_su_nombre» en qué consta que habla por el Instituto.",
        )  # fmt: skip
    elif not es_direccion(c.correo_apertura):
        yield HallazgoDelPadron(
            "P103", c.cuenta, f"«{c.correo_apertura}» no es una dirección de correo.",
            "Corrija «correo_apertura» con la dirección con que se abrió la cuenta.",
        )  # fmt: skip
    elif not es_de(c.correo_apertura, criterios.dominios):
        yield HallazgoDelPadron(
            "P101", c.cuenta,
            f"Se abrió con un correo que no es de {suyos} y no se dice que hable en nombre del Instituto.",
            "Si habla en su nombre, diga en qué consta en «habla_en_su_nombre»; si no, quite su fila.",
        )  # fmt: skip


def _responsables(c: CuentaDelPadron, _: Criterios) -> Iterator[HallazgoDelPadron]:
    """Arts. 3 y 7: toda cuenta tiene administrador; art. 15: se avisa al titular de su área."""
    if c.administrador is None and c.titular is None:
        yield HallazgoDelPadron(
            "P307", c.cuenta, "No tiene administrador ni titular: nadie responde por ella.",
            "Escriba «administrador» y «titular»; mientras, nada puede notificarse.",
        )  # fmt: skip
        return
    if c.administrador is None:
        yield HallazgoDelPadron(
            "P301", c.cuenta, "No tiene administrador.", "Escriba en «administrador» quién la administra."
        )
    if c.titular is None:
        yield HallazgoDelPadron(
            "P304", c.cuenta, "No tiene titular del área.",
            "Escriba en «titular» a quién se avisaría si un requerimiento no se atiende.",
        )  # fmt: skip


def _correos(c: CuentaDelPadron, _: Criterios) -> Iterator[HallazgoDelPadron]:
    """Arts. 9 y 15: sin dirección no puede notificarse por correo."""
    for nombre, correo, columna, sin_el, mal in (
        (c.administrador, c.correo_administrador, "correo_administrador", "P302", "P303"),
        (c.titular, c.correo_titular, "correo_titular", "P305", "P306"),
    ):
        if correo is None and nombre is not None:
            yield HallazgoDelPadron(
                sin_el, c.cuenta, f"No consta «{columna}».",
                "Escríbalo: sin él solo puede notificarse por oficio.",
            )  # fmt: skip
        elif correo is not None and not es_direccion(correo):
            yield HallazgoDelPadron(
                mal, c.cuenta, f"«{correo}» no es una dirección de correo.",
                f"Deje en «{columna}» una sola dirección, como ana@example.org.",
            )  # fmt: skip


def _actividad(c: CuentaDelPadron, criterios: Criterios) -> Iterator[HallazgoDelPadron]:
    """Art. 11: de las otras redes rinden las cuentas activas; de las demás conviene saber si lo siguen."""
    if c.con_actividad is False:
        yield HallazgoDelPadron(
            "P501", c.cuenta,
            f"No tiene publicaciones ni cifras del {criterios.semestre.nombre} entre lo que se ha cargado.",
            "Confirme que sigue en uso; si se cerró, escriba su último día en «vigente_hasta».",
        )  # fmt: skip


_DE_CUENTA: tuple[Callable[[CuentaDelPadron, Criterios], Iterator[HallazgoDelPadron]], ...] = (
    _alcance,
    _responsables,
    _correos,
    _actividad,
)


def _vigencia(c: CuentaDelPadron, semestre: Semestre) -> Iterator[HallazgoDelPadron]:
    """Art. 2: cada cuenta rinde mientras existe."""
    if c.vigente_hasta is not None and c.vigente_hasta < semestre.inicio:
        if c.con_actividad:
            yield HallazgoDelPadron(
                "P603", c.cuenta,
                f"Dejó de estar vigente el {_dia(c.vigente_hasta)} y hay cifras suyas del {semestre.nombre}.",
                "Corrija «vigente_hasta», o pregunte quién la sigue usando.",
            )  # fmt: skip
        else:
            yield HallazgoDelPadron(
                "P601", c.cuenta,
                f"Dejó de estar vigente el {_dia(c.vigente_hasta)}: no rinde en el {semestre.nombre}.",
                "Deje su fila, que guarda lo que rindió antes; si la fecha está mal, corríjala.",
            )  # fmt: skip
    if c.vigente_desde is not None and c.vigente_desde > semestre.fin:
        yield HallazgoDelPadron(
            "P602", c.cuenta,
            f"Empieza a estar vigente el {_dia(c.vigente_desde)}, después del {semestre.nombre}.",
            "Si ya existía, corrija «vigente_desde».",
        )  # fmt: skip


def _areas_sin_encargado(
    vigentes: Sequence[CuentaDelPadron], areas: Sequence[AreaDelPadron]
) -> Iterator[HallazgoDelPadron]:
    """Art. 9: las áreas se comunican por sus administradores y sus encargados del tema."""
    con_cuentas = {c.area for c in vigentes}
    for area in areas:
        if area.area not in con_cuentas:
            continue
        if area.encargado is None and area.correo_encargado is None:
            yield HallazgoDelPadron(
                "P401", area.area, "El área no tiene encargado del tema.",
                "Escriba «encargado» y «correo_encargado» en padron/areas.csv.",
            )  # fmt: skip
        elif area.correo_encargado is None:
            yield HallazgoDelPadron(
                "P402", area.area, "El encargado del tema no tiene correo.",
                "Escriba «correo_encargado» en padron/areas.csv.",
            )  # fmt: skip


def _muchas_por_persona(vigentes: Sequence[CuentaDelPadron], tope: int) -> Iterator[HallazgoDelPadron]:
    """Art. 3: quién administra cada cuenta. Que una persona tenga muchas no es falta; conviene saberlo."""
    correos = Counter(c.correo_administrador.casefold() for c in vigentes if c.correo_administrador)
    for correo, cuantas in correos.most_common():
        if cuantas >= tope:
            yield HallazgoDelPadron(
                "P701", correo, f"Administra {cuantas} cuentas.",
                "Nada obliga a cambiarlo; tenga presente cuántos requerimientos le llegan a la vez.",
            )  # fmt: skip


def _dia(dia: date) -> str:
    return dia.isoformat()
