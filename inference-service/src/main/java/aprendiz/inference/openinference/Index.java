package aprendiz.inference.openinference;

import aprendiz.inference.protocol.Addressee;
import aprendiz.inference.serving.LineStatus;

/**
 * A line of the repository's index: a model as it is asked for, and how it stands.
 *
 * @param version the number that answers; empty if none does
 * @param reason why it cannot; empty if nothing is wrong
 */
record Index(String name, String version, String state, String reason) {

    static Index of(LineStatus line) {
        return new Index(
                Addressee.label(line.model(), line.alias()),
                line.version() == null ? "" : line.version().toString(),
                switch (line.state()) {
                    case SERVING -> "READY";
                    case LOADING -> "LOADING";
                    case FAILED -> "UNAVAILABLE";
                },
                line.error() == null ? "" : line.error());
    }

    boolean ready() {
        return state.equals("READY");
    }
}
