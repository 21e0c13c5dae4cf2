import threading
from datetime import timedelta

import pytest
from fabrica_youtube import (
    LEIDA,
    MARCADOS,
    RENOVACION,
    Reloj,
    Servidor,
    credenciales,
    cuenta,
    entorno,
    error,
    ficha,
    informe,
    vista,
)

from conectores.comun.consultas import Etapa
from conectores.comun.errores import Alcance, ContratoRoto, Definitivo, Transitorio
from conectores.comun.secretos import Secreto
from conectores.youtube import crear
from conectores.youtube.cliente import Cliente
from lineamientos.ausencias import Ausencia


def _diaria(conector, clave="abc"):
    consultas = conector.planear(Etapa.PUBLICACIONES, vista([cuenta(clave)]))
    return next(c for c in consultas if c.operacion == "diarias")


class _Google:
    """Cuenta renovaciones y rechaza las fichas que se le digan."""

    def __init__(self, rechaza=()):
        self.renovaciones, self.rechaza = 0, set(rechaza)
        self.candado = threading.Lock()

    def __call__(self, p):
        if p.ruta == "/token":
            with self.candado:
                self.renovaciones += 1
                return 200, ficha(self.renovaciones)
        usada = p.encabezados["Authorization"].removeprefix("Bearer acceso-marcado-")
        return (401, error(401, "authError")) if usada in self.rechaza else (200, informe())


def test_la_ficha_se_pide_una_vez_y_se_renueva_antes_de_caducar():
    google, reloj = _Google(), Reloj()
    with Servidor(google) as s:
        fichas = Cliente(entorno(s, reloj), credenciales("abc")).fichas
        primera = fichas.de("abc")
        assert primera.caduca == LEIDA + timedelta(seconds=3599)
        reloj.ahora += timedelta(minutes=57)
        assert fichas.de("abc") is primera
        reloj.ahora += timedelta(minutes=1)
        assert fichas.de("abc") is not primera
        forma = s.peticiones[0].forma
    assert google.renovaciones == 2
    assert forma["grant_type"] == "refresh_token"
    assert forma["refresh_token"] == RENOVACION
    assert not any(m in repr((fichas.__dict__, primera)) for m in MARCADOS)


def test_varios_hilos_renuevan_una_sola_vez_por_cuenta():
    google = _Google()
    with Servidor(google) as s:
        fichas = Cliente(entorno(s), credenciales("a", "b")).fichas
        salida = threading.Barrier(8)

        def pedir(clave):
            salida.wait()
            fichas.de(clave)

        hilos = [threading.Thread(target=pedir, args=("ab"[n % 2],)) for n in range(8)]
        for h in hilos:
            h.start()
        for h in hilos:
            h.join()
    assert google.renovaciones == 2


def test_un_401_renueva_una_vez_y_sigue():
    google = _Google(rechaza={"1"})
    with Servidor(google) as s:
        conector = crear(entorno(s), credenciales("abc"))
        assert conector.pedir(_diaria(conector), None).estado == 200
        assert s.rutas() == ["/token", "/v2/reports", "/token", "/v2/reports"]


def test_si_la_ficha_nueva_tampoco_sirve_es_definitivo_de_ese_lote():
    google = _Google(rechaza={"1", "2"})
    with Servidor(google) as s:
        conector = crear(entorno(s), credenciales("abc"))
        with pytest.raises(Definitivo) as info:
            conector.pedir(_diaria(conector), None)
    assert (info.value.ausencia, info.value.alcance) == (Ausencia.SIN_PERMISO, Alcance.LOTE)
    assert google.renovaciones == 2


def test_una_autorizacion_revocada_no_detiene_a_las_demas():
    def contestar(p):
        if p.ruta == "/token":
            return (
                (200, ficha())
                if p.forma["refresh_token"] == RENOVACION
                else (400, {"error": "invalid_grant"})
            )
        return 200, informe()

    con = credenciales("viva")
    con = type(con)(
        con.clave, con.cliente_id, con.cliente_secreto, con.renovaciones | {"muerta": Secreto("muerta")}
    )
    with Servidor(contestar) as s:
        conector = crear(entorno(s), con)
        with pytest.raises(Definitivo, match="pertinencia autorizar youtube muerta") as info:
            conector.pedir(_diaria(conector, "muerta"), None)
        assert info.value.alcance is Alcance.LOTE
        assert conector.pedir(_diaria(conector, "viva"), None).estado == 200
        assert s.rutas().count("/token") == 2


def test_el_servidor_de_fichas_caido_es_transitorio():
    with Servidor(lambda _: (503, b"")) as s:
        fichas = Cliente(entorno(s), credenciales("abc")).fichas
        with pytest.raises(Transitorio):
            fichas.de("abc")
        assert len(s.peticiones) == 3


@pytest.mark.parametrize("datos", [{}, [], {"access_token": "", "expires_in": 1}, {"access_token": "x"}])
def test_una_ficha_sin_lo_prometido_rompe_el_contrato(datos):
    with Servidor(lambda _: (200, datos)) as s, pytest.raises(ContratoRoto):
        Cliente(entorno(s), credenciales("abc")).fichas.de("abc")


def test_el_403_de_un_canal_ajeno_es_de_ese_lote():
    def contestar(p):
        return (200, ficha()) if p.ruta == "/token" else (403, error(403, "forbidden"))

    with Servidor(contestar) as s:
        conector = crear(entorno(s), credenciales("abc"))
        with pytest.raises(Definitivo) as info:
            conector.pedir(_diaria(conector), None)
    assert (info.value.ausencia, info.value.alcance) == (Ausencia.SIN_PERMISO, Alcance.LOTE)
