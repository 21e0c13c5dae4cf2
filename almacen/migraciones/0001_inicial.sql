CREATE TABLE lotes (
    lote VARCHAR NOT NULL,
    origen VARCHAR NOT NULL,
    semestre VARCHAR NOT NULL,
    clase VARCHAR,
    carpeta VARCHAR,
    archivo VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    bytes BIGINT NOT NULL,
    recibido_en TIMESTAMPTZ NOT NULL,
    estado VARCHAR NOT NULL,
    filas_leidas BIGINT NOT NULL,
    filas_rechazadas BIGINT NOT NULL,
    lector VARCHAR NOT NULL,
    PRIMARY KEY (lote)
);

COMMENT ON TABLE lotes IS 'Manifiesto de cada lote recibido: qué llegó, de dónde, cuándo y qué se hizo con él.';

COMMENT ON COLUMN lotes.lote IS 'Identidad del lote aterrizado: huella de la fuente, la cuenta y el contenido.';

COMMENT ON COLUMN lotes.origen IS 'Por dónde llegó el lote: «archivo» o «api».';

COMMENT ON COLUMN lotes.semestre IS 'Semestre revisado: «2026-1» es enero a junio de 2026. Lineamientos, art. 11.';

COMMENT ON COLUMN lotes.clase IS 'Clase de insumo reconocida por sus encabezados (formato_x, x_resumen_diario, …).';

COMMENT ON COLUMN lotes.carpeta IS 'Cuenta de la carpeta en que se entregó (entradas/<cuenta>/…), si la hay.';

COMMENT ON COLUMN lotes.archivo IS 'Ruta del archivo dentro de entradas; en un comprimido, «conjunto.zip → interior.csv».';

COMMENT ON COLUMN lotes.sha256 IS 'Huella SHA-256 de los bytes tal como se recibieron.';

COMMENT ON COLUMN lotes.bytes IS 'Tamaño de lo recibido. unidad: bytes.';

COMMENT ON COLUMN lotes.recibido_en IS 'Instante en que se aterrizó. unidad: UTC. Lineamientos, art. 11.';

COMMENT ON COLUMN lotes.estado IS 'Qué pasó con el lote: «cargado», «parcial» (con filas rechazadas) o «rechazado».';

COMMENT ON COLUMN lotes.filas_leidas IS 'Filas de datos leídas. unidad: filas.';

COMMENT ON COLUMN lotes.filas_rechazadas IS 'Filas que no pudieron cargarse. unidad: filas.';

COMMENT ON COLUMN lotes.lector IS 'Versión del lector que normalizó el lote.';

CREATE TABLE areas (
    area VARCHAR NOT NULL,
    nombre VARCHAR NOT NULL,
    tipo_area VARCHAR NOT NULL,
    entidad VARCHAR,
    ejemplo BOOLEAN NOT NULL,
    PRIMARY KEY (area)
);

COMMENT ON TABLE areas IS 'Áreas del organismo que tienen cuentas.';

COMMENT ON COLUMN areas.area IS 'Clave del área responsable. Lineamientos, art. 3.';

COMMENT ON COLUMN areas.nombre IS 'Nombre para mostrar.';

COMMENT ON COLUMN areas.tipo_area IS '«central», «junta_local» o «junta_distrital». Lineamientos, art. 3.';

COMMENT ON COLUMN areas.entidad IS 'Entidad federativa del área, si no es central.';

COMMENT ON COLUMN areas.ejemplo IS 'Si la fila es un dato inventado de demostración.';

CREATE TABLE cuentas (
    cuenta VARCHAR NOT NULL,
    red VARCHAR NOT NULL,
    usuario VARCHAR NOT NULL,
    id_plataforma VARCHAR,
    nombre VARCHAR NOT NULL,
    area VARCHAR NOT NULL,
    central BOOLEAN NOT NULL,
    vigente_desde DATE,
    vigente_hasta DATE,
    ejemplo BOOLEAN NOT NULL,
    PRIMARY KEY (cuenta)
);

COMMENT ON TABLE cuentas IS 'Padrón de cuentas de redes sociales, sin datos de contacto.';

COMMENT ON COLUMN cuentas.cuenta IS 'Clave de la cuenta en el padrón. Lineamientos, art. 2.';

COMMENT ON COLUMN cuentas.red IS 'Red social. Lineamientos, art. 3.';

COMMENT ON COLUMN cuentas.usuario IS 'Nombre de usuario en la red, sin arroba.';

COMMENT ON COLUMN cuentas.id_plataforma IS 'Identificador que la plataforma da a la cuenta.';

COMMENT ON COLUMN cuentas.nombre IS 'Nombre para mostrar.';

COMMENT ON COLUMN cuentas.area IS 'Clave del área responsable. Lineamientos, art. 3.';

