"""Correos dejados en entradas: a qué cuenta van sus archivos, qué se aparta y por qué (art. 9)."""

import io
import os
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from almacen.maestro import abrir_maestro, abrir_reservado
from flujos.errores import OrdenInvalida
from flujos.pasos import correos_asiento, correos_recibidos, huellas, recepcion
from flujos.pasos.correos_atencion import atender_correo, correos_pendientes
from flujos.pasos.entradas import huella
from flujos.pasos.espacio import Espacio, abrir_espacio
from flujos.pasos.recepcion import recibir
from flujos.pasos.recepcion_resumen import ResumenRecepcion
from flujos.reloj import reloj_fijo
from tests.flujos.apoyo_correos import SERVIDOR, correo
from tests.flujos.conftest import AHORA, S, formato_lleno

LLEGO = datetime(2026, 7, 13, 16, tzinfo=UTC)


@pytest.fixture
def espacio(raiz: Path) -> Espacio:
    """Ana administra las tres cuentas; Beto, solo fb_uno."""
    padron = raiz / "padron" / "cuentas.csv"
    *otras, facebook = padron.read_text("utf-8").strip().splitlines()
    facebook = facebook.replace("Ana,ana@example.org", "Beto,beto@example.org")
    padron.write_text("\n".join([*otras, facebook]) + "\n", "utf-8")
    ajustes = raiz / "pertinencia.toml"
    seccion = f'[recepcion]\nservidor_de_confianza = "{SERVIDOR}"\n'
    ajustes.write_text(f"{seccion}\n{ajustes.read_text('utf-8')}", "utf-8")
    return abrir_espacio(raiz)


def _dejar(espacio: Espacio, contenido: bytes, nombre: str = "entrega.eml") -> Path:
    ruta = espacio.entradas / nombre
    ruta.parent.mkdir(parents=True, exist_ok=True)
    ruta.write_bytes(contenido)
    return ruta


def _un_dia_despues(espacio: Espacio) -> Espacio:
    return replace(espacio, reloj=reloj_fijo(AHORA + timedelta(days=1)))


def _guardado(espacio: Espacio) -> list[dict[str, Any]]:
    with abrir_reservado(espacio.rutas, AHORA) as base:
        return base.consultar("SELECT * FROM correos_recibidos ORDER BY correo, numero_acto").to_dicts()


def _todo(espacio: Espacio) -> list[Any]:
    with abrir_maestro(espacio.rutas, AHORA) as base:
        publico = [
            base.consultar(f"SELECT * FROM {t} ORDER BY ALL").rows()
            for t in ("lotes", "mediciones", "recepciones", "eventos", "asientos")
        ]
    archivos = {
        r.relative_to(espacio.entradas): r.read_bytes() for r in espacio.entradas.rglob("*") if r.is_file()
    }
    return [*publico, _guardado(espacio), archivos]


def test_lo_que_manda_quien_administra_la_cuenta_entra_con_la_hora_en_que_llego(espacio: Espacio) -> None:
    # Uno hostil de un desconocido no detiene a los demás: se aparta.
    hostil = b"From: nadie@fuera.example\r\nContent-Disposition: attachment; filename*=a%00b''x\r\n\r\nhola"
    _dejar(espacio, hostil, "antes.eml")
    assert [c.estado for c in recibir(espacio, S).correos] == ["cuarentena"]
    assert (espacio.rechazados / "correos" / "antes.eml").read_bytes() == hostil
    _dejar(espacio, correo({"formato.csv": formato_lleno(espacio, "facebook")}, de="beto@example.org"))
    resumen = recibir(espacio, S)
    assert [c.estado for c in resumen.correos] == ["aceptado"]
    assert (resumen.suma("cargados"), resumen.con_fallas) == (1, False)
    with abrir_maestro(espacio.rutas, AHORA) as base:
        assert base.consultar(
            "SELECT cuenta, medio, folio, recibido_en, fecha_efectiva, en_tiempo FROM recepciones"
        ).rows() == [("fb_uno", "correo", "2026-1-fb_uno-0001", LLEGO, date(2026, 7, 13), True)]
    [guardado] = [g for g in _guardado(espacio) if g["remitente"]]
    assert (guardado["remitente"], guardado["autenticacion"], guardado["mensaje_id"]) == (
        "beto@example.org",
        "pass",
        "<1@example.org>",
    )


