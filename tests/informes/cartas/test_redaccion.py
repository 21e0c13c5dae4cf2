"""Las cartas dicen lo que deben, en singular y en plural, y se leen en los dorados."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from informes.cartas.errores import CartaInvalida
from informes.cartas.redaccion import redactar
from informes.cartas.texto import en_texto
from lineamientos.procedimiento.clases import COMUNICACIONES, ClaseDeComunicacion
from tests.informes.cartas.armado_cartas import X, datos

C = ClaseDeComunicacion
DORADOS = Path(__file__).parent / "dorados"


@pytest.mark.parametrize("varias", [False, True], ids=["una", "varias"])
@pytest.mark.parametrize("clase", list(C))
def test_el_texto_de_cada_clase_es_el_que_se_leyo(clase: ClaseDeComunicacion, varias: bool) -> None:
    dorado = DORADOS / f"{clase.value}_{'varias' if varias else 'una'}.txt"
    assert en_texto(redactar(datos(clase, varias=varias))) == dorado.read_text("utf-8")


@pytest.mark.parametrize("clase", list(C))
def test_cada_carta_cita_el_articulo_de_su_clase_y_las_cuentas_de_que_trata(
    clase: ClaseDeComunicacion,
) -> None:
    carta = datos(clase, varias=True)
    texto = re.sub(r"\s+", " ", en_texto(redactar(carta)))
    assert COMUNICACIONES[clase].articulo.texto in texto
    for cuenta in carta.cuentas:
        assert cuenta.cuenta in texto


def test_sin_a_quien_dirigirse_no_hay_carta() -> None:
    with pytest.raises(CartaInvalida, match="no tiene a quién dirigirse"):
        redactar(datos(C.REQUERIMIENTO, destinatarios=()))


@pytest.mark.parametrize("clase", [C.REQUERIMIENTO, C.RECORDATORIO, C.OBSERVACIONES, C.SILENCIO, C.TITULAR])
def test_lo_que_exige_plazo_no_se_escribe_sin_el(clase: ClaseDeComunicacion) -> None:
    with pytest.raises(CartaInvalida, match="no dice su plazo"):
        redactar(datos(clase, plazo=None))


def test_una_resolucion_sin_registrar_no_se_notifica() -> None:
    completa = datos(C.RESOLUCION)
    sin_clase = replace(completa, cuentas=tuple(replace(c, clase_resuelta="") for c in completa.cuentas))
    for incompleta in (replace(completa, resuelta_el=None), replace(completa, sesion=""), sin_clase):
        with pytest.raises(CartaInvalida, match="pertinencia resolver"):
            redactar(incompleta)


def test_una_fecha_sin_confirmar_lo_advierte() -> None:
    assert "Advertencia. Fecha por confirmar" in en_texto(redactar(datos(C.REQUERIMIENTO)))
    assert "Advertencia" not in en_texto(redactar(datos(C.OBSERVACIONES)))


def test_de_un_archivo_que_no_pudo_leerse_se_pide_otro_y_no_una_explicacion() -> None:
    base = datos(C.OBSERVACIONES)
    (cuenta,) = base.cuentas
    una, *_ = cuenta.observaciones
    solo = replace(base, cuentas=(replace(cuenta, observaciones=(replace(una, aclarable=False),)),))
    texto = re.sub(r"\s+", " ", en_texto(redactar(solo)))
    assert (
        "Entregue de nuevo y completo el archivo que no pudo leerse; una explicación no lo sustituye."
        in texto
    )
    assert "Si la cifra es correcta" not in texto
    ambas = replace(base, cuentas=(replace(cuenta, observaciones=(una, replace(una, aclarable=False))),))
    texto = re.sub(r"\s+", " ", en_texto(redactar(ambas)))
    assert "Si la cifra es correcta" in texto
    assert "Entregue de nuevo y completo el archivo que no pudo leerse" in texto


def test_el_acuse_de_un_escrito_no_dice_que_sea_una_entrega() -> None:
    base = datos(C.ACUSE)
    (cuenta,) = base.cuentas
    entrega = cuenta.recepciones[0]
    escrito = replace(entrega, archivo="escrito sellado 17", medio="papel", entrega=False)
    dichos = {}
    for cual, recepciones in {"solo": (escrito,), "ambos": (entrega, escrito)}.items():
        con = replace(base, cuentas=(replace(cuenta, recepciones=recepciones),))
        dichos[cual] = re.sub(r"\s+", " ", en_texto(redactar(con)))
    assert "se acusa recibo del escrito siguiente" in dichos["solo"]
    assert "se acusa recibo de las entregas y los escritos siguientes" in dichos["ambos"]
    assert "Se recibió su escrito y queda en el expediente. No es la entrega" in dichos["solo"]
    assert [d.count("En tiempo:") for d in dichos.values()] == [0, 1]


def test_las_marcas_van_antes_que_todo() -> None:
    texto = en_texto(redactar(datos(C.COMITE, provisional="Falta aprobar un parámetro", ejemplo=True)))
    marcas = [texto.index(m) for m in ("DATOS DE EJEMPLO:", "BORRADOR:", "PROVISIONAL:", "Instituto")]
    assert marcas == sorted(marcas)


def test_sin_firmante_se_dice_que_falta() -> None:
    base = datos(C.REQUERIMIENTO)
    sin = replace(base, institucion=replace(base.institucion, firmante=""))
    assert "Falta designar a quien firma" in en_texto(redactar(sin))


def test_de_otras_redes_se_pide_solo_lo_activo_y_las_de_iguales_columnas_van_juntas() -> None:
    cuentas = tuple(replace(X, cuenta=f"{r}_1", red=r) for r in ("tiktok", "instagram", "x"))
    texto = re.sub(r"\s+", " ", en_texto(redactar(datos(C.REQUERIMIENTO, cuentas=cuentas))))
    assert "De Instagram y TikTok se entrega solo si la cuenta está activa; si no lo está, conteste" in texto
    assert "- Instagram y TikTok: Número de post (A)" in texto
    assert "activa" not in en_texto(redactar(datos(C.REQUERIMIENTO, varias=True)))


def _plazo(texto: str) -> str:
    return " ".join(next(p for p in texto.split("\n\n") if p.startswith("Plazo.")).split())


def test_el_requerimiento_dice_desde_cuando_se_cuenta_desde_que_se_notifica() -> None:
    """Art. 11: antes de la ventana da igual cuándo se notifique; empezada, el plazo corre desde entonces."""
    previo = _plazo(en_texto(redactar(datos(C.REQUERIMIENTO))))
    assert "Si esta comunicación se notifica el viernes 1 de enero de 2027 o después, el plazo es" in previo
    tardio = _plazo(en_texto(redactar(datos(C.REQUERIMIENTO, corre_desde=date(2026, 12, 17)))))
    assert "después del día en que está fechada" in tardio
    assert "Si esta comunicación" not in _plazo(en_texto(redactar(datos(C.RECORDATORIO))))
