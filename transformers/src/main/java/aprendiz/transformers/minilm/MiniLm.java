package aprendiz.transformers.minilm;

import java.nio.file.Path;

/** all-MiniLM-L6-v2 (22 M parameters, Apache-2.0), from the ONNX export in a jar on the class path. */
public final class MiniLm {

    /** True if the jar that holds the export is on the class path. */
    public static boolean isPresent() {
        throw new IllegalStateException("being written");
    }

    /**
     * Writes the checkpoint in Hugging Face layout: config.json, model.safetensors, tokenizer.json,
     * tokenizer_config.json, vocab.txt, special_tokens_map.json, README.md, modules.json and 1_Pooling/config.json.
     */
    public static void write(Path checkpoint) {
        throw new IllegalStateException("being written: " + checkpoint);
    }

    private MiniLm() {}
}
