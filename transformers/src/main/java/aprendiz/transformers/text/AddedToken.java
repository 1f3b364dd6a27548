package aprendiz.transformers.text;

import aprendiz.model.Problem;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * A token that is found in a text as it stands, before the text is cut into words.
 *
 * @param id its number
 * @param content its text
 * @param singleWord true if it counts only where no letter or digit touches it
 * @param leftStrip true if it takes the white space before it
 * @param rightStrip true if it takes the white space after it
 * @param normalized true if it is looked for in the normalised text
 * @param special true if decoding may leave it out
 */
record AddedToken(
        int id,
        String content,
        boolean singleWord,
        boolean leftStrip,
        boolean rightStrip,
        boolean normalized,
        boolean special) {

    /** No vocabulary has ids beyond this. */
    static final int LARGEST = 9_999_999;

    /** A token as the files of a tokenizer write it. */
    static AddedToken of(String id, JsonNode json) {
        String content = json.path("content").asText("");
        if (content.isEmpty() || !id.matches("[0-9]{1,7}")) {
            throw Problem.invalid(
                    "Unusable tokenizer",
                    "the added token " + Problem.quoted(content) + " has the id " + Problem.quoted(id));
        }
        return new AddedToken(
                Integer.parseInt(id),
                content,
                json.path("single_word").asBoolean(),
                json.path("lstrip").asBoolean(),
                json.path("rstrip").asBoolean(),
                json.path("normalized").asBoolean(),
                json.path("special").asBoolean());
    }

    /** A special token, found only as it is written. */
    static AddedToken special(int id, String content) {
        return new AddedToken(id, content, false, false, false, false, true);
    }
}
