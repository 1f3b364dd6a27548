package aprendiz.training.subjects;

import aprendiz.model.AtomicFile;
import aprendiz.training.recipe.Pinned;
import aprendiz.transformers.network.Teacher;
import aprendiz.transformers.training.objective.Told;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What teachers say of examples: each is asked once about each, and its answers are kept in a file, from which they are read
 * as they are needed. A job that was killed goes on asking where it stopped. Of several teachers the mean logits count, in the
 * order of the first one's labels; the vectors are the first one's.
 */
final class TeacherAnswers implements Told {

    private static final int TOGETHER = 32;

    /** Asks a teacher about examples in a row. */
    @FunctionalInterface
    interface Asking {
        /** @return for each the logits of all its answers, each with the vector behind it where that is wanted */
        float[][] of(Teacher teacher, int from, int to, boolean vectors);
    }

    private final Faculty faculty;
    private final Path folder;
    /** Where the answers of each example begin, and behind the last where they end, in answers. */
    private final long[] places;

    private final int width;
    private final int hidden;

    /**
     * Knows no answer yet.
     *
     * @param name of these examples, which no others of the job have
     * @param counts how many answers each example has
     * @param width how many logits an answer has
     */
    TeacherAnswers(Faculty faculty, String name, List<Integer> counts, int width) {
        this.faculty = faculty;
        this.folder = faculty.answers().resolve(name);
        this.width = width;
        hidden = faculty.comparesVectors() ? Faculty.config(faculty.first()).hiddenSize() : 0;
        places = new long[counts.size() + 1];
        for (int i = 0; i < counts.size(); i++) {
            places[i + 1] = places[i] + counts.get(i);
        }
    }

    private int examples() {
        return places.length - 1;
    }

    private Path file(int teacher) {
        return folder.resolve("teacher-" + teacher + ".f32");
    }

    /** Where an example's answers begin in a teacher's file. */
    private long offset(int teacher, int example) {
        return places[example] * Float.BYTES * numbers(teacher);
    }

    private int numbers(int teacher) {
        return teacher == 0 ? width + hidden : width;
    }

    /** Asks the teachers, one after the other, unless they were asked before. */
    void ask(Asking asking) throws IOException {
        Files.createDirectories(folder);
        for (int teacher = 0; teacher < faculty.checkpoints().size(); teacher++) {
            long size = Files.exists(file(teacher)) ? Files.size(file(teacher)) : 0;
            if (size < offset(teacher, examples())) {
                ask(asking, teacher, size);
            }
        }
    }

    /** Asks the same examples together as an attempt that was not stopped: the last digits depend on it. */
    private void ask(Asking asking, int number, long size) throws IOException {
        int from = 0;
        while (from + TOGETHER < examples() && offset(number, from + TOGETHER) <= size) {
            from += TOGETHER;
        }
        int[] columns = columns(number);
        try (Teacher teacher = Teacher.open(faculty.checkpoints().get(number));
                FileChannel out = FileChannel.open(file(number), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            out.truncate(offset(number, from)).position(offset(number, from));
            for (; from < examples(); from += TOGETHER) {
                int to = Math.min(examples(), from + TOGETHER);
                for (float[] answers : asking.of(teacher, from, to, numbers(number) > width)) {
                    AtomicFile.writeFully(out, bytes(answers, number, columns));
                }
            }
        }
    }

    /** Where each of the first teacher's labels is among another's. */
    private int[] columns(int teacher) {
        List<String> others = Faculty.config(faculty.checkpoints().get(teacher)).labels();
        boolean named = others.size() == width && faculty.labels().size() == width;
        int[] columns = new int[width];
        for (int label = 0; label < width; label++) {
            columns[label] = named ? others.indexOf(faculty.labels().get(label)) : label;
        }
        return columns;
    }

    private ByteBuffer bytes(float[] answers, int teacher, int[] columns) {
        ByteBuffer bytes = ByteBuffer.allocate(answers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < answers.length; from += numbers(teacher)) {
            for (int i = 0; i < numbers(teacher); i++) {
                bytes.putFloat(answers[from + (i < width ? columns[i] : i)]);
            }
        }
        return bytes.flip();
    }

    @Override
    public float[] of(int example) {
        int count = Math.toIntExact(places[example + 1] - places[example]);
        float[] mean = new float[count * (width + hidden)];
        int teachers = faculty.checkpoints().size();
        for (int teacher = 0; teacher < teachers; teacher++) {
            float[] says = read(teacher, example, count);
            int numbers = numbers(teacher);
            for (int i = 0; i < says.length; i++) {
                boolean logit = i % numbers < width;
                mean[i / numbers * (width + hidden) + i % numbers] += logit ? says[i] / teachers : says[i];
            }
        }
        return mean;
    }

    private float[] read(int teacher, int example, int count) {
        float[] numbers = new float[count * numbers(teacher)];
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel in = FileChannel.open(file(teacher), StandardOpenOption.READ)) {
            long from = offset(teacher, example);
            while (bytes.hasRemaining() && in.read(bytes, from + bytes.position()) >= 0) {}
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        bytes.flip().asFloatBuffer().get(numbers);
        return numbers;
    }

    /** The teachers' versions. */
    @Override
    public String toString() {
        return faculty.pins().stream().map(Pinned::digest).map(Object::toString).collect(Collectors.joining(" "));
    }
}
