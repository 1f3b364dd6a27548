package aprendiz.transformers.text;

import aprendiz.model.Problem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The {@code tokenizer.json} that older checkpoints lack: made from {@code vocab.txt}, as Hugging Face converts it. */
final class WordPieceFile {

    private static final List<String> SPECIAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");

    /**
     * The JSON of BERT's tokenizer.
     *
     * @param vocabulary the tokens by id, one a line of vocab.txt
     * @param config tokenizer_config.json: {@code do_lower_case}, {@code strip_accents}, {@code tokenize_chinese_chars}
     */
    static ObjectNode of(List<String> vocabulary, JsonNode config) {
        for (String token : SPECIAL) {
            if (!vocabulary.contains(token)) {
                throw Problem.invalid("Unusable vocab.txt", "vocab.txt has no line " + token);
            }
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("version", "1.0").putNull("truncation").putNull("padding");
        var added = json.putArray("added_tokens");
        for (String token : SPECIAL) {
            added.addObject()
                    .put("id", vocabulary.indexOf(token))
                    .put("content", token)
                    .put("single_word", false)
                    .put("lstrip", false)
                    .put("rstrip", false)
                    .put("normalized", false)
                    .put("special", true);
        }
        ObjectNode normalizer = json.putObject("normalizer")
                .put("type", "BertNormalizer")
                .put("clean_text", true)
                .put(
                        "handle_chinese_chars",
                        config.path("tokenize_chinese_chars").asBoolean(true));
        JsonNode strip = config.path("strip_accents");
        if (strip.isBoolean()) {
            normalizer.put("strip_accents", strip.booleanValue());
        } else {
            normalizer.putNull("strip_accents");
        }
        normalizer.put("lowercase", config.path("do_lower_case").asBoolean(true));
        json.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
        json.set("post_processor", template(vocabulary));
        json.putObject("decoder").put("type", "WordPiece").put("prefix", "##").put("cleanup", true);
        ObjectNode model = json.putObject("model")
                .put("type", "WordPiece")
                .put("unk_token", "[UNK]")
                .put("continuing_subword_prefix", "##")
                .put("max_input_chars_per_word", 100);
        ObjectNode ids = model.putObject("vocab");
        for (int id = 0; id < vocabulary.size(); id++) {
            ids.put(vocabulary.get(id), id);
        }
        return json;
    }

    /** {@code [CLS] A [SEP]} and {@code [CLS] A [SEP] B [SEP]}. */
    private static ObjectNode template(List<String> vocabulary) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("type", "TemplateProcessing");
        var single = json.putArray("single");
        single.add(piece("SpecialToken", "[CLS]", 0)).add(piece("Sequence", "A", 0));
        single.add(piece("SpecialToken", "[SEP]", 0));
        var pair = json.putArray("pair").addAll(single);
        pair.add(piece("Sequence", "B", 1)).add(piece("SpecialToken", "[SEP]", 1));
        ObjectNode special = json.putObject("special_tokens");
        for (String token : List.of("[CLS]", "[SEP]")) {
            ObjectNode one = special.putObject(token).put("id", token);
            one.putArray("ids").add(vocabulary.indexOf(token));
            one.putArray("tokens").add(token);
        }
        return json;
    }

    private static ObjectNode piece(String sort, String id, int type) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putObject(sort).put("id", id).put("type_id", type);
        return json;
    }

    private WordPieceFile() {}
}
