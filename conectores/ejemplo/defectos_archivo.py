"""Defectos de archivo: lo que llega vacío, cortado, disfrazado, de otra cosa o en la carpeta de otro."""

from collections.abc import Callable

from conectores.ejemplo.azar import Azar
from conectores.ejemplo.comprimidos import comprimir, imagen_png
from conectores.ejemplo.entregas import Archivo
from conectores.ejemplo.escritores_formato import formato_xlsx
from conectores.ejemplo.plantado import DefectoPlantado, Plantado, Reparto

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _de_mas(
    reparto: Reparto, red: str, nombre: str, contenido: bytes, codigo: str, descripcion: str
) -> Plantado:
    """Un archivo inservible que una cuenta entrega además de los buenos."""
    cuenta, _ = reparto.toma(red)
    ruta = f"{cuenta.cuenta}/{nombre}"
    defecto = DefectoPlantado(codigo, None, ruta, descripcion)
    return Plantado((Archivo(ruta, contenido),), defectos=(defecto,))


def _vacio(r: Reparto) -> Plantado:
    return _de_mas(r, "x", f"formato_{r.semestre.clave}_vacio.csv", b"", "L001", "archivo de cero bytes")


def _truncado(r: Reparto) -> Plantado:
    cuenta, _ = r.toma("facebook")
    entero = formato_xlsx(r.mundo, [cuenta], r.semestre)
    ruta = f"{cuenta.cuenta}/formato_{r.semestre.clave}_incompleto.xlsx"
    return Plantado(
        (Archivo(ruta, entero[: len(entero) // 2]),),
        defectos=(DefectoPlantado("L008", None, ruta, "libro cuya descarga se cortó"),),
    )


def _con_macros(r: Reparto) -> Plantado:
    libro = comprimir(
        {
            "[Content_Types].xml": b"<Types/>",
            "xl/workbook.xml": b"<workbook/>",
            "xl/vbaProject.bin": _OLE + b"VBA",
        }
    )
    return _de_mas(r, "instagram", f"formato_{r.semestre.clave}.xlsm", libro, "L004", "libro con macros")


def _con_contrasenia(r: Reparto) -> Plantado:
    libro = _OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512)
    return _de_mas(
        r, "tiktok", f"formato_{r.semestre.clave}_protegido.xlsx", libro, "L006", "libro con contraseña"
    )


def _de_excel_97(r: Reparto) -> Plantado:
    libro = _OLE + bytes(504) + "Workbook".encode("utf-16-le") + bytes(512)
    return _de_mas(r, "youtube", f"formato_{r.semestre.clave}.xls", libro, "L005", "libro de Excel 97-2003")


def _pagina_web(r: Reparto) -> Plantado:
    pagina = b"<html><body><table><tr><td>Publicaciones</td></tr></table></body></html>"
    return _de_mas(
        r, "facebook", f"estadisticas_{r.semestre.clave}.xls", pagina, "L007", "página web guardada como .xls"
    )


def _otra_clase(r: Reparto) -> Plantado:
    imagen = b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(24)
    return _de_mas(
        r, "facebook", f"captura_{r.semestre.clave}.png", imagen, "L003", "imagen WebP con extensión .png"
    )


def _zip_cortado(r: Reparto) -> Plantado:
    entero = comprimir({"resumen.csv": b"Date,Impressions\n" * 40})
    return _de_mas(
        r, "x", f"entrega_{r.semestre.clave}_cortada.zip", entero[:-30], "L010", "comprimido que se cortó"
    )


def _zip_en_zip(r: Reparto) -> Plantado:
    cuenta, _ = r.toma("instagram")
    interior = comprimir({"datos.csv": b"a,b\n1,2\n"})
    ruta = f"{cuenta.cuenta}/entrega_{r.semestre.clave}_doble.zip"
    return Plantado(
        (Archivo(ruta, comprimir({"dentro.zip": interior})),),
        defectos=(DefectoPlantado("L014", None, f"{ruta} → dentro.zip", "comprimido dentro de otro"),),
    )


def _zip_que_se_sale(r: Reparto) -> Plantado:
    contenido = comprimir({"../../fuera.csv": b"a,b\n1,2\n"})
    return _de_mas(
        r,
        "tiktok",
        f"entrega_{r.semestre.clave}.zip",
        contenido,
        "L013",
        "nombre que apunta fuera del comprimido",
    )


def _imagen_cortada(r: Reparto) -> Plantado:
    azar = Azar(r.mundo.semilla, "imagen cortada")
    return _de_mas(
        r,
        "facebook",
        f"evidencia_{r.semestre.clave}_9.png",
        imagen_png(azar)[:-40],
        "L020",
        "copia de pantalla que se cortó al enviarla",
    )


def _evidencia_sin_cuenta(r: Reparto) -> Plantado:
    ruta = f"captura_{r.semestre.clave}.png"
    return Plantado(
        (Archivo(ruta, imagen_png(Azar(r.mundo.semilla, "sin cuenta"))),),
        defectos=(
            DefectoPlantado("L022", None, ruta, "copia de pantalla fuera de la carpeta de una cuenta"),
        ),
    )


def _de_otra_red(r: Reparto) -> Plantado:
    csv = b"Pin,Guardados del Pin,Clics de salida\nAviso,12,3\n"
    return _de_mas(
        r,
        "youtube",
        f"exportacion_{r.semestre.clave}.csv",
        csv,
        "L103",
        "exportación de una red que no se conoce",
    )


DE_ARCHIVO: tuple[Callable[[Reparto], Plantado], ...] = (
    _vacio,
    _truncado,
    _con_macros,
    _con_contrasenia,
    _de_excel_97,
    _pagina_web,
    _otra_clase,
    _zip_cortado,
    _zip_en_zip,
    _zip_que_se_sale,
    _imagen_cortada,
    _evidencia_sin_cuenta,
    _de_otra_red,
)
