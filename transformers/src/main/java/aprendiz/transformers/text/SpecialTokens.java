package aprendiz.transformers.text;

import aprendiz.model.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the small files beside a tokenizer say: which tokens are special, which were added, how text is normalised.
 *
 * @param config tokenizer_config.json
 * @param map special_tokens_map.json
 * @param added added_tokens.json: tokens that were added to vocab.txt
 */
record SpecialTokens(JsonNode config, JsonNode map, JsonNode added) {

    /** The roles, each with the token that has it unless a file says otherwise. */
    private static final Map<String, String> USUAL = new LinkedHashMap<>();

    static {
        USUAL.put("pad_token", "[PAD]");
        USUAL.put("unk_token", "[UNK]");
        USUAL.put("cls_token", "[CLS]");
        USUAL.put("sep_token", "[SEP]");
        USUAL.put("mask_token", "[MASK]");
    }

    static SpecialTokens read(Path folder) throws IOException {
        return new SpecialTokens(
                read(folder, "tokenizer_config.json"),
                read(folder, "special_tokens_map.json"),
                read(folder, "added_tokens.json"));
    }

    private static JsonNode read(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.exists(file) ? Json.read(file, ObjectNode.class) : JsonNodeFactory.instance.objectNode();
    }

    /** The token in a role, {@code cls_token}. */
    String token(String role) {
        for (JsonNode file : List.of(map, config)) {
            JsonNode said = file.path(role);
            String content = said.isObject() ? said.path("content").asText() : said.asText("");
            if (!content.isEmpty()) {
                return content;
            }
        }
        return USUAL.get(role);
    }

    /** The tokens in all roles. */
    List<String> all() {
        return USUAL.keySet().stream().map(this::token).toList();
    }

    /** The added tokens of a file, and those that only the files beside it name. */
    List<AddedToken> complete(List<AddedToken> inFile, Map<String, Integer> vocabulary) {
        List<AddedToken> all = new ArrayList<>(inFile);
        Set<String> known = new HashSet<>();
        inFile.forEach(token -> known.add(token.content()));
        config.path("added_tokens_decoder").properties().forEach(entry -> {
            AddedToken token = AddedToken.of(entry.getKey(), entry.getValue());
            if (known.add(token.content())) {
                all.add(token);
            }
        });
        added.properties().forEach(entry -> {
            if (known.add(entry.getKey())) {
                ObjectNode token = JsonNodeFactory.instance.objectNode();
                token.put("content", entry.getKey()).put("normalized", true);
                all.add(AddedToken.of(entry.getValue().asText(), token));
            }
        });
        for (String token : all()) {
            if (vocabulary.containsKey(token) && known.add(token)) {
                all.add(AddedToken.special(vocabulary.get(token), token));
            }
        }
        return all;
    }
}
