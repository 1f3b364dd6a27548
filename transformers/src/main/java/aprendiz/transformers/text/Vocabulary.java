package aprendiz.transformers.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tokens of a tokenizer and their numbers. Numbers may have gaps. */
public final class Vocabulary {

    private final Map<String, Integer> ids;
    private final String[] tokens;
    private final Set<Integer> special = new HashSet<>();
    private final String prefix;

    Vocabulary(Map<String, Integer> ids, List<AddedToken> added, String prefix) {
        this.ids = ids;
        this.prefix = prefix;
        int last = ids.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        tokens = new String
                [Math.max(last, added.stream().mapToInt(AddedToken::id).max().orElse(0)) + 1];
        ids.forEach((token, id) -> tokens[id] = token);
        for (AddedToken token : added) {
            tokens[token.id()] = token.content();
            ids.put(token.content(), token.id());
            if (token.special()) {
                special.add(token.id());
            }
        }
    }

    /** One past the largest number: how many rows an embedding needs. */
    public int size() {
        return tokens.length;
    }

    /** The number of a token, if it is one. */
    public Optional<Integer> id(String token) {
        return Optional.ofNullable(ids.get(token));
    }

    /** The token of a number; empty text for a number that has none. */
    public String token(int id) {
        return id < 0 || id >= tokens.length || tokens[id] == null ? "" : tokens[id];
    }

    /** True for {@code [CLS]}, {@code [SEP]} and their like. */
    public boolean isSpecial(int id) {
        return special.contains(id);
    }

    /** True for a token that continues a word. */
    public boolean continuesWord(int id) {
        return token(id).startsWith(prefix);
    }

    /** Text again, as near to what it was as tokens tell; as Hugging Face's WordPiece decoder writes it. */
    public String decode(long[] all, boolean withSpecial) {
        List<String> words = new ArrayList<>();
        for (long id : all) {
            int one = Math.toIntExact(id);
            if (withSpecial || !isSpecial(one)) {
                words.add(token(one));
            }
        }
        StringBuilder text = new StringBuilder();
        for (String word : words) {
            boolean first = text.isEmpty();
            text.append(tidy(
                    !first && word.startsWith(prefix) ? word.substring(prefix.length()) : first ? word : " " + word));
        }
        return text.toString();
    }

    private static String tidy(String word) {
        return word.replace(" .", ".")
                .replace(" ?", "?")
                .replace(" !", "!")
                .replace(" ,", ",")
                .replace(" ' ", "'")
                .replace(" n't", "n't")
                .replace(" 'm", "'m")
                .replace(" do not", " don't")
                .replace(" 's", "'s")
                .replace(" 've", "'ve")
                .replace(" 're", "'re");
    }
}
