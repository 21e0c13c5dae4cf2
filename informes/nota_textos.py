"""Lo que la nota metodológica dice siempre igual: qué mide, sus límites, las fórmulas y las referencias."""

QUE_MIDE: tuple[str, ...] = (
    "El artículo 13 ordena calificar la pertinencia de cada cuenta por cuatro criterios: desempeño en la "
    "red, "
    "frecuencia de publicación, contenido original y seguidores nuevos. No dice cómo medirlos ni cuánto "
    "pesan. "
    "Esta nota explica la forma que se propone, que es la de un índice compuesto según el manual de la OCDE "
    "y del "
    "Centro Común de Investigación de la Comisión Europea.",
    "Ningún peso, meta o corte está escrito en el programa. Son parámetros con fecha y razón, y le toca al "
    "Comité aprobarlos antes de que empiece el semestre en que valdrán.",
    "El índice es relativo a la cohorte y a la base: no es un porcentaje de pertinencia. Que se mencione "
    "mucho a una cuenta no dice si se hace para bien. La calidad y la exactitud de los "
    "contenidos no se miden: las valora quien los "
    "lee.",
)

LIMITES: tuple[str, ...] = (
    "Las tablas del artículo 11 no traen todo lo que el artículo 13 pide valorar: la de Facebook no dice "
    "cuántas "
    "publicaciones son propias, y la de otras redes nada dice de contenido original. Lo que falta se pide "
    "por el "
    "artículo 12, y no darlo no es incumplimiento.",
    "Las plataformas cambian lo que cuentan. Cuando una definición cambia, la serie se corta y no se "
    "compara.",
    "Del ruido de contar solo se conoce un mínimo; la suerte de una publicación, con totales de un "
    "semestre, no.",
    "Mientras no haya una base aprobada, la base es el primer semestre completo que se tiene: sus metas "
    "describen "
    "lo que había, no lo que debería haber.",
    "Una cifra mal entregada no la descubre el índice: para eso están las observaciones del artículo 14.",
    "Dos cuentas con índices cercanos no deben tenerse por distintas.",
)

FORMULAS: dict[str, tuple[str, str]] = {
    "desempeno": (
        "Cada componente del desempeño",
        "x es el logaritmo natural de c más uno, entre n por la suma de G más a",
    ),
    "frecuencia": (
        "Puntos de frecuencia",
        "S es cien por el mínimo entre uno y el logaritmo de uno más P entre W, dividido entre el "
        "logaritmo de uno más f",
    ),
    "originalidad": ("Contenido original en X", "x es B entre A menos C, y no más de uno"),
    "seguidores": (
        "Seguidores nuevos",
        "x es el logaritmo natural de los seguidores al cierre más a, entre los del inicio más a",
    ),
    "ajuste": ("Valor ajustado", "x ajustada es n por x más k por m, entre n más k"),
    "normalizacion": (
        "Puntos de los demás",
        "S es cien por x menos L entre U menos L, y no menos de cero ni más de cien",
    ),
    "indice": ("Índice", "I es la suma de cada peso por sus puntos"),
}
"""Cada fórmula con su nombre y leída en voz alta; su dibujo está en la plantilla con la misma clave."""

REFERENCIAS: tuple[str, ...] = (
    "OCDE, Unión Europea y Centro Común de Investigación (2008). Handbook on Constructing Composite "
    "Indicators: "
    "Methodology and User Guide. OECD Publishing. doi:10.1787/9789264043466-en",
    "Becker, W., Caperna, G., Del Sorbo, M., Norlén, H., Papadimitriou, E. y Saisana, M. (2022). COINr: An R "
    "package for developing composite indicators. Journal of Open Source Software, 7(78), 4567. "
    "doi:10.21105/joss.04567. Con su ejemplo ASEM se prueba la aritmética de este programa.",
    "Saisana, M., Saltelli, A. y Tarantola, S. (2005). Uncertainty and sensitivity analysis techniques as "
    "tools "
    "for the quality assessment of composite indicators. Journal of the Royal Statistical Society A, 168(2), "
    "307-323.",
    "Bühlmann, H. (1967). Experience rating and credibility. ASTIN Bulletin, 4(3), 199-207.",
    "Bühlmann, H. y Straub, E. (1970). Glaubwürdigkeit für Schadensätze. Mitteilungen der Vereinigung "
    "schweizerischer Versicherungsmathematiker, 70, 111-133.",
    "Hyndman, R. J. y Fan, Y. (1996). Sample quantiles in statistical packages. The American Statistician, "
    "50(4), "
    "361-365. Los percentiles son los de su definición 7.",
    "Lineamientos que establecen el procedimiento para la revisión de las cuentas de redes sociales en "
    "internet "
    "del Instituto Nacional Electoral, artículos 4, 11, 12, 13 y 14.",
)
