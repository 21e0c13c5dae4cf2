"""Respuestas de mentira de YouTube, una vista de prueba y un servidor de loopback que las da."""

import json
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import polars as pl

from conectores.comun.conocidas import PUBLICACIONES_CONOCIDAS
from conectores.comun.consultas import PaginaLeida
from conectores.comun.entorno import Entorno
from conectores.comun.llamadas import Intento, Politica
from conectores.comun.secretos import Secreto
from conectores.comun.vista import CuentaApi, Vista
from conectores.youtube.credenciales import CredencialesYoutube
from lineamientos.semestres import Semestre

PROGRAMADA = datetime(2026, 10, 5, 12, 0, tzinfo=UTC)
LEIDA = datetime(2026, 10, 5, 12, 3, tzinfo=UTC)
SEMESTRE = Semestre(2026, 2)
CLAVE, SECRETO_CLIENTE, RENOVACION = "clave-marcada-1", "secreto-marcado-2", "renovacion-marcada-3"
MARCADOS = (CLAVE, SECRETO_CLIENTE, RENOVACION, "acceso-marcado")


def credenciales(*cuentas: str) -> CredencialesYoutube:
    return CredencialesYoutube(
        Secreto(CLAVE), "cliente", Secreto(SECRETO_CLIENTE), {c: Secreto(RENOVACION) for c in cuentas}
    )


def cuenta(clave: str, canal: str | None = "", **otros: Any) -> CuentaApi:
    return CuentaApi(clave, "youtube", clave, f"UC{clave}" if canal == "" else canal, False, **otros)


def vista(cuentas: Iterable[CuentaApi], **otros: Any) -> Vista:
    conocidas = otros.pop("publicaciones", [])
    return Vista(
        otros.pop("programada", PROGRAMADA),
        (SEMESTRE,),
        tuple(cuentas),
        otros.pop("avances", {}),
        pl.DataFrame(conocidas, schema=PUBLICACIONES_CONOCIDAS, orient="row"),
        **otros,
    )


def pagina(datos: Any, archivo: str = "pagina-0001") -> PaginaLeida:
    cuerpo = datos if isinstance(datos, bytes) else json.dumps(datos).encode()
    return PaginaLeida(archivo, cuerpo, LEIDA)


def canales(*items: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "youtube#channelListResponse", "items": list(items)}


def canal(clave: str, **cifras: Any) -> dict[str, Any]:
    return {
        "id": clave,
        "snippet": {"title": f"Canal {clave}", "customUrl": f"@{clave.lower()}"},
        "contentDetails": {"relatedPlaylists": {"uploads": f"UU{clave[2:]}"}},
        "statistics": {"subscriberCount": "1230", "hiddenSubscriberCount": False, "videoCount": "7"} | cifras,
    }


def lista(*items: dict[str, Any], sigue: str | None = None) -> dict[str, Any]:
    extra = {} if sigue is None else {"nextPageToken": sigue}
    return {"kind": "youtube#playlistItemListResponse", "items": list(items)} | extra


def elemento(clave: str, publicado: str | None) -> dict[str, Any]:
    detalles = {"videoId": clave} | ({} if publicado is None else {"videoPublishedAt": publicado})
    return {"snippet": {"title": f"Video {clave}"}, "contentDetails": detalles}


def videos(*items: dict[str, Any]) -> dict[str, Any]:
    return {"kind": "youtube#videoListResponse", "items": list(items)}


def video(clave: str, publicado: str = "2026-09-01T03:00:00Z", **cifras: str) -> dict[str, Any]:
    return {
        "id": clave,
        "snippet": {"title": f"Video {clave}", "publishedAt": publicado},
        "contentDetails": {"duration": "PT3M"},
        "statistics": cifras,
    }


def informe(*renglones: list[Any]) -> dict[str, Any]:
    nombres = [
        "day",
        "views",
        "engagedViews",
        "likes",
        "shares",
        "comments",
        "subscribersGained",
        "subscribersLost",
    ]
    datos: dict[str, Any] = {
        "kind": "youtubeAnalytics#resultTable",
        "columnHeaders": [{"name": n} for n in nombres],
    }
    return datos | ({"rows": list(renglones)} if renglones else {})


def error(estado: int, razon: str | None = None, detalle: str | None = None) -> dict[str, Any]:
    cuerpo: dict[str, Any] = {"code": estado, "message": "…"}
    if razon is not None:
        cuerpo["errors"] = [{"reason": razon}]
    if detalle is not None:
        cuerpo["details"] = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": detalle}]
    return {"error": cuerpo}


@dataclass
class Peticion:
    metodo: str
    ruta: str
    url: str
    parametros: dict[str, str]
    encabezados: dict[str, str]
    forma: dict[str, str]


Respondedor = Callable[[Peticion], tuple[int, Any] | tuple[int, Any, dict[str, str]]]


@dataclass
class Servidor:
    """Un servidor de loopback que contesta lo que diga ``responder`` y recuerda lo que le piden."""

    responder: Respondedor
    peticiones: list[Peticion] = field(default_factory=list)

    def __enter__(self) -> "Servidor":
        yo = self

        class Atencion(BaseHTTPRequestHandler):
            def _atender(self) -> None:
                partes = urlsplit(self.path)
                largo = int(self.headers.get("Content-Length", 0))
                cuerpo = self.rfile.read(largo).decode()
                p = Peticion(
                    self.command,
                    partes.path,
                    self.path,
                    {n: v[0] for n, v in parse_qs(partes.query).items()},
                    dict(self.headers.items()),
                    {n: v[0] for n, v in parse_qs(cuerpo).items()},
                )
                yo.peticiones.append(p)
                estado, datos, *resto = yo.responder(p)
                crudo = datos if isinstance(datos, bytes) else json.dumps(datos).encode()
                self.send_response(estado)
                for nombre, valor in (resto[0] if resto else {}).items():
                    self.send_header(nombre, valor)
                self.send_header("Content-Length", str(len(crudo)))
                self.end_headers()
                self.wfile.write(crudo)

            do_GET = do_POST = _atender  # noqa: N815 - nombres de la biblioteca

            def log_message(self, *_: object) -> None: ...

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Atencion)
        self._hilo = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        self._hilo.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._hilo.join()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self._http.server_port}"

    def rutas(self) -> list[str]:
        return [p.ruta for p in self.peticiones]


@dataclass
class Reloj:
    """Un reloj que solo avanza cuando alguien duerme o se le dice."""

    ahora: datetime = LEIDA
    siestas: list[float] = field(default_factory=list)

    def __call__(self) -> datetime:
        return self.ahora

    def dormir(self, segundos: float) -> None:
        self.siestas.append(segundos)
        self.ahora += timedelta(seconds=segundos)


def entorno(servidor: Servidor, reloj: Reloj | None = None, libreta: list[Intento] | None = None) -> Entorno:
    reloj = reloj or Reloj()
    return Entorno(
        reloj,
        reloj.dormir,
        anotar=([] if libreta is None else libreta).append,
        bases={"youtube": servidor.base, "oauth": servidor.base},
        politica=Politica(intentos=3),
        tiempo_limite=(2.0, 5.0),
    )


def ficha(n: int = 1, **otros: Any) -> dict[str, Any]:
    alcances = (
        "https://www.googleapis.com/auth/youtube.readonly "
        "https://www.googleapis.com/auth/yt-analytics.readonly"
    )
    return {"access_token": f"acceso-marcado-{n}", "expires_in": 3599, "scope": alcances} | otros
