"""Une en un solo PDF etiquetado las partes que Typst compone por separado.

Typst conserva en la memoria todo lo que compone, más de dos megabytes por cuenta; por partes, el informe
de mil cuentas ocupa lo que el de unas decenas. Cada parte se renumera y se escribe al llegar; al final se
atan las páginas, las etiquetas, los marcadores y los vínculos.
"""

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass

from informes import pdf_marcadores
from informes.pdf_crudo import (
    Crudo,
    FormaInesperada,
    de_paginas,
    es_llano,
    exigir,
    leer,
    renumerar,
    renumerar_llanos,
    solo_de,
)
from informes.pdf_folios import Folios, es_recursos, pagina_con_folio
from informes.pdf_marcadores import Rama
from informes.pdf_paquetes import Paquetes
from informes.pdf_piezas import Papeles, nodo_de_paginas, papeles_de, propio, referencias, sobrantes

_CATALOGO, _PAGINAS, _ETIQUETAS, _DOCUMENTO, _MARCADORES, _METADATOS, _INFO = range(1, 8)
_NOMBRADOS = re.compile(rb"/Names<</Dests<</Names\[([^\]]*)\]>>>>")


@dataclass(frozen=True)
class Paginas:
    """Lo que se sabe de una parte ya unida.

    Attributes:
        cuantas: Páginas que conserva.
        destinos: Página, desde 0, de cada destino con nombre.
    """

    cuantas: int
    destinos: dict[str, int]


@dataclass(frozen=True)
class _Unida:
    nodo: int
    paginas: list[tuple[int, bytes]]
    etiquetas: list[int]
    ramas: list[Rama]


def paginas_de(pdf: bytes) -> int:
    """Cuántas páginas tiene un PDF de Typst.

    Raises:
        FormaInesperada: Si no tiene la forma que Typst escribe.
    """
    return int(exigir(pdf, rb"<</Type/Pages/Count (\d+)").group(1))