COMMENT ON COLUMN cuentas.central IS 'Si es una cuenta de Comunicación Social, cuyos mensajes cuentan como C. Lineamientos, art. 11.';

COMMENT ON COLUMN cuentas.vigente_desde IS 'Primer día en que la cuenta debe rendir estadística. Lineamientos, art. 2.';

COMMENT ON COLUMN cuentas.vigente_hasta IS 'Último día en que la cuenta debe rendir estadística. Lineamientos, art. 2.';

COMMENT ON COLUMN cuentas.ejemplo IS 'Si la fila es un dato inventado de demostración.';

CREATE TABLE capacitaciones (
    fecha DATE NOT NULL,
    tema VARCHAR NOT NULL,
    area VARCHAR NOT NULL,
    asistentes BIGINT NOT NULL,
    horas DOUBLE,
    ejemplo BOOLEAN NOT NULL,
    PRIMARY KEY (fecha, tema, area)
);

COMMENT ON TABLE capacitaciones IS 'Capacitación impartida a administradores, para el informe pormenorizado.';

COMMENT ON COLUMN capacitaciones.fecha IS 'Día al que corresponde, como lo declara la fuente.';

COMMENT ON COLUMN capacitaciones.tema IS 'Tema de la capacitación. Lineamientos, art. 6.';

COMMENT ON COLUMN capacitaciones.area IS 'Clave del área responsable. Lineamientos, art. 3.';

COMMENT ON COLUMN capacitaciones.asistentes IS 'Personas que asistieron. unidad: personas. Lineamientos, art. 6.';

COMMENT ON COLUMN capacitaciones.horas IS 'Duración de la capacitación. unidad: horas. Lineamientos, art. 6.';

COMMENT ON COLUMN capacitaciones.ejemplo IS 'Si la fila es un dato inventado de demostración.';

CREATE TABLE mediciones (
    lote VARCHAR NOT NULL,
    archivo VARCHAR NOT NULL,
    hoja VARCHAR NOT NULL,
    fila BIGINT NOT NULL,
    columna VARCHAR NOT NULL,
    cuenta VARCHAR NOT NULL,
    semestre VARCHAR NOT NULL,
    metrica VARCHAR NOT NULL,
    definicion VARCHAR NOT NULL,
    valor BIGINT,
    ausencia VARCHAR,
    fuente VARCHAR NOT NULL,
    desde DATE NOT NULL,
    hasta DATE NOT NULL,
    corte DATE,
    PRIMARY KEY (lote, archivo, hoja, fila, columna, metrica)
);

COMMENT ON TABLE mediciones IS 'Cifras de un periodo tal como las entregó su fuente, celda por celda.';

COMMENT ON COLUMN mediciones.lote IS 'Identidad del lote aterrizado: huella de la fuente, la cuenta y el contenido.';

COMMENT ON COLUMN mediciones.archivo IS 'Ruta del archivo dentro de entradas; en un comprimido, «conjunto.zip → interior.csv».';

COMMENT ON COLUMN mediciones.hoja IS 'Hoja del libro, o cadena vacía si el archivo no tiene hojas.';

COMMENT ON COLUMN mediciones.fila IS 'Fila del archivo, contando desde 1 y con los encabezados.';

COMMENT ON COLUMN mediciones.columna IS 'Encabezado de la columna tal como viene en el archivo.';

COMMENT ON COLUMN mediciones.cuenta IS 'Clave de la cuenta en el padrón. Lineamientos, art. 2.';

COMMENT ON COLUMN mediciones.semestre IS 'Semestre revisado: «2026-1» es enero a junio de 2026. Lineamientos, art. 11.';

COMMENT ON COLUMN mediciones.metrica IS 'Nombre de la métrica en el catálogo. Lineamientos, art. 11.';

COMMENT ON COLUMN mediciones.definicion IS 'Clave de la definición vigente de la métrica; dos definiciones no se suman.';

COMMENT ON COLUMN mediciones.valor IS 'Cifra, si la hay; una ausencia no es cero.';

COMMENT ON COLUMN mediciones.ausencia IS 'Razón por la que no hay cifra; vacía si la hay.';

COMMENT ON COLUMN mediciones.fuente IS 'Tipo de fuente de la cifra: «api», «exportacion» o «formato».';

COMMENT ON COLUMN mediciones.desde IS 'Primer día que abarca la cifra, o primer día de vigencia.';

COMMENT ON COLUMN mediciones.hasta IS 'Último día que abarca la cifra, inclusive, o último de vigencia.';

COMMENT ON COLUMN mediciones.corte IS 'Fecha de exportación o de corte que declara quien entrega. Lineamientos, art. 12.';

