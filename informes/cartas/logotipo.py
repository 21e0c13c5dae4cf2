"""El logotipo del membrete, comprobado antes de dibujarlo: viene del espacio de trabajo."""

import base64
import re
import struct

import typst

from informes.cartas.errores import CartaInvalida

_FIRMA_PNG = b"\x89PNG\r\n\x1a\n"
_BYTES_MAXIMOS = 2_000_000
_LADO_MAXIMO = 4_000
_PROHIBIDO = re.compile(
    r"<!DOCTYPE|<!ENTITY|<\?xml-stylesheet|<script|<foreignObject|\son\w+\s*=|@import", re.I
)
_VINCULO = re.compile(
    r"""(?:href|src)\s*=\s*(["'])(?!\#|data:image/)|url\(\s*["']?(?!\#|data:image/)""", re.I
)


def en_svg(logotipo: bytes) -> str:
    """El logotipo como SVG; un PNG va dentro de uno, que es la forma en que la plantilla lo recibe.

    Raises:
        CartaInvalida: Si no es un SVG o PNG, pesa o mide de más, o quiere traer algo de fuera.
    """
    if len(logotipo) > _BYTES_MAXIMOS:
        raise _no(f"pesa {len(logotipo):,} bytes", f"a lo más {_BYTES_MAXIMOS:,}")
    svg = _png(logotipo) if logotipo.startswith(_FIRMA_PNG) else _svg(logotipo)
    try:
        typst.compile(
            b'#image(bytes(sys.inputs.logotipo), format: "svg")',
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs={"logotipo": svg},
        )
    except typst.TypstError:
        raise _no("no puede dibujarse", "un SVG o PNG entero") from None
    return svg


def _svg(logotipo: bytes) -> str:
    try:
        texto = logotipo.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _no("no es un PNG ni un SVG en UTF-8", "uno de los dos") from None
    if "<svg" in texto and (hallado := _PROHIBIDO.search(texto)):
        # Antes que la forma: el que exportan los programas de dibujo trae «<!DOCTYPE» y hay que decirlo así.
        raise _no(f"trae «{hallado.group().strip()}»", "un dibujo sin programas ni declaraciones")
    if not re.match(r"\s*(<\?xml[^>]*\?>)?\s*(<!--.*?-->\s*)*<svg[\s>]", texto, re.DOTALL):
        raise _no("no es un PNG ni un SVG", "uno de los dos")
    if _VINCULO.search(texto):
        raise _no("pide algo de fuera de sí mismo", "un dibujo completo en un solo archivo")
    return texto


def _png(logotipo: bytes) -> str:
    if len(logotipo) < 24 or logotipo[12:16] != b"IHDR":
        raise _no("es un PNG dañado", "un PNG entero")
    ancho, alto = struct.unpack(">II", logotipo[16:24])
    if not (0 < ancho <= _LADO_MAXIMO and 0 < alto <= _LADO_MAXIMO):
        raise _no(f"mide {ancho:,} por {alto:,} puntos", f"a lo más {_LADO_MAXIMO:,} por lado")
    datos = base64.b64encode(logotipo).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{ancho}" height="{alto}" viewBox="0 0 {ancho} {alto}">'
        f'<image width="{ancho}" height="{alto}" xlink:href="data:image/png;base64,{datos}"/></svg>'
    )


def _no(hallado: str, esperado: str) -> CartaInvalida:
    return CartaInvalida(
        f"El logotipo del membrete {hallado}; se esperaba {esperado}. Cambie el archivo que nombra "
        "pertinencia.toml."
    )
