package aprendiz.journey.bench;

import aprendiz.model.AtomicFile;
import aprendiz.model.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A document that has a place for findings: between {@code <!-- bench SUBJECT -->} and {@code <!-- end -->}. */
final class Document {

    private static final String END = "<!-- end -->";

    /**
     * Replaces what stands in the place.
     *
     * @throws Problem of kind INVALID if the document has no such place; then it stays as it was
     */
    static void put(Path file, Findings findings) throws IOException {
        String text = Files.readString(file);
        String begin = "<!-- bench " + findings.subject() + " -->";
        int from = text.indexOf(begin);
        int to = text.indexOf(END, Math.max(from, 0));
        if (from < 0 || to < 0) {
            throw Problem.invalid("No place for it", file + " has no " + begin + " with " + END + " after it");
        }
        String replaced = text.substring(0, from + begin.length()) + "\n" + findings.toMarkdown() + text.substring(to);
        AtomicFile.write(file, replaced.getBytes(StandardCharsets.UTF_8));
    }

    private Document() {}
}
