"""Con quién se compara cada cuenta: su red y su rango de seguidores, unidos si son pocas (art. 13).

Las cohortes se forman con las cuentas del semestre base, igual que las metas, de modo que una cuenta no
cambia de vara porque otras entren o salgan.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lineamientos.calificacion.indicadores import Medida
from lineamientos.catalogo import METRICAS, REDES

_JUNTADA = "semestres"


@dataclass(frozen=True, order=True)
class Cohorte:
    """Un grupo de cuentas comparables.

    Attributes:
        familia: Red, si hay cifra de seguidores y con qué métrica de audiencia se mide.
        desde: Seguidores mínimos.
        hasta: Seguidores máximos, inclusive; ``None`` si no hay tope.
        juntada: Si reúne las cuentas de varios semestres por ser pocas en uno.
    """

    familia: str
    desde: int = 0
    hasta: int | None = None
    juntada: bool = False

    @property
    def clave(self) -> str:
        """Identidad que se guarda: «x.seguidores/1000-9999»."""
        rango = f"{self.desde}-" + ("" if self.hasta is None else str(self.hasta))
        return "/".join((self.familia, rango, _JUNTADA) if self.juntada else (self.familia, rango))

    @classmethod
    def de_clave(cls, clave: str) -> "Cohorte":
        """Lee una clave guardada.

        Raises:
            ValueError: Si no tiene la forma de una clave de cohorte.
        """
        familia, _, resto = clave.partition("/")
        rango, _, sufijo = resto.partition("/")
        desde, guion, hasta = rango.partition("-")
        cohorte = cls(familia, int(desde or -1), int(hasta) if hasta else None, sufijo == _JUNTADA)
        if not guion or cohorte.clave != clave:
            raise ValueError(f"«{clave}» no es la clave de una cohorte")
        return cohorte

    def contiene(self, seguidores: int | None) -> bool:
        """Si una cuenta de la familia, con esos seguidores, cae en el rango."""
        if seguidores is None:
            return True
        return self.desde <= seguidores and (self.hasta is None or seguidores <= self.hasta)

    def descripcion(self, bandas: Sequence[int], minima: int, semestres: Sequence[str]) -> str:
        """Cómo se formó, para el informe.

        Args:
            bandas: Límites de los rangos de seguidores.
            minima: Cuentas con que una cohorte se sostiene sola.
            semestres: Semestres base de que salió.
        """
        red, seguidores, *modalidad = self.familia.split(".")
        partes = [REDES[red]]
        if seguidores == "sin_seguidores":
            partes.append("cuentas sin cifra de seguidores")
        else:
            partes.append(self._rango())
        if modalidad:
            partes.append(f"medidas con {METRICAS[modalidad[0]].titulo.lower()}")
        base = ("semestre base " if len(semestres) == 1 else "semestres base ") + ", ".join(semestres)
        texto = f"{', '.join(partes)} ({base})"
        unidas = sum(1 for b in (0, *bandas) if self.contiene(b))
        if seguidores == "seguidores" and unidas > 1:
            texto += f"; se unieron {unidas} rangos porque alguno tenía menos de {minima} cuentas"
        if self.juntada:
            texto += (
                f"; cohorte pequeña: la red tiene menos de {minima} cuentas y se juntaron los semestres base"
            )
        return texto

    def _rango(self) -> str:
        if self.hasta is None:
            return "todas sus cuentas" if self.desde == 0 else f"de {self.desde:,} seguidores o más"
        return f"de {self.desde:,} a {self.hasta:,} seguidores"


@dataclass(frozen=True)
class Estructura:
    """Las cohortes de una familia y los semestres base con que se formaron."""

    cohortes: tuple[Cohorte, ...]
    semestres: tuple[str, ...]

    def de(self, seguidores: int | None) -> Cohorte | None:
        """La cohorte en que cae una cuenta de la familia."""
        return next((c for c in self.cohortes if c.contiene(seguidores)), None)

    def descripcion_de(self, cohorte: Cohorte, bandas: Sequence[int], minima: int) -> str:
        """Cómo se formó una de sus cohortes, para el informe."""
        return cohorte.descripcion(bandas, minima, self.semestres)


def formar(
    base: Mapping[str, Sequence[Medida]], bandas: Sequence[int], minima: int, indispensable: int
) -> dict[str, Estructura]:
    """Forma las cohortes de cada familia.

    Para cada familia, la base es el primer semestre en que reúne ``minima`` cuentas; ahí cada rango con
    menos de ``minima`` se une con el contiguo más chico, hasta abarcar la red. Si ningún semestre las reúne,
    se juntan las cuentas de todos; y si ni así hay ``indispensable`` cuentas distintas, no hay cohorte.

    Args:
        base: Medidas comparables por semestre, del más antiguo al más nuevo.
        bandas: Límites de los rangos de seguidores.
        minima: Cuentas con que una cohorte se sostiene sola.
        indispensable: Cuentas sin las que no hay con quién comparar.
    """
    familias = sorted({m.familia for medidas in base.values() for m in medidas})
    estructuras: dict[str, Estructura] = {}
    for familia in familias:
        por_semestre = {s: [m for m in medidas if m.familia == familia] for s, medidas in base.items()}
        suficiente = next((s for s, medidas in por_semestre.items() if len(medidas) >= minima), None)
        if suficiente is not None:
            cohortes = _unir(familia, por_semestre[suficiente], bandas, minima)
            estructuras[familia] = Estructura(cohortes, (suficiente,))
            continue
        distintas = {m.ficha.cuenta for medidas in por_semestre.values() for m in medidas}
        if len(distintas) >= indispensable:
            con_cuentas = tuple(s for s, medidas in por_semestre.items() if medidas)
            estructuras[familia] = Estructura((Cohorte(familia, juntada=True),), con_cuentas)
    return estructuras


def _unir(familia: str, medidas: Sequence[Medida], bandas: Sequence[int], minima: int) -> tuple[Cohorte, ...]:
    if medidas[0].seguidores_base is None:
        return (Cohorte(familia),)
    topes: list[int | None] = [b - 1 for b in bandas]
    rangos = [
        Cohorte(familia, desde, hasta) for desde, hasta in zip((0, *bandas), (*topes, None), strict=True)
    ]
    cuentas = [sum(r.contiene(m.seguidores_base) for m in medidas) for r in rangos]
    while len(rangos) > 1 and min(cuentas) < minima:
        i = cuentas.index(min(cuentas))
        vecinos = [j for j in (i - 1, i + 1) if 0 <= j < len(rangos)]
        j = min(vecinos, key=lambda v: (cuentas[v], v))
        a, b = min(i, j), max(i, j)
        rangos[a : b + 1] = [Cohorte(familia, rangos[a].desde, rangos[b].hasta)]
        cuentas[a : b + 1] = [cuentas[a] + cuentas[b]]
    return tuple(rangos)


def de_claves(claves: Sequence[str], semestres: Mapping[str, Sequence[str]]) -> dict[str, Estructura]:
    """Rehace las cohortes de las metas congeladas.

    Args:
        claves: Claves de cohorte guardadas.
        semestres: Semestres base de cada clave.

    Raises:
        ValueError: Si alguna no es la clave de una cohorte.
    """
    por_familia: dict[str, list[Cohorte]] = {}
    for clave in sorted(set(claves)):
        cohorte = Cohorte.de_clave(clave)
        por_familia.setdefault(cohorte.familia, []).append(cohorte)
    return {
        familia: Estructura(
            tuple(sorted(cohortes, key=lambda c: c.desde)),
            tuple(sorted({s for c in cohortes for s in semestres[c.clave]})),
        )
        for familia, cohortes in por_familia.items()
    }