CREATE TABLE publicaciones (
    lote VARCHAR NOT NULL,
    archivo VARCHAR NOT NULL,
    fila BIGINT NOT NULL,
    cuenta VARCHAR NOT NULL,
    red VARCHAR NOT NULL,
    semestre VARCHAR NOT NULL,
    id_publicacion VARCHAR NOT NULL,
    publicada_en TIMESTAMP NOT NULL,
    tipo_publicacion VARCHAR,
    es_compartida BOOLEAN,
    con_multimedia BOOLEAN,
    enlace VARCHAR,
    texto VARCHAR,
    impresiones BIGINT,
    visualizaciones BIGINT,
    alcance BIGINT,
    vistas BIGINT,
    vistas_interesadas BIGINT,
    reproducciones BIGINT,
    me_gusta BIGINT,
    reacciones BIGINT,
    compartidos BIGINT,
    comentarios BIGINT,
    guardados BIGINT,
    PRIMARY KEY (lote, archivo, fila)
);

COMMENT ON TABLE publicaciones IS 'Publicaciones con sus métricas acumuladas, una fila por publicación y lote.';

COMMENT ON COLUMN publicaciones.lote IS 'Identidad del lote aterrizado: huella de la fuente, la cuenta y el contenido.';

COMMENT ON COLUMN publicaciones.archivo IS 'Ruta del archivo dentro de entradas; en un comprimido, «conjunto.zip → interior.csv».';

COMMENT ON COLUMN publicaciones.fila IS 'Fila del archivo, contando desde 1 y con los encabezados.';

COMMENT ON COLUMN publicaciones.cuenta IS 'Clave de la cuenta en el padrón. Lineamientos, art. 2.';

COMMENT ON COLUMN publicaciones.red IS 'Red social. Lineamientos, art. 3.';

COMMENT ON COLUMN publicaciones.semestre IS 'Semestre revisado: «2026-1» es enero a junio de 2026. Lineamientos, art. 11.';

COMMENT ON COLUMN publicaciones.id_publicacion IS 'Identificador de la publicación en su plataforma. Lineamientos, art. 3.';

COMMENT ON COLUMN publicaciones.publicada_en IS 'Fecha y hora de publicación como la declara la plataforma, sin zona.';

COMMENT ON COLUMN publicaciones.tipo_publicacion IS 'texto, enlace, imagen, carrusel, video, video_corto, en_vivo o historia.';

COMMENT ON COLUMN publicaciones.es_compartida IS 'Si comparte una publicación ajena (Facebook: «Es una publicación compartida»).';

COMMENT ON COLUMN publicaciones.con_multimedia IS 'Si lleva imagen o video propios; vacío si la plataforma no lo dice.';

COMMENT ON COLUMN publicaciones.enlace IS 'Enlace permanente de la publicación.';

COMMENT ON COLUMN publicaciones.texto IS 'Texto o título de la publicación, recortado a 500 caracteres.';

COMMENT ON COLUMN publicaciones.impresiones IS 'De la publicación: Veces que el contenido apareció en pantalla. unidad: veces. Lineamientos, art. 11.';

COMMENT ON COLUMN publicaciones.visualizaciones IS 'De la publicación: Veces que el contenido se mostró o se reprodujo, con sus repeticiones. unidad: veces. Lineamientos, art. 11.';

COMMENT ON COLUMN publicaciones.alcance IS 'De la publicación: Personas distintas que vieron contenido de la cuenta. unidad: personas. Lineamientos, art. 11.';

COMMENT ON COLUMN publicaciones.vistas IS 'De la publicación: Vistas de los videos según la cuenta pública de la plataforma. unidad: vistas. Lineamientos, art. 11.';

COMMENT ON COLUMN publicaciones.vistas_interesadas IS 'De la publicación: Vistas de quien permaneció en el video: conserva el sentido que «vistas» tuvo antes. unidad: vistas. Lineamientos, art. 11.';

COMMENT ON COLUMN publicaciones.reproducciones IS 'De la publicación: Veces que se reprodujeron los videos. unidad: veces. Lineamientos, art. 11.';

COMMENT ON COLUMN publicaciones.me_gusta IS 'De la publicación: Veces que alguien marcó «me gusta» en una publicación. unidad: veces. Lineamientos, art. 11.';

COMMENT ON COLUMN publicaciones.reacciones IS 'De la publicación: Reacciones de todo tipo que recibieron las publicaciones. unidad: reacciones. Lineamientos, art. 11.';

COMMENT ON COLUMN publicaciones.compartidos IS 'De la publicación: Veces que otras personas compartieron sus publicaciones. unidad: veces. Lineamientos, art. 11.';

COMMENT ON COLUMN publicaciones.comentarios IS 'De la publicación: Comentarios que recibieron las publicaciones. unidad: comentarios. Lineamientos, art. 11.';

