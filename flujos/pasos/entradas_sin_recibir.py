"""Lo que está en ``entradas`` y aún no se recibe: quien lo dejó no está en silencio (art. 11)."""

from dataclasses import dataclass

from almacen import correos
from almacen.maestro import Base, abrir_reservado
from flujos.pasos.correos_decision import CUARENTENA
from flujos.pasos.entradas import correos_en, enumerar
from flujos.pasos.espacio import Espacio
from flujos.pasos.huellas import Huellas
from lineamientos.semestres import Semestre


@dataclass(frozen=True)
class SinRecibir:
    """Archivos y correos por recibir.

    Attributes:
        cuentas: Las que tienen alguno en su carpeta.
        sueltos: Los que no están en la carpeta de una cuenta, como se les cita: aún no se sabe de quién son.
    """

    cuentas: frozenset[str] = frozenset()
    sueltos: tuple[str, ...] = ()

    @property
    def hay(self) -> bool:
        """Si hay algo por recibir."""
        return bool(self.cuentas or self.sueltos)


NADA = SinRecibir()


def sin_recibir(espacio: Espacio, base: Base) -> SinRecibir:
    """Mira qué hay por recibir, sin leerlo ni tocarlo.

    Args:
        espacio: Espacio abierto.
        base: Maestro abierto.
    """
    cargados = set(
        base.consultar("SELECT lote FROM lotes WHERE origen = 'archivo' AND estado <> 'rechazado'")["lote"]
    )
    corre = Semestre.de_fecha(espacio.ahora_local().date())
    huellas = Huellas(espacio)
    citados = [e.archivo for e in enumerar(espacio, corre, huella_de=huellas.de) if e.lote not in cargados]
    if hallados := correos_en(espacio):
        with abrir_reservado(espacio.rutas, espacio.ahora()) as reservado:
            vigentes = correos.vigentes(reservado)
        # Uno apartado que se pone otra vez, ya corregido lo que faltaba, vuelve a decidirse.
        decididos = set(vigentes.filter(vigentes["estado_correo"] != CUARENTENA)["correo"])
        citados += [citado for ruta, citado in hallados if huellas.de(ruta) not in decididos]
    carpetas = {c: c.split("/", 1)[0] for c in citados}
    de_cuentas = {c for c, carpeta in carpetas.items() if "/" in c and carpeta in espacio.padron.claves}
    return SinRecibir(
        frozenset(carpetas[c] for c in de_cuentas), tuple(c for c in citados if c not in de_cuentas)
    )
