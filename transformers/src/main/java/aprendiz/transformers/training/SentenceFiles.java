package aprendiz.transformers.training;

import aprendiz.model.AtomicFile;
import aprendiz.model.Json;
import aprendiz.transformers.network.Embedding;
import aprendiz.transformers.network.Embedding.Pooling;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files by which sentence-transformers knows how tokens' vectors become one. */
record SentenceFiles(Embedding head, int width, int maxLength) {

    void write(Path folder) throws IOException {
        AtomicFile.write(folder.resolve("modules.json"), Json.pretty(modules()));
        Files.createDirectory(folder.resolve("1_Pooling"));
        AtomicFile.write(folder.resolve("1_Pooling/config.json"), Json.pretty(pooling()));
        ObjectNode lengths = Json.MAPPER.createObjectNode();
        lengths.put("max_seq_length", maxLength).put("do_lower_case", false);
        AtomicFile.write(folder.resolve("sentence_bert_config.json"), Json.pretty(lengths));
    }

    private ArrayNode modules() {
        ArrayNode modules = Json.MAPPER.createArrayNode();
        add(modules, "", "Transformer");
        add(modules, "1_Pooling", "Pooling");
        if (head.normalized()) {
            add(modules, "2_Normalize", "Normalize");
        }
        return modules;
    }

    private static void add(ArrayNode modules, String path, String type) {
        int at = modules.size();
        modules.addObject()
                .put("idx", at)
                .put("name", Integer.toString(at))
                .put("path", path)
                .put("type", "sentence_transformers.models." + type);
    }

    private ObjectNode pooling() {
        return Json.MAPPER
                .createObjectNode()
                .put("word_embedding_dimension", width)
                .put("pooling_mode_cls_token", head.pooling() == Pooling.CLS)
                .put("pooling_mode_mean_tokens", head.pooling() == Pooling.MEAN)
                .put("pooling_mode_max_tokens", false)
                .put("pooling_mode_mean_sqrt_len_tokens", false);
    }
}
