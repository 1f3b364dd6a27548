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
    private final SpecialTokens roles;

    Vocabulary(Map<String, Integer> ids, List<AddedToken> added, String prefix, SpecialTokens roles) {
        this.ids = ids;
        this.prefix = prefix;
        this.roles = roles;
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

    /** The token of a word that no other tokens make, if there is one: {@code [UNK]}. */
    public Optional<Integer> unknown() {
        return id(roles.token("unk_token"));
    }

    /** The token that stands for a hidden one, if there is one: {@code [MASK]}. */
    public Optional<Integer> mask() {
        return id(roles.token("mask_token"));
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
        return join(words);
    }

    /**
     * As {@link #decode}, with what the tokenizer's {@code clean_up_tokenization_spaces} asks for; as Hugging Face's {@code
     * decode} of a whole tokenizer.
     */
    public String sentence(long[] all, boolean withSpecial) {
        String text = decode(all, withSpecial);
        return roles.config().path("clean_up_tokenization_spaces").asBoolean(false) ? tidyMarks(text) : text;
    }

    /** Tokens, or words that were made of tokens, as one text. */
    public String join(List<String> words) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (i > 0) {
                word = word.startsWith(prefix) ? word.substring(prefix.length()) : " " + word;
            }
            text.append(tidy(word));
        }
        return text.toString();
    }

    private static String tidy(String word) {
        return tidyMarks(word).replace(" do not", " don't");
    }

    private static String tidyMarks(String text) {
        return text.replace(" .", ".")
                .replace(" ?", "?")
                .replace(" !", "!")
                .replace(" ,", ",")
                .replace(" ' ", "'")
                .replace(" n't", "n't")
                .replace(" 'm", "'m")
                .replace(" 's", "'s")
                .replace(" 've", "'ve")
                .replace(" 're", "'re");
    }
}
