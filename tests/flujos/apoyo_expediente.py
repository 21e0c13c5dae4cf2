"""Comunicaciones escritas, de prueba, sobre las tres cuentas del espacio sembrado."""

from datetime import UTC, date, datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from almacen.maestro import conectada
from esquemas.tablas import TABLAS
from flujos.pasos.espacio import Espacio
from flujos.pasos.expediente_actos import COPIA, NOTIFICA, Documento, Escrita
from informes.cartas.modelo import (
    CORREO,
    CuentaDeCarta,
    DatosDeCarta,
    Destinatario,
    Institucion,
    ObservacionDeCarta,
)
from lineamientos.procedimiento.clases import ClaseDeComunicacion, Papel
from lineamientos.referencias import Articulo, Fundamento
from lineamientos.semestres import Semestre
from lineamientos.vencimientos import Plazo

S = Semestre(2026, 1)
FECHADA = datetime(2026, 7, 20, 16, tzinfo=UTC)
INSTITUCION = Institucion("INE", "CNCS", "", "Ciudad de México", None, "", "", "", "")
ANA = Destinatario("Ana", "ana@example.org", Papel.ADMINISTRADOR, "cncs")
LUZ = Destinatario("Luz", "luz@example.org", Papel.ENCARGADO, "cncs")
COPIADO = Destinatario("Eva", "eva@example.org", Papel.TITULAR, "cncs", copia=True)


def escrita(
    cual: str = "c1",
    *,
    canal: str = CORREO,
    numero: str = "",
    clase: ClaseDeComunicacion = ClaseDeComunicacion.OBSERVACIONES,
    cuentas: tuple[str, ...] = ("x_uno", "x_dos"),
    destinatarios: tuple[Destinatario, ...] = (ANA, LUZ, COPIADO),
) -> Escrita:
    """Observaciones a dos cuentas: una por cuenta."""
    datos = DatosDeCarta(
        comunicacion=cual,
        clase=clase,
        canal=canal,
        semestre=S,
        fechada_en=FECHADA,
        numero=numero,
        institucion=INSTITUCION,
        destinatarios=destinatarios,
        cuentas=tuple(
            CuentaDeCarta(c, c, "x", c, "CNCS", (ObservacionDeCarta(f"o-{c}", "B2", "falta", "complete"),))
            for c in cuentas
        ),
        plazo=Plazo("Vence", date(2026, 7, 22), Fundamento(Articulo(14), "2 días hábiles")),
    )
    correo = Documento(f"{cual}.eml", NOTIFICA if canal == CORREO else COPIA, mensaje(cual, destinatarios))
    oficio = Documento(f"{cual}.pdf", COPIA if canal == CORREO else NOTIFICA, b"%PDF-1.7 " + cual.encode())
    return Escrita(datos, "Observaciones a lo recibido", "Hay observaciones sin notificar.", (correo, oficio))


def mensaje(cual: str, destinatarios: tuple[Destinatario, ...]) -> bytes:
    """El correo de una comunicación, como sale de quien la escribe."""
    correo = EmailMessage()
    correo["Subject"] = "Observaciones a lo recibido"
    correo["To"] = ", ".join(d.correo for d in destinatarios if not d.copia)
    if copias := [d.correo for d in destinatarios if d.copia]:
        correo["Cc"] = ", ".join(copias)
    correo["Message-ID"] = f"<{cual}@pertinencia>"
    correo.set_content("Hay observaciones.\n.\nUn punto solo en su renglón no corta el mensaje.\n")
    correo.add_attachment(
        b"%PDF-1.7 " + cual.encode(), maintype="application", subtype="pdf", filename="c.pdf"
    )
    return correo.as_bytes(policy=SMTP)


def foto(espacio: Espacio) -> dict[str, list[tuple[object, ...]]]:
    """Todas las tablas de las dos bases, con sus filas en orden."""
    dicho = {}
    for ruta, reservada in ((espacio.rutas.maestro, False), (espacio.rutas.reservado, True)):
        if not ruta.exists():
            continue
        with conectada(ruta) as base:
            for t in TABLAS.values():
                if t.reservada is reservada:
                    dicho[t.nombre] = sorted(base.consultar(f"SELECT * FROM {t.nombre}").rows(), key=repr)
    return dicho


def marcas(espacio: Espacio) -> list[Path]:
    """Lotes que aterrizaron y no consta que se cargaran."""
    return sorted((espacio.rutas.aterrizaje / "asientos_pendientes").glob("*"))
