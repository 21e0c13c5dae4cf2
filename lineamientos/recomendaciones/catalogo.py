"""Las reglas como datos y sus umbrales como parámetros (Lineamientos, arts. 4 y 6, fracción III)."""

from collections.abc import Mapping
from dataclasses import dataclass

from lineamientos.catalogo import REDES
from lineamientos.errores import ParametroInvalido, ReglaInvalida
from lineamientos.lectura import Tabla
from lineamientos.referencias import Articulo
from lineamientos.vigentes import ParametrosVigentes

COMPROBACIONES = ("datos", "declaracion", "datos_o_declaracion")
"""Cómo se sabe si una recomendación se atendió."""

SENTIDOS = ("al_menos", "a_lo_mas")
"""Hacia dónde debe moverse el indicador respecto del límite comunicado."""

LIMITES: Mapping[str, tuple[float, float]] = {
    "recomendaciones.frecuencia_baja": (0, 1),
    "recomendaciones.frecuencia_alta": (1, 1000),
    "recomendaciones.percentil_desempeno": (0, 100),
    "recomendaciones.originalidad_minima": (0, 100),
    "recomendaciones.espejo_maximo": (0, 100),
    "recomendaciones.multimedia_minima": (0, 1000),
    "recomendaciones.seguidores_minimo": (-1_000_000, 1_000_000),
    "recomendaciones.descenso_indice": (0, 100),
    "recomendaciones.publicaciones_minimo": (1, 1000),
    "recomendaciones.salto": (0, 10_000),
    "recomendaciones.cuentas_por_area": (1, 1000),
}
"""Cada umbral con el menor y el mayor valor que tiene sentido."""


@dataclass(frozen=True)
class Regla:
    """Una regla: cuándo se recomienda, qué se dice y cómo se sabe si se atendió.

    Attributes:
        numero: Número de la regla.
        clave: Identidad estable; nunca se reutiliza para otra.
        titulo: Qué se recomienda, en pocas palabras.
        articulo: Artículo en que se apoya.
        redes: Redes a que se aplica; vacía, todas.
        centrales: Si se aplica a las cuentas de Comunicación Social.
        entradas: Nombres de las cifras que mira.
        umbrales: Claves de los parámetros que usa.
        condicion: Cuándo procede, en palabras.
        texto: Lo que se dice al administrador; lo que va entre llaves lo llenan las entradas.
        texto_comite: Lo que se dice al Comité.
        sentido: De ``SENTIDOS``, o vacío si ninguna cifra muestra que se atendió.
        comprobacion: De ``COMPROBACIONES``.
        cierre_atiende: Si dejar de tener la cuenta también es atenderla.
        como_se_comprueba: Cómo se sabe si se atendió, en palabras.
    """

    numero: int
    clave: str
    titulo: str
    articulo: str
    redes: tuple[str, ...]
    centrales: bool
    entradas: tuple[str, ...]
    umbrales: tuple[str, ...]
    condicion: str
    texto: str
    texto_comite: str
    sentido: str
    comprobacion: str
    cierre_atiende: bool
    como_se_comprueba: str

    def alcanza(self, red: str, central: bool) -> bool:
        """Si la regla es para esa red y esa clase de cuenta."""
        return (not self.redes or red in self.redes) and (self.centrales or not central)


_CAMPOS = tuple(Regla.__annotations__)


def leer_reglas(datos: Mapping[str, object]) -> tuple[Regla, ...]:
    """Las reglas de ``reglas.toml``, en el orden de su número.

    Raises:
        ReglaInvalida: Si un campo falta, sobra o es de otro tipo, o una regla se repite.
        ReferenciaInvalida: Si una cita un artículo que no existe.
    """
    tablas = Tabla(datos, "las reglas de recomendación", ReglaInvalida, ("regla",)).lista("regla")
    reglas = sorted((_leer(t) for t in tablas), key=lambda r: r.numero)
    numeros, claves = {r.numero for r in reglas}, {r.clave for r in reglas}
    if not len(numeros) == len(claves) == len(reglas):
        raise ReglaInvalida(
            "Hay reglas de recomendación con el mismo número o la misma clave.",
            "un número y una clave por regla",
            "Corrija el archivo de reglas.",
        )
    return tuple(reglas)


def _leer(datos: object) -> Regla:
    clave = datos.get("clave") if isinstance(datos, Mapping) else None
    tabla = Tabla(datos, f"la regla «{clave}»", ReglaInvalida, _CAMPOS)
    sentido = tabla.texto_opcional("sentido") or ""
    comprobacion = tabla.una_de("comprobacion", COMPROBACIONES)
    redes = tuple(str(r) for r in tabla.lista("redes"))
    umbrales = tabla.textos("umbrales")
    malos = [
        *(f"red {r}" for r in redes if r not in REDES),
        *(f"umbral {u}" for u in umbrales if u not in LIMITES),
        *([f"sentido {sentido}"] if sentido and sentido not in SENTIDOS else []),
        # Sin sentido no hay cifra que lo muestre, y con él no basta declararlo.
        *(
            ["comprobación y sentido que no se corresponden"]
            if bool(sentido) != ("datos" in comprobacion)
            else []
        ),
    ]
    if malos:
        raise ReglaInvalida(
            f"En la regla «{clave}» hay {'; '.join(malos)}.",
            "redes del catálogo, umbrales declarados y un sentido si la muestran los datos",
            "Corrija el archivo de reglas.",
        )
    return Regla(
        numero=tabla.entero("numero", 1, 999),
        clave=tabla.texto("clave"),
        titulo=tabla.texto("titulo"),
        articulo=Articulo.de_texto(tabla.texto("articulo")).texto,
        redes=redes,
        centrales=tabla.booleano("centrales"),
        entradas=tabla.textos("entradas"),
        umbrales=umbrales,
        condicion=tabla.texto("condicion"),
        texto=tabla.texto("texto"),
        texto_comite=tabla.texto("texto_comite"),
        sentido=sentido,
        comprobacion=comprobacion,
        cierre_atiende=tabla.booleano("cierre_atiende"),
        como_se_comprueba=tabla.texto("como_se_comprueba"),
    )


def leer_umbrales(vigentes: ParametrosVigentes) -> dict[str, float]:
    """Los umbrales que rigen, por clave; los que el espacio no declara no están y su regla no se emite.

    Raises:
        ParametroInvalido: Si uno no es un número o está fuera de lo que tiene sentido.
    """
    umbrales = {}
    for clave, (menor, mayor) in LIMITES.items():
        if clave not in vigentes:
            continue
        valor = vigentes.numero(clave)
        if not menor <= valor <= mayor:
            raise ParametroInvalido(
                f"El parámetro «{clave}» vale {valor:g}.",
                f"un número de {menor:g} a {mayor:g}",
                "Corrija el valor en la carpeta de parámetros.",
            )
        umbrales[clave] = valor
    return umbrales
