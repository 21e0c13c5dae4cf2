from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from informes.datos import DatosInforme
from informes.formas import Cuadro, Ficha, Informe
from informes.modelo import construir
from informes.pdf import a_json
from tests.informes.armado_comun import HOSTIL, Cuenta
from tests.informes.armado_informes import armar

_DORADO = Path(__file__).with_name("dorados") / "modelo.json"


def _textos(cuadro: Cuadro) -> list[list[str]]:
    return [[c.texto for c in fila] for fila in cuadro.filas]


def test_el_modelo_es_el_aprobado(informe: Informe) -> None:
    assert a_json(informe) == _DORADO.read_text("utf-8").strip()


def test_los_mismos_datos_dan_el_mismo_modelo(datos: DatosInforme, informe: Informe) -> None:
    assert construir(datos) == informe


def test_las_marcas_dicen_ejemplo_provisional_y_propuesta(datos: DatosInforme, informe: Informe) -> None:
    assert informe.portada.marcas == ("DATOS DE EJEMPLO", "PROVISIONAL", "PROPUESTA")
    assert construir(replace(datos, ejemplo=False)).portada.marcas == ("PROVISIONAL", "PROPUESTA")


def test_basta_un_parametro_sin_aprobar_para_ser_provisional(datos: DatosInforme) -> None:
    firme = dict(datos.evaluacion) | {"provisional": False, "motivo_provisional": None}
    assert "PROVISIONAL" in construir(replace(datos, evaluacion=firme)).portada.marcas
    aprobados = datos.parametros.with_columns(aprobado_por=pl.lit("Comité de Gestión"))
    definitivo = construir(replace(datos, evaluacion=firme, parametros=aprobados))
    assert definitivo.portada.marcas == ("DATOS DE EJEMPLO", "PROPUESTA")


def test_las_cuentas_van_por_area_y_nombre_y_no_por_indice(informe: Informe) -> None:
    orden = [f.cuenta for g in informe.areas for f in g.fichas]
    assert orden == ["x-central", "x-ags", "yt-ags", "fb-jal", "x-jal"]


def test_quien_no_entrego_no_tiene_ceros(fichas: dict[str, Ficha]) -> None:
    ficha = fichas["x-ags"]
    assert ficha.indice == "no se calculó"
    assert {fila[2] for fila in _textos(ficha.art11)} == {"no entregada"}
    assert all(celda.texto for fila in ficha.criterios.filas for celda in fila)


def test_ningun_cuadro_deja_celdas_en_blanco(informe: Informe) -> None:
    r, s = informe.resumen, informe.resultados
    cuadros = [r.clases, r.plazos, r.fuentes, s.por_red, s.bandas, s.por_tipo, s.por_area, *s.actividad]
    cuadros += [c for seccion in informe.secciones for c in seccion.cuadros]
    for g in informe.areas:
        for f in g.fichas:
            cuadros += [f.art11, f.suplementarias, f.criterios, f.partes]
    assert [
        (c.titulo, fila) for c in cuadros for fila in c.filas if any(not x.texto.strip() for x in fila)
    ] == []


def test_la_tabla_del_articulo_11_lleva_letra_definicion_fuente_y_lote(fichas: dict[str, Ficha]) -> None:
    art11 = fichas["x-central"].art11
    assert [fila[0] for fila in _textos(art11)] == list("ABCDEFGH")
    primera = art11.filas[0]
    assert "Mensajes publicados en el semestre" in primera[1].detalle
    assert (primera[2].texto, primera[5].texto) == ("12,345", "formato")
    assert primera[5].detalle.startswith("0003")


def test_una_metrica_vigente_que_nadie_registro_se_dice(datos: DatosInforme) -> None:
    sin_menciones = datos.cifras.filter(pl.col("metrica") != "menciones")
    informe = construir(replace(datos, cifras=sin_menciones))
    ficha = next(f for g in informe.areas for f in g.fichas if f.cuenta == "x-central")
    assert _textos(ficha.art11)[5][2] == "sin registro"


def test_dos_definiciones_no_se_comparan(fichas: dict[str, Ficha]) -> None:
    alcance = next(f for f in _textos(fichas["fb-jal"].art11) if f[0] == "D")
    assert alcance[4] == "otra definición"


def test_lo_sustituido_se_dice_con_su_razon_una_sola_vez(fichas: dict[str, Ficha]) -> None:
    razones = [fila[-1] for fila in _textos(fichas["yt-ags"].criterios)]
    assert sum("mediana de su cohorte" in r and "no pide publicaciones propias" in r for r in razones) == 1


@pytest.mark.parametrize(
    ("fase", "tipo"), [("ordinario", "ordinario"), ("proceso_electoral", "en Proceso Electoral")]
)
def test_la_portada_dice_el_tipo_de_semestre(datos: DatosInforme, fase: str, tipo: str) -> None:
    portada = construir(replace(datos, evaluacion=dict(datos.evaluacion) | {"fase": fase})).portada
    assert [d.valor for d in portada.identificacion if d.etiqueta == "Tipo de semestre"] == [tipo]


def test_una_clase_desconocida_es_un_error_con_su_nombre(datos: DatosInforme) -> None:
    rara = datos.calificaciones.with_columns(clase_propuesta=pl.lit("Regular"))
    with pytest.raises(ValueError, match="«Regular»"):
        construir(replace(datos, calificaciones=rara))


def test_una_cifra_sin_valor_ni_razon_es_un_error(datos: DatosInforme) -> None:
    muda = datos.cifras.with_columns(valor=pl.lit(None, pl.Int64), ausencia=pl.lit(None, pl.String))
    with pytest.raises(ValueError, match="ni valor ni razón"):
        replace(datos, cifras=muda)


