"""Defectos de llenado: lo que una persona escribe mal en el formato oficial."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from conectores.ejemplo.entregas import Archivo, nombre_de_formato
from conectores.ejemplo.flota import CuentaEjemplo
from conectores.ejemplo.mundo import Mundo
from conectores.ejemplo.plantado import DefectoPlantado, Plantado, Reparto
from conectores.ejemplo.valores_formato import fecha_de_exportacion, valores_de
from esquemas.formato import FECHA_EXPORTACION, NO_APLICA, NO_DISPONIBLE, columnas_formato
from lineamientos.ausencias import Ausencia
from lineamientos.semestres import Semestre

_PALABRAS = {Ausencia.PLATAFORMA: NO_DISPONIBLE, Ausencia.NO_APLICA: NO_APLICA}


def celdas_de(mundo: Mundo, cuenta: CuentaEjemplo, semestre: Semestre) -> dict[str, str]:
    """Celdas de la fila de una cuenta, por clave de columna, tal como las escribiría una persona."""
    celdas = {
        "cuenta": cuenta.cuenta,
        "red": cuenta.red,
        "usuario": cuenta.usuario,
        "semestre": semestre.clave,
        FECHA_EXPORTACION: fecha_de_exportacion(semestre).isoformat(),
    }
    for metrica, valor in valores_de(mundo, cuenta, semestre).items():
        celdas[metrica] = _PALABRAS[valor] if isinstance(valor, Ausencia) else str(valor)
    return celdas


def formato_a_mano(red: str, semestre: Semestre, filas: Sequence[Mapping[str, str]]) -> bytes:
    """El formato de una red en CSV con cualquier cosa en sus celdas, en UTF-8 con BOM."""
    columnas = columnas_formato(red, semestre)
    texto = io.StringIO()
    escritor = csv.writer(texto, lineterminator="\r\n")
    escritor.writerow([c.titulo for c in columnas])
    escritor.writerows([fila.get(c.clave, "") for c in columnas] for fila in filas)
    return b"\xef\xbb\xbf" + texto.getvalue().encode()


Cambio = Callable[[dict[str, str]], None]


def _mal_llenado(
    reparto: Reparto,
    red: str,
    cambio: Cambio,
    codigos: Sequence[str],
    descripcion: str,
    *,
    con_cuenta: Callable[[CuentaEjemplo], bool] = lambda _: True,
) -> Plantado:
    """Una cuenta que solo entrega el formato lo entrega con un cambio.

    Los códigos ``L`` y ``C`` citan el archivo; los ``S`` tratan de las cifras del semestre.
    """
    cuenta, plan = reparto.toma(red, lambda p: not p.exportaciones and not p.comprimido, con_cuenta)
    celdas = celdas_de(reparto.mundo, cuenta, reparto.semestre)
    cambio(celdas)
    bueno = f"{cuenta.cuenta}/{nombre_de_formato(reparto.semestre, plan.formato)}"
    ruta = f"{cuenta.cuenta}/formato_{reparto.semestre.clave}_llenado.csv"
    return Plantado(
        (Archivo(ruta, formato_a_mano(red, reparto.semestre, [celdas])),),
        frozenset({bueno}),
        tuple(
            DefectoPlantado(c, cuenta.cuenta, None if c.startswith("S") else ruta, descripcion)
            for c in codigos
        ),
    )


def _poner(clave: str, texto: str) -> Cambio:
    def cambio(celdas: dict[str, str]) -> None:
        celdas[clave] = texto

    return cambio


def _mover(clave: str, formula: Callable[[Mapping[str, str]], int]) -> Cambio:
    def cambio(celdas: dict[str, str]) -> None:
        celdas[clave] = str(formula(celdas))

    return cambio


def _n(celdas: Mapping[str, str], clave: str) -> int:
    return int(celdas[clave])


def _menos_mensajes_que_partes(r: Reparto) -> Plantado:
    cambio = _mover(
        "mensajes_propios",
        lambda c: _n(c, "mensajes_publicados") - _n(c, "mensajes_comunicacion_social") + 3,
    )

    def casi_todo_propio(cuenta: CuentaEjemplo) -> bool:
        # Si no, subir B hasta rebasar A sería además un brinco frente al semestre anterior.
        v = r.mundo.verdad(cuenta, r.semestre)
        ajenos = v["mensajes_publicados"] - v["mensajes_comunicacion_social"] - v["mensajes_propios"]
        return ajenos * 4 < v["mensajes_propios"]

    return _mal_llenado(r, "x", cambio, ("C301",), "A es menor que B + C", con_cuenta=casi_todo_propio)


def _alcance_mayor(r: Reparto) -> Plantado:
    cambio = _mover("alcance", lambda c: _n(c, "visualizaciones") + 900)
    return _mal_llenado(r, "facebook", cambio, ("C307",), "alcance mayor que las visualizaciones")


def _mas_piezas_que_mensajes(r: Reparto) -> Plantado:
    cambio = _mover(
        "contenidos_multimedia",
        lambda c: max(_n(c, "mensajes_publicados") + 12, 3 * _n(c, "contenidos_multimedia")),
    )
    return _mal_llenado(r, "x", cambio, ("C308", "S304"), "H mayor que A, y el triple que antes")


def _crecimiento_mal_restado(r: Reparto) -> Plantado:
    cambio = _mover("crecimiento_seguidores", lambda c: _n(c, "crecimiento_seguidores") + 70)
    return _mal_llenado(r, "tiktok", cambio, ("C310",), "cierre menos inicio no da el crecimiento")


def _meses_que_no_suman(r: Reparto) -> Plantado:
    cambio = _mover("publicaciones_mes_2", lambda c: _n(c, "publicaciones_mes_2") + 9)
    return _mal_llenado(r, "tiktok", cambio, ("C311",), "los seis meses no suman el total")


def _salto_de_seguidores(r: Reparto) -> Plantado:
    cambio = _mover("seguidores_cierre", lambda c: _n(c, "seguidores_inicio") * 2 + 500)
    return _mal_llenado(r, "x", cambio, ("S301",), "los seguidores se duplican en un semestre")


def _inicio_distinto(r: Reparto) -> Plantado:
    cambio = _mover("seguidores_inicio", lambda c: _n(c, "seguidores_inicio") * 8 // 10)
    return _mal_llenado(r, "x", cambio, ("S305",), "el inicio no es el cierre del semestre anterior")


def _texto_en_celda(r: Reparto) -> Plantado:
    return _mal_llenado(
        r, "facebook", _poner("compartidos", "muchos"), ("L201",), "palabra donde va un número"
    )


def _formula(r: Reparto) -> Plantado:
    return _mal_llenado(
        r, "x", _poner("menciones", "=SUMA(B2:B40)"), ("L204",), "fórmula en vez de su resultado"
    )


def _porcentaje(r: Reparto) -> Plantado:
    return _mal_llenado(r, "youtube", _poner("me_gusta", "4.5%"), ("L202",), "porcentaje")


def _notacion_cientifica(r: Reparto) -> Plantado:
    return _mal_llenado(
        r, "x", _poner("impresiones", "1.22E+07"), ("L203",), "número abreviado por la hoja de cálculo"
    )


def _abreviada(r: Reparto) -> Plantado:
    return _mal_llenado(
        r, "instagram", _poner("me_gusta", "1.2 mil"), ("L207",), "cifra abreviada por la plataforma"
    )


def _celda_vacia(r: Reparto) -> Plantado:
    return _mal_llenado(r, "facebook", _poner("reacciones", ""), ("L310",), "celda vacía que el art. 11 pide")


def _fila_sin_llenar(r: Reparto) -> Plantado:
    identificacion = ("cuenta", "red", "usuario", "semestre", FECHA_EXPORTACION)

    def cambio(celdas: dict[str, str]) -> None:
        for clave in [c for c in celdas if c not in identificacion]:
            celdas[clave] = ""

    return _mal_llenado(r, "tiktok", cambio, ("L309", "S001"), "formato devuelto en blanco")


def _otro_usuario(r: Reparto) -> Plantado:
    return _mal_llenado(
        r, "tiktok", _poner("usuario", "ejemplo_otra_cuenta"), ("L313",), "usuario que no es el del padrón"
    )


def _sin_fecha(r: Reparto) -> Plantado:
    return _mal_llenado(r, "tiktok", _poner(FECHA_EXPORTACION, ""), ("L312",), "sin fecha de exportación")


def _fecha_anticipada(r: Reparto) -> Plantado:
    dia = r.semestre.fin - timedelta(days=40)
    return _mal_llenado(
        r,
        "youtube",
        _poner(FECHA_EXPORTACION, dia.isoformat()),
        ("C207",),
        "cifras tomadas antes de que terminara el semestre",
    )


def _otro_semestre(r: Reparto) -> Plantado:
    cuenta, _ = r.toma("x")
    anterior = r.semestre.anterior()
    ruta = f"{cuenta.cuenta}/formato_{r.semestre.clave}_equivocado.csv"
    contenido = formato_a_mano("x", anterior, [celdas_de(r.mundo, cuenta, anterior)])
    return Plantado(
        (Archivo(ruta, contenido),),
        defectos=(
            DefectoPlantado("L306", cuenta.cuenta, ruta, "formato del semestre anterior entregado otra vez"),
        ),
    )


def _cuenta_desconocida(r: Reparto) -> Plantado:
    cuenta, _ = r.toma("facebook")
    celdas = celdas_de(r.mundo, cuenta, r.semestre) | {"cuenta": "facebook_oficina_que_no_existe"}
    ruta = f"formato_{r.semestre.clave}_oficina.csv"
    return Plantado(
        (Archivo(ruta, formato_a_mano("facebook", r.semestre, [celdas])),),
        defectos=(DefectoPlantado("L302", None, ruta, "cuenta que no está en el padrón"),),
    )


def _dos_veces_distinta(r: Reparto) -> Plantado:
    cuenta, _ = r.toma("instagram")
    buenas = celdas_de(r.mundo, cuenta, r.semestre)
    otras = buenas | {"me_gusta": str(_n(buenas, "me_gusta") + 4321)}
    ruta = f"formato_{r.semestre.clave}_repetido.csv"
    return Plantado(
        (Archivo(ruta, formato_a_mano("instagram", r.semestre, [buenas, otras])),),
        defectos=(
            DefectoPlantado("L308", cuenta.cuenta, ruta, "la misma cuenta dos veces con cifras distintas"),
        ),
    )


DE_FORMATO: tuple[Callable[[Reparto], Plantado], ...] = (
    _menos_mensajes_que_partes,
    _alcance_mayor,
    _mas_piezas_que_mensajes,
    _crecimiento_mal_restado,
    _meses_que_no_suman,
    _salto_de_seguidores,
    _inicio_distinto,
    _texto_en_celda,
    _formula,
    _porcentaje,
    _notacion_cientifica,
    _abreviada,
    _celda_vacia,
    _fila_sin_llenar,
    _otro_usuario,
    _sin_fecha,
    _fecha_anticipada,
    _otro_semestre,
    _cuenta_desconocida,
    _dos_veces_distinta,
)
