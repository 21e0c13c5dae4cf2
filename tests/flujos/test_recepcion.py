import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest

from almacen.errores import AlmacenOcupado
from almacen.maestro import abrir_maestro
from flujos.pasos import lectores, recepcion, recepcion_tanda
from flujos.pasos.espacio import Espacio, abrir_espacio
from flujos.pasos.evaluacion import evaluar
from flujos.pasos.lecturas import observaciones
from flujos.pasos.recepcion import preparar, recibir
from flujos.reloj import reloj_del_sistema, reloj_fijo
from tests.flujos.conftest import AHORA, S, formato_lleno


def _entregar(espacio: Espacio, nombre: str, contenido: bytes) -> None:
    ruta = espacio.entradas / nombre
    ruta.parent.mkdir(parents=True, exist_ok=True)
    ruta.write_bytes(contenido)


def _tablas(espacio: Espacio) -> list[list[tuple[object, ...]]]:
    with abrir_maestro(espacio.rutas, AHORA) as base:
        return [
            base.consultar(f"SELECT * FROM {t} ORDER BY ALL").rows()
            for t in (
                "lotes",
                "mediciones",
                "publicaciones",
                "diarias",
                "observaciones",
                "evaluaciones",
                "cifras",
            )
        ]


def test_recibir_y_evaluar_dos_veces_no_cambia_nada(espacio: Espacio) -> None:
    _entregar(espacio, "x.csv", formato_lleno(espacio, "x"))
    _entregar(espacio, "fb_uno/facebook.csv", formato_lleno(espacio, "facebook"))
    primera = recibir(espacio, S)
    assert (primera.suma("cargados"), primera.suma("rechazados"), primera.hallazgos) == (2, 0, ())
    assert evaluar(espacio, S).nueva
    antes = _tablas(espacio)
    segunda = recibir(espacio, S)
    assert (segunda.ya_conocidos, segunda.tandas) == (2, ())
    assert not evaluar(espacio, S).nueva
    assert _tablas(espacio) == antes


def test_un_archivo_malo_no_detiene_a_los_demas(espacio: Espacio) -> None:
    _entregar(espacio, "x_uno/vacio.csv", b"")
    _entregar(espacio, "x_uno/foto.csv", b"GIF89a" + b"\x00" * 50)
    _entregar(espacio, "x.csv", formato_lleno(espacio, "x"))
    resumen = recibir(espacio, S)
    assert (resumen.suma("cargados"), resumen.suma("rechazados")) == (1, 2)
    assert resumen.con_fallas
    assert sorted(resumen.apartados) == ["x_uno/foto.csv", "x_uno/vacio.csv"]
    assert (espacio.rechazados / "x_uno" / "vacio.csv.motivo.txt").exists()
    assert not (espacio.entradas / "x_uno" / "vacio.csv").exists()
    assert {o.codigo for o in observaciones(espacio, S, todas=True)} >= {"L001"}


def test_un_archivo_enorme_se_aparta_sin_leerlo(espacio: Espacio, monkeypatch: pytest.MonkeyPatch) -> None:
    enorme = espacio.entradas / "x_uno" / "enorme.csv"
    enorme.parent.mkdir(parents=True)
    with enorme.open("wb") as archivo:
        archivo.truncate(200_000_000)
    monkeypatch.setattr(lectores, "leer", lambda *a: pytest.fail("no debía leerse"))
    resumen = recibir(espacio, S)
    assert resumen.apartados == ("x_uno/enorme.csv",)
    motivo = (espacio.rechazados / "x_uno" / "enorme.csv.motivo.txt").read_text("utf-8")
    assert "200 MB" in motivo
    assert "50 MB" in motivo


def test_una_cifra_imposible_se_observa_y_no_llega_a_la_calificacion(espacio: Espacio) -> None:
    _entregar(espacio, "x.csv", formato_lleno(espacio, "x", menciones=-5))
    resumen = recibir(espacio, S)
    assert {h.codigo for h in resumen.hallazgos} == {"C201"}
    with abrir_maestro(espacio.rutas, AHORA) as base:
        filas = base.consultar(
            "SELECT DISTINCT valor, ausencia FROM mediciones WHERE metrica = 'menciones'"
        ).rows()
    assert filas == [(None, "ilegible")]


