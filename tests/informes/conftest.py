import pytest

from informes.datos import DatosInforme
from informes.formas import Ficha, Informe
from informes.modelo import construir
from tests.informes.armado_informes import datos_chicos


@pytest.fixture(scope="session")
def datos() -> DatosInforme:
    return datos_chicos()


@pytest.fixture(scope="session")
def informe(datos: DatosInforme) -> Informe:
    return construir(datos)


@pytest.fixture(scope="session")
def fichas(informe: Informe) -> dict[str, Ficha]:
    return {f.cuenta: f for g in informe.areas for f in g.fichas}