def test_recibirlo_dos_veces_no_cambia_nada_ni_lo_vuelve_a_leer(
    espacio: Espacio, monkeypatch: pytest.MonkeyPatch
) -> None:
    ruta = _dejar(espacio, correo({"formato.csv": formato_lleno(espacio, "facebook")}, de="beto@example.org"))
    recibir(espacio, S)
    antes = _todo(espacio)
    segunda = recibir(_un_dia_despues(espacio), S)
    assert [c.estado for c in segunda.correos] == ["repetido"]
    assert _todo(espacio) == antes
    leidos: list[str] = []

    def anotar(leida: Path) -> str:
        leidos.append(leida.name)
        return huella(leida)

    monkeypatch.setattr(huellas, "huella", anotar)
    # Lo que cambia en el instante en que se apunta podría no notarse: solo se cree a un apunte posterior.
    apunte = espacio.rutas.datos / "huellas_de_entradas.json"
    assert "formato" not in apunte.read_text("utf-8")
    os.utime(apunte, (ruta.stat().st_mtime + 60,) * 2)
    recibir(_un_dia_despues(espacio), S)
    assert leidos == []
    ruta.write_bytes(ruta.read_bytes().replace(b"Va la entrega", b"Fue la entre "))
    assert [c.estado for c in recibir(_un_dia_despues(espacio), S).correos] == ["repetido"]
    assert leidos == ["entrega.eml"]
    for danado in (b'{"8-1": [10, 1', bytes(40), b"[]", b""):
        apunte.write_bytes(danado)
        assert [c.estado for c in recibir(_un_dia_despues(espacio), S).correos] == ["repetido"]
    assert len(_guardado(espacio)) == 2


def test_el_mismo_mensaje_guardado_de_otro_modo_es_repetido(espacio: Espacio) -> None:
    formato = {"formato.csv": formato_lleno(espacio, "facebook")}
    _dejar(espacio, correo(formato, de="beto@example.org"))
    recibir(espacio, S)
    _dejar(espacio, correo(formato, de="beto@example.org", texto="Otra copia."), "copia.eml")
    resumen = recibir(_un_dia_despues(espacio), S)
    assert {c.archivo: c.estado for c in resumen.correos}["copia.eml"] == "repetido"
    with abrir_maestro(espacio.rutas, AHORA) as base:
        assert base.consultar("SELECT count(*) AS n FROM lotes").item() == 1


@pytest.mark.parametrize(
    ("nombre", "carpeta", "destinos"),
    [
        ("formato x_dos julio.csv", "", ["x_dos/correo-{h}/formato x_dos julio.csv"]),
        ("formato.csv", "x_uno/", ["x_uno/correo-{h}/formato.csv"]),
        ("formato.csv", "", ["correo-{h} formato.csv"]),
    ],
)
def test_con_varias_cuentas_lo_dice_la_carpeta_el_nombre_o_el_contenido(
    espacio: Espacio, nombre: str, carpeta: str, destinos: list[str]
) -> None:
    ruta = _dejar(espacio, correo({nombre: formato_lleno(espacio, "x")}), f"{carpeta}e.eml")
    [visto] = recibir(espacio, S).correos
    assert list(visto.archivos) == [d.format(h=huella(ruta)[:8]) for d in destinos]
    assert all((espacio.entradas / a).is_file() for a in visto.archivos)


def _zip(**contenidos: bytes) -> bytes:
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as zip_:
        for nombre, contenido in contenidos.items():
            zip_.writestr(nombre.replace("__", "."), contenido)
    return salida.getvalue()


PDF = b"%PDF-1.4\n%%EOF\n"
CUARENTENA: dict[str, tuple[Callable[[], bytes], str]] = {
    "sin DMARC": (lambda: correo({"a.csv": b"a"}, dmarc=None), "--confirmar-correo"),
    "DMARC falla": (lambda: correo({"a.csv": b"a"}, dmarc="fail"), "DMARC «fail»"),
    "DMARC que escribió quien envía": (
        lambda: correo(
            {"a.csv": b"a"},
            dmarc=None,
            debajo={
                "Received": "from casa by relevo.example.net; Mon, 13 Jul 2026 09:00:00 -0600",
                "Authentication-Results": f"mx1.{SERVIDOR}; dmarc=pass header.from=example.org",
            },
        ),
        "sin resultado de DMARC",
    ),
    "remitente desconocido": (lambda: correo({"a.csv": b"a"}, de="eva@example.com"), "padron/cuentas.csv"),
    "dos remitentes": (lambda: correo({"a.csv": b"a"}, de="ana@example.org, eva@x.mx"), "una sola dirección"),
    "programa": (lambda: correo({"formato.xlsx": b"MZ\x90\x00\x03"}), "es un programa"),
    "doble extensión": (lambda: correo({"formato.xlsx.exe": b"hola"}), "«.exe»"),
    "escritura invertida": (lambda: correo({"formato\u202excod.exe": b"hola"}), "«.exe»"),
    "programa en un zip": (lambda: correo({"a.zip": _zip(b__txt=b"\x7fELF\x02")}), "trae dentro «b.txt»"),
    "zip bomba": (lambda: correo({"a.zip": _zip(b__csv=b"\x00" * 30_000_000)}), "crece a más de"),
    "macros": (lambda: correo({"a.xlsx": _zip(**{"xl/vbaProject__bin": b"x"})}), "macros"),
    "no se sabe de cuál cuenta": (lambda: correo({"foto.pdf": PDF}), "administra 2 cuentas"),
    "no es un correo": (lambda: b"\n\x00\x01", "No se entiende"),
    "cortado": (lambda: correo({"a.csv": b"a" * 3000})[:-900], "está cortado"),
}


