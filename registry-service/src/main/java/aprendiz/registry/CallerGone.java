package aprendiz.registry;

import java.io.IOException;

/** The caller hung up before it had its answer; nobody's fault, and nobody is left to tell. */
public final class CallerGone extends IOException {

    private static final long serialVersionUID = 1L;

    public CallerGone(IOException cause) {
        super("the caller hung up", cause);
    }
}