def test_lo_corregido_deja_atendida_la_observacion(espacio: Espacio) -> None:
    _entregar(espacio, "x.csv", formato_lleno(espacio, "x", menciones=-5))
    recibir(espacio, S)
    assert {o.codigo for o in observaciones(espacio, S)} == {"C201"}
    espacio_luego = _un_dia_despues(espacio)
    _entregar(espacio, "x corregido.csv", formato_lleno(espacio, "x", menciones=5))
    recibir(espacio_luego, S)
    assert observaciones(espacio, S) == []
    assert {o.codigo for o in observaciones(espacio, S, todas=True)} == {"C201"}


def _un_dia_despues(espacio: Espacio) -> Espacio:
    return replace(espacio, reloj=reloj_fijo(AHORA + timedelta(days=1)))


def test_una_muerte_entre_la_carga_y_el_apartado_se_repara_sola(
    espacio: Espacio, monkeypatch: pytest.MonkeyPatch
) -> None:
    _entregar(espacio, "x_uno/vacio.csv", b"")

    def morir(*_: object) -> None:
        raise KeyboardInterrupt

    def ocupado(*_: object) -> None:
        raise AlmacenOcupado(espacio.rutas.maestro, 0)

    with monkeypatch.context() as parche:
        parche.setattr(recepcion_tanda, "apartar", morir)
        with pytest.raises(KeyboardInterrupt):
            recibir(espacio, S)
    antes = _tablas(espacio)
    # Lo que otro proceso asienta con el maestro tomado está a medias y no es un resto.
    a_medias = espacio.rutas.aterrizaje / "asientos_pendientes" / ".1-1.parcial"
    a_medias.parent.mkdir(exist_ok=True)
    a_medias.write_bytes(b"")
    with monkeypatch.context() as parche, pytest.raises(AlmacenOcupado):
        parche.setattr(recepcion, "abrir_maestro", ocupado)
        recibir(espacio, S)
    assert a_medias.exists()
    assert recibir(espacio, S).apartados == ("x_uno/vacio.csv",)
    assert not a_medias.exists()
    assert _tablas(espacio) == antes


def test_un_conjunto_comprimido_se_lee_entero(espacio: Espacio) -> None:
    salida = BytesIO()
    with zipfile.ZipFile(salida, "w") as conjunto:
        conjunto.writestr("x.csv", formato_lleno(espacio, "x"))
        conjunto.writestr("../fuera.csv", b"a,b\n1,2\n")
    _entregar(espacio, "conjunto.zip", salida.getvalue())
    resumen = recibir(espacio, S)
    assert resumen.suma("parciales") == 1
    assert any("fuera" in h.oracion for h in resumen.hallazgos)
    with abrir_maestro(espacio.rutas, AHORA) as base:
        assert base.consultar("SELECT count(DISTINCT cuenta) AS n FROM mediciones").item() == 2


def test_los_contactos_quedan_solo_en_la_base_reservada(espacio: Espacio) -> None:
    recibir(espacio, S)
    assert b"ana@example.org" in espacio.rutas.reservado.read_bytes()
    assert b"encargado@example.org" in espacio.rutas.reservado.read_bytes()
    for correo in (b"ana@example.org", b"encargado@example.org"):
        assert correo not in espacio.rutas.maestro.read_bytes()


def test_una_cuenta_que_se_da_de_alta_entra_con_lo_ya_entregado(espacio: Espacio) -> None:
    _entregar(espacio, "x.csv", formato_lleno(espacio, "x"))
    padron = espacio.raiz / "padron" / "cuentas.csv"
    completo = padron.read_text("utf-8")
    padron.write_text("\n".join(r for r in completo.splitlines() if not r.startswith("x_dos")), "utf-8")
    sin_dos = abrir_espacio(espacio.raiz)
    assert recibir(sin_dos, S).suma("parciales") == 1
    assert recibir(sin_dos, S).tandas == ()
    padron.write_text(completo, "utf-8")
    assert recibir(espacio, S).suma("cargados") == 1
    with abrir_maestro(espacio.rutas, AHORA) as base:
        cuentas = base.consultar("SELECT DISTINCT cuenta FROM mediciones ORDER BY cuenta")["cuenta"].to_list()
    assert cuentas == ["x_dos", "x_uno"]


def test_releer_lo_de_otro_semestre_no_lo_pierde(espacio: Espacio) -> None:
    _entregar(espacio, "x.csv", formato_lleno(espacio, "x", menciones=-5))
    recibir(espacio, S)
    antes = _tablas(espacio)
    padron = espacio.raiz / "padron" / "cuentas.csv"
    padron.write_text(padron.read_text("utf-8").replace("INE Dos", "INE Dos bis"), "utf-8")
    resumen = recibir(abrir_espacio(espacio.raiz), S.siguiente())
    assert (resumen.suma("cargados"), resumen.suma("rechazados")) == (1, 0)
    assert _tablas(espacio)[1:] == antes[1:]