COMMENT ON COLUMN publicaciones.guardados IS 'De la publicación: Veces que alguien guardó una publicación. unidad: veces. Lineamientos, art. 11.';

CREATE TABLE diarias (
    lote VARCHAR NOT NULL,
    archivo VARCHAR NOT NULL,
    fila BIGINT NOT NULL,
    cuenta VARCHAR NOT NULL,
    fecha DATE NOT NULL,
    metrica VARCHAR NOT NULL,
    definicion VARCHAR NOT NULL,
    valor BIGINT,
    ausencia VARCHAR,
    fuente VARCHAR NOT NULL,
    PRIMARY KEY (lote, archivo, fila, metrica)
);

COMMENT ON TABLE diarias IS 'Cifras de cuenta día por día.';

COMMENT ON COLUMN diarias.lote IS 'Identidad del lote aterrizado: huella de la fuente, la cuenta y el contenido.';

COMMENT ON COLUMN diarias.archivo IS 'Ruta del archivo dentro de entradas; en un comprimido, «conjunto.zip → interior.csv».';

COMMENT ON COLUMN diarias.fila IS 'Fila del archivo, contando desde 1 y con los encabezados.';

COMMENT ON COLUMN diarias.cuenta IS 'Clave de la cuenta en el padrón. Lineamientos, art. 2.';

COMMENT ON COLUMN diarias.fecha IS 'Día al que corresponde, como lo declara la fuente.';

COMMENT ON COLUMN diarias.metrica IS 'Nombre de la métrica en el catálogo. Lineamientos, art. 11.';

COMMENT ON COLUMN diarias.definicion IS 'Clave de la definición vigente de la métrica; dos definiciones no se suman.';

COMMENT ON COLUMN diarias.valor IS 'Cifra, si la hay; una ausencia no es cero.';

COMMENT ON COLUMN diarias.ausencia IS 'Razón por la que no hay cifra; vacía si la hay.';

COMMENT ON COLUMN diarias.fuente IS 'Tipo de fuente de la cifra: «api», «exportacion» o «formato».';

CREATE TABLE evidencias (
    sha256 VARCHAR NOT NULL,
    cuenta VARCHAR NOT NULL,
    semestre VARCHAR NOT NULL,
    lote VARCHAR NOT NULL,
    archivo VARCHAR NOT NULL,
    formato_evidencia VARCHAR NOT NULL,
    bytes BIGINT NOT NULL,
    PRIMARY KEY (sha256, cuenta, semestre)
);

COMMENT ON TABLE evidencias IS 'Copias de pantalla entregadas, por huella.';

COMMENT ON COLUMN evidencias.sha256 IS 'Huella SHA-256 de los bytes tal como se recibieron.';

COMMENT ON COLUMN evidencias.cuenta IS 'Clave de la cuenta en el padrón. Lineamientos, art. 2.';

COMMENT ON COLUMN evidencias.semestre IS 'Semestre revisado: «2026-1» es enero a junio de 2026. Lineamientos, art. 11.';

COMMENT ON COLUMN evidencias.lote IS 'Identidad del lote aterrizado: huella de la fuente, la cuenta y el contenido.';

COMMENT ON COLUMN evidencias.archivo IS 'Ruta del archivo dentro de entradas; en un comprimido, «conjunto.zip → interior.csv».';

COMMENT ON COLUMN evidencias.formato_evidencia IS 'png, jpeg o pdf, reconocido por su contenido. Lineamientos, art. 11.';

COMMENT ON COLUMN evidencias.bytes IS 'Tamaño de lo recibido. unidad: bytes.';

CREATE TABLE observaciones (
    observacion VARCHAR NOT NULL,
    lote VARCHAR,
    evaluacion VARCHAR,
    cuenta VARCHAR,
    semestre VARCHAR NOT NULL,
    codigo VARCHAR NOT NULL,
    articulo VARCHAR NOT NULL,
    severidad VARCHAR NOT NULL,
    archivo VARCHAR,
    hoja VARCHAR,
    fila BIGINT,
    columna VARCHAR,
    campo VARCHAR,
    encontrado VARCHAR,
    esperado VARCHAR,
    mensaje VARCHAR NOT NULL,
    que_hacer VARCHAR NOT NULL,
    detectada_en TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (observacion)
);

COMMENT ON TABLE observaciones IS 'Hallazgos sobre lo recibido y sobre las cifras del semestre.';

COMMENT ON COLUMN observaciones.observacion IS 'Identidad de la observación.';

COMMENT ON COLUMN observaciones.lote IS 'Identidad del lote aterrizado: huella de la fuente, la cuenta y el contenido.';

