package aprendiz.journey.bench;

import aprendiz.model.Json;
import aprendiz.transformers.minilm.MiniLm;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Real texts, those of {@code samples/hotel-rooms}, and a real model to read them: all-MiniLM-L6-v2. */
public record Reviews(Path model, Path file, List<String> texts) {

    /** id, quoted text, rating, aspect; a quote in a text is doubled. */
    private static final Pattern LINE = Pattern.compile("[^,]+,(?:\"((?:[^\"]|\"\")*)\"|([^,]*)),.*");

    public static Reviews in(Path scratch) throws IOException {
        Path model = scratch.resolve("minilm");
        if (!Files.exists(model)) {
            MiniLm.write(model);
        }
        Path file = Peer.root().resolve("samples/hotel-rooms/rooms.en.csv");
        return new Reviews(model, file, texts(file));
    }

    /** The texts of such a file. */
    static List<String> texts(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<String> texts = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new IOException(file + ": a line that is no review: " + line);
            }
            texts.add(
                    matcher.group(1) == null
                            ? matcher.group(2)
                            : matcher.group(1).replace("\"\"", "\""));
        }
        return List.copyOf(texts);
    }

    /** The texts so many times over. */
    List<String> times(int copies) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < copies; i++) {
            all.addAll(texts);
        }
        return all;
    }

    /** What the peer is told to read. */
    ObjectNode peerSettings(int copies) {
        return Json.MAPPER
                .createObjectNode()
                .put("folder", model.toString())
                .put("texts", file.toString())
                .put("copies", copies);
    }
}
