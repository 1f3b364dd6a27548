package aprendiz.training.data;

import aprendiz.model.Json;
import aprendiz.model.Problem.Complaint;
import aprendiz.training.data.Question.Answer;
import aprendiz.training.recipe.DataSource;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Questions out of SQuAD's JSON, 1.1 or 2.0, in which an only answer may stand without a list around it. Those about one text
 * stay in one part. An answer that a translation lost ({@code ""} at -1) is left out, and so is a question that lost all.
 */
public final class Questions {

    private static final int MOST_COMPLAINTS = 5;

    private final String file;
    private final List<Complaint> complaints = new ArrayList<>();
    private final List<Question> questions = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    private Questions(String file) {
        this.file = file;
    }

    /** @throws BadData with every complaint of all files */
    public static Parted<Question> read(DataSource source, long seed, Path folder) {
        return Parted.read(source, seed, file -> read(file, folder), Question::context);
    }

    /** @throws BadData with every complaint of the file */
    static List<Question> read(String file, Path folder) {
        return new Questions(file).read(folder);
    }

    private List<Question> read(Path folder) {
        JsonNode data;
        try {
            data = Json.MAPPER.readTree(Table.text(folder, file)).path("data");
        } catch (JsonProcessingException e) {
            throw new BadData(new Complaint(file, "is no JSON: " + e.getOriginalMessage()));
        }
        for (int article = 0; article < data.size(); article++) {
            JsonNode paragraphs = data.get(article).path("paragraphs");
            for (int paragraph = 0; paragraph < paragraphs.size(); paragraph++) {
                String place = "data[" + article + "].paragraphs[" + paragraph + "]";
                JsonNode context = paragraphs.get(paragraph).path("context");
                if (context.asText().isBlank()) {
                    complain(place, "has no context");
                    continue;
                }
                paragraphs.get(paragraph).path("qas").forEach(one -> add(place, context.asText(), one));
            }
        }
        if (questions.isEmpty() && complaints.isEmpty()) {
            complain("data", "holds no question; the file must be in SQuAD's format");
        }
        if (!complaints.isEmpty()) {
            throw new BadData(complaints);
        }
        return questions;
    }

    private void add(String place, String context, JsonNode one) {
        String id = one.path("id").asText();
        String question = one.path("question").asText();
        if (question.isBlank() || id.isBlank() || !ids.add(id)) {
            complain(place + ", id '" + id + "'", "needs a question, and an id that no other has");
            return;
        }
        List<Answer> answers = new ArrayList<>();
        JsonNode given = one.path("answers");
        for (JsonNode answer : given.isObject() ? List.of(given) : given) {
            String text = answer.path("text").asText();
            int codePoints = answer.path("answer_start").asInt(-1);
            if (text.isEmpty() && codePoints < 0) {
                continue;
            }
            int start = place(context, codePoints);
            if (start < 0 || text.isEmpty() || !context.startsWith(text, start)) {
                complain(place + ", id '" + id + "'", "'" + text + "' does not stand at " + codePoints);
                return;
            }
            answers.add(new Answer(text, start));
        }
        if (answers.isEmpty() && !given.isEmpty()) {
            return;
        }
        questions.add(new Question(id, context, question, answers));
    }

    /** SQuAD counts as Python does, in which an emoji is one character; -1 if the text ends before. */
    private static int place(String context, int codePoints) {
        return codePoints < 0 || codePoints > context.codePointCount(0, context.length())
                ? -1
                : context.offsetByCodePoints(0, codePoints);
    }

    private void complain(String place, String message) {
        if (complaints.size() < MOST_COMPLAINTS) {
            complaints.add(new Complaint(file + ": " + place, message));
        }
    }
}