COMMENT ON COLUMN observaciones.evaluacion IS 'Identidad de la evaluación: su huella y su número dentro del semestre.';

COMMENT ON COLUMN observaciones.cuenta IS 'Clave de la cuenta en el padrón. Lineamientos, art. 2.';

COMMENT ON COLUMN observaciones.semestre IS 'Semestre revisado: «2026-1» es enero a junio de 2026. Lineamientos, art. 11.';

COMMENT ON COLUMN observaciones.codigo IS 'Código de la regla de calidad que la produjo.';

COMMENT ON COLUMN observaciones.articulo IS 'Artículo en que se apoya.';

COMMENT ON COLUMN observaciones.severidad IS '«rechazo», «observacion» (debe subsanarse) o «aviso» (debe confirmarse). Lineamientos, art. 14.';

COMMENT ON COLUMN observaciones.archivo IS 'Ruta del archivo dentro de entradas; en un comprimido, «conjunto.zip → interior.csv».';

COMMENT ON COLUMN observaciones.hoja IS 'Hoja del libro, o cadena vacía si el archivo no tiene hojas.';

COMMENT ON COLUMN observaciones.fila IS 'Fila del archivo, contando desde 1 y con los encabezados.';

COMMENT ON COLUMN observaciones.columna IS 'Encabezado de la columna tal como viene en el archivo.';

COMMENT ON COLUMN observaciones.campo IS 'Campo o métrica de que trata.';

COMMENT ON COLUMN observaciones.encontrado IS 'Lo que se encontró.';

COMMENT ON COLUMN observaciones.esperado IS 'Lo que se esperaba.';

COMMENT ON COLUMN observaciones.mensaje IS 'Oración para el administrador.';

COMMENT ON COLUMN observaciones.que_hacer IS 'Qué debe hacerse.';

COMMENT ON COLUMN observaciones.detectada_en IS 'Instante en que se detectó. unidad: UTC. Lineamientos, art. 14.';

CREATE TABLE evaluaciones (
    evaluacion VARCHAR NOT NULL,
    semestre VARCHAR NOT NULL,
    version BIGINT NOT NULL,
    huella VARCHAR NOT NULL,
    metodo VARCHAR NOT NULL,
    huella_metodo VARCHAR NOT NULL,
    huella_parametros VARCHAR NOT NULL,
    huella_cifras VARCHAR NOT NULL,
    creada_en TIMESTAMPTZ NOT NULL,
    fase VARCHAR NOT NULL,
    provisional BOOLEAN NOT NULL,
    motivo_provisional VARCHAR,
    PRIMARY KEY (evaluacion)
);

COMMENT ON TABLE evaluaciones IS 'Cada evaluación de un semestre; se escribe una vez y no se edita.';

COMMENT ON COLUMN evaluaciones.evaluacion IS 'Identidad de la evaluación: su huella y su número dentro del semestre.';

COMMENT ON COLUMN evaluaciones.semestre IS 'Semestre revisado: «2026-1» es enero a junio de 2026. Lineamientos, art. 11.';

COMMENT ON COLUMN evaluaciones.version IS 'Número de la evaluación dentro del semestre, desde 1.';

COMMENT ON COLUMN evaluaciones.huella IS 'Huella de todo lo que entró en la evaluación: dos iguales darían lo mismo.';

COMMENT ON COLUMN evaluaciones.metodo IS 'Versión del método de calificación. Lineamientos, art. 13.';

COMMENT ON COLUMN evaluaciones.huella_metodo IS 'Huella del código del método.';

COMMENT ON COLUMN evaluaciones.huella_parametros IS 'Huella de los parámetros vigentes.';

COMMENT ON COLUMN evaluaciones.huella_cifras IS 'Huella de las cifras evaluadas.';

COMMENT ON COLUMN evaluaciones.creada_en IS 'Instante en que se hizo la evaluación. unidad: UTC. Lineamientos, art. 13.';

COMMENT ON COLUMN evaluaciones.fase IS '«ordinario» o «proceso_electoral». Lineamientos, art. 3.';

COMMENT ON COLUMN evaluaciones.provisional IS 'Si hay parámetros sin aprobar por el Comité o la base no está aprobada. Lineamientos, art. 13.';

COMMENT ON COLUMN evaluaciones.motivo_provisional IS 'Por qué es provisional.';

CREATE TABLE cifras (
    evaluacion VARCHAR NOT NULL,
    cuenta VARCHAR NOT NULL,
    semestre VARCHAR NOT NULL,
    red VARCHAR NOT NULL,
    metrica VARCHAR NOT NULL,
    definicion VARCHAR NOT NULL,
    valor BIGINT,
    ausencia VARCHAR,
    fuente VARCHAR,
    lote VARCHAR,
    calculo VARCHAR NOT NULL,
    PRIMARY KEY (evaluacion, cuenta, semestre, metrica)
);

