package aprendiz.local;

import java.util.List;
import java.util.Map;

/** How the JVM of a service runs on one machine. */
public final class ServiceJvm {

    /**
     * Small and quick to start. The optimising compiler starts later than it would by itself: the start is a third cheaper, and what is truly hot (digests,
     * tensors) still gets compiled. What native libraries freed goes back to the system every ten seconds.
     */
    public static List<String> options(int heapMegabytes) {
        return List.of(
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:Tier4InvocationThreshold=50000",
                "-XX:Tier4MinInvocationThreshold=6000",
                "-XX:Tier4CompileThreshold=150000",
                "-XX:Tier4BackEdgeThreshold=400000",
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:TrimNativeHeapInterval=10000",
                "--enable-native-access=ALL-UNNAMED");
    }

    /**
     * Native libraries come with the jars, and nothing is fetched or reported while running; glibc's arenas per thread cost
     * more memory than they save time here; nobody balances a load, so that none needs time to hear of an end.
     */
    public static Map<String, String> environment() {
        return Map.of(
                "DJL_OFFLINE", "true",
                "OPT_OUT_TRACKING", "true",
                "MALLOC_ARENA_MAX", "2",
                "QUARKUS_SHUTDOWN_DELAY", "0s");
    }

    private ServiceJvm() {}
}
