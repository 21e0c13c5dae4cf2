"""La API v2 de X: perfiles, publicaciones de una cuenta, menciones y publicaciones por identificador.

Las expansiones no se simulan: pedirlas es un 400, como cualquier parámetro que no se conoce.
Fuentes: https://docs.x.com/x-api/users, https://docs.x.com/x-api/posts y
https://docs.x.com/x-api/fundamentals/response-codes-and-errors.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from fastapi import APIRouter
from starlette.routing import Route

from conectores.ejemplo.publicaciones import RESPUESTA
from conectores.simulador.contexto import Contestacion, ContextoSimulado, Peticion
from conectores.simulador.escenario import Escenario
from conectores.simulador.fallas import Clase
from conectores.simulador.nucleo import CuentaSimulada
from conectores.simulador.ventanas import Ventanas
from conectores.simulador.x_errores import (
    ErrorX,
    contestar,
    de_falla,
    demasiadas,
    en_bytes,
    encabezados_de,
    invalida,
    no_encontrado,
    protegida,
    sin_autorizacion,
    solo_de_usuario,
)
from conectores.simulador.x_formas import (
    CAMPOS_DE_PUBLICACION,
    Escritor,
    Forma,
    cuenta_en_json,
    mencion_en_json,
)
from conectores.simulador.x_paginas import Lista, paginar
from conectores.simulador.x_parametros import (
    DE_LISTA,
    ID,
    USUARIO,
    con_que_contesta,
    leer_campos_de_cuenta,
    leer_excluidas,
    leer_forma,
    leer_lista,
)

RED = "x"
POST_LEIDO, USUARIO_LEIDO = "post_leido", "usuario_leido"
"""Conceptos que cobra: https://docs.x.com/x-api/getting-started/pricing."""

_MAS_PEDIDOS = frozenset(
    ("attachments", "created_at", "public_metrics", "referenced_tweets", "referenced_posts")
)
_Atender = Callable[[Peticion], Contestacion]


def rutas(contexto: ContextoSimulado) -> APIRouter:
    """Las rutas de X."""
    api = _X(contexto)
    contexto.preparativos.append(api.preparar)
    router = APIRouter()
    for ruta, atender in (
        ("/2/users", api.por_ids),
        ("/2/users/by", api.por_usuarios),
        ("/2/users/me", api.yo),
        ("/2/users/{id}/tweets", api.publicaciones),
        ("/2/users/{id}/mentions", api.menciones),
        ("/2/tweets", api.por_publicaciones),
    ):
        manejar = partial(api.manejar, f"{RED}:{ruta.replace('{id}', ':id')}", atender)
        puerta = contexto.ruta(RED, manejar, api.fallar, frozenset((Clase.SIN_SALDO,)))
        router.routes.append(Route(ruta, puerta, methods=["GET"]))
    return router


