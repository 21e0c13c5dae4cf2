"""Un espacio con cuentas bastantes para que haya cohorte, índice e incertidumbre que comparar."""

from pathlib import Path

from conectores.archivos.formato_escritor import escribir_formato_csv
from flujos.pasos.espacio import Espacio, abrir_espacio
from flujos.pasos.evaluacion import evaluar
from flujos.pasos.recepcion import recibir
from lineamientos import catalogo
from tests.flujos.conftest import S, sembrar_espacio

_CUENTAS = 18


def espacio_con_cohorte(destino: Path) -> Espacio:
    """Dieciocho cuentas de X evaluadas, unas mejores que otras; la última no entregó y se observa."""
    sembrar_espacio(destino)
    padron = destino / "padron" / "cuentas.csv"
    encabezado = padron.read_text("utf-8").splitlines()[0]
    personas = "Ana,ana@example.org,Luz,luz@example.org,uno@example.org,no"
    filas = [f"x_{i:02},x,ine_{i:02},,INE {i:02},cncs,no,,,{personas}" for i in range(_CUENTAS)]
    padron.write_text("\n".join([encabezado, *filas]) + "\n", "utf-8")
    espacio = abrir_espacio(destino)
    cuentas = list(espacio.padron.por_clave().values())[:-1]
    cifras = {c.cuenta: cifras_de_x(i) for i, c in enumerate(cuentas)}
    (espacio.entradas / "x.csv").write_bytes(escribir_formato_csv("x", cuentas, S, cifras))
    recibir(espacio, S)
    evaluar(espacio, S)
    return espacio


def cifras_de_x(i: int) -> dict[str, int | str]:
    """Las cifras de la cuenta ``i``: crecen con ella, a saltos desiguales."""
    nombres = [m.nombre for t in ("art11", "suplementaria") for m in catalogo.metricas_de("x", S, t)]
    total = 53 + 7 * i
    return {
        **dict.fromkeys(nombres, 900 + i),
        **{n: 0 for n in nombres if n.startswith("publicaciones_mes_")},
        "publicaciones_mes_1": total,
        "mensajes_publicados": total,
        "mensajes_propios": 17 + (5 * i) % 29,
        "mensajes_comunicacion_social": 11,
        "respuestas": 3,
        "contenidos_multimedia": 19,
        "impresiones": 41_017 + 9_973 * i * i,
        "menciones": 31 + (37 * i) % 101,
        "visitas_perfil": 211 + (53 * i) % 307,
        "seguidores_inicio": 3_001 + 211 * i,
        "seguidores_cierre": 3_051 + 223 * i,
        "fecha_exportacion": "2026-07-02",
    }
