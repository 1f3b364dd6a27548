package aprendiz.transformers.text;

import aprendiz.model.Problem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The {@code tokenizer.json} that older checkpoints lack: made from {@code vocab.txt}, as Hugging Face converts it. */
final class WordPieceFile {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /**
     * The JSON of BERT's tokenizer.
     *
     * @param vocabulary the tokens by id, one a line of vocab.txt
     * @param special special tokens, and {@code do_lower_case}, {@code strip_accents}, {@code tokenize_chinese_chars}
     */
    static ObjectNode of(List<String> vocabulary, SpecialTokens special) {
        Map<String, Integer> ids = new LinkedHashMap<>();
        for (int id = 0; id < vocabulary.size(); id++) {
            ids.put(vocabulary.get(id), id);
        }
        for (String token : special.all()) {
            if (!ids.containsKey(token)) {
                throw Problem.invalid("Unusable vocab.txt", "vocab.txt has no line " + token);
            }
        }
        ObjectNode json = JSON.objectNode();
        json.put("version", "1.0").putNull("truncation").putNull("padding");
        var added = json.putArray("added_tokens");
        for (AddedToken token : special.complete(List.of(), ids)) {
            added.addObject()
                    .put("id", token.id())
                    .put("content", token.content())
                    .put("single_word", token.singleWord())
                    .put("lstrip", token.leftStrip())
                    .put("rstrip", token.rightStrip())
                    .put("normalized", token.normalized())
                    .put("special", token.special());
        }
        json.set("normalizer", normalizer(special.config()));
        json.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
        json.set("post_processor", template(special, ids));
        json.putObject("decoder").put("type", "WordPiece").put("prefix", "##").put("cleanup", true);
        ObjectNode model = json.putObject("model")
                .put("type", "WordPiece")
                .put("unk_token", special.token("unk_token"))
                .put("continuing_subword_prefix", "##")
                .put("max_input_chars_per_word", 100);
        ObjectNode vocab = model.putObject("vocab");
        ids.forEach(vocab::put);
        return json;
    }

    private static ObjectNode normalizer(JsonNode config) {
        ObjectNode normalizer = JSON.objectNode()
                .put("type", "BertNormalizer")
                .put("clean_text", true)
                .put(
                        "handle_chinese_chars",
                        config.path("tokenize_chinese_chars").asBoolean(true));
        JsonNode strip = config.path("strip_accents");
        normalizer.set("strip_accents", strip.isBoolean() ? strip : JSON.nullNode());
        return normalizer.put("lowercase", config.path("do_lower_case").asBoolean(true));
    }

    /** {@code [CLS] A [SEP]} and {@code [CLS] A [SEP] B [SEP]}. */
    private static ObjectNode template(SpecialTokens special, Map<String, Integer> ids) {
        String cls = special.token("cls_token");
        String sep = special.token("sep_token");
        ObjectNode json = JSON.objectNode().put("type", "TemplateProcessing");
        var single = json.putArray("single");
        single.add(piece("SpecialToken", cls, 0)).add(piece("Sequence", "A", 0));
        single.add(piece("SpecialToken", sep, 0));
        var pair = json.putArray("pair").addAll(single);
        pair.add(piece("Sequence", "B", 1)).add(piece("SpecialToken", sep, 1));
        ObjectNode tokens = json.putObject("special_tokens");
        for (String token : List.of(cls, sep)) {
            ObjectNode one = tokens.putObject(token).put("id", token);
            one.putArray("ids").add(ids.get(token));
            one.putArray("tokens").add(token);
        }
        return json;
    }

    private static ObjectNode piece(String sort, String id, int type) {
        ObjectNode json = JSON.objectNode();
        json.putObject(sort).put("id", id).put("type_id", type);
        return json;
    }

    private WordPieceFile() {}
}
