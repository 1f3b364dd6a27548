package aprendiz.inference.variants;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Sentences of many kinds and lengths, on which exports are compared with their originals. */
final class Texts {

    static final List<String> FOR_PARITY = read("parity.txt");

    private Texts() {}

    private static List<String> read(String name) {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(Texts.class.getResourceAsStream(name), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
