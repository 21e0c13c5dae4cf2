"""Cada componente en unidades que el administrador reconoce, y no en la escala en que se calcula."""

from math import exp, expm1

from informes import numeros
from informes.textos import COMPONENTES, titulo

_POR_MIL = 1_000
_COSAS: dict[str, str] = {
    "audiencia": "personas alcanzadas, o veces que se vio,",
    "respuesta": "compartidos y reacciones",
    "me_gusta": "me gusta",
    "me_gusta_por_publicacion": "me gusta",
    "visitas_perfil": "visitas al perfil",
}
_SIN_PROPORCIONES = (
    "proporcion_propia",
    "multimedia_como_indicio",
    "publicaciones_por_semana",
    # Es una razón entre dos cantidades de seguidores y se muestra como su aumento en por ciento.
    "crecimiento_relativo",
)


def medida(parte: str, valor: float) -> str:
    """Un valor con su unidad: «783.1 impresiones por publicación y por cada 1,000 seguidores».

    Raises:
        ValueError: Si el método estrenó un componente que el informe no conoce.
    """
    return f"{cantidad(parte, valor)} {unidad(parte)}"


def cantidad(parte: str, valor: float) -> str:
    """El número de ``medida``, sin su unidad; los porcentajes y los seguidores llevan su signo."""
    nombre = titulo(COMPONENTES, parte, "un componente")
    if parte == "proporcion_propia":
        return numeros.proporcion(valor, 1)
    if parte == "multimedia_como_indicio":
        return numeros.decimal(valor * 100, 1)
    if parte == "publicaciones_por_semana":
        return numeros.decimal(valor, 2)
    if parte == "crecimiento_relativo":
        return _con_signo(numeros.proporcion(expm1(valor), 1), valor)
    if parte == "cambio_neto":
        netos = round(expm1(abs(valor)))
        return _con_signo(numeros.entero(netos if valor >= 0 else -netos), valor)
    if parte in ("respuesta_por_audiencia", "me_gusta_por_publicacion"):
        return _legible(exp(valor) * (_POR_MIL if parte == "respuesta_por_audiencia" else 1))
    return _legible(exp(valor) * _POR_MIL) if nombre else ""


def unidad(parte: str) -> str:
    """En qué se mide un componente."""
    nombre = titulo(COMPONENTES, parte, "un componente")
    if parte == "proporcion_propia":
        return "de lo publicado es propio"
    if parte == "multimedia_como_indicio":
        return "piezas de multimedia por cada 100 publicaciones"
    if parte == "publicaciones_por_semana":
        return "publicaciones por semana"
    if parte == "crecimiento_relativo":
        return "de seguidores en el semestre"
    if parte == "cambio_neto":
        return "seguidores en el semestre"
    if parte == "respuesta_por_audiencia":
        return "compartidos y reacciones por cada 1,000 personas alcanzadas"
    if parte == "me_gusta_por_publicacion":
        return "me gusta por publicación"
    return f"{_COSAS.get(parte, nombre)} por publicación y por cada 1,000 seguidores"


def por_proporciones(parte: str) -> bool:
    """Si sus puntos se reparten por proporciones: pasar de 10 a 20 vale lo mismo que de 20 a 40."""
    return parte not in _SIN_PROPORCIONES


def _legible(valor: float) -> str:
    """Con las cifras que hacen falta para distinguirlo, ni más ni menos."""
    if valor >= 1_000:
        return numeros.entero(round(valor))
    return numeros.decimal(valor, 1 if valor >= 10 else 2 if valor >= 1 else 4)


def _con_signo(escrito: str, valor: float) -> str:
    return f"+{escrito}" if valor > 0 else escrito
