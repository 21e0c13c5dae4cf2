"""Lo que una cuenta escribe en el formato oficial: sus cifras verdaderas, o por qué no las da."""

from datetime import date, timedelta

from conectores.ejemplo.flota import CuentaEjemplo
from conectores.ejemplo.mundo import Mundo
from conectores.ejemplo.plan import Exportacion, plan_de
from lineamientos import catalogo
from lineamientos.ausencias import Ausencia
from lineamientos.semestres import Semestre

Valores = dict[str, int | Ausencia]


def fecha_de_exportacion(semestre: Semestre) -> date:
    """Día en que las cuentas toman sus cifras: el cuarto después de cerrar el semestre."""
    return semestre.fin + timedelta(days=4)


def valores_de(mundo: Mundo, cuenta: CuentaEjemplo, semestre: Semestre) -> Valores:
    """Cifra o ausencia de cada métrica que el formato pide a la cuenta (Lineamientos, arts. 11 y 12).

    Quien entrega el resumen diario de X deja ahí impresiones y visitas, y en el formato dice que no las
    tiene; la métrica que la plataforma ya retiró se dice no disponible; los meses en que la cuenta no
    estaba vigente no aplican.
    """
    verdad = mundo.verdad(cuenta, semestre)
    plan = plan_de(mundo, cuenta, semestre)
    en_resumen = plan is not None and Exportacion.RESUMEN in plan.exportaciones and cuenta.posicion % 2 == 0
    vigencia = cuenta.vigencia_en(semestre)
    valores: Valores = {}
    pedidas = (
        *catalogo.metricas_de(cuenta.red, semestre, "art11"),
        *catalogo.metricas_de(cuenta.red, semestre, "suplementaria"),
    )
    for metrica in pedidas:
        nombre = metrica.nombre
        retirada = not catalogo.definiciones_entre(nombre, cuenta.red, semestre.fin, semestre.fin)
        en_otro_archivo = en_resumen and nombre in ("impresiones", "visitas_perfil")
        valores[nombre] = Ausencia.PLATAFORMA if retirada or en_otro_archivo else verdad[nombre]
    if vigencia is not None:
        for nombre, (anio, mes) in zip(catalogo.PUBLICACIONES_POR_MES, semestre.meses, strict=True):
            desde, hasta = vigencia
            if not (desde.year, desde.month) <= (anio, mes) <= (hasta.year, hasta.month):
                valores[nombre] = Ausencia.NO_APLICA
    return valores
