"""Lo leído con la clave pública de YouTube se borra a los días que diga la retención, y queda dicho."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from almacen.consulta import consultar
from almacen.maestro import abrir_maestro
from conectores.simulador.fuente_pareja import FuentePareja
from conectores.simulador.nucleo import Nucleo
from conectores.simulador.servidor import Simulador
from flujos.pasos.espacio import Espacio
from flujos.pasos.publicacion import publicar
from flujos.pasos.verificacion import verificar
from tests.flujos.apoyo_recoleccion import crear_espacio, recolectar_en

INICIO = datetime(2026, 7, 1, 12, tzinfo=UTC)


def _contar(espacio: Espacio, sql: str) -> int:
    with abrir_maestro(espacio.rutas, INICIO) as base:
        return int(base.consultar(sql).item())


def test_se_purga_lo_de_la_clave_y_se_conserva_lo_del_titular(tmp_path: Path) -> None:
    fuente = FuentePareja(2, 20, ["youtube"], INICIO, timedelta(hours=12))
    with Simulador(Nucleo(fuente, INICIO)) as simulador:
        espacio = crear_espacio(
            tmp_path / "E",
            fuente,
            simulador.base,
            redes=["youtube"],
            ajustes="gracia_dias = 0\nretencion_dias_youtube = 30\n",
        )
        recolectar_en(espacio, simulador, INICIO + timedelta(days=15))
        antes = _contar(espacio, "SELECT count(*) FROM publicaciones WHERE vistas IS NOT NULL")
        del_titular = _contar(espacio, "SELECT count(*) FROM diarias WHERE metrica = 'vistas'")
        assert antes > 0
        assert del_titular > 0
        publicado = publicar(espacio)
        recolectar_en(espacio, simulador, INICIO + timedelta(days=50))
        leidos = "publicaciones p JOIN lotes l USING (lote)"
        viejos = f"l.recibido_en < TIMESTAMPTZ '{INICIO + timedelta(days=20)}'"
        assert _contar(espacio, f"SELECT count(vistas) FROM {leidos} WHERE {viejos}") == 0
        assert _contar(espacio, f"SELECT count(*) FROM {leidos} WHERE {viejos}") > 0
        assert _contar(espacio, "SELECT count(*) FROM diarias WHERE metrica = 'vistas'") >= del_titular
        lapidas = _contar(espacio, "SELECT count(*) FROM lapidas")
        assert lapidas > 0
        # Lo que ya se había publicado tampoco lo conserva.
        for ruta in (publicado.ruta, publicado.del_semestre):
            assert consultar(ruta, "SELECT count(*) FROM lapidas").item() == lapidas
            assert consultar(ruta, f"SELECT count(vistas) FROM {leidos} WHERE {viejos}").item() == 0
        # Lo purgado no vuelve a pedirse ni a purgarse, y «verificar» lo respeta.
        simulador.contabilidad.reiniciar()
        recolectar_en(espacio, simulador, INICIO + timedelta(days=50))
        assert simulador.contabilidad.recibidas("youtube") == 0
        assert _contar(espacio, "SELECT count(*) FROM lapidas") == lapidas
    assert not [c for c in verificar(espacio.raiz) if c.resultado == "mal"]