COMMENT ON TABLE cifras IS 'Cifras del semestre elegidas entre las fuentes y con que se evaluó.';

COMMENT ON COLUMN cifras.evaluacion IS 'Identidad de la evaluación: su huella y su número dentro del semestre.';

COMMENT ON COLUMN cifras.cuenta IS 'Clave de la cuenta en el padrón. Lineamientos, art. 2.';

COMMENT ON COLUMN cifras.semestre IS 'Semestre revisado: «2026-1» es enero a junio de 2026. Lineamientos, art. 11.';

COMMENT ON COLUMN cifras.red IS 'Red social. Lineamientos, art. 3.';

COMMENT ON COLUMN cifras.metrica IS 'Nombre de la métrica en el catálogo. Lineamientos, art. 11.';

COMMENT ON COLUMN cifras.definicion IS 'Clave de la definición vigente de la métrica; dos definiciones no se suman.';

COMMENT ON COLUMN cifras.valor IS 'Cifra, si la hay; una ausencia no es cero.';

COMMENT ON COLUMN cifras.ausencia IS 'Razón por la que no hay cifra; vacía si la hay.';

COMMENT ON COLUMN cifras.fuente IS 'Tipo de fuente de la cifra: «api», «exportacion» o «formato».';

COMMENT ON COLUMN cifras.lote IS 'Identidad del lote aterrizado: huella de la fuente, la cuenta y el contenido.';

COMMENT ON COLUMN cifras.calculo IS 'Cómo se obtuvo la cifra del semestre a partir de las mediciones.';

CREATE TABLE calificaciones (
    evaluacion VARCHAR NOT NULL,
    cuenta VARCHAR NOT NULL,
    semestre VARCHAR NOT NULL,
    red VARCHAR NOT NULL,
    area VARCHAR NOT NULL,
    cohorte VARCHAR,
    cohorte_descripcion VARCHAR,
    cohorte_tamano BIGINT,
    indice DOUBLE,
    clase_propuesta VARCHAR NOT NULL,
    linea BIGINT NOT NULL,
    motivo VARCHAR NOT NULL,
    criterios_evaluables BIGINT NOT NULL,
    caracter VARCHAR NOT NULL,
    provisional BOOLEAN NOT NULL,
    PRIMARY KEY (evaluacion, cuenta)
);

COMMENT ON TABLE calificaciones IS 'Calificación de pertinencia propuesta para cada cuenta.';

COMMENT ON COLUMN calificaciones.evaluacion IS 'Identidad de la evaluación: su huella y su número dentro del semestre.';

COMMENT ON COLUMN calificaciones.cuenta IS 'Clave de la cuenta en el padrón. Lineamientos, art. 2.';

COMMENT ON COLUMN calificaciones.semestre IS 'Semestre revisado: «2026-1» es enero a junio de 2026. Lineamientos, art. 11.';

COMMENT ON COLUMN calificaciones.red IS 'Red social. Lineamientos, art. 3.';

COMMENT ON COLUMN calificaciones.area IS 'Clave del área responsable. Lineamientos, art. 3.';

COMMENT ON COLUMN calificaciones.cohorte IS 'Clave de la cohorte con que se comparó la cuenta.';

COMMENT ON COLUMN calificaciones.cohorte_descripcion IS 'Cómo se formó la cohorte y con qué fusiones.';

COMMENT ON COLUMN calificaciones.cohorte_tamano IS 'Cuentas en la cohorte. unidad: cuentas.';

COMMENT ON COLUMN calificaciones.indice IS 'Índice de pertinencia propuesto, redondeado a dos decimales. unidad: puntos 0-100. Lineamientos, art. 13.';

COMMENT ON COLUMN calificaciones.clase_propuesta IS 'Dictamen propuesto al Comité. Lineamientos, art. 13.';

COMMENT ON COLUMN calificaciones.linea IS 'Línea de la tabla de dictamen que se aplicó.';

COMMENT ON COLUMN calificaciones.motivo IS 'Razón en palabras.';

COMMENT ON COLUMN calificaciones.criterios_evaluables IS 'Criterios del art. 13 que pudieron evaluarse. unidad: criterios. Lineamientos, art. 13.';

COMMENT ON COLUMN calificaciones.caracter IS '«propuesta» hasta la resolución del Comité. Lineamientos, art. 13.';

COMMENT ON COLUMN calificaciones.provisional IS 'Si hay parámetros sin aprobar por el Comité o la base no está aprobada. Lineamientos, art. 13.';