def test_una_cuenta_que_sale_del_padron_no_borra_lo_que_rindio(espacio: Espacio) -> None:
    _entregar(espacio, "x.csv", formato_lleno(espacio, "x", menciones=-5))
    recibir(espacio, S)
    antes = _tablas(espacio)
    padron = espacio.raiz / "padron" / "cuentas.csv"
    quedan = [r for r in padron.read_text("utf-8").splitlines() if not r.startswith("x_")]
    padron.write_text("\n".join(quedan), "utf-8")
    resumen = recibir(abrir_espacio(espacio.raiz), S)
    assert resumen.apartados == ()
    assert (espacio.entradas / "x.csv").exists()
    assert _tablas(espacio) == antes


def test_un_archivo_de_dos_semestres_entra_en_los_dos(espacio: Espacio) -> None:
    dias = [S.fin - timedelta(days=1), S.fin, S.siguiente().inicio]
    titulos = "Date,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Unfollows,Replies,Reposts,"
    filas = [f'"{d:%a, %b} {d.day}, {d.year}",7,1,1,0,0,1,0,0,0,3,1,0,0' for d in reversed(dias)]
    texto = "\n".join([titulos + "Profile visits,Create Post,Video views,Media views", *filas])
    _entregar(espacio, "x_uno/account_overview_analytics.csv", texto.encode())
    for semestre, hasta_ahora in ((S, 2), (S.siguiente(), 3), (S, 3)):
        recibir(espacio, semestre)
        with abrir_maestro(espacio.rutas, AHORA) as base:
            n = base.consultar("SELECT count(*) AS n FROM diarias WHERE metrica = 'impresiones'").item()
        assert n == hasta_ahora
    # A un semestre del que no trae nada no se le recibe, y el archivo se queda donde está.
    ajeno = recibir(espacio, S.anterior())
    assert (ajeno.apartados, ajeno.hallazgos) == ((), ())
    assert (espacio.entradas / "x_uno" / "account_overview_analytics.csv").exists()


def test_una_carpeta_que_no_es_de_una_cuenta_se_dice_con_las_que_se_parecen(espacio: Espacio) -> None:
    _entregar(espacio, "fb_un/facebook.csv", formato_lleno(espacio, "facebook"))
    _entregar(espacio, "julio/nota.eml", b"hola")
    resumen = recibir(espacio, S)
    assert resumen.suma("cargados") == 1
    parecida, otra = (h.oracion for h in resumen.avisos)
    assert "entradas/fb_un/ no es la clave de ninguna cuenta" in parecida
    assert "¿Quiso decir «fb_uno»? Pase sus archivos a entradas/<cuenta>/" in parecida
    assert "entradas/julio/" in otra
    assert "padron/cuentas.csv" in otra


def test_una_copia_identica_se_avisa_una_vez_por_mas_que_se_reciba(espacio: Espacio) -> None:
    for nombre in ("x_uno/a.csv", "x_uno/copia de a.csv"):
        _entregar(espacio, nombre, formato_lleno(espacio, "x"))
    recibir(espacio, S)
    antes = _tablas(espacio)
    recibir(espacio, S)
    assert _tablas(espacio) == antes
    assert [(o.codigo, o.datos["cuenta"]) for o in observaciones(espacio, S) if o.codigo == "L901"] == [
        ("L901", "x_uno")
    ]


def test_cuenta_cuando_se_dejo_en_la_carpeta_y_no_cuando_se_vio(espacio: Espacio) -> None:
    """Quien recibe cada hora ve después lo que llegó antes del cierre (art. 10)."""
    de_verdad = replace(espacio, reloj=reloj_del_sistema)
    ruta = de_verdad.entradas / "x_uno" / "x.csv"
    ruta.parent.mkdir()
    ruta.write_bytes(formato_lleno(espacio, "x"))
    dejado = datetime.fromtimestamp(int(ruta.stat().st_ctime), UTC)
    [entrante] = preparar(de_verdad, S).tandas[0]
    assert entrante.recibido_en == dejado
    # Con un reloj parado no hay con qué comparar lo que dice el disco.
    [otro] = preparar(espacio, S).tandas[0]
    assert otro.recibido_en is None
