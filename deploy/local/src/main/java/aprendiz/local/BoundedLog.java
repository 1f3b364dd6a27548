package aprendiz.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A log file that never grows beyond its bound: a full one becomes {@code name.1}, and the one before it goes. */
final class BoundedLog {

    static final long BOUND = 8L << 20;

    private final Path file;
    private final long bound;

    BoundedLog(Path file, long bound) {
        this.file = file;
        this.bound = bound;
    }

    Path file() {
        return file;
    }

    /** Copies until the input ends. A log that cannot be written never stops the child: its output is then thrown away. */
    void drain(InputStream input) {
        byte[] buffer = new byte[16 << 10];
        try (input) {
            OutputStream output = null;
            try {
                long size = Files.exists(file) ? Files.size(file) : 0;
                for (int read; (read = input.read(buffer)) >= 0; ) {
                    if (output != null && size + read > bound) {
                        output.close();
                        output = null;
                    }
                    if (size + read > bound) {
                        Files.move(file, older(), StandardCopyOption.REPLACE_EXISTING);
                        size = 0;
                    }
                    if (output == null) {
                        output = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                    }
                    output.write(buffer, 0, read);
                    size += read;
                }
            } catch (IOException unwritable) {
                input.transferTo(OutputStream.nullOutputStream());
            } finally {
                if (output != null) {
                    output.close();
                }
            }
        } catch (IOException ended) {
            // the child is gone, and its output with it
        }
    }

    Path older() {
        return file.resolveSibling(file.getFileName() + ".1");
    }

    /** The last lines, for an error message. */
    String tail(int lines) throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        List<String> all = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .toList();
        return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    }
}
