package aprendiz.registry;

import java.io.IOException;

/** The store does not take the bytes: its disk is full, or a quota is reached. What is there can still be read. */
public final class NoRoom extends IOException {

    private static final long serialVersionUID = 1L;

    public NoRoom(IOException cause) {
        super("the blob store has no room for these bytes: " + cause.getMessage(), cause);
    }
}
