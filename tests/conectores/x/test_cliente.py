"""El conector de X contra un servidor de guion: qué pide, cómo insiste, cómo falla y qué no enseña."""

import json
import logging
import traceback
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from fabrica_x import NO_ENCONTRADO, consulta, lista, problema, publicacion, usuario
from servidor_guion import Contesta, Guion, servidor

from conectores.comun.entorno import Entorno
from conectores.comun.errores import Alcance, ContratoRoto, Definitivo, ErrorDeApi, Transitorio, VentanaLarga
from conectores.comun.llamadas import Intento, Politica
from conectores.comun.secretos import Secreto
from conectores.x import CredencialesX, crear
from lineamientos.ausencias import Ausencia

TOKEN = "SECRETO-marcado-x-93181"  # noqa: S105 - inventado, para buscarlo en todo
PUBLICACIONES = consulta("publicaciones")
LLENA = lista(publicacion(1))


@dataclass
class Mundo:
    """Reloj que solo avanza cuando se duerme, y lo que el conector hizo."""

    guion: Guion
    ahora: datetime = datetime(2026, 8, 10, 12, 0, tzinfo=UTC)
    dormido: list[float] = field(default_factory=list)
    intentos: list[Intento] = field(default_factory=list)
    token: str = TOKEN
    ortografia: str = "tweet"

    def dormir(self, segundos: float) -> None:
        self.dormido.append(segundos)
        self.ahora += timedelta(seconds=segundos)

    def conector(self, intentos: int = 4) -> Any:
        entorno = Entorno(
            lambda: self.ahora,
            self.dormir,
            self.intentos.append,
            {"x": self.guion.base},
            Politica(intentos),
            tiempo_limite=(2.0, 2.0),
        )
        return crear(entorno, CredencialesX(Secreto(self.token), self.ortografia))

    def en_segundos(self, segundos: int) -> str:
        return str(int(self.ahora.timestamp()) + segundos)


def separada(peticion: str) -> tuple[str, list[tuple[str, str]]]:
    """Ruta y parámetros en orden: tweepy los manda en el suyo."""
    partes = urlsplit(peticion)
    return partes.path, sorted(parse_qsl(partes.query))


def falla(*respuestas: Contesta, intentos: int = 3) -> tuple[ErrorDeApi, Mundo]:
    """El error con que se rinde y el mundo en que pasó."""
    with servidor(*respuestas) as guion:
        mundo = Mundo(guion)
        with pytest.raises(ErrorDeApi) as rendida:
            mundo.conector(intentos).pedir(PUBLICACIONES, None)
        assert TOKEN not in "".join(traceback.format_exception(rendida.value, chain=True))
        assert TOKEN not in repr((rendida.value, mundo.intentos))
    return rendida.value, mundo


def test_una_lista_se_pide_por_paginas_con_lo_que_se_usa_y_nada_mas() -> None:
    with servidor(
        Contesta(lista(publicacion(3), publicacion(2), sigue="t1")), Contesta(lista(publicacion(1)))
    ) as guion:
        conector = Mundo(guion).conector()
        primera = conector.pedir(PUBLICACIONES, None)
        cursor = conector.siguiente(PUBLICACIONES, None, primera.cuerpo)
        segunda = conector.pedir(PUBLICACIONES, cursor)
        assert conector.siguiente(PUBLICACIONES, cursor, segunda.cuerpo) is None
    assert (cursor, primera.cargos, segunda.cargos) == ("t1", {"post_leido": 2}, {"post_leido": 1})
    ventana = "start_time=2026-07-01T06:00:00Z&end_time=2026-08-10T12:00:00Z"
    campos = "attachments,created_at,public_metrics,referenced_tweets"
    esperada = f"/2/users/101/tweets?max_results=100&{ventana}&tweet.fields={campos}"
    assert (primera.peticion, segunda.peticion) == (
        f"GET {esperada}",
        f"GET {esperada}&pagination_token=t1",
    )
    assert [f"GET {separada(r)}" for r in guion.rutas] == [
        f"GET {separada(p.removeprefix('GET '))}" for p in (primera.peticion, segunda.peticion)
    ]


