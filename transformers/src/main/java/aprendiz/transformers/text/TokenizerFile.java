package aprendiz.transformers.text;

import aprendiz.model.Problem;
import aprendiz.transformers.text.Normalizer.Step;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the parts of a {@code tokenizer.json} that BERT and its kin have. A part that is not known is refused by name,
 * since ids that are nearly right are worse than none.
 */
final class TokenizerFile {

    private final String name;
    private final JsonNode json;

    /**
     * Looks into a file.
     *
     * @param name what to call it in a complaint
     */
    TokenizerFile(String name, JsonNode json) {
        this.name = name;
        this.json = json;
    }

    WordPiece model() {
        JsonNode model = json.path("model");
        // files of before 2021 name no type
        if (!model.path("type").asText("WordPiece").equals("WordPiece")
                || !model.path("vocab").isObject()) {
            throw problem("model: only WordPiece is supported, not " + quoted(model.path("type")));
        }
        Map<String, Integer> ids = new HashMap<>();
        model.path("vocab")
                .properties()
                .forEach(entry -> ids.put(entry.getKey(), id(entry.getValue(), entry.getKey())));
        String unknown = model.path("unk_token").asText("[UNK]");
        if (!ids.containsKey(unknown)) {
            throw problem("model.vocab has no token " + Problem.quoted(unknown) + ", which unk_token names");
        }
        return new WordPiece(
                ids,
                ids.get(unknown),
                model.path("continuing_subword_prefix").asText("##"),
                model.path("max_input_chars_per_word").asInt(100));
    }

    List<AddedToken> addedTokens() {
        List<AddedToken> tokens = new ArrayList<>();
        for (JsonNode token : json.path("added_tokens")) {
            tokens.add(AddedToken.of(token.path("id").asText(), token));
        }
        return tokens;
    }

    /**
     * The normaliser.
     *
     * @param config tokenizer_config.json, which for BERT's own tokenizer has the last word, as it has in Hugging Face's library
     */
    Normalizer normalizer(JsonNode config) {
        JsonNode normalizer = json.path("normalizer");
        List<Step> steps = new ArrayList<>();
        addSteps(normalizer, config, steps);
        if (steps.contains(Step.DECOMPOSE)
                && !steps.contains(Step.STRIP_NONSPACING)
                && !steps.contains(Step.STRIP_COMBINING)) {
            throw problem("normalizer: NFD is supported only together with StripAccents");
        }
        return new Normalizer(steps);
    }

    private void addSteps(JsonNode part, JsonNode config, List<Step> steps) {
        switch (type(part)) {
            case "" -> {}
            case "Sequence" -> part.path("normalizers").forEach(one -> addSteps(one, config, steps));
            case "Lowercase" -> steps.add(Step.LOWERCASE);
            case "NFD" -> steps.add(Step.DECOMPOSE);
            case "StripAccents" -> steps.add(Step.STRIP_COMBINING);
            case "BertNormalizer" -> {
                boolean lower =
                        setting(config, "do_lower_case", part, "lowercase").asBoolean(true);
                JsonNode strip = setting(config, "strip_accents", part, "strip_accents");
                steps.addAll(Normalizer.bert(
                        part.path("clean_text").asBoolean(true),
                        setting(config, "tokenize_chinese_chars", part, "handle_chinese_chars")
                                .asBoolean(true),
                        strip.isBoolean() ? strip.booleanValue() : lower,
                        lower));
            }
            default -> throw problem("normalizer: " + quoted(part.path("type")) + " is not supported");
        }
    }

    private static JsonNode setting(JsonNode config, String inConfig, JsonNode part, String inPart) {
        boolean bert =
                config.path("tokenizer_class").asText("BertTokenizer").matches("(Bert|DistilBert)Tokenizer(Fast)?");
        return bert && config.has(inConfig) ? config.path(inConfig) : part.path(inPart);
    }

    WordSplitter splitter() {
        JsonNode part = json.path("pre_tokenizer");
        return switch (type(part)) {
            case "BertPreTokenizer" -> WordSplitter.BERT;
            case "Whitespace" -> WordSplitter.WORDS_AND_MARKS;
            case "WhitespaceSplit" -> WordSplitter.WHITE_SPACE;
            default -> throw problem("pre_tokenizer: " + quoted(part.path("type")) + " is not supported");
        };
    }

    Template template() {
        JsonNode part = json.path("post_processor");
        return switch (type(part)) {
            case "" ->
                new Template(
                        List.of(new Template.Part.Source(0, 0)),
                        List.of(new Template.Part.Source(0, 0), new Template.Part.Source(1, 1)));
            case "BertProcessing" ->
                bert(part.path("cls").path(1), part.path("sep").path(1));
            case "TemplateProcessing" ->
                new Template(parts(part, part.path("single"), 1), parts(part, part.path("pair"), 2));
            default -> throw problem("post_processor: " + quoted(part.path("type")) + " is not supported");
        };
    }

    private Template bert(JsonNode cls, JsonNode sep) {
        Template.Part begin = new Template.Part.Special(id(cls, "cls"), 0);
        Template.Part end = new Template.Part.Special(id(sep, "sep"), 0);
        Template.Part first = new Template.Part.Source(0, 0);
        Template.Part second = new Template.Part.Source(1, 1);
        return new Template(
                List.of(begin, first, end),
                List.of(begin, first, end, second, new Template.Part.Special(id(sep, "sep"), 1)));
    }

    private List<Template.Part> parts(JsonNode template, JsonNode parts, int texts) {
        List<Template.Part> found = new ArrayList<>();
        int sources = 0;
        for (JsonNode part : parts) {
            JsonNode sequence = part.path("Sequence");
            if (sequence.isObject()) {
                int number = sequence.path("id").asText().equals("A") ? 0 : 1;
                found.add(new Template.Part.Source(
                        number, sequence.path("type_id").asInt()));
                sources += number + 1;
                continue;
            }
            JsonNode special = part.path("SpecialToken");
            String token = special.path("id").asText();
            for (JsonNode id : template.path("special_tokens").path(token).path("ids")) {
                found.add(new Template.Part.Special(
                        id(id, token), special.path("type_id").asInt()));
            }
        }
        if (sources != (texts == 1 ? 1 : 3)) {
            throw problem("post_processor: a template must have each of its texts once");
        }
        return found;
    }

    private static String type(JsonNode part) {
        return part.path("type").asText("");
    }

    private int id(JsonNode id, String token) {
        if (!id.isInt() || id.intValue() < 0 || id.intValue() > AddedToken.LARGEST) {
            throw problem("the token " + Problem.quoted(token) + " has the id " + id + ", which is none");
        }
        return id.intValue();
    }

    private static String quoted(JsonNode node) {
        return Problem.quoted(node.asText("nothing"));
    }

    private Problem problem(String what) {
        return Problem.invalid("Unusable tokenizer", name + ": " + what);
    }
}