class Libro:
    """Un PDF que se escribe parte por parte, aunque lleguen en otro orden que el de lectura.

    La primera en el orden de lectura da el título, la lengua y los metadatos; su primera página, la portada,
    es la única sin folio.
    """

    def __init__(self, folios: Folios) -> None:
        self._folios = folios
        self._paquetes = Paquetes(_INFO + 1)
        base = self._paquetes.reservar(folios.cuantos)
        self._fuente = base + folios.fuente
        for numero, objeto in folios.objetos(lambda n: base + n):
            self._paquetes.escribir(numero, objeto)
        self._unidas: dict[int, _Unida] = {}
        self._padres: list[int] = []
        self._claves = 0
        self._destinos: dict[bytes, int] = {}
        self._roles: set[bytes] = set()
        self._huella = hashlib.sha256()
        self._papeles: Papeles | None = None

    def agregar(self, lugar: int, pdf: bytes, ocultas: int = 0) -> Paginas:
        """Escribe una parte.

        Args:
            lugar: Orden de lectura de la parte; la primera es la 0.
            pdf: Lo que dio Typst.
            ocultas: Páginas del principio que no se conservan: traen los títulos de que cuelga lo demás.

        Raises:
            FormaInesperada: Si el PDF no tiene la forma que Typst escribe, o repite un destino.
        """
        crudo = leer(pdf)
        catalogo = crudo.objetos[crudo.referencia(crudo.remate, b"Root")]
        arbol, etiquetas, marcadores = (
            crudo.referencia(catalogo, c) for c in (b"Pages", b"StructTreeRoot", b"Outlines")
        )
        (documento,) = crudo.referencias(crudo.objetos[etiquetas], b"K")
        self._roles.add(exigir(crudo.objetos[etiquetas], rb"/RoleMap<<[^>]*>>").group())
        papeles = papeles_de(crudo, catalogo)
        self._huella.update(papeles.identidad)
        if lugar == 0:
            self._papeles = papeles
        paginas = crudo.referencias(crudo.objetos[arbol], b"Kids")
        fuera, quedan = paginas[:ocultas], paginas[ocultas:]
        base = self._paquetes.reservar(max(crudo.objetos))
        nodo = self._paquetes.reservar(1) + 1
        propios = {arbol: nodo, etiquetas: _ETIQUETAS, documento: _DOCUMENTO}

        def numero(n: int) -> int:
            return propios.get(n) or base + n

        omitidos = {arbol, etiquetas, documento, *sobrantes(crudo, catalogo), *de_paginas(crudo, fuera)}
        omitidos.update(pdf_marcadores.objetos(crudo, marcadores))
        omitidos.update(self._atar_padres(crudo.objetos[etiquetas], omitidos, numero, crudo))
        nuevos = self._renumerar(crudo, omitidos, numero)
        propias = {n: nuevos.pop(n) for n in quedan}
        for n, nuevo in nuevos.items():
            self._paquetes.escribir(base + n, nuevo)
        self._claves += int(exigir(crudo.objetos[etiquetas], rb"/ParentTreeNextKey (\d+)").group(1))
        self._paquetes.escribir(nodo, nodo_de_paginas(_PAGINAS, len(quedan), [numero(n) for n in quedan]))
        raices = crudo.referencias(crudo.objetos[documento], b"K")
        self._unidas[lugar] = _Unida(
            nodo,
            [(numero(n), propias[n]) for n in quedan],
            [numero(n) for n in raices if n not in omitidos],
            pdf_marcadores.ramas(crudo, marcadores, numero, frozenset(fuera)),
        )
        destinos = self._nombrar(catalogo, numero)
        return Paginas(len(quedan), {n: quedan.index(crudo.pagina_de(d)) for n, d in destinos.items()})

    def cerrar(self) -> bytes:
        """Ata las partes y da el PDF.

        Raises:
            FormaInesperada: Si falta la primera parte o dos partes no entienden igual las etiquetas.
        """
        if self._papeles is None or len(self._roles) != 1:
            raise FormaInesperada("Al PDF le falta su primera parte, o sus partes no usan los mismos papeles")
        partes = [self._unidas[lugar] for lugar in sorted(self._unidas)]
        escribir = self._paquetes.escribir
        paginas = [pagina for parte in partes for pagina in parte.paginas]
        total = len(paginas)
        escribir(*paginas[0])
        for folio, (numero, pagina) in enumerate(paginas[1:], start=2):
            dibujo = self._paquetes.reservar(1) + 1
            escribir(dibujo, self._folios.contenido(folio))
            escribir(numero, pagina_con_folio(pagina, dibujo))
        escribir(
            _PAGINAS,
            b"<</Type/Pages/Count %d/Kids[%s]>>" % (total, referencias([p.nodo for p in partes])),
        )
        escribir(
            _ETIQUETAS,
            b"<</Type/StructTreeRoot%s/K[%d 0 R]/ParentTree<</Kids[%s]>>/ParentTreeNextKey %d>>"
            % (next(iter(self._roles)), _DOCUMENTO, referencias(self._padres), self._claves),
        )
        hijas = referencias([n for p in partes for n in p.etiquetas])
        escribir(_DOCUMENTO, b"<</Type/StructElem/S/Document/P %d 0 R/K[%s]>>" % (_ETIQUETAS, hijas))
        raiz: list[Rama] = []
        for parte in partes:
            pdf_marcadores.injertar(raiz, parte.ramas)
        enlaces = pdf_marcadores.escribir(raiz, _MARCADORES, lambda: self._paquetes.reservar(1) + 1, escribir)
        escribir(_MARCADORES, b"<</Type/Outlines%s/Count %d>>" % (enlaces, len(raiz)))
        return self._rematar(self._papeles, total)

    def _rematar(self, papeles: Papeles, total: int) -> bytes:
        identidad = base64.b64encode(self._huella.digest()[:16])
        metadatos = papeles.metadatos.replace(papeles.identidad, identidad)
        metadatos = re.sub(rb"(<xmpTPg:NPages>)\d+", rb"\g<1>%d" % total, metadatos)
        largo = metadatos.index(b"\nendstream") - metadatos.index(b"\nstream\n") - len(b"\nstream\n")
        self._paquetes.escribir(
            _METADATOS, re.sub(rb"/Length \d+", b"/Length %d" % largo, metadatos, count=1)
        )
        self._paquetes.escribir(_INFO, papeles.info)
        nombres = b"".join(b"(%s)%d 0 R" % par for par in sorted(self._destinos.items()))
        fijos = {
            b"Pages": _PAGINAS,
            b"Metadata": _METADATOS,
            b"StructTreeRoot": _ETIQUETAS,
            b"Outlines": _MARCADORES,
        }
        catalogo = _NOMBRADOS.sub(b"", papeles.catalogo)
        for clave, numero in fijos.items():
            catalogo = re.sub(rb"/%s \d+ 0 R" % clave, b"/%s %d 0 R" % (clave, numero), catalogo)
        self._paquetes.suelto(_CATALOGO, catalogo[:-2] + b"/Names<</Dests<</Names[%s]>>>>>>" % nombres)
        return self._paquetes.cerrar(
            b"/Root %d 0 R/Info %d 0 R/ID[(%s)(%s)]" % (_CATALOGO, _INFO, identidad, identidad)
        )

    def _renumerar(self, crudo: Crudo, omitidos: set[int], numero: Callable[[int], int]) -> dict[int, bytes]:
        """Los objetos de una parte que se conservan, como van en el PDF unido."""
        propios = {n: propio(o) for n, o in crudo.objetos.items() if n not in omitidos}
        llanos = [n for n, o in propios.items() if es_llano(o)]
        tabla = {b"%d" % n: b"%d" % numero(n) for n in crudo.objetos}
        nuevos = dict(zip(llanos, renumerar_llanos([propios[n] for n in llanos], tabla), strict=True))
        for n, objeto in propios.items():
            if n not in nuevos:
                nuevos[n] = renumerar(objeto, numero, self._claves)
            elif es_recursos(objeto):
                nuevos[n] = self._folios.con_fuente(nuevos[n], self._fuente)
        return nuevos

    def _atar_padres(
        self, etiquetas: bytes, omitidos: set[int], numero: Callable[[int], int], crudo: Crudo
    ) -> list[int]:
        """Escribe a qué etiqueta pertenece cada contenido y da los objetos que ya no hacen falta."""
        numeros = exigir(etiquetas, rb"/ParentTree<</Nums\[([^\]]*)\]>>").group(1)
        pares = [(int(clave), int(n)) for clave, n in re.findall(rb"(\d+) (\d+) 0 R", numeros)]
        mudos = [n for _, n in pares if solo_de(crudo.objetos[n], omitidos)]
        vivos = [(clave + self._claves, numero(n)) for clave, n in pares if n not in mudos]
        if vivos:
            padre = self._paquetes.reservar(1) + 1
            renglones = b" ".join(b"%d %d 0 R" % par for par in vivos)
            limites = (vivos[0][0], vivos[-1][0])
            self._paquetes.escribir(padre, b"<</Limits[%d %d]/Nums[%s]>>" % (*limites, renglones))
            self._padres.append(padre)
        return mudos

    def _nombrar(self, catalogo: bytes, numero: Callable[[int], int]) -> dict[str, int]:
        """Guarda los destinos con nombre de una parte y los da con su número en ella."""
        hallado = _NOMBRADOS.search(catalogo)
        pares = re.findall(rb"\(([\w-]+)\)(\d+) 0 R", hallado.group(1)) if hallado else []
        repetidos = self._destinos.keys() & {nombre for nombre, _ in pares}
        if repetidos:
            raise FormaInesperada(f"Dos partes traen el mismo destino: {sorted(repetidos)[0]!r}")
        self._destinos |= {nombre: numero(int(n)) for nombre, n in pares}
        return {nombre.decode(): int(n) for nombre, n in pares}