@pytest.mark.parametrize(
    ("pedida", "ruta"),
    [
        (
            consulta("perfiles", objetos=("101", "202"), cuentas=("a", "b")),
            "/2/users?ids=101%2C202&user.fields=public_metrics",
        ),
        (
            consulta("perfiles", objetos=("INE",), parametros={"por": "usernames"}),
            "/2/users/by?usernames=INE&user.fields=public_metrics",
        ),
        (
            consulta("metricas", objetos=("7", "8"), cuentas=("a", "a")),
            "/2/tweets?ids=7%2C8&post.fields=attachments%2Ccreated_at%2Cpublic_metrics%2Creferenced_posts",
        ),
        (
            consulta("menciones"),
            "/2/users/101/mentions?max_results=100&start_time=2026-07-01T06%3A00%3A00Z"
            "&end_time=2026-08-10T12%3A00%3A00Z&post.fields=created_at",
        ),
    ],
)
def test_con_la_ortografia_nueva_cada_operacion_tiene_su_ruta_y_sus_parametros(
    pedida: Any, ruta: str, caplog: pytest.LogCaptureFixture
) -> None:
    with servidor(Contesta(lista())) as guion, caplog.at_level(logging.DEBUG):
        Mundo(guion, ortografia="post").conector().pedir(pedida, None)
    assert [separada(r) for r in guion.rutas] == [separada(ruta)]
    assert "Unexpected parameter" not in caplog.text


def test_el_token_va_en_el_encabezado_y_en_ningun_otro_lado(caplog: pytest.LogCaptureFixture) -> None:
    with servidor(Contesta(LLENA)) as guion, caplog.at_level(logging.DEBUG):
        mundo = Mundo(guion)
        conector = mundo.conector()
        respuesta = conector.pedir(PUBLICACIONES, None)
    assert guion.encabezados[0]["Authorization"] == f"Bearer {TOKEN}"
    assert TOKEN not in guion.rutas[0]
    assert TOKEN not in repr((respuesta, mundo.intentos, conector, CredencialesX(Secreto(TOKEN))))
    assert TOKEN not in caplog.text


def test_se_guarda_sin_textos_de_terceros() -> None:
    ajena = publicacion(
        9, text="RT @INEMexico: texto ajeno", referenced_tweets=[{"type": "retweeted", "id": "5"}]
    )
    con_terceros = lista(ajena, publicacion(8)) | {"includes": {"users": [{"id": "1", "name": "Ajeno"}]}}
    mencion = publicacion(7, text="@INE_Jalisco hola, soy un tercero", author_id="44")
    with servidor(Contesta(con_terceros), Contesta(lista(mencion))) as guion:
        conector = Mundo(guion).conector()
        cuerpo = conector.pedir(PUBLICACIONES, None).cuerpo
        menciones = conector.pedir(consulta("menciones"), None).cuerpo
    assert json.loads(cuerpo)["data"][0]["text"] == "RT @INEMexico:"
    assert json.loads(cuerpo)["data"][1]["text"] == "Consulta tu casilla."
    assert b"ajeno" not in cuerpo.lower()
    assert json.loads(menciones)["data"] == [{"id": "7", "created_at": "2026-08-09T18:30:00.000Z"}]


@pytest.mark.parametrize(
    "mala",
    [
        Contesta({"title": "Service Unavailable"}, 503),
        Contesta(b"<html>mal</html>", 502),
        Contesta([1, 2], 500),
        Contesta({"errors": None}, 500),
        Contesta(b"", 200),
        Contesta(b"{}", 200),
        Contesta(b'{"data": [{"id": "1", ', 200),
        Contesta(LLENA, 200, corte=500),
        Contesta(b"", 429),
    ],
    ids=["503", "html", "lista", "errors_nulo", "vacia", "sin_nada", "json_cortado", "corte", "429"],
)
def test_lo_pasajero_se_vuelve_a_pedir_y_sale_bien(mala: Contesta) -> None:
    with servidor(mala, mala, Contesta(LLENA)) as guion:
        mundo = Mundo(guion)
        respuesta = mundo.conector().pedir(PUBLICACIONES, None)
    assert json.loads(respuesta.cuerpo) == LLENA
    assert [i.error is None for i in mundo.intentos] == [False, False, True]
    assert 0 < mundo.dormido[0] < mundo.dormido[1]


def test_lo_pasajero_que_no_pasa_se_rinde_tras_los_intentos_declarados() -> None:
    error, mundo = falla(*[Contesta(b"", 503)] * 3)
    assert isinstance(error, Transitorio)
    assert len(mundo.guion.rutas) == 3


