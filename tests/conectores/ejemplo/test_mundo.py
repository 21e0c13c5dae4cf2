"""El mundo del ejemplo: estructura del Instituto, flota, cifras que cuadran y evolución sin brincos."""

import csv
import hashlib
import io
from collections import Counter
from datetime import date

import pytest

from conectores.ejemplo.estructura import juntas_distritales, juntas_locales
from conectores.ejemplo.flota import Papel
from conectores.ejemplo.mundo import SEMESTRES, Mundo
from conectores.ejemplo.padron import areas_csv, capacitaciones_csv, cuentas_csv
from conectores.ejemplo.publicaciones import DE_COMUNICACION_SOCIAL, PROPIA, RESPUESTA
from lineamientos.semestres import Semestre

MUNDO = Mundo.nuevo(7)
PRIMERO, ULTIMO = SEMESTRES


def _filas(contenido: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(contenido.decode("utf-8-sig"))))


def test_hay_32_juntas_locales_y_300_distritales() -> None:
    assert len({a.area for a in juntas_locales()}) == 32
    assert len({a.area for a in juntas_distritales()}) == 300


def test_flota_de_120_con_cohortes_en_las_redes_principales() -> None:
    por_red = Counter(c.red for c in MUNDO.cuentas)
    assert sum(por_red.values()) == 120
    assert all(por_red[red] >= 15 for red in ("x", "facebook", "youtube", "instagram"))
    assert {c.area.tipo_area for c in MUNDO.cuentas} == {"central", "junta_local", "junta_distrital"}
    locales = {c.area.area for c in MUNDO.cuentas if c.area.tipo_area == "junta_local"}
    assert len(locales) == 32


def test_claves_y_usuarios_no_se_repiten() -> None:
    assert len({c.cuenta for c in MUNDO.cuentas}) == 120
    assert len({(c.red, c.usuario) for c in MUNDO.cuentas}) == 120
    assert len({(c.red, c.id_plataforma or c.cuenta) for c in MUNDO.cuentas}) == 120


def test_todo_va_marcado_como_ejemplo() -> None:
    for fila in _filas(cuentas_csv(MUNDO)):
        assert fila["ejemplo"] == "sí"
        assert fila["usuario"].startswith("ejemplo_")
        assert fila["nombre"].endswith("(ejemplo)")
        assert "Ejemplo" in fila["administrador"] and "Ejemplo" in fila["titular"]
        correos = [v for k, v in fila.items() if k.startswith("correo_")]
        assert len(correos) == 3 and all(c.endswith("@example.org") for c in correos)


def test_usuarios_de_x_caben_en_15_letras() -> None:
    grande = Mundo.nuevo(7, cuentas=1000)
    assert max(len(c.usuario) for c in grande.cuentas if c.red == "x") <= 15


def test_solo_las_de_comunicacion_social_son_centrales_para_la_columna_c() -> None:
    assert {c.area.area for c in MUNDO.cuentas if c.central} == {"cncs"}


def test_padron_con_las_areas_de_todas_las_cuentas() -> None:
    areas = {f["area"] for f in _filas(areas_csv(MUNDO))}
    assert {f["area"] for f in _filas(cuentas_csv(MUNDO))} <= areas
    assert {f["area"] for f in _filas(capacitaciones_csv(MUNDO))} <= areas
    for fila in _filas(areas_csv(MUNDO)):
        assert "Ejemplo" in fila["encargado"] and fila["correo_encargado"].endswith("@example.org")
        assert (fila["zona_horaria"] == "America/Tijuana") == (fila["entidad"] == "Baja California")
    dias = [date.fromisoformat(f["fecha"]) for f in _filas(capacitaciones_csv(MUNDO))]
    assert all(d.weekday() < 5 for d in dias)
    assert {Semestre.de_fecha(d) for d in dias} == set(SEMESTRES)


def test_la_misma_semilla_da_los_mismos_bytes() -> None:
    assert cuentas_csv(Mundo.nuevo(7)) == cuentas_csv(MUNDO)
    assert cuentas_csv(Mundo.nuevo(8)) != cuentas_csv(MUNDO)
    suma = hashlib.sha256()
    for cuenta in MUNDO.vigentes(ULTIMO):
        suma.update(repr(sorted(MUNDO.verdad(cuenta, ULTIMO).items())).encode())
    assert suma.hexdigest()[:16] == "38657ee3c32c882f"


@pytest.mark.parametrize("semestre", SEMESTRES, ids=str)
def test_las_publicaciones_suman_las_cifras_de_la_cuenta(semestre: Semestre) -> None:
    for cuenta in MUNDO.vigentes(semestre):
        hecho = MUNDO.actividad(cuenta, semestre)
        publicaciones = MUNDO.publicaciones(cuenta, semestre)
        assert len(publicaciones) == hecho.publicaciones
        assert len({p.id_publicacion for p in publicaciones}) == len(publicaciones)
        assert all(hecho.desde <= p.publicada_en.date() <= hecho.hasta for p in publicaciones)
        if hecho.con_cifras_propias:
            for metrica, total in hecho.repartibles.items():
                assert sum(p.metricas.get(metrica, 0) for p in publicaciones) == total, (cuenta, metrica)


