"""Los objetos que la Graph API sirve y qué se contesta de cada uno.

Fuente: https://developers.facebook.com/docs/graph-api/reference
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from conectores.simulador.escenario import Escenario
from conectores.simulador.instagram_medios import medio
from conectores.simulador.meta_campos import Campo, leer_campos
from conectores.simulador.meta_dias import PACIFICO
from conectores.simulador.meta_errores import ErrorMeta, campo_ausente, objeto_ausente, parametro
from conectores.simulador.meta_insights import completar, de_por_vida
from conectores.simulador.meta_lote import Subpeticion
from conectores.simulador.meta_metricas import DE_MEDIO, DE_PUBLICACION, DE_VIDEO, MetricaMeta, Vigencia
from conectores.simulador.meta_paginado import en_periodo, orden, paginar
from conectores.simulador.meta_perfiles import nodo_de_instagram, nodo_de_pagina
from conectores.simulador.meta_publicaciones import (
    Vista,
    falta_en_la_lista,
    publicacion,
    publicacion_del_video,
    video,
)
from conectores.simulador.meta_series import CifrasDelDia, serie_de_pagina, total_de_instagram
from conectores.simulador.nucleo import (
    HORA_LOCAL,
    CuentaSimulada,
    Nucleo,
    PublicacionSimulada,
    inicio_del_dia,
)

_TOPE = 100
_HONDURA_DE_INSTAGRAM = 10_000
"""Publicaciones más recientes de una cuenta de Instagram que pueden listarse."""
_POR_OMISION = {
    "pagina": "id,name",
    "cuenta": "id",
    "publicacion": "id,created_time,message",
    "video": "id,updated_time,description",
    "medio": "id",
}
_UN_DIA = timedelta(days=1)


@dataclass(frozen=True)
class Grafo:
    """El grafo visto por quien pregunta.

    Attributes:
        nucleo: El mundo.
        escenario: Lo que la plataforma encuentra en él.
        version: Versión de la API que contesta.
        dueno: Clave de la única cuenta que la ficha alcanza, o ``None`` si las alcanza todas.
        repetida: Si las listas dan otra vez la página anterior a la que se pide.
    """

    nucleo: Nucleo
    escenario: Escenario
    version: str
    dueno: str | None = None
    repetida: bool = False

    def contestar(self, sub: Subpeticion) -> dict[str, Any]:
        """El cuerpo de la respuesta a una petición ya autorizada.

        Raises:
            ErrorMeta: Si el objeto no existe o algo de lo pedido no se admite.
        """
        if sub.metodo != "GET" or not 1 <= len(sub.camino) <= 2:
            raise parametro("Unsupported request")
        objeto, arista = sub.camino[0], sub.camino[1] if len(sub.camino) == 2 else ""
        if (pagina := self._cuenta("facebook", objeto)) is not None:
            return self._de_pagina(pagina, arista, sub)
        if (cuenta := self._cuenta("instagram", objeto)) is not None:
            return self._de_instagram(cuenta, arista, sub)
        if "_" in objeto and (hallada := self._publicacion("facebook", objeto.partition("_")[2])) is not None:
            return self._de_publicacion(hallada, objeto, arista, sub)
        if (hallada := self._publicacion("instagram", objeto)) is not None:
            return self._de_medio(hallada[1], arista, sub)
        if (hallada := self._publicacion("facebook", publicacion_del_video(objeto))) is not None:
            return self._de_video(hallada, arista, sub)
        if objeto.replace("_", "").isdigit():
            raise objeto_ausente(objeto)
        raise ErrorMeta(803, f"(#803) Some of the aliases you requested do not exist: {objeto}")

    @property
    def vigencia(self) -> Vigencia:
        """De qué depende que una métrica viva ahora."""
        hoy = self.nucleo.ahora.astimezone(PACIFICO).date()
        return Vigencia(hoy, self.escenario.metricas_muertas)

    def _cuenta(self, red: str, objeto: str) -> CuentaSimulada | None:
        cuenta = self.nucleo.por_id(red, objeto)
        if cuenta is None and red == "facebook":
            # El usuario de una página también la nombra; el de Instagram, no.
            cuenta = self.nucleo.por_usuario(red, objeto)
        return cuenta if cuenta is not None and self._se_ve(cuenta) else None

    def _se_ve(self, cuenta: CuentaSimulada) -> bool:
        if cuenta.cuenta in self.escenario.inexistentes:
            return False
        if cuenta.cuenta in self.escenario.protegidas or not self._alcanza(cuenta):
            raise ErrorMeta(10 if cuenta.red == "facebook" else 200)
        return True

    def _alcanza(self, cuenta: CuentaSimulada) -> bool:
        """La ficha de una página alcanza también la cuenta de Instagram ligada a ella."""
        if self.dueno in (None, cuenta.cuenta):
            return True
        return any(
            c.cuenta == self.dueno and c.usuario == cuenta.usuario
            for red in ("facebook", "instagram")
            for c in self.nucleo.cuentas(red)
        )

    def _publicacion(self, red: str, numero: str) -> tuple[CuentaSimulada, PublicacionSimulada] | None:
        hallada = self.nucleo.publicacion(red, numero) if numero else None
        return hallada if hallada is not None and self._se_ve(hallada[0]) else None

    def _de_pagina(self, pagina: CuentaSimulada, arista: str, sub: Subpeticion) -> dict[str, Any]:
        if arista in ("published_posts", "video_reels"):
            return self._lista_de_pagina(pagina, arista, sub)
        if arista == "insights":
            cifras = self._cifras_por_dia(pagina)
            return serie_de_pagina(
                pagina.id_plataforma, sub.parametros, self.nucleo.ahora, cifras, self.vigencia
            )
        _sin_arista(arista, "Page")
        return nodo_de_pagina(self.nucleo, pagina, _campos(sub, "pagina"))

    def _lista_de_pagina(self, pagina: CuentaSimulada, arista: str, sub: Subpeticion) -> dict[str, Any]:
        de_videos = arista == "video_reels"
        campos = _campos(sub, "video" if de_videos else "publicacion")
        formar = video if de_videos else publicacion
        vigencia = self.vigencia
        return paginar(
            [
                p
                for p in en_periodo(self.nucleo, pagina, sub.parametros)
                if (p.tipo == "video_corto" if de_videos else not falta_en_la_lista(p))
            ],
            lambda p: formar(Vista(pagina.id_plataforma, p, self._cifras(p), vigencia), campos),
            _con_ficha(sub),
            clave=orden,
            tope=_TOPE,
            repetida=self.repetida,
            camino=f"/{self.version}/{pagina.id_plataforma}/{arista}",
        )

    def _de_publicacion(
        self, hallada: tuple[CuentaSimulada, PublicacionSimulada], objeto: str, arista: str, sub: Subpeticion
    ) -> dict[str, Any]:
        cuenta, p = hallada
        if objeto != f"{cuenta.id_plataforma}_{p.id_publicacion}":
            raise objeto_ausente(objeto)
        vista = Vista(cuenta.id_plataforma, p, self._cifras(p), self.vigencia)
        if arista == "insights":
            return self._por_vida(objeto, arista, DE_PUBLICACION, sub, vista.cifras)
        _sin_arista(arista, "PagePost")
        return publicacion(vista, _campos(sub, "publicacion"))

    def _de_video(
        self, hallada: tuple[CuentaSimulada, PublicacionSimulada], arista: str, sub: Subpeticion
    ) -> dict[str, Any]:
        cuenta, p = hallada
        if p.tipo not in ("video", "video_corto"):
            raise objeto_ausente(sub.camino[0])
        vista = Vista(cuenta.id_plataforma, p, self._cifras(p), self.vigencia)
        if arista == "video_insights":
            return self._por_vida(vista.video, arista, DE_VIDEO, sub, vista.cifras)
        _sin_arista(arista, "Video")
        return video(vista, _campos(sub, "video"))

    def _de_instagram(self, cuenta: CuentaSimulada, arista: str, sub: Subpeticion) -> dict[str, Any]:
        if arista == "media":
            campos, vigencia = _campos(sub, "medio"), self.vigencia
            return paginar(
                en_periodo(self.nucleo, cuenta, sub.parametros)[:_HONDURA_DE_INSTAGRAM],
                lambda p: medio(p, self._cifras(p), campos, vigencia),
                _con_ficha(sub),
                clave=orden,
                tope=_TOPE,
                repetida=self.repetida,
                camino=f"/{self.version}/{cuenta.id_plataforma}/{arista}",
            )
        if arista == "insights":
            cifras = self._cifras_por_dia(cuenta)
            return total_de_instagram(
                cuenta.id_plataforma, sub.parametros, self.nucleo.ahora, cifras, self.vigencia
            )
        _sin_arista(arista, "IGUser")
        return nodo_de_instagram(self.nucleo, cuenta, _campos(sub, "cuenta"))

    def _de_medio(self, p: PublicacionSimulada, arista: str, sub: Subpeticion) -> dict[str, Any]:
        cifras = self._cifras(p)
        if arista == "insights":
            return self._por_vida(p.id_publicacion, arista, DE_MEDIO, sub, cifras)
        _sin_arista(arista, "IGMedia")
        return medio(p, cifras, _campos(sub, "medio"), self.vigencia)

    def _por_vida(
        self,
        objeto: str,
        arista: str,
        catalogo: Mapping[str, MetricaMeta],
        sub: Subpeticion,
        cifras: Mapping[str, int],
    ) -> dict[str, Any]:
        nombres = [n for n in sub.parametros.get("metric", "").split(",") if n]
        return {"data": de_por_vida(objeto, arista, self.vigencia.elegir(catalogo, nombres), cifras)}

    def _cifras(self, p: PublicacionSimulada) -> dict[str, int]:
        return completar(self.nucleo.cifras(p))

    def _cifras_por_dia(self, cuenta: CuentaSimulada) -> CifrasDelDia:
        """Las cifras de cada día, que se piden al mundo una vez; el día local hace de día del Pacífico."""
        hoy = self.nucleo.ahora.astimezone(HORA_LOCAL).date()
        conocidas = dict(self.nucleo.diarias(cuenta, cuenta.alta, hoy))

        @cache
        def cifras(dia: date) -> Mapping[str, int] | None:
            if dia not in conocidas:
                return None
            seguidores = self.nucleo.seguidores(cuenta, inicio_del_dia(dia + _UN_DIA))
            return completar(conocidas[dia]) | {"seguidores": seguidores}

        return cifras


def _campos(sub: Subpeticion, clase: str) -> tuple[Campo, ...]:
    return leer_campos(sub.parametros.get("fields") or _POR_OMISION[clase])


def _con_ficha(sub: Subpeticion) -> dict[str, str]:
    return {**sub.parametros, "access_token": sub.ficha or ""}


def _sin_arista(arista: str, nodo: str) -> None:
    if arista:
        raise campo_ausente(arista, nodo)