@pytest.mark.parametrize("caso", CUARENTENA)
def test_lo_que_no_debe_entrar_queda_apartado_con_su_motivo(espacio: Espacio, caso: str) -> None:
    armar, dice = CUARENTENA[caso]
    contenido = armar()
    _dejar(espacio, contenido, "e.eml")
    resumen = recibir(espacio, S)
    assert resumen.con_fallas
    assert resumen.vistos == 0
    apartado = espacio.rechazados / "correos" / "e.eml"
    assert apartado.read_bytes() == contenido
    assert dice in apartado.with_name("e.eml.motivo.txt").read_text("utf-8")
    assert list(espacio.entradas.glob("**/correo-*")) == []
    [guardado] = _guardado(espacio)
    assert guardado["estado_correo"] == "cuarentena"
    # Ponerlo otra vez no agrega nada: sigue apartado por lo mismo.
    _dejar(espacio, contenido, "e.eml")
    recibir(_un_dia_despues(espacio), S)
    assert _guardado(espacio) == [guardado]
    assert not (espacio.entradas / "e.eml").exists()


def test_uno_enorme_se_aparta_sin_leerlo(espacio: Espacio, monkeypatch: pytest.MonkeyPatch) -> None:
    with (espacio.entradas / "enorme.eml").open("wb") as archivo:
        archivo.write(correo({"a.csv": b"a"}))
        archivo.truncate(200_000_000)
    monkeypatch.setattr(correos_recibidos, "interpretar", lambda *a: pytest.fail("no debía leerse"))
    [visto] = recibir(espacio, S).correos
    assert "Mide 200 MB y el tope es de 50 MB" in visto.motivo
    assert (espacio.rechazados / "correos" / "enorme.eml").stat().st_size == 200_000_000


def test_dado_de_alta_el_remitente_el_mismo_correo_entra(espacio: Espacio) -> None:
    contenido = correo({"f.csv": formato_lleno(espacio, "facebook")}, de="eva@example.org")
    _dejar(espacio, contenido)
    assert recibir(espacio, S).con_fallas
    padron = espacio.raiz / "padron" / "cuentas.csv"
    padron.write_text(padron.read_text("utf-8").replace("beto@", "eva@"), "utf-8")
    _dejar(espacio, contenido)
    assert recibir(abrir_espacio(espacio.raiz), S).suma("cargados") == 1
    assert [g["estado_correo"] for g in _guardado(espacio)] == ["cuarentena", "aceptado"]


def test_una_persona_puede_confirmarlo_y_queda_dicho_quien(espacio: Espacio) -> None:
    formato = formato_lleno(espacio, "facebook")
    ruta = _dejar(espacio, correo({"f.csv": formato, "x.exe": b"MZ\x00"}, de="beto@example.org", dmarc=None))
    correo_ = huella(ruta)
    recibir(espacio, S)
    with pytest.raises(OrdenInvalida, match="«0{12}» y se esperaba uno"):
        recibir(espacio, S, confirmar=["0" * 12], por="Luz")
    with pytest.raises(
        OrdenInvalida, match="son 7 caracteres y se esperaban al menos 8.*pertinencia correos"
    ):
        recibir(espacio, S, confirmar=[correo_[:7]], por="Luz")
    resumen = recibir(espacio, S, confirmar=[correo_[:12]], por="Luz")
    assert [(c.estado, len(c.archivos)) for c in resumen.correos] == [("aceptado", 1)]
    assert resumen.suma("cargados") == 1
    assert list(espacio.entradas.rglob("*.exe")) == []
    antes = _todo(espacio)
    assert recibir(espacio, S, confirmar=[correo_[:12]], por="Luz").suma("cargados") == 0
    assert _todo(espacio) == antes
    with abrir_reservado(espacio.rutas, AHORA) as base:
        quien = base.consultar(
            "SELECT cuenta, registrado_por FROM asientos_reservados WHERE clase_asiento = 'correos'"
        )
    assert quien.rows() == [("fb_uno", "Luz")]
    with pytest.raises(OrdenInvalida, match="está «aceptado» y se esperaba uno «por atender»"):
        atender_correo(espacio, correo_[:12], "Se leyó.", "Luz")


