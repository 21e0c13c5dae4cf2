"""El cliente de la Graph API: un lote de hasta 50 peticiones por llamada, sin fichas en la dirección.

Fuente: https://developers.facebook.com/docs/graph-api/batch-requests.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import requests

from conectores.comun.entorno import Entorno
from conectores.comun.errores import Alcance, Definitivo, Transitorio
from conectores.comun.llamadas import Cruda, Llamador
from conectores.comun.secretos import Secreto
from conectores.comun.sesion import Sesiones
from conectores.meta.credenciales import CredencialesMeta
from conectores.meta.limites import clasificar, limite
from conectores.meta.limpieza import limpiar_lote
from lineamientos.ausencias import Ausencia

BASE = "https://graph.facebook.com"
_CUBETA = "aplicacion"


@dataclass(frozen=True)
class Subpeticion:
    """Una petición dentro de un lote: de qué cuenta es y su ruta relativa, sin ficha."""

    cuenta: str
    ruta: str


class ClienteMeta:
    """Pide lotes; se comparte entre los hilos de una red.

    Args:
        entorno: Reloj, espera, libreta y dirección.
        credenciales: Fichas y versión.
    """

    def __init__(self, entorno: Entorno, credenciales: CredencialesMeta) -> None:
        self._credenciales = credenciales
        self._url = f"{BASE}/{credenciales.version}/"
        self._sesiones = Sesiones(entorno.bases.get("meta"), entorno.tiempo_limite)
        self._ritmo = entorno.ritmo()
        self._llamador = Llamador(
            reloj=entorno.reloj,
            dormir=entorno.dormir,
            ritmo=self._ritmo,
            clasificar=clasificar,
            limite=lambda cruda: limite(cruda, entorno.reloj()),
            anotar=entorno.anotar,
            politica=entorno.politica,
        )

    def esperar(self, segundos: float) -> None:
        """Espera antes de repetir lo que falló dentro de un lote.

        Raises:
            VentanaLarga: Si son más segundos de los que vale esperar.
        """
        self._ritmo.esperar(segundos)

    def pedir(self, subpeticiones: Sequence[Subpeticion], peticion: str) -> bytes:
        """Pide un lote y devuelve su cuerpo ya sin fichas, como se aterriza.

        La plataforma exige una ficha para el lote aunque cada petición lleve la suya: es la general y, si no
        la hay, la de alguna de sus cuentas; si esa ya no sirve, se prueba con la de otra.

        Raises:
            ErrorDeApi: El de la llamada entera; lo que le pase a una sola cuenta va en el cuerpo.
        """
        fichas = self._fichas_del_lote(subpeticiones)
        for ficha in fichas[:-1]:
            try:
                return self._pedir(subpeticiones, peticion, ficha)
            except Definitivo as error:
                if error.alcance is not Alcance.CREDENCIAL:
                    raise
        return self._pedir(subpeticiones, peticion, fichas[-1])

    def _fichas_del_lote(self, subpeticiones: Sequence[Subpeticion]) -> list[Secreto]:
        if self._credenciales.general is not None:
            return [self._credenciales.general]
        fichas = [self._credenciales.ficha(s.cuenta) for s in subpeticiones]
        propias = list({f.revelar(): f for f in fichas if f is not None}.values())
        if not propias:
            raise Definitivo(
                "No hay ficha de acceso para ninguna cuenta del lote ni una general; póngala en la "
                "configuración.",
                Ausencia.SIN_PERMISO,
                Alcance.LOTE,
            )
        return propias

    def _pedir(self, subpeticiones: Sequence[Subpeticion], peticion: str, ficha: Secreto) -> bytes:
        secretos: list[str] = []
        lote = json.dumps([self._operacion(s, secretos) for s in subpeticiones])
        formulario = {"batch": lote} | self._prueba(ficha, secretos)
        encabezados = {"Authorization": f"Bearer {ficha.revelar()}"}

        def hacer() -> requests.Response:
            return self._sesiones.del_hilo().post(self._url, data=formulario, headers=encabezados)

        def comprobar(cruda: Cruda) -> None:
            datos = cruda.datos()
            if not isinstance(datos, list) or len(datos) != len(subpeticiones):
                raise Transitorio("La plataforma no contestó a todas las peticiones del lote.")

        cruda = self._llamador.llamar(hacer, peticion, _CUBETA, comprobar)
        return limpiar_lote(cruda.datos(), cruda.encabezados.get("facebook-api-version"), secretos)

    def _operacion(self, subpeticion: Subpeticion, secretos: list[str]) -> dict[str, str]:
        """Una operación del lote; su ficha va en la ruta relativa, que viaja en el cuerpo de la llamada."""
        ficha = self._credenciales.ficha(subpeticion.cuenta)
        # Sin ficha propia la plataforma usa la del lote, y es ella quien dice si alcanza.
        ruta = subpeticion.ruta
        if ficha is not None:
            propios = {"access_token": ficha.revelar()} | self._prueba(ficha, secretos)
            ruta = f"{ruta}&{urlencode(propios)}"
        return {"method": "GET", "relative_url": ruta}

    def _prueba(self, ficha: Secreto, secretos: list[str]) -> dict[str, str]:
        secretos.append(ficha.revelar())
        prueba = self._credenciales.prueba(ficha)
        if prueba is None:
            return {}
        secretos.append(prueba.revelar())
        return {"appsecret_proof": prueba.revelar()}
