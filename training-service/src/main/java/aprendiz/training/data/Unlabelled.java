package aprendiz.training.data;

import aprendiz.model.Json;
import aprendiz.model.Problem.Complaint;
import aprendiz.training.recipe.DataSource;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;

/**
 * More to learn from, of which nobody knows the truth. Labels, tags and answers that stand in the file are not looked at.
 *
 * @param text what they say, in their order
 */
public record Unlabelled<T>(List<T> items, List<String> text) {

    private static final int MOST_COMPLAINTS = 5;

    public Unlabelled {
        items = List.copyOf(items);
        text = List.copyOf(text);
    }

    /** Nothing. */
    public static <T> Unlabelled<T> none() {
        return new Unlabelled<>(List.of(), List.of());
    }

    /**
     * Texts, out of the columns that the source names.
     *
     * @param file of the data set; null for nothing
     * @throws BadData with every complaint
     */
    public static Unlabelled<String> texts(DataSource source, String file, Path folder) {
        if (file == null) {
            return none();
        }
        DataSource plain = new DataSource(
                source.dataset(), file, source.text(), null, List.of(), source.validation(), source.test(), null, null);
        List<String> texts = Examples.read(folder, file, plain, false).stream()
                .map(Example::text)
                .toList();
        return new Unlabelled<>(texts, texts);
    }

    /** Questions, out of SQuAD's JSON; else as {@link #texts}. */
    public static Unlabelled<Question> questions(String file, Path folder) {
        if (file == null) {
            return none();
        }
        List<Question> questions = Questions.read(file, folder);
        return new Unlabelled<>(
                questions, questions.stream().map(Question::both).toList());
    }

    /**
     * Sentences cut into words: a word at the beginning of each line and an empty line behind a sentence, or JSON lines
     * with a list of words; else as {@link #texts}.
     */
    public static Unlabelled<List<String>> sentences(DataSource source, String file, Path folder) {
        if (file == null) {
            return none();
        }
        String content = Table.text(folder, file);
        String ending = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        List<Complaint> complaints = new ArrayList<>();
        List<List<String>> sentences = ending.equals("jsonl") || ending.equals("ndjson")
                ? json(content, file, source.text().getFirst(), complaints)
                : lines(content);
        if (sentences.isEmpty() && complaints.isEmpty()) {
            complaints.add(new Complaint(file, "there is no sentence in it"));
        }
        if (!complaints.isEmpty()) {
            throw new BadData(complaints);
        }
        return new Unlabelled<>(
                sentences,
                sentences.stream().map(words -> String.join(" ", words)).toList());
    }

    private static List<List<String>> lines(String content) {
        List<List<String>> sentences = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (String line : (Iterable<String>) (content + "\n\n").lines()::iterator) {
            if (!line.isBlank()) {
                words.add(line.strip().split("\\s+", 2)[0]);
            } else if (!words.isEmpty()) {
                sentences.add(List.copyOf(words));
                words.clear();
            }
        }
        return sentences;
    }

    private static List<List<String>> json(String content, String file, String field, List<Complaint> complaints) {
        List<List<String>> sentences = new ArrayList<>();
        int number = 0;
        for (String line : (Iterable<String>) content.lines()::iterator) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            List<String> words = words(line, field);
            if (!words.isEmpty()) {
                sentences.add(words);
            } else if (complaints.size() < MOST_COMPLAINTS) {
                complaints.add(
                        new Complaint(file + ":" + number, "needs a list of words in the field '" + field + "'"));
            }
        }
        return sentences;
    }

    /** None where there is no list of words, or one is empty. */
    private static List<String> words(String line, String field) {
        try {
            List<String> words = new ArrayList<>();
            Json.MAPPER.readTree(line).path(field).forEach(one -> words.add(one.asText()));
            return words.stream().anyMatch(String::isBlank) ? List.of() : List.copyOf(words);
        } catch (JsonProcessingException e) {
            return List.of();
        }
    }

    /** How large it is. */
    public Parts.Size size() {
        return Parts.Size.of(new TreeMap<>(), text);
    }

    /** Tells which of its texts are to be measured with too. */
    public List<String> warnings(List<String> test) {
        Set<String> measured = new HashSet<>(test);
        long twice = text.stream().filter(measured::contains).count();
        return twice == 0
                ? List.of()
                : List.of(
                        "duplicates: " + twice + " unlabelled texts stand in the test part too: the measures flatter");
    }
}
