"""Bandeja de salida: cada comunicación por correo sale una vez, en horario hábil, y al salir se notifica.

Nada se envía dos veces: antes de enviar se marca en disco y lo que murió entre la marca y la respuesta del
servidor queda en duda, para que una persona lo resuelva.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from almacen.candado import candado
from almacen.errores import LoteDanado
from almacen.escritura import escribir_atomico
from conectores.comun.secretos import Secreto
from esquemas.hallazgos import limpiar
from flujos import bitacora
from flujos.ajustes import leer_secretos
from flujos.pasos.ajustes_avisos import Smtp
from flujos.pasos.asientos import abrir_al_dia
from flujos.pasos.avisos import CLAVE_SMTP
from flujos.pasos.bandeja_prueba import Envio as Tomado
from flujos.pasos.bandeja_prueba import asentar_envios, como_datos
from flujos.pasos.comunicaciones import (
    QUE_HACER,
    Carta,
    Estado,
    caduca,
    dejar_documentos,
    estado_de,
    guardado,
    guardar,
    leer_cartas,
    mensaje_escrito,
)
from flujos.pasos.correo import enviar
from flujos.pasos.correo_formas import CorreoDudoso, CorreoNoEnviado, Envio
from flujos.pasos.espacio import Espacio
from flujos.pasos.mensaje import Direcciones, direcciones_de, preparar
from flujos.pasos.padron_personas import ambitos_de, personas
from flujos.pasos.reloj import exigir_reloj
from flujos.pasos.restauradas import poner_en_duda_lo_restaurado
from lineamientos.calendario import NACIONAL
from lineamientos.horarios import siguiente_momento_habil
from lineamientos.semestres import Semestre

QUIEN = "bandeja de salida"
ESPERA_SEGUNDOS = 600.0
_PLAZO_POR_CARTA = 120.0
_POR_LOTE = 50
"""Cartas enviadas que se asientan juntas."""
_DUDAS = 3
"""A la tercera duda de una corrida se deja de enviar: algo le pasa a ese servidor."""


@dataclass
class Despacho:
    """Lo que resultó de una pasada por la bandeja.

    Attributes:
        notificadas: Identidades de las que se notificaron en esta pasada.
        esperan: Las que esperan al horario hábil o a que se pueda hablar con el servidor.
        dudosas: Las que no se sabe si llegaron.
        rechazadas: Las que el servidor no toma.
        oraciones: Qué pasó, en oraciones para una persona; llevan direcciones y no se publican.
    """

    notificadas: list[str] = field(default_factory=list)
    esperan: list[str] = field(default_factory=list)
    dudosas: list[str] = field(default_factory=list)
    rechazadas: list[str] = field(default_factory=list)
    oraciones: list[str] = field(default_factory=list)

    @property
    def con_fallas(self) -> bool:
        """Si algo necesita que alguien lo mire."""
        return bool(self.dudosas or self.rechazadas or self.oraciones)


def puesto(espacio: Espacio) -> Path:
    """Lo que protege el candado de la bandeja."""
    return espacio.rutas.datos / "comunicaciones" / "bandeja"


def despachar(
    espacio: Espacio,
    semestre: Semestre | None = None,
    sin_enviar: frozenset[str] = frozenset(),
    dormir: Callable[[float], None] = time.sleep,
    espera_segundos: float = ESPERA_SEGUNDOS,
) -> Despacho:
    """Deja los documentos de lo escrito en su carpeta y envía lo que toca; repetirlo no envía nada dos veces.

    Abre el maestro por su cuenta, poco tiempo por lote de cartas: quien llama no debe tenerlo abierto.

    Args:
        espacio: Espacio abierto.
        semestre: Solo lo de ese semestre; sin él, lo de todos.
        sin_enviar: Identidades de las que ya no proceden.
        dormir: Espera esos segundos entre intentos.
        espera_segundos: Cuánto se espera a otra corrida.

    Raises:
        OrdenInvalida: Si el reloj está antes de lo último que se asentó.
        AlmacenOcupado: Si otra corrida no termina a tiempo.
    """
    with candado(puesto(espacio), espera_segundos):
        with abrir_al_dia(espacio) as base:
            exigir_reloj(espacio, base)
        poner_en_duda_lo_restaurado(espacio)
        cartas = leer_cartas(espacio, semestre)
        return _Corrida(espacio, dormir).de(tuple(c for c in cartas if c.identidad not in sin_enviar))


class _Corrida:
    """Una pasada, con el candado tomado."""

    def __init__(self, espacio: Espacio, dormir: Callable[[float], None]) -> None:
        self._espacio, self._dormir = espacio, dormir
        self._dicho = Despacho()
        self._smtp = espacio.comunicaciones.smtp
        self._clave = leer_secretos(espacio.raiz, [CLAVE_SMTP]).get(CLAVE_SMTP) if self._smtp else None
        bitacora.instalar([self._clave] if self._clave else [])
        self._personas, self._ambitos = personas(espacio.padron), ambitos_de(espacio.padron)
        self._por_asentar: list[Tomado] = []
        self._detenida = ""
        self._cortadas = 0
        if self._smtp and self._smtp.usuario and not self._clave:
            self._detener(f"Para enviar falta {CLAVE_SMTP}: póngala en .env o en el ambiente.")

    def de(self, cartas: tuple[Carta, ...]) -> Despacho:
        """Pasa por todas, en orden."""
        for carta in cartas:
            if carta.fila["notificada"] or carta.fila["retirada"]:
                continue
            try:
                self._una(carta)
            except LoteDanado as error:
                self._decir(carta, str(error))
        self._asentar_lote()
        return self._dicho

    def _una(self, carta: Carta) -> None:
        respuesta = guardado(carta.sobre.respuesta)
        if respuesta is not None:
            # Salió en una corrida que murió antes de asentarlo.
            self._asentar(carta, respuesta)
            return
        hoy = self._espacio.ahora_local().date()
        if not caduca(carta, hoy):
            dejar_documentos(self._espacio, carta)
        estado = estado_de(self._espacio, carta, hoy)
        if estado is Estado.DUDOSA:
            self._dudosa(carta)
        elif estado is Estado.VENCIDA:
            self._decir(carta, f"Su plazo o su fecha ya pasaron: no se envía sola. {QUE_HACER[estado]}")
        elif estado in (Estado.POR_ENVIAR, Estado.RECHAZADA) and self._smtp:
            self._intentar(carta, self._smtp)

    def _intentar(self, carta: Carta, smtp: Smtp) -> None:
        direcciones = direcciones_de(self._personas, carta)
        intentado: dict[str, object] = {
            "direcciones": direcciones.todas,
            "remitente": smtp.remitente,
            "servidor": smtp.servidor,
        }
        anterior = guardado(carta.sobre.rechazo)
        if not direcciones.para:
            self._rechazada(
                carta, "Ningún destinatario tiene correo: agréguelo al padrón o entréguela por oficio."
            )
        elif anterior is not None and all(anterior.get(n) == v for n, v in intentado.items()):
            self._rechazada(
                carta, f"{anterior.get('dicho', '')} No se insiste hasta que cambie la dirección."
            )
        elif self._detenida or not self._es_hora(carta):
            self._dicho.esperan.append(carta.identidad)
        else:
            self._enviar(carta, smtp, direcciones, intentado)

    def _es_hora(self, carta: Carta) -> bool:
        """Si ya llegó el momento con que se fechó y es hábil (art. 10)."""
        vigentes = self._espacio.parametros.del_semestre(Semestre.de_texto(carta.fila["semestre"]))
        ahora = self._espacio.ahora()
        ambitos = {self._ambitos.get(c, NACIONAL) for c in carta.fila["cuentas"]} or {NACIONAL}
        habil = all(
            siguiente_momento_habil(ahora, self._espacio.calendario, vigentes, a) <= ahora for a in ambitos
        )
        return habil and carta.fila["fechada_en"] <= ahora

    def _enviar(
        self, carta: Carta, smtp: Smtp, direcciones: Direcciones, intentado: dict[str, object]
    ) -> None:
        escrito = mensaje_escrito(self._espacio, carta)
        if escrito is None:
            self._decir(carta, "Va por correo y no se escribió ningún mensaje .eml: escríbala de nuevo.")
            return
        ahora = self._espacio.ahora()
        sobre = replace(carta.sobre, ahora=ahora.isoformat())
        mensaje = preparar(escrito, smtp.remitente, direcciones, ahora, carta.identidad)
        escribir_atomico(sobre.por_enviar, mensaje.contenido)
        envio = Envio(mensaje.contenido, tuple(direcciones.para), tuple(direcciones.copias))
        secreto = Secreto(self._clave) if self._clave and smtp.usuario else None
        try:
            entregado = enviar(envio, smtp, secreto, sobre, self._dormir, _PLAZO_POR_CARTA)
        except CorreoDudoso as error:
            self._dudosa(carta, str(error))
            self._cortadas += 1
            if self._cortadas == _DUDAS:
                self._detener(f"{smtp.servidor} cortó {_DUDAS} entregas; las demás esperan a otra corrida.")
            return
        except CorreoNoEnviado as error:
            self._no_salio(carta, error, intentado)
            return
        respuesta = como_datos(entregado, self._espacio.ahora(), mensaje.mensaje_id, smtp)
        guardar(sobre.respuesta, respuesta)
        self._asentar(carta, respuesta)

    def _no_salio(self, carta: Carta, error: CorreoNoEnviado, intentado: dict[str, object]) -> None:
        dicho = bitacora.REDACTOR.tapar(str(error))
        if not error.del_mensaje:
            # A las demás les pasaría lo mismo: no se insiste una por una.
            self._detener(dicho)
            self._dicho.esperan.append(carta.identidad)
        elif error.definitivo:
            guardar(carta.sobre.rechazo, {**intentado, "dicho": dicho, "de_cada_una": error.rechazados})
            self._rechazada(carta, dicho)
        else:
            self._dicho.esperan.append(carta.identidad)
            self._decir(carta, f"{dicho} Se intentará en la siguiente corrida.")

    def _asentar(self, carta: Carta, respuesta: dict[str, object]) -> None:
        carta.sobre.cerrar()
        self._por_asentar.append(Tomado(carta, respuesta))
        rechazados = respuesta["rechazados"]
        if isinstance(rechazados, dict) and rechazados:
            quienes = "; ".join(f"{d} ({dicho})" for d, dicho in rechazados.items())
            self._decir(carta, f"Se notificó, pero el servidor no aceptó a {limpiar(quienes)}.")

        if len(self._por_asentar) >= _POR_LOTE:
            self._asentar_lote()

    def _asentar_lote(self) -> None:
        """Asienta lo que salió; si el proceso muere antes, la respuesta guardada lo dice en la siguiente."""
        if self._por_asentar:
            asentar_envios(self._espacio, self._por_asentar, QUIEN)
            self._dicho.notificadas += [t.carta.identidad for t in self._por_asentar]
            self._por_asentar = []

    def _dudosa(self, carta: Carta, porque: str = "No se sabe si llegó.") -> None:
        self._dicho.dudosas.append(carta.identidad)
        self._decir(
            carta,
            f"{porque} Pregunte a quien debió recibirla y corra «pertinencia notificar {carta.identidad} "
            "--llego» o «--no-llego».",
        )

    def _rechazada(self, carta: Carta, porque: str) -> None:
        self._dicho.rechazadas.append(carta.identidad)
        self._decir(carta, porque)

    def _decir(self, carta: Carta, oracion: str) -> None:
        self._dicho.oraciones.append(f"{carta.clase.titulo} {carta.identidad}: {oracion}")

    def _detener(self, porque: str) -> None:
        self._detenida = porque
        self._dicho.oraciones.append(porque)
