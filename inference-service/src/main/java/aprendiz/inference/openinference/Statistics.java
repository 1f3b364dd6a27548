package aprendiz.inference.openinference;

import aprendiz.inference.serving.Usage;

/** What was measured of a version of a model. */
record Statistics(String name, String version, Usage usage) {}
