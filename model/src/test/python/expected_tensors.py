"""The tensors that transformers saves for each class of BERT and DistilBERT, by name and shape, at toy sizes.

    python expected_tensors.py > ../resources/aprendiz/model/checkpoint/expected-tensors.json

Written with transformers 4.57.6 and torch 2.13.
"""

import json
import tempfile

import transformers
from safetensors import safe_open

LABELS = {0: "a", 1: "b", 2: "c"}
BERT = dict(hidden_size=4, num_hidden_layers=1, num_attention_heads=2, intermediate_size=6, vocab_size=7,
            max_position_embeddings=5, type_vocab_size=2, id2label=LABELS)
DISTILBERT = dict(dim=4, n_layers=1, n_heads=2, hidden_dim=6, vocab_size=7, max_position_embeddings=5, id2label=LABELS)
HEADS = ["Model", "ForMaskedLM", "ForSequenceClassification", "ForMultipleChoice", "ForTokenClassification",
         "ForQuestionAnswering"]

classes = [("Bert", transformers.BertConfig(**BERT), head) for head in HEADS + ["ForPreTraining", "ForNextSentencePrediction"]]
classes += [("DistilBert", transformers.DistilBertConfig(**DISTILBERT), head) for head in HEADS]

result = []
for family, config, head in classes:
    if head == "ForQuestionAnswering":
        config = type(config)(**{**config.to_dict(), "id2label": {0: "start", 1: "end"}})
    model = getattr(transformers, family + head)(config)
    with tempfile.TemporaryDirectory() as folder:
        model.save_pretrained(folder)
        written = json.load(open(folder + "/config.json"))
        with safe_open(folder + "/model.safetensors", "pt") as file:
            shapes = {name: list(file.get_slice(name).get_shape()) for name in sorted(file.keys())}
    result.append({"config": written, "tensors": shapes})
print(json.dumps(result, separators=(",", ":")))
