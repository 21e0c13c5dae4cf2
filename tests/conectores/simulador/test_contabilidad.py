"""La contabilidad: exacta, sin secretos y la misma desde muchos hilos."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

from conectores.simulador.contabilidad import Contabilidad

DIA = date(2026, 7, 1)


def anotar(contabilidad: Contabilidad, consulta: str = "ids=1,2", **otros: object) -> None:
    datos = {
        "estado": 200,
        "falla": None,
        "buena": True,
        "cargos": {"post_leido": 2},
        "ids": ["1", "2"],
        "dia": DIA,
    } | otros
    contabilidad.anotar("x", "GET", "/2/tweets", consulta, **datos)  # type: ignore[arg-type]


def test_cuenta_recibidas_buenas_fallas_y_cargos() -> None:
    contabilidad = Contabilidad()
    anotar(contabilidad)
    anotar(contabilidad, estado=503, falla="5xx", buena=False, cargos={}, ids=[])
    anotar(contabilidad, estado=401, buena=False, cargos={}, ids=[])
    anotar(contabilidad, falla="elementos_duplicados", cargos={"post_leido": 3}, ids=["1", "2", "1"])
    assert contabilidad.recibidas("x") == 4
    assert contabilidad.buenas("x") == 2
    assert contabilidad.fallas("x") == {"5xx": 1, "elementos_duplicados": 1}
    assert contabilidad.cargos("x") == {"post_leido": 5}
    assert contabilidad.leidos("x", "post_leido", DIA) == {"1": 3, "2": 2}
    assert contabilidad.leidos("x", "post_leido", date(2026, 7, 2)) == {}
    assert contabilidad.recibidas("youtube") == 0 and contabilidad.cargos("youtube") == {}
    resumen = contabilidad.resumen()
    assert resumen["redes"]["x"]["recibidas"] == 4
    assert resumen["leidos"] == [
        {"red": "x", "concepto": "post_leido", "dia": "2026-07-01", "distintos": 2, "lecturas": 5}
    ]
    contabilidad.reiniciar()
    assert contabilidad.resumen() == {"redes": {}, "leidos": [], "secretos_en_url": 0}


def test_nota_los_secretos_en_la_direccion_y_no_los_guarda() -> None:
    contabilidad = Contabilidad({"MARCA/1"})
    anotar(contabilidad, "fields=id&access_token=otra")
    anotar(contabilidad, "key=AIza&part=id")
    anotar(contabilidad, "q=MARCA%2F1")
    anotar(contabilidad, "fields=id")
    assert contabilidad.secretos_en_url == 3
    guardado = repr(contabilidad.renglones)
    assert not any(s in guardado for s in ("otra", "AIza", "MARCA"))
    assert [r.consulta for r in contabilidad.renglones][3] == "fields=id"


def test_sin_renglones_no_los_guarda_y_cuenta_igual() -> None:
    contabilidad = Contabilidad(con_renglones=False)
    anotar(contabilidad)
    assert contabilidad.renglones == [] and contabilidad.recibidas("x") == 1


def test_sirve_a_muchos_hilos_sin_perder_ninguna() -> None:
    contabilidad = Contabilidad()
    with ThreadPoolExecutor(8) as hilos:
        list(hilos.map(lambda _: anotar(contabilidad), range(2_000)))
    assert contabilidad.recibidas("x") == 2_000 and contabilidad.cargos("x") == {"post_leido": 4_000}
