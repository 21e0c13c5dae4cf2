"""El control del simulador: mover su reloj, leer su contabilidad y cambiar su plan de fallas."""

from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, HTTPException, Request

from conectores.simulador.contexto import ContextoSimulado
from conectores.simulador.fallas import Clase, PlanDeFallas

_DEL_PLAN = frozenset(("semilla", "proporcion", "clases", "demora_s", "intentos", "definitivas"))


def rutas(contexto: ContextoSimulado) -> APIRouter:
    """Las rutas ``/_control``; no cuentan como peticiones a ninguna red."""
    router = APIRouter(prefix="/_control")

    @router.get("/reloj")
    async def leer_reloj() -> dict[str, str]:
        return {"ahora": contexto.nucleo.ahora.isoformat()}

    @router.post("/reloj")
    async def mover_reloj(peticion: Request) -> dict[str, str]:
        """Cuerpo: ``{"ahora": "2026-07-01T06:00:00Z"}``, con zona."""
        try:
            ahora = datetime.fromisoformat((await peticion.json())["ahora"])
        except (ValueError, KeyError, TypeError):
            raise HTTPException(422, "Falta «ahora», un instante con zona.") from None
        if ahora.tzinfo is None:
            raise HTTPException(422, "El instante debe decir su zona.")
        contexto.nucleo.ahora = ahora.astimezone(UTC)
        return {"ahora": contexto.nucleo.ahora.isoformat()}

    @router.get("/contabilidad")
    async def leer_contabilidad(renglones: bool = False) -> dict[str, Any]:
        """Los contadores y ``desde_la_primera``; con ``?renglones=true``, también cada petición."""
        resumen = contexto.contabilidad.resumen()
        resumen["desde_la_primera"] = contexto.contabilidad.desde_la_primera
        if renglones:
            resumen["renglones"] = [
                {
                    "red": r.red,
                    "metodo": r.metodo,
                    "ruta": r.ruta,
                    "consulta": r.consulta,
                    "estado": r.estado,
                    "falla": r.falla,
                    "cargos": dict(r.cargos),
                }
                for r in contexto.contabilidad.renglones
            ]
        return resumen

    @router.post("/reiniciar")
    async def reiniciar() -> dict[str, Any]:
        """Pone la contabilidad en cero; el mundo y su reloj no cambian."""
        contexto.contabilidad.reiniciar()
        return contexto.contabilidad.resumen()

    @router.post("/plan")
    async def cambiar_plan(peticion: Request) -> dict[str, Any]:
        """Cuerpo: los argumentos de ``PlanDeFallas``; los que falten, los de fábrica."""
        datos = await peticion.json()
        if not isinstance(datos, dict) or datos.keys() - _DEL_PLAN:
            raise HTTPException(422, f"El plan admite {', '.join(sorted(_DEL_PLAN))}.")
        try:
            clases = [Clase(c) for c in datos.pop("clases", list(Clase))]
            contexto.plan = PlanDeFallas(clases=clases, **datos)
        except (ValueError, TypeError) as error:
            raise HTTPException(422, str(error)) from None
        return {"semilla": contexto.plan.semilla, "proporcion": contexto.plan.proporcion}

    return router
