package aprendiz.training.subjects;

import aprendiz.model.AtomicFile;
import aprendiz.model.Digest;
import aprendiz.transformers.tasks.TextClassification.Function;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;

/**
 * What a teacher says of texts: asked once, and kept in a file that is named after the teacher and the texts.
 *
 * @param teacher a checkpoint
 * @param digest of its version
 * @param cache a folder for all jobs
 */
public record TeacherAnswers(Path teacher, Digest digest, Path cache) {

    /** The logits, {@code [texts][labels]}. */
    public float[][] of(List<String> texts, int labels) throws IOException {
        Path file = cache.resolve("teacher-answers").resolve(name(texts) + ".f32");
        long size = (long) texts.size() * labels * Float.BYTES;
        if (Files.exists(file) && Files.size(file) == size) {
            return read(Files.readAllBytes(file), texts.size(), labels);
        }
        float[][] logits = BertTrainer.scores(teacher, texts, Function.NONE);
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(size)).order(ByteOrder.LITTLE_ENDIAN);
        for (float[] row : logits) {
            for (float logit : row) {
                bytes.putFloat(logit);
            }
        }
        Files.createDirectories(file.getParent());
        AtomicFile.write(file, bytes.array());
        return logits;
    }

    private static float[][] read(byte[] content, int texts, int labels) {
        ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        float[][] logits = new float[texts][labels];
        for (float[] row : logits) {
            for (int label = 0; label < labels; label++) {
                row[label] = bytes.getFloat();
            }
        }
        return logits;
    }

    private String name(List<String> texts) {
        MessageDigest all = Digest.newSha256();
        all.update(digest.hex().getBytes(StandardCharsets.UTF_8));
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            all.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            all.update(bytes);
        }
        return Digest.finish(all).hex();
    }
}
