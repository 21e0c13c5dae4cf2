"""El azar de la incertidumbre: fijado, repetible años después y ajeno al orden de las cuentas (art. 13).

Cada número sale de Philox 4x64-10, un generador de contador publicado: la clave dice de qué semestre, cuenta
e indicador es el flujo, y la posición dice la extracción. De numpy solo se toman los bits crudos, que son
los del algoritmo; sus distribuciones pueden cambiar con la versión. Lo demás son sumas, productos, cocientes
y raíces, que el estándar IEEE 754 define hasta el último bit: por eso el logaritmo también se hace aquí.
"""

import hashlib

import numpy as np
from numpy.typing import NDArray

Reales = NDArray[np.float64]

VERSION_AZAR = "1"
"""Cambia cuando el mismo flujo daría otros números."""

_LN2 = 0.6931471805599453
_RAIZ_DE_MEDIO = 0.7071067811865476
_TERMINOS_DEL_LOGARITMO = 11
"""Con |s| < 0.1716 el primer término que se omite es menor que 1e-18."""

# Wichura (1988), «Algorithm AS 241: The percentage points of the normal distribution», PPND16.
_CENTRO = (
    (
        *(2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4),
        *(4.5921953931549871457e4, 1.3731693765509461125e4, 1.9715909503065514427e3),
        *(1.3314166789178437745e2, 3.3871328727963666080e0),
    ),
    (
        *(5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4),
        *(2.1213794301586595867e4, 5.3941960214247511077e3, 6.8718700749205790830e2),
        *(4.2313330701600911252e1, 1.0),
    ),
)
_COLA = (
    (
        *(7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1),
        *(1.27045825245236838258e0, 3.64784832476320460504e0, 5.76949722146069140550e0),
        *(4.63033784615654529590e0, 1.42343711074968357734e0),
    ),
    (
        *(1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2),
        *(1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940e0),
        *(2.05319162663775882187e0, 1.0),
    ),
)
_COLA_LEJANA = (
    (
        *(2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3),
        *(2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580e0),
        *(5.46378491116411436990e0, 6.65790464350110377720e0),
    ),
    (
        *(2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5),
        *(7.86869131145613259100e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1),
        *(5.99832206555887937690e-1, 1.0),
    ),
)


def bits(cuantos: int, *flujo: str) -> NDArray[np.uint64]:
    """Los primeros números de 64 bits de un flujo.

    Args:
        cuantos: Números; los primeros son los mismos cualquiera que sea el total.
        flujo: Nombre del flujo, por partes: semestre, cuenta, para qué.
    """
    nombre = "\x1f".join(("pertinencia", "incertidumbre", VERSION_AZAR, *flujo))
    huella = hashlib.sha256(nombre.encode()).digest()
    clave = np.frombuffer(huella[:16], dtype="<u8").astype(np.uint64)
    return np.random.Philox(key=clave, counter=0).random_raw(cuantos)


def uniforme(crudos: NDArray[np.uint64]) -> Reales:
    """Números entre 0 y 1, sin tocar ninguno: el punto medio de cada uno de 2⁵² tramos iguales."""
    return ((crudos >> np.uint64(12)).astype(np.float64) + 0.5) * 2.0**-52


def normal(probabilidad: Reales) -> Reales:
    """Inversa de la distribución normal estándar, por cocientes de polinomios (AS 241).

    Args:
        probabilidad: Entre 0 y 1, sin tocarlos.
    """
    q = probabilidad - 0.5
    r = 0.180625 - q * q
    z = q * _cociente(_CENTRO, r)
    en_cola = np.abs(q) > 0.425
    if en_cola.any():
        p, lado = probabilidad[en_cola], np.where(q[en_cola] < 0, -1.0, 1.0)
        r = np.sqrt(-logaritmo(np.minimum(p, 1.0 - p)))
        valor = np.where(r <= 5.0, _cociente(_COLA, r - 1.6), _cociente(_COLA_LEJANA, r - 5.0))
        z[en_cola] = lado * valor
    return z


def logaritmo(x: Reales) -> Reales:
    """Logaritmo natural, de números positivos, igual en toda máquina.

    Escribe x = m·2ᵉ con m entre √½ y √2 y suma la serie de 2·artanh((m−1)/(m+1)).
    """
    mantisa, exponente = np.frexp(x)
    chica = mantisa < _RAIZ_DE_MEDIO
    mantisa = np.where(chica, mantisa * 2.0, mantisa)
    exponente = exponente - chica
    s = (mantisa - 1.0) / (mantisa + 1.0)
    s2 = s * s
    serie = np.zeros_like(s)
    for i in range(_TERMINOS_DEL_LOGARITMO, -1, -1):
        serie *= s2
        serie += 1.0 / (2 * i + 1)
    return exponente * _LN2 + 2.0 * s * serie


def _cociente(polinomios: tuple[tuple[float, ...], tuple[float, ...]], x: Reales) -> Reales:
    return _polinomio(polinomios[0], x) / _polinomio(polinomios[1], x)


def _polinomio(coeficientes: tuple[float, ...], x: Reales) -> Reales:
    """Por Horner, en el mismo lugar: del coeficiente de mayor grado al independiente."""
    valor = np.full_like(x, coeficientes[0])
    for c in coeficientes[1:]:
        valor *= x
        valor += c
    return valor
