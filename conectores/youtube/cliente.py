"""Llamadas a YouTube: la Data API con la clave del proyecto y Analytics con la ficha de cada titular.

La clave y la ficha van siempre en un encabezado, nunca en la dirección.
"""

from collections.abc import Callable, Mapping
from urllib.parse import urlencode

import requests

from conectores.comun.entorno import Entorno
from conectores.comun.errores import Alcance, ContratoRoto, Definitivo, ErrorDeApi, Transitorio
from conectores.comun.llamadas import Cruda, Llamador
from conectores.comun.secretos import Secreto
from conectores.comun.sesion import Sesiones
from conectores.youtube.credenciales import CredencialesYoutube
from conectores.youtube.declaracion import BASE_ANALITICA, BASE_DATOS, CLASE_INFORME
from conectores.youtube.errores import (
    FichaRechazada,
    clasificar_datos,
    clasificar_lista,
    clasificar_titular,
    limite_dicho,
)
from conectores.youtube.fichas import Ficha, Fichas
from lineamientos.ausencias import Ausencia


class Cliente:
    """Hace las llamadas; sirve a varios hilos.

    Args:
        entorno: Reloj, espera, libreta y direcciones.
        credenciales: Clave, cliente OAuth y autorizaciones.
    """

    def __init__(self, entorno: Entorno, credenciales: CredencialesYoutube) -> None:
        self._clave = credenciales.clave
        ritmo = entorno.ritmo()

        def llamador(clasificar: Callable[[Cruda], ErrorDeApi | None]) -> Llamador:
            return Llamador(
                entorno.reloj,
                entorno.dormir,
                ritmo,
                clasificar,
                limite=lambda cruda: limite_dicho(cruda, entorno.reloj()),
                anotar=entorno.anotar,
                politica=entorno.politica,
            )

        self._de_datos, self._de_listas = llamador(clasificar_datos), llamador(clasificar_lista)
        self._de_titular = llamador(clasificar_titular)
        self._sesiones = Sesiones(entorno.bases.get("youtube"), entorno.tiempo_limite)
        oauth = Sesiones(entorno.bases.get("oauth"), entorno.tiempo_limite)
        self.fichas = Fichas(credenciales, oauth, llamador(clasificar_datos), entorno.reloj)

    def datos(
        self, recurso: str, parametros: Mapping[str, str], clase: str, cursor: str | None = None
    ) -> tuple[Cruda, str]:
        """Una llamada a la Data API con la clave; da la respuesta y la petición sin secretos.

        La primera página de ``playlistItems`` puede volver con 404: el canal no tiene lista.

        Raises:
            ErrorDeApi: Si la plataforma no da una página buena.
        """
        clave = self._clave
        if clave is None:
            raise Definitivo(
                "Falta la clave de API de YouTube.", Ausencia.SIN_PERMISO, alcance=Alcance.CREDENCIAL
            )
        pedidos = dict(parametros) | ({} if cursor is None else {"pageToken": cursor})
        url, peticion = _direccion(BASE_DATOS, f"/youtube/v3/{recurso}", pedidos)

        def hacer() -> requests.Response:
            return self._obtener(url, {"X-Goog-Api-Key": clave.revelar()})

        primera_de_lista = recurso == "playlistItems" and cursor is None
        llamador = self._de_listas if primera_de_lista else self._de_datos
        return llamador.llamar(hacer, peticion, "datos", _comprobador(clase, cursor)), peticion

    def analitica(self, cuenta: str, parametros: Mapping[str, str]) -> tuple[Cruda, str]:
        """Un informe de Analytics con la autorización del titular de una cuenta.

        Raises:
            ErrorDeApi: Si la plataforma no lo da.
        """
        url, peticion = _direccion(BASE_ANALITICA, "/v2/reports", parametros)
        return self._con_titular(cuenta, url, peticion, CLASE_INFORME), peticion

    def datos_del_titular(
        self, cuenta: str, recurso: str, parametros: Mapping[str, str], clase: str
    ) -> Cruda:
        """Una llamada a la Data API con la autorización del titular de una cuenta.

        Raises:
            ErrorDeApi: Si la plataforma no la da.
        """
        url, peticion = _direccion(BASE_DATOS, f"/youtube/v3/{recurso}", parametros)
        return self._con_titular(cuenta, url, peticion, clase)

    def _con_titular(self, cuenta: str, url: str, peticion: str, clase: str) -> Cruda:
        ficha = self.fichas.de(cuenta)
        try:
            return self._llamar_con(ficha, url, peticion, clase)
        except FichaRechazada:
            # Pudo revocarse o caducar antes de lo dicho: una ficha nueva, una sola vez.
            self.fichas.descartar(cuenta, ficha)
            return self._llamar_con(self.fichas.de(cuenta), url, peticion, clase)

    def _llamar_con(self, ficha: Ficha, url: str, peticion: str, clase: str) -> Cruda:
        def hacer() -> requests.Response:
            return self._obtener(url, {"Authorization": _portador(ficha.acceso)})

        return self._de_titular.llamar(hacer, peticion, "titular", _comprobador(clase, None))

    def _obtener(self, url: str, encabezados: Mapping[str, str]) -> requests.Response:
        # Sin seguir redirecciones: llevarían el encabezado con la clave a otra dirección.
        return self._sesiones.del_hilo().get(url, headers=dict(encabezados), allow_redirects=False)


def siguiente_pagina(datos: object, cursor: str | None) -> str | None:
    """Cursor de la página que sigue, o ``None`` si fue la última.

    Raises:
        Transitorio: Si apunta a la página misma: la plataforma repitió la anterior.
        ContratoRoto: Si el cursor no es un texto.
    """
    sigue = datos.get("nextPageToken") if isinstance(datos, dict) else None
    if sigue is not None and not isinstance(sigue, str):
        raise ContratoRoto("El cursor de la página siguiente de YouTube no es un texto.")
    if sigue is not None and sigue == cursor:
        raise Transitorio("YouTube dio otra vez la página anterior.")
    return sigue or None


def _comprobador(clase: str, cursor: str | None) -> Callable[[Cruda], None]:
    def comprobar(cruda: Cruda) -> None:
        if cruda.estado != 200:
            return
        datos = cruda.datos()
        dicha = datos.get("kind") if isinstance(datos, dict) else None
        if dicha is None:
            raise Transitorio("YouTube dio una respuesta sin contenido.")
        if dicha != clase:
            raise ContratoRoto(f"Se esperaba una respuesta {clase} y vino de otra clase.")
        siguiente_pagina(datos, cursor)

    return comprobar


def _direccion(base: str, ruta: str, parametros: Mapping[str, str]) -> tuple[str, str]:
    consulta = urlencode(sorted(parametros.items()), safe=",()=:")
    return f"{base}{ruta}?{consulta}", f"GET {ruta}?{consulta}"


def _portador(acceso: Secreto) -> str:
    return f"Bearer {acceso.revelar()}"