CREATE TABLE criterios (
    evaluacion VARCHAR NOT NULL,
    cuenta VARCHAR NOT NULL,
    criterio VARCHAR NOT NULL,
    evaluable BOOLEAN NOT NULL,
    sustituido BOOLEAN NOT NULL,
    crudo DOUBLE,
    puntaje DOUBLE,
    peso DOUBLE NOT NULL,
    aportacion DOUBLE,
    motivo VARCHAR,
    PRIMARY KEY (evaluacion, cuenta, criterio)
);

COMMENT ON TABLE criterios IS 'Desglose de cada calificación por criterio del art. 13.';

COMMENT ON COLUMN criterios.evaluacion IS 'Identidad de la evaluación: su huella y su número dentro del semestre.';

COMMENT ON COLUMN criterios.cuenta IS 'Clave de la cuenta en el padrón. Lineamientos, art. 2.';

COMMENT ON COLUMN criterios.criterio IS 'desempeno, frecuencia, originalidad o seguidores_nuevos. Lineamientos, art. 13.';

COMMENT ON COLUMN criterios.evaluable IS 'Si el criterio pudo evaluarse con datos de la cuenta.';

COMMENT ON COLUMN criterios.sustituido IS 'Si tomó la mediana de su cohorte por no darlo la plataforma o el formato.';

COMMENT ON COLUMN criterios.crudo IS 'Valor del indicador antes de normalizar.';

COMMENT ON COLUMN criterios.puntaje IS 'Puntaje normalizado. unidad: puntos 0-100.';

COMMENT ON COLUMN criterios.peso IS 'Peso del criterio en el índice. unidad: proporción.';

COMMENT ON COLUMN criterios.aportacion IS 'Peso por puntaje: lo que el criterio suma al índice. unidad: puntos.';

COMMENT ON COLUMN criterios.motivo IS 'Razón en palabras.';

CREATE TABLE partes (
    evaluacion VARCHAR NOT NULL,
    cuenta VARCHAR NOT NULL,
    criterio VARCHAR NOT NULL,
    parte VARCHAR NOT NULL,
    incluida BOOLEAN NOT NULL,
    crudo DOUBLE,
    meta_inferior DOUBLE,
    meta_superior DOUBLE,
    puntaje DOUBLE,
    definicion VARCHAR,
    motivo VARCHAR,
    PRIMARY KEY (evaluacion, cuenta, criterio, parte)
);

COMMENT ON TABLE partes IS 'Componentes de cada criterio con las metas contra las que se midieron.';

COMMENT ON COLUMN partes.evaluacion IS 'Identidad de la evaluación: su huella y su número dentro del semestre.';

COMMENT ON COLUMN partes.cuenta IS 'Clave de la cuenta en el padrón. Lineamientos, art. 2.';

COMMENT ON COLUMN partes.criterio IS 'desempeno, frecuencia, originalidad o seguidores_nuevos. Lineamientos, art. 13.';

COMMENT ON COLUMN partes.parte IS 'Componente del criterio.';

COMMENT ON COLUMN partes.incluida IS 'Si la parte entró en el promedio del criterio.';

COMMENT ON COLUMN partes.crudo IS 'Valor del indicador antes de normalizar.';

COMMENT ON COLUMN partes.meta_inferior IS 'Percentil 5 de la cohorte en el periodo base: vale 0 puntos.';

COMMENT ON COLUMN partes.meta_superior IS 'Percentil 95 de la cohorte en el periodo base: vale 100 puntos.';

COMMENT ON COLUMN partes.puntaje IS 'Puntaje normalizado. unidad: puntos 0-100.';

COMMENT ON COLUMN partes.definicion IS 'Clave de la definición vigente de la métrica; dos definiciones no se suman.';

COMMENT ON COLUMN partes.motivo IS 'Razón en palabras.';

CREATE TABLE metas (
    evaluacion VARCHAR NOT NULL,
    fase VARCHAR NOT NULL,
    cohorte VARCHAR NOT NULL,
    indicador VARCHAR NOT NULL,
    definicion VARCHAR NOT NULL,
    meta_inferior DOUBLE NOT NULL,
    meta_superior DOUBLE NOT NULL,
    observaciones_base BIGINT NOT NULL,
    semestre_base VARCHAR NOT NULL,
    PRIMARY KEY (evaluacion, fase, cohorte, indicador, definicion)
);

COMMENT ON TABLE metas IS 'Metas congeladas del periodo base contra las que se normaliza.';

COMMENT ON COLUMN metas.evaluacion IS 'Identidad de la evaluación: su huella y su número dentro del semestre.';

COMMENT ON COLUMN metas.fase IS '«ordinario» o «proceso_electoral». Lineamientos, art. 3.';

COMMENT ON COLUMN metas.cohorte IS 'Clave de la cohorte con que se comparó la cuenta.';

COMMENT ON COLUMN metas.indicador IS 'Criterio o parte a que se refiere la meta.';

