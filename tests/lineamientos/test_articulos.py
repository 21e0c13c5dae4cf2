"""Los casos de ``casos/``, un archivo por artículo: situación → resultado."""

from datetime import date, datetime
from typing import Any

import pytest

from lineamientos import errores, plazos
from lineamientos.calificacion.dictamen import Clase
from lineamientos.catalogo import hay_ruptura, metricas_de
from lineamientos.horarios import fecha_efectiva_de_recepcion, siguiente_momento_habil
from lineamientos.parametros import Parametros
from lineamientos.resoluciones import Resolucion, objeciones
from lineamientos.semestres import Semestre
from lineamientos.vista import ReglaDeVista, Vista
from lineamientos.vista import situacion as situacion_de_vista
from tests.lineamientos.apoyo_lineamientos import AQUI, LEIDOS, calendario, casos, leer, parametros

Caso = dict[str, Any]


def comprobar(obtenido: Caso, esperado: Caso) -> None:
    """Compara solo lo que el caso afirma; lo que afirma y no existe es un error del caso."""
    assert {clave: obtenido[clave] for clave in esperado} == esperado


def por_confirmar(fuentes: Any) -> list[str]:
    return [f.clave for f in fuentes if not f.confirmada]


@pytest.mark.parametrize(("situacion", "esperado"), casos("art_03"))
def test_art_03_dias_habiles(situacion: Caso, esperado: Caso) -> None:
    dia = calendario().segun(parametros()).dia(situacion["fecha"])
    comprobar(
        {
            "habil": dia.habil,
            "motivo": None if dia.habil else dia.motivo,
            "por_confirmar": por_confirmar([dia.fuente] if dia.fuente else []),
        },
        esperado,
    )


@pytest.mark.parametrize(("situacion", "esperado"), casos("art_04"))
def test_art_04_parametros(situacion: Caso, esperado: Caso) -> None:
    tabla = {
        "clave": "prueba.dias",
        "descripcion": "Días de prueba",
        "articulo": "4",
        "unidad": "días",
        "valores": situacion["valores"],
    }
    semestre = Semestre.de_texto(situacion["semestre"])
    if "error" in esperado:
        with pytest.raises(getattr(errores, esperado["error"]), match=esperado["dice"]):
            Parametros.de_datos([tabla]).del_semestre(semestre).entero("prueba.dias")
        return
    vigentes = Parametros.de_datos([tabla]).del_semestre(semestre)
    aprobado = not vigentes.sin_aprobar()
    assert vigentes.vigente("prueba.dias").aprobado == aprobado
    comprobar({"valor": vigentes.entero("prueba.dias"), "aprobado": aprobado}, esperado)


@pytest.mark.parametrize(("situacion", "esperado"), casos("art_10"))
def test_art_10_horario(situacion: Caso, esperado: Caso) -> None:
    momento: datetime = situacion["momento"]
    recibido = fecha_efectiva_de_recepcion(
        momento, calendario(), parametros(), situacion.get("zona_remitente")
    )
    enviar = siguiente_momento_habil(momento, calendario(), parametros())
    comprobar({"enviar": enviar, "recibido": recibido.fecha}, esperado)


@pytest.mark.parametrize(("situacion", "esperado"), casos("art_11", "ventana"))
def test_art_11_ventana(situacion: Caso, esperado: Caso) -> None:
    semestre = Semestre.de_texto(situacion["semestre"])
    p = plazos.plazos_del_semestre(
        semestre, calendario(situacion["reglas"]), parametros(situacion["semestre"])
    )
    comprobar(
        {
            "requerimiento": p.requerimiento_antes_de.fecha,
            "inicio": p.ventana_inicio.fecha,
            "primer_habil": p.primer_habil.fecha,
            "fin": p.ventana_fin.fecha,
            "por_confirmar": por_confirmar(p.ventana_fin.fuentes),
        },
        esperado,
    )


@pytest.mark.parametrize(("situacion", "esperado"), casos("art_11", "columnas"))
def test_art_11_columnas(situacion: Caso, esperado: Caso) -> None:
    metricas = metricas_de(situacion["red"], Semestre.de_texto(situacion["semestre"]))
    comprobar({"metricas": [m.nombre for m in metricas]}, esperado)


@pytest.mark.parametrize(("situacion", "esperado"), casos("art_11", "ruptura"))
def test_art_11_ruptura(situacion: Caso, esperado: Caso) -> None:
    a, b = (Semestre.de_texto(s) for s in situacion["semestres"])
    rupturas = {hay_ruptura(situacion["metrica"], situacion["red"], *par) for par in ((a, b), (b, a))}
    assert rupturas == {esperado["ruptura"]}


@pytest.mark.parametrize(("situacion", "esperado"), casos("art_12"))
def test_art_12_suplementarias(situacion: Caso, esperado: Caso) -> None:
    semestre = Semestre.de_texto(situacion["semestre"])
    pedidas = {m.nombre for m in metricas_de(situacion["red"], semestre, "suplementaria")}
    assert pedidas.issuperset(esperado["incluye"])
    assert pedidas.isdisjoint(esperado["excluye"])


