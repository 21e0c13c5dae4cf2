"""Un espacio con lotes de archivo y de API, evaluado y publicado; y la foto de todas sus tablas."""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from almacen import expediente
from almacen.maestro import conectada
from conectores.simulador.fuente_pareja import FuentePareja
from conectores.simulador.nucleo import Nucleo
from conectores.simulador.servidor import Simulador
from esquemas.tablas import TABLAS
from flujos.pasos.asientos import abrir_al_dia
from flujos.pasos.espacio import Espacio, abrir_espacio
from flujos.pasos.evaluacion import evaluar
from flujos.pasos.expediente_actos import Prueba, Recepcion
from flujos.pasos.expediente_asientos import (
    asentar_comunicaciones,
    asentar_notificacion,
    asentar_recepciones,
)
from flujos.pasos.publicacion import publicar
from flujos.pasos.recepcion import recibir
from flujos.pasos.resoluciones import escribir_plantilla, resolver
from flujos.pasos.vista import DatosDeRespuesta, DatosDeVista, anotar_respuesta, dar_vista
from tests.conectores.archivos.fabrica_exportaciones import CONTENIDO_X, en_csv, mensaje_x
from tests.flujos.apoyo_expediente import escrita
from tests.flujos.apoyo_recoleccion import REDES, crear_espacio, recolectar_en
from tests.flujos.apoyo_resoluciones import llenar
from tests.flujos.conftest import S, formato_lleno

Foto = dict[str, list[tuple[object, ...]]]
INICIO = datetime(2026, 6, 20, 12, tzinfo=UTC)
HOY = datetime(2026, 7, 20, 16, tzinfo=UTC)
LECTURAS = (INICIO + timedelta(days=3), datetime(2026, 7, 1, 12, tzinfo=UTC))
DEL_MAESTRO = tuple(t.nombre for t in TABLAS.values() if not t.reservada)


def espacio_trabajado(destino: Path, lecturas: Sequence[datetime] = LECTURAS) -> Espacio:
    """Recolecta de las cuatro redes, recibe de todo (bueno, malo y repetido), evalúa y publica."""
    fuente = FuentePareja(4, 6, REDES, INICIO, timedelta(hours=8))
    with Simulador(Nucleo(fuente, INICIO)) as simulador:
        espacio = crear_espacio(destino, fuente, simulador.base)
        for momento in lecturas:
            recolectar_en(espacio, simulador, momento)
    toml = destino / "pertinencia.toml"
    toml.write_text(f"{toml.read_text('utf-8')}\n[ejemplo]\nhoy = {HOY.isoformat()}\n", "utf-8")
    espacio = abrir_espacio(destino)
    de_x = next(c for c in espacio.padron.por_clave().values() if c.red == "x")
    mensajes = [
        mensaje_x(f"19300000000000000{n}", f"Mon, Jun {n}, 2026", usuario=de_x.usuario) for n in (15, 22)
    ]
    entregas = {
        "x.csv": formato_lleno(espacio, "x"),
        "facebook.csv": formato_lleno(espacio, "facebook", publicaciones="muchas"),
        "copia de x.csv": formato_lleno(espacio, "x"),
        f"{de_x.cuenta}/publicaciones.csv": en_csv(CONTENIDO_X, mensajes).encode(),
        f"{de_x.cuenta}/pantalla.png": b"\x89PNG\r\n\x1a\n" + bytes(4) + b"IEND\xae\x42\x60\x82",
        f"{de_x.cuenta}/malo.csv": b"esto,no\nes,nada\n",
    }
    for nombre, contenido in entregas.items():
        ruta = espacio.entradas / nombre
        ruta.parent.mkdir(parents=True, exist_ok=True)
        ruta.write_bytes(contenido)
    recibir(espacio, S)
    evaluar(espacio, S)
    _decidir(espacio, de_x.cuenta)
    _notificar(espacio, de_x.cuenta)
    publicar(espacio)
    return espacio


def _decidir(espacio: Espacio, cuenta: str) -> None:
    """Da vista, anota la respuesta y resuelve una cuenta como se propuso."""
    hoy = espacio.ahora_local().date()
    dar_vista(espacio, S, cuenta, DatosDeVista("Titular", hoy, "OF-1", "Se propone"), "Ana")
    anotar_respuesta(espacio, S, cuenta, DatosDeRespuesta(hoy, "Se usa", None), "Ana")
    ruta = espacio.raiz / "resoluciones.csv"
    escribir_plantilla(espacio, S, ruta)
    texto = ruta.read_bytes().decode("utf-8-sig")
    propuesta = next(f for f in csv.DictReader(io.StringIO(texto)) if f["cuenta"] == cuenta)[
        "clase_propuesta"
    ]
    en_sesion = {
        "clase_resuelta": propuesta,
        "sesion": "Primera",
        "fecha": hoy.isoformat(),
        "acuerdo": "CG-1",
    }
    ruta.write_text(llenar(texto, **{cuenta: en_sesion}), "utf-8")
    assert resolver(espacio, S, ruta, "Ana").nuevas == 1
    ruta.unlink()


def _notificar(espacio: Espacio, cuenta: str) -> None:
    """Escribe unas observaciones, registra su acuse y recibe la respuesta en papel."""
    hoy = espacio.ahora()
    recibida = Recepcion("r1", cuenta, "papel", "2", hoy, hoy.date(), True, "Formato", documento=b"%PDF r")
    with abrir_al_dia(espacio) as base:
        asentar_comunicaciones(espacio, base, S.clave, [escrita(cuentas=(cuenta,))], "Ana")
        fila = expediente.comunicacion(base, "c1").row(0, named=True)
        acuse = Prueba("papel", hoy, "Acuse sellado.", "1", b"%PDF acuse", "acuse.pdf", "a Ana")
        assert asentar_notificacion(espacio, base, fila, acuse, "Ana")
        asentar_recepciones(espacio, base, S.clave, [recibida], "Ana")


def foto(ruta: Path) -> Foto:
    """Todas las tablas de una base, con todas sus columnas."""
    with conectada(ruta) as base:
        return {t: base.consultar(f"SELECT * FROM {t} ORDER BY ALL").rows() for t in DEL_MAESTRO}