@pytest.mark.parametrize("semestre", SEMESTRES, ids=str)
def test_los_dias_suman_las_cifras_de_la_cuenta(semestre: Semestre) -> None:
    for cuenta in (c for c in MUNDO.vigentes(semestre) if c.red == "x"):
        diarias, verdad = MUNDO.diarias(cuenta, semestre), MUNDO.verdad(cuenta, semestre)
        for metrica in ("impresiones", "visitas_perfil", "me_gusta"):
            assert sum(d[metrica] for _, d in diarias) == verdad[metrica]
        neto = sum(d["seguidores_nuevos"] - d["seguidores_perdidos"] for _, d in diarias)
        assert neto == verdad["crecimiento_seguidores"]


@pytest.mark.parametrize("semestre", SEMESTRES, ids=str)
def test_la_verdad_cumple_las_relaciones_entre_cifras(semestre: Semestre) -> None:
    for cuenta in MUNDO.vigentes(semestre):
        v = MUNDO.verdad(cuenta, semestre)
        total = v.get("mensajes_publicados", v.get("publicaciones", -1))
        assert all(n == "crecimiento_seguidores" or valor >= 0 for n, valor in v.items())
        assert sum(v[f"publicaciones_mes_{i}"] for i in range(1, 7)) == total
        assert v["seguidores_cierre"] - v["seguidores_inicio"] == v["crecimiento_seguidores"]
        assert v["publicaciones_propias"] <= total
        assert v.get("contenidos_multimedia", 0) <= total
        assert v.get("mensajes_propios", 0) + v.get("mensajes_comunicacion_social", 0) <= total
        vistas = v.get("visualizaciones", v.get("reproducciones", v.get("vistas", 0)))
        assert v.get("alcance", 0) <= vistas or cuenta.red == "x"


def test_el_cierre_de_un_semestre_es_el_inicio_del_siguiente() -> None:
    for cuenta in MUNDO.vigentes(PRIMERO):
        if cuenta.vigencia_en(ULTIMO):
            cierre = MUNDO.verdad(cuenta, PRIMERO)["seguidores_cierre"]
            assert MUNDO.verdad(cuenta, ULTIMO)["seguidores_inicio"] == cierre


def test_nada_cambia_mas_de_la_mitad_en_las_cuentas_normales() -> None:
    for cuenta in (c for c in MUNDO.cuentas if c.papel is Papel.NORMAL):
        antes, ahora = MUNDO.verdad(cuenta, PRIMERO), MUNDO.verdad(cuenta, ULTIMO)
        for metrica, valor in antes.items():
            if valor and metrica != "crecimiento_seguidores" and not metrica.startswith("publicaciones_mes"):
                assert 0.5 < ahora[metrica] / valor < 1.5, (cuenta.cuenta, metrica, valor, ahora[metrica])


def test_cada_papel_hace_lo_que_dice() -> None:
    def con(papel: Papel) -> list[dict[str, int]]:
        return [MUNDO.verdad(c, ULTIMO) for c in MUNDO.vigentes(ULTIMO) if c.papel is papel]

    def publicado(v: dict[str, int]) -> int:
        return v.get("mensajes_publicados", v.get("publicaciones", -1))

    assert all(publicado(v) == 0 for v in con(Papel.SIN_PUBLICAR) + con(Papel.CALLO))
    assert all(v["mensajes_propios"] == 0 and publicado(v) >= 20 for v in con(Papel.SIN_PROPIOS))
    for v in con(Papel.PIERDE):
        assert v["crecimiento_seguidores"] < -max(100, v["seguidores_inicio"] * 0.1)
    assert {c.papel for c in MUNDO.cuentas} == set(Papel)
    callo = next(c for c in MUNDO.cuentas if c.papel is Papel.CALLO)
    assert publicado(MUNDO.verdad(callo, PRIMERO)) > 0


def test_altas_y_bajas_a_mitad_de_semestre() -> None:
    for cuenta in MUNDO.cuentas:
        if cuenta.papel is Papel.BAJA_PRIMERO:
            assert cuenta.vigencia_en(ULTIMO) is None
            with pytest.raises(ValueError, match="no rinde"):
                MUNDO.actividad(cuenta, ULTIMO)
        if cuenta.papel is Papel.ALTA:
            vigencia = cuenta.vigencia_en(ULTIMO)
            assert cuenta.vigencia_en(PRIMERO) is None
            assert vigencia is not None and vigencia[0] > ULTIMO.inicio


def test_mundo_para_medir() -> None:
    mundo = Mundo.para_medir(7)
    assert len(mundo.cuentas) == 1000
    assert {c.papel for c in mundo.cuentas} == {Papel.NORMAL}
    semestre = mundo.semestres[-1]
    filas = sum(
        cuantas
        for c in mundo.vigentes(semestre)
        if c.red != "tiktok"
        for origen, cuantas in mundo.actividad(c, semestre).origenes.items()
        if origen in (PROPIA, RESPUESTA)
    )
    assert 500_000 <= filas < 502_000
    assert all(
        mundo.actividad(c, semestre).origenes.get(DE_COMUNICACION_SOCIAL, 0) > 0
        for c in mundo.cuentas
        if c.red == "x"
    )


def test_argumentos_imposibles() -> None:
    with pytest.raises(ValueError, match="consecutivos"):
        Mundo.nuevo(7, semestres=(Semestre(2025, 1), Semestre(2026, 1)))
    with pytest.raises(ValueError, match="admite"):
        Mundo.nuevo(7, cuentas=5000)
    with pytest.raises(KeyError):
        MUNDO.cuenta("x_no_existe")