def test_al_confirmarlo_se_dice_de_que_cuenta_es_y_el_falso_se_descarta(espacio: Espacio) -> None:
    """Ana administra dos cuentas y nada en su archivo dice de cuál es; el otro no lo mandó Ana."""
    suyo = huella(_dejar(espacio, correo({"captura.pdf": b"%PDF-1.7 x"}, dmarc=None), "suyo.eml"))
    falso = huella(_dejar(espacio, correo({"c.csv": b"a"}, dmarc="fail", texto="Falso."), "falso.eml"))
    recibir(espacio, S)
    for dado, dicho in ((suyo[:12], f"--confirmar-correo {suyo[:12]}=CUENTA"), (f"{suyo}=x_tres", "x_tres")):
        with pytest.raises(OrdenInvalida, match=dicho):
            recibir(espacio, S, confirmar=[dado], por="Luz")
    [visto] = recibir(espacio, S, confirmar=[f"{suyo[:12]}=x_dos"], por="Luz").correos
    assert visto.archivos == (f"x_dos/correo-{suyo[:8]}/captura.pdf",)
    [pendiente] = correos_pendientes(espacio)
    assert f"--atendido {falso[:12]}" in pendiente.motivo
    atender_correo(espacio, falso[:12], "Ana dice que no es suyo.", "Luz")
    assert correos_pendientes(espacio) == ()


def test_uno_que_se_esta_copiando_espera_a_estar_entero(espacio: Espacio) -> None:
    entero = correo({"formato.csv": formato_lleno(espacio, "facebook")}, de="beto@example.org")
    ruta = _dejar(espacio, entero[:-200])

    def a_media_copia(leida: Path) -> str:
        parcial = huella(leida)
        leida.write_bytes(entero)
        return parcial

    with recepcion.turno(espacio):
        assert correos_recibidos.recibir_correos(espacio, S, huella_de=a_media_copia) == ()
    assert _guardado(espacio) == []
    assert ruta.is_file()
    assert recibir(espacio, S).suma("cargados") == 1


def test_confirmarlo_no_abre_la_puerta_a_un_desconocido(espacio: Espacio) -> None:
    ruta = _dejar(espacio, correo({"f.csv": b"a"}, de="eva@example.com", dmarc=None))
    correo_ = huella(ruta)
    recibir(espacio, S)
    with pytest.raises(OrdenInvalida, match="no puede aceptarse"):
        recibir(espacio, S, confirmar=[correo_[:12]], por="Luz")
    with (espacio.entradas / "enorme.eml").open("wb") as archivo:
        archivo.truncate(60_000_000)
    enorme = huella(espacio.entradas / "enorme.eml")
    recibir(espacio, S)
    with pytest.raises(OrdenInvalida, match="no puede aceptarse: Mide 60 MB"):
        recibir(espacio, S, confirmar=[enorme[:12]], por="Luz")


def test_uno_sin_archivos_queda_por_atender_hasta_que_alguien_lo_atiende(espacio: Espacio) -> None:
    ruta = _dejar(espacio, correo(texto="La cifra es correcta porque hubo una campaña."))
    resumen = recibir(espacio, S)
    assert [c.estado for c in resumen.correos] == ["por_atender"]
    assert not resumen.con_fallas
    [pendiente] = correos_pendientes(espacio)
    assert "pertinencia aclarar" in pendiente.motivo
    atender_correo(espacio, huella(ruta)[:12], "Se registró la aclaración.", "Luz")
    atender_correo(espacio, huella(ruta)[:12], "Se registró la aclaración.", "Luz")
    assert correos_pendientes(espacio) == ()
    assert [g["estado_correo"] for g in _guardado(espacio)] == ["por_atender", "atendido"]


@pytest.mark.parametrize("donde", ["entregar_adjuntos", "asentar", "recibir_tanda", "acusar"])
def test_morir_en_cualquier_punto_no_pierde_ni_duplica(
    espacio: Espacio, monkeypatch: pytest.MonkeyPatch, donde: str
) -> None:
    _dejar(espacio, correo({"f.csv": formato_lleno(espacio, "facebook")}, de="beto@example.org"))
    de_correos = {"entregar_adjuntos": correos_recibidos, "asentar": correos_asiento}
    modulo = de_correos.get(donde, recepcion)

    def morir(*_: object, **__: object) -> ResumenRecepcion:
        raise KeyboardInterrupt

    with monkeypatch.context() as parche:
        parche.setattr(modulo, donde, morir)
        with pytest.raises(KeyboardInterrupt):
            recibir(espacio, S)
    recibir(espacio, S)
    antes = _todo(espacio)
    assert [len(t) for t in antes[:1]] == [1]
    assert len(antes[2]) == 1
    assert [g["estado_correo"] for g in _guardado(espacio)] == ["aceptado"]
    recibir(espacio, S)
    assert _todo(espacio) == antes
