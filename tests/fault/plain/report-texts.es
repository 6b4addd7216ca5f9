Qué textos se usan, cuánto se conserva de ellos y en qué acabó
2026-10-21 a 2026-11-19, Europe/Madrid

Textos en uso
Texto Usos Agentes Sin cambios Conservado Resuelto Ha vuelto Derechos Último uso
Usos: textos que salieron con una nota o respuesta
Agentes: personas distintas que lo han usado
Sin cambios: usos conservados al 100 % / usos de los que se conoce la redacción
Conservado: media, sobre estos, de 100 × palabras conservadas en orden / palabras insertadas, sin contar los huecos
Resuelto: usos cuyo caso está resuelto ahora, después del uso / usos en un caso
Ha vuelto: el cliente volvió a ponerse en contacto en 7 × 24 h / usos que acabaron como resueltos
Derechos: usos que informaron de un derecho

Textos que nadie ha usado en estos días
Texto Título Otros usos Último uso Días aquí
Otros usos: usos fuera de estos días
Días aquí: días desde que un informe de este centro encontró el texto por primera vez

Textos que siempre se cambian: 5 usos o más, la mitad conservados por debajo del 60 %
Texto Título Conservado
Conservado: mediana inferior de las palabras conservadas, en %
