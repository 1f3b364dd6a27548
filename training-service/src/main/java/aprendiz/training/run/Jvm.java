package aprendiz.training.run;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Another JVM on this one's own class path, without Quarkus, for work in native code. It is told no password. */
public final class Jvm {

    private Jvm() {}

    /**
     * A process that is ready to be started; what it prints goes to the end of a file.
     *
     * @param heap the most that it may take, as {@code -Xmx} wants it; tensors lie outside of it
     * @param main the class whose main method it runs
     */
    public static ProcessBuilder process(String heap, String main, String argument, Path log) {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap,
                        "-XX:+UseSerialGC",
                        // the work is native code; a second compiler would only take its processors
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        main,
                        argument))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.contains("PASSWORD") || name.startsWith("JAVA_TOOL_OPTIONS"));
        // not an argument, so that a list of processes shows which job this one works on
        environment.put("CLASSPATH", classPath());
        environment.put("MALLOC_ARENA_MAX", "2");
        environment.put("DJL_OFFLINE", "true");
        environment.put("OPT_OUT_TRACKING", "true");
        return builder;
    }

    /** Of the packaged service its three folders of jars; in tests and from an IDE the class path as it is. */
    private static String classPath() {
        String path = System.getProperty("java.class.path");
        Path jar = Path.of(path.split(File.pathSeparator, 2)[0]).toAbsolutePath();
        Path root = jar.getParent();
        if (root == null || !Files.isDirectory(root.resolve("lib/main"))) {
            return path;
        }
        return String.join(
                File.pathSeparator,
                root.resolve("app") + "/*",
                root.resolve("lib/main") + "/*",
                root.resolve("lib/boot") + "/*");
    }
}
