"""Autorización del titular de una cuenta: la consigue el conector y se guarda en ``.env`` del espacio."""

import webbrowser
from collections.abc import Callable
from pathlib import Path

from conectores.comun.errores import ErrorDeApi
from conectores.youtube.autorizacion import autorizar as autorizar_youtube
from flujos.ajustes import guardar_secreto
from flujos.errores import OrdenInvalida
from flujos.pasos.credenciales import del_espacio, nombre_por_cuenta
from flujos.pasos.espacio import Espacio
from flujos.pasos.recoleccion_encargo import bases_de
from flujos.reloj import reloj_del_sistema

_ESPERA_SEGUNDOS = 300.0


def autorizar(
    espacio: Espacio,
    red: str,
    cuenta: str,
    decir: Callable[[str], None],
    abrir: Callable[[str], object] = webbrowser.open,
) -> Path:
    """Pide la autorización en el navegador y la guarda.

    Args:
        espacio: Espacio abierto.
        red: Solo «youtube»: las demás dan sus fichas desde su propia página.
        cuenta: Clave del padrón.
        decir: Muestra un renglón a quien la pidió.
        abrir: Abre una dirección en el navegador.

    Returns:
        El archivo en que quedó.

    Raises:
        OrdenInvalida: Si la red o la cuenta no sirven, falta el cliente o el titular no la dio.
    """
    redes = dict(espacio.padron.cuentas.select("cuenta", "red").iter_rows())
    if red != "youtube":
        raise OrdenInvalida(
            f"Solo YouTube se autoriza desde aquí, no «{red}». La ficha de X o de Meta se copia a .env de su "
            "página de desarrollo."
        )
    if redes.get(cuenta) != red:
        raise OrdenInvalida(f"«{cuenta}» no es una cuenta de YouTube del padrón; revise la clave.")
    credenciales = del_espacio(espacio).youtube
    if not credenciales.cliente_id or credenciales.cliente_secreto is None:
        raise OrdenInvalida(
            "Faltan PERTINENCIA_YOUTUBE_CLIENTE_ID y PERTINENCIA_YOUTUBE_CLIENTE_SECRETO en .env: son del "
            "cliente OAuth de escritorio que se crea en la consola de Google Cloud."
        )

    def mostrar(direccion: str) -> None:
        decir(f"Si el navegador no se abre solo, copie esta dirección:\n{direccion}")
        abrir(direccion)

    try:
        renovacion = autorizar_youtube(
            credenciales.cliente_id,
            credenciales.cliente_secreto,
            abrir=mostrar,
            bases=bases_de(espacio),
            espera_segundos=_ESPERA_SEGUNDOS,
            reloj=reloj_del_sistema,
        )
    except ErrorDeApi as error:
        raise OrdenInvalida(error.mensaje) from error
    return guardar_secreto(espacio.raiz, nombre_por_cuenta(red, cuenta), renovacion.revelar())