def test_un_429_con_su_encabezado_espera_justo_a_que_se_abra_la_ventana() -> None:
    with servidor() as guion:
        mundo = Mundo(guion)
        lleno = {"x-rate-limit-remaining": "0", "X-Rate-Limit-Reset": mundo.en_segundos(120)}
        guion.respuestas += [Contesta({"title": "Too Many Requests"}, 429, lleno), Contesta(LLENA)]
        mundo.conector().pedir(PUBLICACIONES, None)
    assert mundo.dormido == [120.0]


def test_una_ventana_agotada_se_respeta_antes_de_pedir_y_no_frena_otra_ruta() -> None:
    with servidor() as guion:
        mundo = Mundo(guion)
        ultima = {"x-rate-limit-remaining": "0", "x-rate-limit-reset": mundo.en_segundos(60)}
        guion.respuestas += [Contesta(LLENA, 200, ultima), Contesta(lista()), Contesta(LLENA)]
        conector = mundo.conector()
        conector.pedir(PUBLICACIONES, None)
        conector.pedir(consulta("menciones"), None)
        assert mundo.dormido == []
        conector.pedir(PUBLICACIONES, None)
    assert mundo.dormido == [60.0]


def test_una_ventana_mas_larga_de_lo_que_vale_esperar_deja_el_lote_para_despues() -> None:
    with servidor() as guion:
        mundo = Mundo(guion)
        guion.respuestas.append(Contesta(b"{}", 429, {"x-rate-limit-reset": mundo.en_segundos(3600)}))
        with pytest.raises(VentanaLarga):
            mundo.conector().pedir(PUBLICACIONES, None)
    assert mundo.dormido == []


@pytest.mark.parametrize(
    ("respuesta", "ausencia", "alcance"),
    [
        (Contesta({"title": "Unauthorized"}, 401), Ausencia.SIN_PERMISO, Alcance.CREDENCIAL),
        (Contesta({"detail": "no"}, 403), Ausencia.SIN_PERMISO, Alcance.LOTE),
        (
            Contesta({"type": "https://api.twitter.com/2/problems/client-forbidden"}, 403),
            Ausencia.SIN_PERMISO,
            Alcance.CREDENCIAL,
        ),
        (Contesta({"title": "Credits Depleted"}, 402), Ausencia.PRESUPUESTO, Alcance.RED),
        (
            Contesta({"title": "UsageCapExceeded", "detail": "Usage cap exceeded: Monthly"}, 429),
            Ausencia.PRESUPUESTO,
            Alcance.RED,
        ),
        (Contesta({"errors": [problema("101")]}, 404), Ausencia.NO_ENCONTRADA, Alcance.LOTE),
        (
            Contesta({"type": NO_ENCONTRADO, "title": "Not Found Error"}, 404),
            Ausencia.NO_ENCONTRADA,
            Alcance.LOTE,
        ),
    ],
)
def test_lo_definitivo_no_se_repite_y_dice_su_razon_y_su_alcance(
    respuesta: Contesta, ausencia: Ausencia, alcance: Alcance
) -> None:
    error, mundo = falla(respuesta)
    assert isinstance(error, Definitivo)
    assert (error.ausencia, error.alcance, len(mundo.guion.rutas)) == (ausencia, alcance, 1)


@pytest.mark.parametrize(
    ("respuesta", "dice"),
    [
        (
            Contesta({"errors": [{"message": "Invalid end_time"}], "title": "Invalid"}, 400),
            "Invalid end_time",
        ),
        (Contesta({"detail": f"raro {TOKEN} " + "x" * 900}, 400), "raro «***»"),
        (Contesta(b"no existe", 404), "HTTP 404"),
        (Contesta(b"", 304), "HTTP 304"),
        (Contesta(b"", 301, {"Location": "http://127.0.0.1:9/robar"}), "HTTP 301"),
        (Contesta([1]), "objeto"),
        (Contesta({"data": {"id": "1"}, "meta": {}}), "«data»"),
        (Contesta({"data": [publicacion(1)]}), "«meta»"),
        (Contesta({"data": [], "meta": {"next_token": 7}}), "cursor"),
    ],
)
def test_lo_que_no_tiene_la_forma_prometida_rompe_el_contrato_y_dice_que(
    respuesta: Contesta, dice: str
) -> None:
    error, mundo = falla(respuesta)
    assert isinstance(error, ContratoRoto)
    assert dice in error.mensaje
    assert len(error.mensaje) < 400
    assert len(mundo.guion.rutas) == 1


