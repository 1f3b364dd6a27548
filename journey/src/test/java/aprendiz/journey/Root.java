package aprendiz.journey;

import java.nio.file.Files;
import java.nio.file.Path;

/** The root of the project, found from wherever the tests run. */
final class Root {

    static final Path PATH = find();

    private static Path find() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    private Root() {}
}
