"""Entrada de la línea de comandos: «pertinencia».

Lo pesado se importa dentro de cada orden, para que la ayuda conteste al instante.
"""

import sys

import typer

from flujos.ajustes import apagar_telemetria
from flujos.cli import (
    capacitacion,
    cartas,
    comite,
    comunicaciones,
    consultas,
    correcciones,
    cumplimiento,
    espacios,
    estado,
    evaluaciones,
    expediente,
    limpieza,
    padron,
    recepciones,
    recoleccion,
    recomendaciones,
    recuperacion,
    revision,
    servidor,
    verificacion,
    vigilancia,
)
from flujos.cli.espanol import Grupo, decir_error_de_uso

app = typer.Typer(
    name="pertinencia",
    cls=Grupo,
    help="Revisión semestral de las cuentas de redes sociales, conforme a los Lineamientos.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
espacios.registrar(app)
verificacion.registrar(app)
recoleccion.registrar(app)
revision.registrar(app)
recepciones.registrar(app)
estado.registrar(app)
vigilancia.registrar(app)
cumplimiento.registrar(app)
expediente.registrar(app)
comite.registrar(app)
cartas.registrar(app)
comunicaciones.registrar(app)
correcciones.registrar(app)
evaluaciones.registrar(app)
consultas.registrar(app)
recomendaciones.registrar(app)
servidor.registrar(app)
recuperacion.registrar(app)
limpieza.registrar(app)
capacitacion.registrar(app)
padron.registrar(app)

CORRECTO, CON_FALLAS, MAL_USO = 0, 1, 2


def principal() -> None:
    """Corre una orden; los errores previstos salen como oraciones y con su código de salida."""
    from almacen.errores import AlmacenOcupado, ConsultaInvalida, ErrorDeAlmacen, SinPublicacion
    from flujos.errores import EspacioInvalido, OrdenInvalida, RecolectorMuerto, SinEvaluacion
    from lineamientos.errores import ErrorDeLineamientos

    apagar_telemetria()
    try:
        # Así la biblioteca no escribe sus errores en inglés: los entrega, y entrega el código de salida.
        sys.exit(app(standalone_mode=False))
    except typer.TyperException as error:
        decir_error_de_uso(error)
        sys.exit(MAL_USO)
    except EspacioInvalido as error:
        _decir(error.problemas)
        sys.exit(MAL_USO)
    except (ErrorDeLineamientos, ConsultaInvalida, SinPublicacion, SinEvaluacion, OrdenInvalida) as error:
        _decir([str(error)])
        sys.exit(MAL_USO)
    except (AlmacenOcupado, ErrorDeAlmacen, RecolectorMuerto) as error:
        _decir([str(error)])
        sys.exit(CON_FALLAS)
    except OSError as error:
        _decir(
            [
                f"No se pudo leer o escribir {error.filename or 'un archivo'}: {error.strerror or error}. "
                "Revise los permisos de la carpeta y el espacio en disco, y repita la orden; nada se perdió."
            ]
        )
        sys.exit(CON_FALLAS)


def _decir(problemas: list[str]) -> None:
    for problema in problemas:
        print(problema, file=sys.stderr)


if __name__ == "__main__":
    principal()