@pytest.mark.parametrize(("situacion", "esperado"), casos("art_13", "evaluacion"))
def test_art_13_evaluacion(situacion: Caso, esperado: Caso) -> None:
    semestre = Semestre.de_texto(situacion["semestre"])
    p = plazos.plazos_del_semestre(semestre, calendario(), parametros(situacion["semestre"]))
    comprobar({"fin": p.evaluacion_fin.fecha}, esperado)
    # La evaluación descansa también en lo que descansa el cierre.
    assert set(p.ventana_fin.advertencias) <= set(p.evaluacion_fin.advertencias) <= set(p.advertencias)


@pytest.mark.parametrize(("situacion", "esperado"), casos("art_13", "cuenta"))
def test_art_13_cuenta(situacion: Caso, esperado: Caso) -> None:
    cambios = {"plazos__evaluacion__computo": situacion["computo"]} if "computo" in situacion else {}
    limite = plazos.limite_de_evaluacion(
        situacion["cierre"],
        situacion.get("recepcion"),
        situacion.get("subsanacion"),
        calendario(),
        parametros(situacion["semestre"], **cambios),
    )
    assert limite.limite.fecha == esperado["limite"]
    assert (limite.estricto.fecha if limite.estricto else None) == esperado.get("estricto")


@pytest.mark.parametrize(("situacion", "esperado"), casos("art_13", "vista"))
def test_art_13_vista(situacion: Caso, esperado: Caso) -> None:
    plazo = plazos.vence_vista(situacion["notificada"], calendario(), parametros(situacion["semestre"]))
    comprobar({"vence": plazo.fecha}, esperado)


def _vista(situacion: Caso) -> Vista | None:
    if "notificada" not in situacion:
        return None
    vence = plazos.vence_vista(situacion["notificada"], calendario(), parametros("2025-2")).fecha
    return Vista(situacion["notificada"], vence, situacion.get("respondida"))


@pytest.mark.parametrize(("situacion", "esperado"), casos("art_13", "resolucion"))
def test_art_13_resolucion(situacion: Caso, esperado: Caso) -> None:
    cambios = {f"plazos__vista__{n}": situacion[n] for n in ("termino", "clases") if n in situacion}
    halladas = objeciones(
        Resolucion(
            Clase(situacion["resuelta"]), "Ordinaria", situacion["fecha"], "CG-1", situacion.get("razones")
        ),
        Clase(situacion["propuesta"]),
        _vista(situacion),
        propuesta_desde=date(2026, 1, 5),
        hoy=date(2026, 2, 20),
        regla=ReglaDeVista.de_parametros(parametros("2025-2", **cambios)),
    )
    assert [o.campo for o in halladas] == esperado["objeciones"]
    assert esperado.get("dice", "") in " ".join(map(str, halladas))


@pytest.mark.parametrize(("situacion", "esperado"), casos("art_13", "situacion_de_vista"))
def test_art_13_situacion_de_la_vista(situacion: Caso, esperado: Caso) -> None:
    vista = _vista(situacion)
    assert vista is not None
    en = {"situacion": situacion_de_vista(vista, situacion["fecha"]).value, "oportuna": vista.oportuna}
    comprobar(en, esperado)


@pytest.mark.parametrize(("situacion", "esperado"), casos("art_14", "subsanacion"))
def test_art_14_subsanacion(situacion: Caso, esperado: Caso) -> None:
    plazo = plazos.vence_subsanacion(situacion["notificada"], calendario(), parametros(situacion["semestre"]))
    comprobar({"vence": plazo.fecha}, esperado)
    assert plazo.fundamento.cita.startswith("Lineamientos, art. 14: 2 días hábiles")


@pytest.mark.parametrize(("situacion", "esperado"), casos("art_14", "observacion"))
def test_art_14_limite_para_observar(situacion: Caso, esperado: Caso) -> None:
    plazo = plazos.limite_para_observar(
        situacion["ultimo_acto"], calendario(), parametros(situacion["semestre"])
    )
    comprobar({"limite": plazo.fecha}, esperado)


@pytest.mark.parametrize(("situacion", "esperado"), casos("art_14", "silencio"))
def test_art_14_silencio(situacion: Caso, esperado: Caso) -> None:
    plazo = plazos.vence_silencio(situacion["notificada"], calendario(), parametros(situacion["semestre"]))
    comprobar({"vence": plazo.fecha}, esperado)
    # Ningún artículo fija los días: se cita la determinación y de dónde los toma.
    assert plazo.fundamento.cita == (
        "Lineamientos, art. 4: 2 días hábiles desde el siguiente a la notificación; así se determinó: "
        "«Art. 14 por analogía; determinación conforme al art. 4»"
    )


@pytest.mark.parametrize(("situacion", "esperado"), casos("art_15"))
def test_art_15_titular(situacion: Caso, esperado: Caso) -> None:
    plazo = plazos.vence_titular(situacion["notificada"], calendario(), parametros(situacion["semestre"]))
    comprobar({"vence": plazo.fecha}, esperado)
    assert plazo.fundamento.articulo.texto == "4"
    assert "así se determinó: «El art. 15 pide atención inmediata sin fijar" in plazo.fundamento.razon


def test_casos_usados() -> None:
    escritos = {(ruta.stem, lista) for ruta in (AQUI / "casos").glob("*.toml") for lista in leer(ruta)}
    assert escritos == LEIDOS