COMMENT ON COLUMN metas.definicion IS 'Clave de la definición vigente de la métrica; dos definiciones no se suman.';

COMMENT ON COLUMN metas.meta_inferior IS 'Percentil 5 de la cohorte en el periodo base: vale 0 puntos.';

COMMENT ON COLUMN metas.meta_superior IS 'Percentil 95 de la cohorte en el periodo base: vale 100 puntos.';

COMMENT ON COLUMN metas.observaciones_base IS 'Cuentas con que se calculó la meta. unidad: cuentas.';

COMMENT ON COLUMN metas.semestre_base IS 'Semestre de que salió la meta.';

CREATE TABLE parametros (
    evaluacion VARCHAR NOT NULL,
    clave VARCHAR NOT NULL,
    descripcion VARCHAR NOT NULL,
    articulo VARCHAR NOT NULL,
    unidad VARCHAR NOT NULL,
    valor_json VARCHAR NOT NULL,
    desde DATE NOT NULL,
    fundamento VARCHAR NOT NULL,
    aprobado_por VARCHAR,
    aprobado_en DATE,
    PRIMARY KEY (evaluacion, clave)
);

COMMENT ON TABLE parametros IS 'Parámetros vigentes con que se hizo cada evaluación.';

COMMENT ON COLUMN parametros.evaluacion IS 'Identidad de la evaluación: su huella y su número dentro del semestre.';

COMMENT ON COLUMN parametros.clave IS 'Clave del parámetro.';

COMMENT ON COLUMN parametros.descripcion IS 'Descripción.';

COMMENT ON COLUMN parametros.articulo IS 'Artículo en que se apoya.';

COMMENT ON COLUMN parametros.unidad IS 'Unidad de medida.';

COMMENT ON COLUMN parametros.valor_json IS 'Valor del parámetro, en JSON.';

COMMENT ON COLUMN parametros.desde IS 'Primer día que abarca la cifra, o primer día de vigencia.';

COMMENT ON COLUMN parametros.fundamento IS 'Base del valor.';

COMMENT ON COLUMN parametros.aprobado_por IS 'Quién lo aprobó; vacío mientras el Comité no lo apruebe. Lineamientos, art. 4.';

COMMENT ON COLUMN parametros.aprobado_en IS 'Cuándo se aprobó. Lineamientos, art. 4.';

CREATE TABLE catalogo (
    red VARCHAR NOT NULL,
    metrica VARCHAR NOT NULL,
    titulo VARCHAR NOT NULL,
    unidad VARCHAR NOT NULL,
    tabla_art11 VARCHAR NOT NULL,
    letra VARCHAR,
    definicion VARCHAR NOT NULL,
    descripcion VARCHAR NOT NULL,
    desde DATE,
    hasta DATE,
    PRIMARY KEY (red, metrica, definicion)
);

COMMENT ON TABLE catalogo IS 'Métricas por red con sus definiciones fechadas y su columna del art. 11.';

COMMENT ON COLUMN catalogo.red IS 'Red social. Lineamientos, art. 3.';

COMMENT ON COLUMN catalogo.metrica IS 'Nombre de la métrica en el catálogo. Lineamientos, art. 11.';

COMMENT ON COLUMN catalogo.titulo IS 'Nombre para mostrar.';

COMMENT ON COLUMN catalogo.unidad IS 'Unidad de medida.';

COMMENT ON COLUMN catalogo.tabla_art11 IS 'Vista del art. 11 en que aparece. Lineamientos, art. 11.';

COMMENT ON COLUMN catalogo.letra IS 'Letra de la columna en el art. 11; vacía si es suplementaria (art. 12). Lineamientos, art. 11.';

COMMENT ON COLUMN catalogo.definicion IS 'Clave de la definición vigente de la métrica; dos definiciones no se suman.';

COMMENT ON COLUMN catalogo.descripcion IS 'Descripción.';

COMMENT ON COLUMN catalogo.desde IS 'Primer día que abarca la cifra, o primer día de vigencia.';

COMMENT ON COLUMN catalogo.hasta IS 'Último día que abarca la cifra, inclusive, o último de vigencia.';

CREATE TABLE migraciones (
    version BIGINT NOT NULL,
    descripcion VARCHAR NOT NULL,
    aplicada_en TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (version)
);

COMMENT ON TABLE migraciones IS 'Versiones de la estructura aplicadas a esta base.';

COMMENT ON COLUMN migraciones.version IS 'Número de la evaluación dentro del semestre, desde 1.';

COMMENT ON COLUMN migraciones.descripcion IS 'Descripción.';

COMMENT ON COLUMN migraciones.aplicada_en IS 'Instante en que se aplicó la migración. unidad: UTC.';
