"""Una carta en texto plano: lo que lee quien no ve el HTML del correo."""

import textwrap

from informes.cartas.formas import Bloque, Carta, Datos, Lista, Parrafo, Subtitulo, Tabla
from informes.cartas.modelo import CORREO
from informes.cartas.piezas import avisos, huella, lugar_y_fecha, numero

_ANCHO = 76


def en_texto(carta: Carta, medio: str = CORREO) -> str:
    """La carta completa, con renglones de a lo más 76 caracteres, salvo lo que no puede partirse."""
    de = carta.datos.institucion
    partes = [
        "\n".join(_doblar(f"{a.etiqueta}: {a.texto}") for a in avisos(carta, medio)),
        "\n".join(r for r in (*carta.membrete, numero(carta), lugar_y_fecha(carta)) if r),
        "\n\n".join("\n".join(p) for p in carta.para) + f"\n{carta.saludo}",
        _doblar(f"Asunto: {carta.asunto}"),
        *(_bloque(b) for b in carta.bloques),
        carta.despedida,
        "\n".join(("Atentamente", *carta.firma)),
        "\n".join(_doblar(f"C.c.p. {c}") for c in carta.copias),
        "\n".join(r for r in ("--", de.domicilio, f"Comunicación {huella(carta)}") if r),
    ]
    return "\n\n".join(p for p in partes if p) + "\n"


def _bloque(bloque: Bloque) -> str:
    match bloque:
        case Parrafo():
            return _doblar(_con_titulo(bloque))
        case Subtitulo(texto):
            return f"{_doblar(texto)}\n{'=' * min(len(texto), _ANCHO)}"
        case Lista(puntos):
            return "\n".join(_doblar(_con_titulo(p), "- ", "  ") for p in puntos)
        case Datos(pares):
            return "\n".join(_doblar(f"{etiqueta}: {valor}", "", "  ") for etiqueta, valor in pares)
        case Tabla():
            return _tabla(bloque)


def _tabla(tabla: Tabla) -> str:
    """Cada fila como un punto y cada celda en su renglón: en texto plano las columnas no se alinean."""
    filas = []
    for fila in tabla.filas:
        renglones = [f"{c.titulo}: {v}" for c, v in zip(tabla.columnas, fila, strict=True) if v]
        filas.append("\n".join(_doblar(r, "- " if i == 0 else "  ", "    ") for i, r in enumerate(renglones)))
    return "\n\n".join((f"{tabla.titulo}:", *filas))


def _con_titulo(p: Parrafo) -> str:
    return " ".join(t for t in (p.titulo, p.texto) if t)


def _doblar(texto: str, inicial: str = "", siguientes: str = "") -> str:
    return textwrap.fill(
        texto,
        _ANCHO,
        initial_indent=inicial,
        subsequent_indent=siguientes,
        break_long_words=False,
        break_on_hyphens=False,
    )