def test_no_se_califica_una_cuenta_ajena_al_padron(datos: DatosInforme) -> None:
    with pytest.raises(ValueError, match="padrón"):
        replace(datos, cuentas=datos.cuentas.filter(pl.col("cuenta") != "x-jal"))


def test_una_cuenta_sin_calificar_se_muestra_como_no_evaluada(datos: DatosInforme) -> None:
    informe = construir(
        replace(datos, calificaciones=datos.calificaciones.filter(pl.col("cuenta") != "x-jal"))
    )
    ficha = next(f for g in informe.areas for f in g.fichas if f.cuenta == "x-jal")
    assert ficha.clase == "No evaluada"
    assert ["No evaluada", "1"] in [fila[:2] for fila in _textos(informe.resumen.clases)]


def test_una_cuenta_fuera_de_vigencia_no_entra_y_sus_observaciones_no_se_pierden(datos: DatosInforme) -> None:
    baja = pl.when(pl.col("cuenta") == "fb-jal").then(pl.lit(date(2025, 12, 31)))
    informe = construir(
        replace(
            datos,
            cuentas=datos.cuentas.with_columns(vigente_hasta=baja.otherwise(pl.col("vigente_hasta"))),
            calificaciones=datos.calificaciones.filter(pl.col("cuenta") != "fb-jal"),
        )
    )
    assert "fb-jal" not in [f.cuenta for g in informe.areas for f in g.fichas]
    assert "No evaluada" not in [fila[0] for fila in _textos(informe.resumen.clases)]
    sueltas = next(s for s in informe.secciones if s.clave == "observaciones").cuadros[2]
    assert [fila[0] for fila in _textos(sueltas)] == ["C201", "L001"]


def test_las_metas_dicen_la_cohorte_en_palabras(informe: Informe) -> None:
    metas = next(s for s in informe.secciones if s.clave == "metodo").cuadros[-1]
    assert _textos(metas)[0][0] == "X, de 1,000 a 9,999 seguidores (semestre base 2025-2)"


def test_los_totales_cuadran(informe: Informe) -> None:
    *filas, total = [[int(t) for t in fila[1:]] for fila in _textos(informe.resultados.por_red)]
    assert [sum(columna) for columna in zip(*filas, strict=True)] == total
    assert total[0] == sum(total[2:]) == 5


def test_sin_datos_hay_informe_y_lo_dice(datos: DatosInforme) -> None:
    vacios = {
        n: getattr(datos, n).clear()
        for n in (
            "calificaciones",
            "criterios",
            "partes",
            "metas",
            "cifras",
            "cifras_anteriores",
            "calificaciones_anteriores",
            "observaciones",
            "cuentas",
            "lotes",
            "evidencias",
            "capacitaciones",
            "cobertura",
        )
    }
    informe = construir(replace(datos, **vacios))
    assert informe.areas == ()
    assert informe.resumen.clases.filas[-1][2].texto == "sin total"


def test_el_texto_de_fuera_pierde_controles_y_marcas_de_direccion() -> None:
    informe = construir(
        armar((Cuenta("x1", "x", "a\u202eb\x07c\ufffe" + HOSTIL, "cncs", "Pertinente", 80.0),))
    )
    assert informe.areas[0].fichas[0].nombre == "a b c " + HOSTIL


def test_lo_propuesto_no_se_presenta_como_decidido(datos: DatosInforme) -> None:
    sin_ninguna = construir(replace(datos, resoluciones=datos.resoluciones.clear()))
    fichas = [f for g in sin_ninguna.areas for f in g.fichas]
    assert {f.resuelta for f in fichas} == {"sin resolver"}
    assert all("es una propuesta" in f.resolucion for f in fichas)
    seccion = next(s for s in sin_ninguna.secciones if s.clave == "resoluciones")
    assert "no consta ninguna resolución" in seccion.parrafos[1]
    assert {fila[1] for fila in _textos(seccion.cuadros[0])} == {"sin resolver"}
    abierta = next(t for t in sin_ninguna.tablas if t.clave == "resoluciones")
    columna = [c.nombre for c in abierta.columnas].index("Resolución del Comité")
    assert {fila[columna] for fila in abierta.filas} == {"sin resolver"}


def test_resueltas_todas_deja_de_ser_propuesta(datos: DatosInforme) -> None:
    una = datos.resoluciones.head(1).drop("cuenta")
    todas = datos.calificaciones.select("cuenta").join(una, how="cross")
    portada = construir(replace(datos, resoluciones=todas)).portada
    assert portada.marcas[-1] == "RESUELTO"
    assert portada.caracter == "Resolución del Comité de Gestión"
    # Con una sola por resolver, todo el informe sigue siendo propuesta.
    assert construir(replace(datos, resoluciones=todas[1:])).portada.marcas[-1] == "PROPUESTA"


def test_una_propuesta_que_pide_vista_dice_que_no_la_tiene(datos: DatosInforme) -> None:
    pide = datos.parametros.head(1).with_columns(
        clave=pl.lit("plazos.vista.clases"), valor_json=pl.lit('["No pertinente"]')
    )
    sin_vista = replace(datos, vistas=datos.vistas.clear(), parametros=pl.concat([datos.parametros, pide]))
    seccion = next(s for s in construir(sin_vista).secciones if s.clave == "resoluciones")
    assert [fila[2:] for fila in _textos(seccion.cuadros[2])] == [["No pertinente", "sin vista"]]
