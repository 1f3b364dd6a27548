package aprendiz.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports on loopback. */
public final class Ports {

    static final String LOOPBACK = "127.0.0.1";

    private Ports() {}

    /**
     * A port that nobody listens on right now, and that no system gives to a connection going out meanwhile: those begin at
     * 32768 on Linux, at 49152 elsewhere.
     */
    public static int free() {
        return ThreadLocalRandom.current()
                .ints(15_000, 30_000)
                .filter(Ports::isFree)
                .findFirst()
                .orElseThrow();
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
