package aprendiz.local;

import java.io.IOException;
import java.util.List;

/** One process of the platform and how it comes up. */
interface Part {

    /** A port that the part listens on, and the setting that changes it. */
    record Port(int number, String setting) {}

    String name();

    List<Port> ports();

    /** Starts it and returns when it serves. A start that fails or is interrupted leaves nothing running. */
    Child start() throws IOException, InterruptedException;
}
