package aprendiz.cli;

import aprendiz.model.ModelName;

/**
 * A model as people write it, {@code namespace/name} or {@code namespace/name@revision}.
 *
 * @param revision null where none is given
 */
record Reference(ModelName name, String revision) {

    static Reference of(String text) {
        int at = text.indexOf('@');
        return at < 0
                ? new Reference(ModelName.of(text), null)
                : new Reference(ModelName.of(text.substring(0, at)), text.substring(at + 1));
    }

    /** The revision that is given, or the latest version. */
    String revisionOrMain() {
        return revision == null ? "main" : revision;
    }

    @Override
    public String toString() {
        return revision == null ? name.toString() : name + "@" + revision;
    }
}
