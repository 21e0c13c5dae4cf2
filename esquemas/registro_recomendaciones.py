"""Campos de las recomendaciones, de lo que se declara de ellas y de su seguimiento (arts. 6 y 7)."""

from esquemas.campos import Campo, Tipo

_T, _E, _D, _F = Tipo.TEXTO, Tipo.ENTERO, Tipo.DECIMAL, Tipo.FECHA

CAMPOS_DE_RECOMENDACIONES = (
    Campo(
        "recomendacion", _T, "Identidad de la recomendación: semestre, cuenta y regla o número", articulo="6"
    ),
    Campo("regla", _T, "Clave de la regla que la produjo; vacía si la escribió un evaluador", articulo="6"),
    Campo("numero_regla", _E, "Número de la regla"),
    Campo("titulo_regla", _T, "Qué se recomienda, en pocas palabras"),
    Campo("texto_recomendacion", _T, "Lo que se recomienda al administrador", articulo="6"),
    Campo("texto_comite", _T, "Cómo se dice al Comité de Gestión"),
    Campo("entradas_json", _T, "Cifras que miró la regla, en JSON"),
    Campo("umbrales_json", _T, "Valor vigente de los parámetros de la regla, en JSON"),
    Campo("valor_medido", _D, "Indicador que se comparó, como se muestra"),
    Campo("limite", _D, "Límite con que se comparó y que se comunicó"),
    Campo("comprobacion", _T, "Cómo se sabe si se atendió: «datos», «declaracion» o «datos_o_declaracion»"),
    Campo("estado_atencion", _T, "«atendida», «no_atendida» o «sin_elementos»", articulo="7"),
    Campo("comprobada_por", _T, "Qué lo muestra: «datos», «declaracion» o «ninguna»", articulo="7"),
    Campo("valor_antes", _D, "Indicador al emitirla"),
    Campo("valor_ahora", _D, "El mismo indicador en el semestre siguiente"),
    Campo("semestre_seguimiento", _T, "Semestre cuyas cifras muestran si se atendió", articulo="7"),
    Campo("declaracion", _T, "Identidad de lo declarado"),
    Campo("declarada", _T, "Lo que declaró el administrador: «atendida» o «no_atendida»", articulo="7"),
    Campo("declarada_el", _F, "Día en que el administrador lo declaró", articulo="7"),
    Campo("detalle_atencion", _T, "Qué se hizo, o por qué no", articulo="7"),
)