def test_una_pagina_repetida_se_vuelve_a_pedir_y_no_se_entrega() -> None:
    primera = lista(publicacion(3), sigue="t1")
    disfrazada = lista(publicacion(3), sigue="t9")
    with servidor(*map(Contesta, (primera, primera, disfrazada, lista(publicacion(2))))) as guion:
        conector = Mundo(guion).conector()
        conector.pedir(PUBLICACIONES, None)
        segunda = conector.pedir(PUBLICACIONES, "t1")
    assert [e["id"] for e in json.loads(segunda.cuerpo)["data"]] == ["2"]


def test_un_cursor_que_da_vueltas_no_se_sigue() -> None:
    with servidor(
        Contesta(lista(publicacion(3), sigue="t1")),
        Contesta(lista(publicacion(2), sigue="t2")),
        *[Contesta(lista(publicacion(1), sigue="t1"))] * 3,
    ) as guion:
        conector = Mundo(guion).conector(intentos=3)
        conector.pedir(PUBLICACIONES, None)
        conector.pedir(PUBLICACIONES, "t1")
        with pytest.raises(Transitorio, match="ya había dado"):
            conector.pedir(PUBLICACIONES, "t2")


def test_paginas_vacias_con_cursores_nuevos_no_se_siguen_sin_fin() -> None:
    with servidor(*[Contesta(lista(sigue=f"t{i}")) for i in range(1, 40)]) as guion:
        conector = Mundo(guion).conector()
        cursor = None
        with pytest.raises(ContratoRoto, match="no acaba"):
            while True:
                pagina = conector.pedir(consulta("menciones"), cursor)
                cursor = conector.siguiente(consulta("menciones"), cursor, pagina.cuerpo)
    assert len(guion.rutas) == 33


def test_pedir_otra_vez_la_misma_pagina_no_es_una_repeticion() -> None:
    paginas = [lista(publicacion(3), sigue="t1"), lista(publicacion(2), sigue="t2")]
    with servidor(*map(Contesta, [*paginas, paginas[1], paginas[0]])) as guion:
        conector = Mundo(guion).conector()
        for cursor in (None, "t1", "t1", None):
            conector.pedir(PUBLICACIONES, cursor)
    assert len(guion.rutas) == 4


def test_al_retomar_la_pagina_aterrizada_que_repite_su_cursor_se_nota() -> None:
    cuerpo = json.dumps(lista(publicacion(1), sigue="t1")).encode()
    with servidor() as guion, pytest.raises(Transitorio):
        Mundo(guion).conector().siguiente(PUBLICACIONES, "t1", cuerpo)


@pytest.mark.parametrize("token", ["", "   ", "con espacio", "con\nsalto", "acentuádo"])
def test_sin_un_token_que_quepa_en_un_encabezado_no_se_llama(token: str) -> None:
    with servidor() as guion:
        with pytest.raises(Definitivo) as rendida:
            Mundo(guion, token=token).conector().pedir(PUBLICACIONES, None)
        assert guion.rutas == []
    assert rendida.value.alcance is Alcance.CREDENCIAL
    assert not token.strip() or token not in str(rendida.value)


def test_sin_token_se_dice_y_lo_demas_funciona() -> None:
    conector = crear(Entorno(lambda: datetime(2026, 8, 1, tzinfo=UTC), lambda _: None), CredencialesX(None))
    with pytest.raises(Definitivo, match="No hay token"):
        conector.pedir(PUBLICACIONES, None)
    assert conector.red == "x"
    assert conector.cargos_maximos(PUBLICACIONES, None) == {"post_leido": 100}


def test_una_ortografia_desconocida_se_rehusa() -> None:
    with pytest.raises(ValueError, match="«toot»"):
        CredencialesX(None, "toot")


def test_los_perfiles_se_cobran_por_usuario() -> None:
    with servidor(Contesta({"data": [usuario(101, "INE_Jalisco")], "errors": [problema("202")]})) as guion:
        respuesta = (
            Mundo(guion)
            .conector()
            .pedir(consulta("perfiles", cuentas=("jal_x", "ver_x"), objetos=("101", "202")), None)
        )
    assert respuesta.cargos == {"usuario_leido": 1}
