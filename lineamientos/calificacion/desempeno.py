"""El desempeño de cada red por publicación y por seguidor (Lineamientos, art. 13, con el art. 11)."""

from dataclasses import replace

from lineamientos.calificacion.ajuste import ruido_de_conteo
from lineamientos.calificacion.exigencia import Lector
from lineamientos.calificacion.partes import Divisor, Parte, con_nombre, de_conteo
from lineamientos.catalogo import tabla_de_red

_AUDIENCIA_FACEBOOK = (("alcance",), ("visualizaciones", "impresiones"))
_REPRODUCCIONES = {
    "youtube": (("vistas", "vistas_interesadas"),),
    "instagram": (("visualizaciones", "reproducciones"),),
}
_REPRODUCCIONES_COMUNES = (("reproducciones",),)


def medir_desempeno(lector: Lector, n: int, divisor: Divisor | None) -> tuple[list[Parte], str]:
    """Las partes del desempeño y, si no es la usual, la métrica de audiencia con que se midió.

    Args:
        lector: De la cuenta.
        n: Publicaciones, de 1 en adelante.
        divisor: Por publicación y seguidor, o ``None`` si no se conocen los seguidores.

    Raises:
        RedDesconocida: Si la red no está en el catálogo.
    """
    tabla = tabla_de_red(lector.ficha.red)
    if tabla == "art11_x":
        return [
            _de_una_metrica(lector, m, divisor) for m in ("impresiones", "menciones", "visitas_perfil")
        ], ""
    if tabla == "art11_facebook":
        return _facebook(lector, n, divisor)
    return _otras(lector, n, divisor)


def _de_una_metrica(lector: Lector, metrica: str, divisor: Divisor | None, clave: str = "") -> Parte:
    dato = lector.leer(metrica)
    clave = clave or metrica
    if dato.valor is None:
        return Parte("desempeno", clave, motivo=lector.por_que_falta(metrica))
    if divisor is None:
        return Parte("desempeno", clave, motivo="no se conocen los seguidores de la cuenta")
    conteos = con_nombre(metrica, lector.ficha.red, dato.valor)
    return de_conteo(clave, conteos, dato.valor, divisor, dato.definicion)


def _facebook(lector: Lector, n: int, divisor: Divisor | None) -> tuple[list[Parte], str]:
    audiencia = lector.primera(_AUDIENCIA_FACEBOOK)
    respuesta = [(m, lector.leer(m)) for m in ("compartidos", "reacciones")]
    dados = [(m, d.definicion, d.valor) for m, d in respuesta if d.valor is not None]
    total = sum(valor for _, _, valor in dados)
    definicion = "+".join(d for _, d, _ in dados)
    conteos = " + ".join(con_nombre(m, lector.ficha.red, valor) for m, _, valor in dados)
    faltan = "; ".join(lector.por_que_falta(m) for m, d in respuesta if d.valor is None)
    modalidad = "" if audiencia is None or audiencia[0] == "alcance" else audiencia[0]
    if divisor is None:
        clave = "respuesta_por_audiencia"
        if not dados:
            return [Parte("desempeno", clave, motivo=faltan)], modalidad
        if audiencia is None:
            return [Parte("desempeno", clave, motivo="sin seguidores ni alcance no hay con qué medirlo")], ""
        metrica, dato = audiencia
        alcance = dato.valor or 0
        abajo = f"{con_nombre(metrica, lector.ficha.red, alcance)} + 1"
        parte = de_conteo(
            clave, conteos, total, Divisor(n, alcance + 1, abajo), f"{definicion}/{dato.definicion}"
        )
        # Aquí lo de abajo también se cuenta, y su ruido se suma.
        return [replace(parte, ruido=parte.ruido + ruido_de_conteo(alcance))], modalidad
    if audiencia is None:
        partes = [Parte("desempeno", "audiencia", motivo=lector.por_que_falta("alcance"))]
    else:
        partes = [_de_una_metrica(lector, audiencia[0], divisor, "audiencia")]
    if dados:
        salvedad = f"se midió sin {faltan}" if faltan else ""
        partes.append(de_conteo("respuesta", conteos, total, divisor, definicion, salvedad))
    else:
        partes.append(Parte("desempeno", "respuesta", motivo=faltan))
    return partes, modalidad


def _otras(lector: Lector, n: int, divisor: Divisor | None) -> tuple[list[Parte], str]:
    grupos = _REPRODUCCIONES.get(lector.ficha.red, _REPRODUCCIONES_COMUNES)
    reproducciones = lector.primera(grupos)
    preferida = grupos[0][0]
    modalidad = "" if reproducciones is None or reproducciones[0] == preferida else reproducciones[0]
    if divisor is None:
        # Compartidos y reproducciones se leen aunque no se usen: callarlas no debe convenir.
        lector.leer("compartidos")
        parte = _de_una_metrica(lector, "me_gusta", Divisor.por_publicacion(n), "me_gusta_por_publicacion")
        return [parte], ""
    partes = [_de_una_metrica(lector, m, divisor) for m in ("me_gusta", "compartidos")]
    if reproducciones is None:
        partes.append(Parte("desempeno", "reproducciones", motivo=lector.por_que_falta(preferida)))
    else:
        partes.append(_de_una_metrica(lector, reproducciones[0], divisor, "reproducciones"))
    return partes, modalidad
