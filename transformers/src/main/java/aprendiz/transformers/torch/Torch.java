package aprendiz.transformers.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import aprendiz.model.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The engine, loaded once per process when it is first needed, from the class path only: nothing is ever downloaded.
 *
 * <p>Its native libraries (430 MB) are unpacked once into the folder that {@code DJL_CACHE_DIR} names, by default
 * {@code .djl.ai} in the user's home. It uses as many threads as the container grants; {@code OMP_NUM_THREADS} lowers or
 * raises that.
 *
 * <p>It computes on the processor, unless the native library on the class path is one for CUDA and finds a GPU: then on
 * the first of them. {@code APRENDIZ_DEVICE} says otherwise: {@code cpu}, {@code cuda} or {@code cuda:1}.
 */
public final class Torch {

    private static final Engine ENGINE = load();
    private static final ReentrantLock RANDOM = new ReentrantLock();
    private static final Pattern CUDA = Pattern.compile("cuda(?::(\\d{1,3}))?");

    /**
     * Native memory of one owner's own, on the device that is computed on: closing it frees every tensor made on it.
     *
     * @throws Problem of kind UNAVAILABLE if {@code APRENDIZ_DEVICE} names a device that is not there
     */
    public static PtNDManager newMemory() {
        return (PtNDManager) ENGINE.newBaseManager(device(System.getenv("APRENDIZ_DEVICE"), ENGINE.getGpuCount()));
    }

    /** @param wish null or empty for the best there is */
    static Device device(String wish, int gpus) {
        if (wish == null || wish.isBlank()) {
            return gpus > 0 ? Device.gpu(0) : Device.cpu();
        }
        if (wish.equals("cpu")) {
            return Device.cpu();
        }
        Matcher cuda = CUDA.matcher(wish);
        int number = !cuda.matches() ? -1 : cuda.group(1) == null ? 0 : Integer.parseInt(cuda.group(1));
        if (number < 0 || number >= gpus) {
            throw Problem.unavailable(
                    "No such device",
                    "APRENDIZ_DEVICE is " + Problem.quoted(wish) + ", which is not cpu, cuda or cuda:N; libtorch sees "
                            + gpus + " GPUs here, and none without a native library for CUDA on the class path",
                    null);
        }
        return Device.gpu(number);
    }

    /** How many threads compute one operation. The last digits of results depend on it. */
    public static int threads() {
        return JniUtils.getNumThreads();
    }

    /** The version of libtorch. */
    public static String version() {
        return ENGINE.getVersion();
    }

    /**
     * Does something that draws random numbers, as of that seed. The generator is the process's: others wait.
     *
     * @param <T> what comes of it
     */
    public static <T> T seeded(long seed, Supplier<T> work) {
        RANDOM.lock();
        try {
            JniUtils.setSeed(seed);
            return work.get();
        } finally {
            RANDOM.unlock();
        }
    }

    private static Engine load() {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        checkVersions();
        OpenMp.waitQuietly();
        Engine engine = loadWithOwnClasses();
        JniUtils.setNumThreads(wantedThreads());
        return engine;
    }

    /** DJL finds its engines through the thread's class loader, which on a foreign thread may not know them. */
    private static Engine loadWithOwnClasses() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Torch.class.getClassLoader());
        try {
            return Engine.getEngine("PyTorch");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static int wantedThreads() {
        String wish = System.getenv("OMP_NUM_THREADS");
        return wish != null && wish.matches("[1-9]\\d{0,3}")
                ? Integer.parseInt(wish)
                : Runtime.getRuntime().availableProcessors();
    }

    /** Three jars must fit together; where they do not, DJL would try to download one that does. */
    private static void checkVersions() {
        String engine = property("/pytorch-engine.properties", "djl_version", "ai.djl.pytorch:pytorch-engine");
        String jni = property("/jnilib/pytorch.properties", "jni_version", "ai.djl.pytorch:pytorch-jni");
        String library = property(
                "/native/lib/pytorch.properties",
                "version",
                "ai.djl.pytorch:pytorch-native-cpu (or -cu128) with this machine's classifier");
        if (!jni.equals(library.replaceFirst("-.*", "") + "-" + engine)) {
            throw unfit("pytorch-engine " + engine + ", pytorch-jni " + jni + " and pytorch-native " + library
                    + " do not fit together");
        }
    }

    private static String property(String resource, String key, String artifact) {
        Properties properties = new Properties();
        try (InputStream in = JniUtils.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw unfit(artifact + " is missing");
            }
            properties.load(in);
        } catch (IOException e) {
            throw unfit(artifact + " cannot be read: " + e.getMessage());
        }
        return properties.getProperty(key, "?");
    }

    private static Problem unfit(String what) {
        return Problem.unavailable("PyTorch cannot be loaded", "On the class path, " + what, null);
    }

    private Torch() {}
}