class _X:
    """Lo que contesta cada ruta si nada falla."""

    def __init__(self, contexto: ContextoSimulado) -> None:
        self._contexto, self._nucleo = contexto, contexto.nucleo
        self._escritor = Escritor(contexto.nucleo)
        self._ventanas = Ventanas(contexto.ahora, self._por_ventana)

    @property
    def _escenario(self) -> Escenario:
        """El del momento: una prueba puede cambiarlo entre una corrida y otra."""
        return self._contexto.escenario

    def _por_ventana(self, cubeta: str) -> int | None:
        return self._escenario.por_ventana(cubeta)

    def preparar(self) -> None:
        """Escribe todas las publicaciones con los campos que más se piden."""
        ortografia = con_que_contesta(None, self._escenario)
        forma = Forma(ortografia, CAMPOS_DE_PUBLICACION[ortografia] & _MAS_PEDIDOS)
        for cuenta in self._nucleo.cuentas(RED):
            for p in self._nucleo.definitivas(cuenta):
                self._escritor.escribir(cuenta, p, forma)

    def manejar(self, cubeta: str, atender: _Atender, peticion: Peticion) -> Contestacion:
        """Comprueba ficha y límite antes de atender."""
        cupo = None
        try:
            if not self._escenario.admite(RED, peticion.ficha):
                raise sin_autorizacion()
            cupo = self._ventanas.tomar(cubeta)
            if cupo is not None and cupo.restantes < 0:
                raise demasiadas()
            return replace(atender(peticion), encabezados=encabezados_de(cupo))
        except ErrorX as error:
            return contestar(error, cupo)

    def fallar(self, clase: Clase) -> Contestacion:
        """La respuesta de una falla provocada."""
        return de_falla(clase, self._contexto.ahora())

    def por_ids(self, peticion: Peticion) -> Contestacion:
        """``GET /2/users``."""
        ids = leer_lista(peticion.consulta, "ids", ID)
        return self._perfiles(peticion, "ids", ids, partial(self._nucleo.por_id, RED))

    def por_usuarios(self, peticion: Peticion) -> Contestacion:
        """``GET /2/users/by``."""
        usuarios = leer_lista(peticion.consulta, "usernames", USUARIO)
        return self._perfiles(peticion, "usernames", usuarios, partial(self._nucleo.por_usuario, RED))

    def yo(self, peticion: Peticion) -> Contestacion:
        """``GET /2/users/me``: no admite la ficha de una aplicación."""
        campos, ortografia = leer_campos_de_cuenta(peticion.consulta, (), self._escenario)
        clave = self._escenario.fichas_de_usuario.get(peticion.ficha)
        for cuenta in self._nucleo.cuentas(RED):
            if cuenta.cuenta == clave:
                cuerpo = en_bytes({"data": self._cuenta(cuenta, campos, ortografia)})
                return Contestacion(cuerpo, cargos={USUARIO_LEIDO: 1}, ids=(cuenta.id_plataforma,))
        raise solo_de_usuario()

    def publicaciones(self, peticion: Peticion) -> Contestacion:
        """``GET /2/users/:id/tweets``: solo las más recientes que la profundidad permite."""
        consulta, escenario = peticion.consulta, self._escenario
        forma = leer_forma(consulta, (*DE_LISTA, "exclude"), escenario)
        excluidas = leer_excluidas(consulta)
        profundidad = escenario.profundidad_publicaciones
        if RESPUESTA in excluidas:
            profundidad = min(profundidad, escenario.profundidad_sin_respuestas)

        def formar(cuenta: CuentaSimulada) -> Lista:
            legibles = self._nucleo.definitivas(cuenta)[-profundidad:]
            if excluidas:
                legibles = [p for p in legibles if p.origen not in excluidas]
            return Lista(
                [p.id_publicacion for p in legibles],
                [p.publicada_en for p in legibles],
                lambda i: self._escritor.escribir(cuenta, legibles[i], forma),
            )

        return self._de_una_cuenta(peticion, forma, formar)

    def menciones(self, peticion: Peticion) -> Contestacion:
        """``GET /2/users/:id/mentions``: solo las más recientes que la profundidad permite."""
        forma = leer_forma(peticion.consulta, DE_LISTA, self._escenario)

        def formar(cuenta: CuentaSimulada) -> Lista:
            dadas = self._nucleo.menciones_recientes(cuenta, self._escenario.profundidad_menciones)
            return Lista(
                [i for i, _ in dadas], [m for _, m in dadas], lambda i: mencion_en_json(*dadas[i], forma)
            )

        return self._de_una_cuenta(peticion, forma, formar)

    def por_publicaciones(self, peticion: Peticion) -> Contestacion:
        """``GET /2/tweets``: publicaciones por identificador; las que no puede dar van en ``errors``."""
        forma = leer_forma(peticion.consulta, ("ids",), self._escenario)
        dadas, ids, problemas = [], [], []
        for identificador in leer_lista(peticion.consulta, "ids", ID):
            hallada = self._nucleo.definitiva(RED, identificador)
            if hallada is None or hallada[0].cuenta in self._escenario.inexistentes:
                problemas.append(no_encontrado("tweet", "ids", identificador, forma.ortografia))
            elif hallada[0].cuenta in self._escenario.protegidas:
                problemas.append(protegida("tweet", "ids", identificador, forma.ortografia))
            else:
                dadas.append(self._escritor.escribir(*hallada, forma))
                ids.append(identificador)
        partes = []
        if dadas:
            partes.append(f'"data":[{",".join(dadas)}]'.encode())
        if problemas:
            partes.append(b'"errors":' + en_bytes(problemas))
        return Contestacion(b"{" + b",".join(partes) + b"}", cargos=_cargos(POST_LEIDO, ids), ids=ids)

    def _de_una_cuenta(
        self, peticion: Peticion, forma: Forma, formar: Callable[[CuentaSimulada], Lista]
    ) -> Contestacion:
        identificador = peticion.de_la_ruta["id"]
        if not ID.fullmatch(identificador):
            mensaje = f"The `id` query parameter value [{identificador}] is not valid"
            raise invalida("id", identificador, mensaje)
        cuenta = self._nucleo.por_id(RED, identificador)
        if cuenta is None or cuenta.cuenta in self._escenario.inexistentes:
            falta = no_encontrado("user", "id", identificador, forma.ortografia)
        elif cuenta.cuenta in self._escenario.protegidas:
            falta = protegida("user", "id", identificador, forma.ortografia)
        else:
            pagina = paginar(formar(cuenta), peticion.consulta)
            cargos = _cargos(POST_LEIDO, pagina.ids)
            return Contestacion(pagina.cuerpo, cargos=cargos, ids=pagina.ids, anterior=pagina.anterior)
        return Contestacion(en_bytes({"errors": [falta]}))

    def _perfiles(
        self,
        peticion: Peticion,
        parametro: str,
        pedidos: Sequence[str],
        buscar: Callable[[str], CuentaSimulada | None],
    ) -> Contestacion:
        campos, ortografia = leer_campos_de_cuenta(peticion.consulta, (parametro,), self._escenario)
        halladas: dict[str, CuentaSimulada] = {}
        problemas = []
        for pedido in pedidos:
            cuenta = buscar(pedido)
            if cuenta is None or cuenta.cuenta in self._escenario.inexistentes:
                problemas.append(no_encontrado("user", parametro, pedido, ortografia))
            else:
                halladas[cuenta.id_plataforma] = cuenta
        cuerpo: dict[str, Any] = {}
        if halladas:
            cuerpo["data"] = [self._cuenta(c, campos, ortografia) for c in halladas.values()]
        if problemas:
            cuerpo["errors"] = problemas
        ids = list(halladas)
        return Contestacion(en_bytes(cuerpo), cargos=_cargos(USUARIO_LEIDO, ids), ids=ids)

    def _cuenta(self, cuenta: CuentaSimulada, campos: frozenset[str], ortografia: str) -> dict[str, Any]:
        ahora = self._nucleo.ahora
        return cuenta_en_json(
            cuenta,
            campos,
            ortografia,
            seguidores=self._nucleo.seguidores(cuenta, ahora),
            ahora=ahora,
            protegida=cuenta.cuenta in self._escenario.protegidas,
        )


def _cargos(concepto: str, ids: Sequence[str]) -> dict[str, int]:
    return {concepto: len(ids)} if ids else {}
