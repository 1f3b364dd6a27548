"""Makes src/test/resources/tasks: random checkpoints, and what the pipelines of transformers answer with them.

    pip install torch==2.13.0 transformers==4.57.6
    python make_tiny_tasks.py ../resources/tasks
"""

import itertools
import json
import sys
import tempfile
import warnings
from pathlib import Path

import torch
import transformers
from transformers import BertConfig, BertTokenizerFast, DistilBertConfig, pipeline

warnings.filterwarnings("ignore")
transformers.logging.set_verbosity_error()
torch.set_num_threads(1)
root = Path(sys.argv[1])

WORDS = """the a room was is and not clean dirty quiet bed small staff helpful noise never stop all night it good anna
berlin madrid hotel near station lives in likes to go new york cafe who what where did do this example about train food
happy sad politics sports The Anna Berlin Madrid Hotel New York Room café""".split()
PIECES = ["##ped", "##s", "##ing", "##er", "##in", "##ly"]
SIGNS = list(". , ! ? ' - ( ) : / 0 1 2 5 9".split()) + ["😀", "🛏", "日", "本", "語", "東", "é", "##é", "ñ", "##ñ"]
LETTERS = [chr(c) for c in range(ord("a"), ord("z") + 1)]
VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS, *PIECES, *SIGNS]
VOCABULARY += [letter for letter in LETTERS if letter not in WORDS] + ["##" + letter for letter in LETTERS if letter != "s"]

TEXTS = [
    "The room was clean and quiet",
    "Anna lives in Berlin near the station.",
    "dirty room!",
    "",
    "   ",
    "Anna's hotel wasn't quiet, it's in New York (near Berlin-Madrid).",
    "😀 Anna likes 🛏 Berlin 😀😀 a lot",
    "El café de Añover, en Madrid, un cafe\u0301 bueno",
    "東京 日本語 Anna 本",
    "unaffable xylophones jumped quietly zzz!!",
    "The never never room " * 12 + "in Berlin",
    "a\tb\nc \u200bAnna\u00a0Berlin",
    "[SEP] Anna [UNK] [CLS] Berlin",
    "Ω≈ç √ Berlin ∫ Anna",
]
PAIRS = [
    ("The room was clean", "Anna likes quiet"),
    ("", "was it good?"),
    ("😀 hotel", ""),
    ("The night train to Madrid never stopped " * 6, "the staff was not helpful at all " * 5),
    ("東京", "café"),
]


def labels(*names):
    return {"id2label": dict(enumerate(names)), "label2id": {name: i for i, name in enumerate(names)}}


CHECKPOINTS = {
    # name: family, head, settings of the config, settings of the tokenizer
    "classify": ("Bert", "SequenceClassification", labels("bad", "middling", "good", "fine"), {}),
    "classify-many": (
        "DistilBert", "SequenceClassification",
        labels("room", "staff", "food") | {"problem_type": "multi_label_classification"}, {},
    ),
    "classify-number": ("Bert", "SequenceClassification", labels("stars") | {"problem_type": "regression"}, {}),
    "classify-one": ("DistilBert", "SequenceClassification", labels("LABEL_0"), {}),
    "nli": ("Bert", "SequenceClassification", labels("contradiction", "neutral", "entailment"), {}),
    "nli-first": ("DistilBert", "SequenceClassification", labels("ENTAILMENT", "not_entailment"), {}),
    "tag": ("DistilBert", "TokenClassification", labels("O", "B-PER", "I-PER", "B-LOC", "I-LOC"), {}),
    "tag-cased": (
        "Bert", "TokenClassification", labels("O", "PER", "B-LOC", "I-LOC", "X-Y-Z"), {"do_lower_case": False},
    ),
    "answer": ("Bert", "QuestionAnswering", {}, {}),
    "answer-cased": ("DistilBert", "QuestionAnswering", {}, {"do_lower_case": False}),
    "fill": ("Bert", "MaskedLM", {}, {}),
    "fill-untidy": ("DistilBert", "MaskedLM", {}, {"clean_up_tokenization_spaces": False}),
    "vectors": ("Bert", "Model", {}, {}),
}


def make(name):
    family, head, settings, tokenizer_settings = CHECKPOINTS[name]
    torch.manual_seed(sum(map(ord, name)))
    folder = root / name
    folder.mkdir(parents=True, exist_ok=True)
    length = 48
    with tempfile.TemporaryDirectory() as scratch:
        Path(scratch, "vocab.txt").write_text("\n".join(VOCABULARY) + "\n")
        tokenizer = BertTokenizerFast(
            vocab_file=f"{scratch}/vocab.txt", model_max_length=length,
            model_input_names=["input_ids", *(["token_type_ids"] if family == "Bert" else []), "attention_mask"],
            **{"clean_up_tokenization_spaces": True} | tokenizer_settings,
        )
        tokenizer.save_pretrained(scratch)
        for file in ("tokenizer.json", "tokenizer_config.json"):
            (folder / file).write_text(Path(scratch, file).read_text())
    if family == "Bert":
        config = BertConfig(
            vocab_size=len(VOCABULARY), hidden_size=8, num_hidden_layers=2, num_attention_heads=2,
            intermediate_size=12, max_position_embeddings=length, **settings,
        )
    else:
        config = DistilBertConfig(
            vocab_size=len(VOCABULARY), dim=8, n_layers=2, n_heads=2, hidden_dim=12, max_position_embeddings=length,
            **settings,
        )
    class_name = family + ("Model" if head == "Model" else "For" + head)
    model = getattr(transformers, class_name)(config).eval()
    with torch.no_grad():
        for at, parameter in model.named_parameters():
            parameter.normal_(1.0 if at.lower().endswith("norm.weight") else 0.0, 0.4)
        for last in ("classifier.weight", "qa_outputs.weight"):  # answers that differ
            if last in dict(model.named_parameters()):
                model.get_parameter(last).mul_(3)
        if head == "TokenClassification":  # no label that wins everywhere
            batch = tokenizer(TEXTS, padding=True, truncation=True, return_tensors="pt")
            model.classifier.bias.sub_(model(**batch).logits[batch["attention_mask"] == 1].mean(0))
    model.save_pretrained(folder)
    (folder / "model.safetensors").chmod(0o644)


def pipe(task, name):
    return pipeline(task, model=str(root / name), device="cpu")


def rounded(value):
    if isinstance(value, float) or hasattr(value, "dtype"):
        return float(f"{float(value):.6g}")
    if isinstance(value, dict):
        return {key: rounded(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [rounded(one) for one in value]
    return value


def write(task, cases):
    """One case a line."""
    lines = ",\n".join(json.dumps(rounded(case), ensure_ascii=False) for case in cases)
    (root / f"{task}.json").write_text(f"[\n{lines}\n]\n")


def classify():
    for name in ("classify", "classify-many", "classify-number", "classify-one"):
        pipe_ = pipe("text-classification", name)
        for top_k, function in itertools.product(("best", None, 2), (None, "sigmoid", "softmax", "none")):
            options = {"truncation": True, "top_k": 1 if top_k == "best" else top_k}
            if function:
                options["function_to_apply"] = function
            # every combination with a few texts, the usual ones with all
            usual = function is None and top_k is None
            texts = TEXTS if usual else TEXTS[:3]
            pairs = PAIRS if usual else PAIRS[:2]
            yield {
                "checkpoint": name, "top_k": options["top_k"], "function": function, "texts": texts, "pairs": pairs,
                "answers": [pipe_(text, **options) for text in texts],
                "pair_answers": [pipe_({"text": a, "text_pair": b}, **options) for a, b in pairs],
            }


def tag():
    for name in ("tag", "tag-cased"):
        pipe_ = pipe("token-classification", name)
        for strategy in ("none", "simple", "first", "average", "max"):
            for options in (
                {}, {"ignore_labels": []}, {"ignore_labels": ["LOC", "B-LOC"]}, {"stride": 11},
                {"stride": 20, "ignore_labels": []},
            ):
                if strategy == "none" and "stride" in options:
                    continue
                # texts without windows answer as they do without a stride
                texts = [text for text in TEXTS if len(text) > 200] if "stride" in options else TEXTS
                texts = texts if not options.get("ignore_labels") else TEXTS[:6]
                texts = [text for text in texts if len(text) < 200] if options == {"ignore_labels": []} else texts
                if "stride" in options:
                    texts = texts + ["😀 Anna lives in Berlin, café. " * 9]
                yield {
                    "checkpoint": name, "strategy": strategy, "options": options, "texts": texts,
                    # label, score, word, start, end, token
                    "answers": [
                        [
                            [e.get("entity_group", e.get("entity")), e["score"], e["word"], e["start"], e["end"]]
                            + ([e["index"]] if "index" in e else [])
                            for e in pipe_(text, aggregation_strategy=strategy, **options)
                        ]
                        for text in texts
                    ],
                }


CONTEXTS = [
    ("Who lives in Berlin?", "Anna lives in Berlin near the station."),
    ("what 😀?", "😀 Anna's café 🛏 is in New York (near Berlin-Madrid), cafe\u0301 bueno 😀😀"),
    ("where", "東京 日本語 Anna 本"),
    ("what", "a"),
    ("did it stop?", "The night train never stopped in Madrid. " * 7 + "Anna likes Berlin!"),
    ("did anna jump?", "unaffable xylophones jumped, 😀 Unaffable XYLOPHONES jumped quietly; " * 3),
    ("who?", "Ω≈ç √ Berlin ∫ Anna [SEP] the hotel [UNK] room"),
]


def answer():
    for name in ("answer", "answer-cased"):
        pipe_ = pipe("question-answering", name)
        for options in (
            {}, {"top_k": 5}, {"top_k": 3, "handle_impossible_answer": True}, {"handle_impossible_answer": True},
            {"top_k": 4, "align_to_words": False}, {"top_k": 3, "max_answer_len": 1},
            {"top_k": 20, "max_answer_len": 40}, {"top_k": 3, "max_seq_len": 30}, {"top_k": 3, "doc_stride": 2},
            {"top_k": 5, "max_seq_len": 32, "doc_stride": 9, "align_to_words": False, "handle_impossible_answer": True},
        ):
            for question, context in CONTEXTS:
                answers = pipe_(question=question, context=context, **options)
                answers = answers if isinstance(answers, list) else [answers]
                # spans that end before they begin, with which the pipeline fills up where there are too few others
                answers = [one for one in answers if one["score"] > 0]
                yield {
                    "checkpoint": name, "options": options, "question": question, "context": context,
                    "answers": answers,
                }


def fill():
    texts = [
        "The room was [MASK].",
        "[MASK]",
        "Anna's hotel wasn't [MASK], it's in New York 😀 café",
        "[MASK] lives in [MASK] near the station!",
        "東京 [MASK][MASK] cafe\u0301 [PAD] room ' s",
        "[SEP] unaffable [MASK] (Anna , Berlin) do not",
    ]
    for name in ("fill", "fill-untidy"):
        pipe_ = pipe("fill-mask", name)
        for options in (
            {}, {"top_k": 2}, {"top_k": 200}, {"targets": ["clean", "dirty", "clean"]},
            {"targets": ["unaffable", "Berlin", "quietly", "😀"], "top_k": 3}, {"targets": "  ,", "top_k": 1},
            {"targets": ["", "night"]},
        ):
            some = texts[:1] if options.get("top_k") == 200 else texts
            cut = {"top_k": len(VOCABULARY)} if options.get("top_k") == 200 else {}
            answers = [pipe_(text, **(options | cut)) for text in some]
            if isinstance(options.get("targets"), str):
                options = options | {"targets": [options["targets"]]}
            yield {
                "checkpoint": name, "options": options, "texts": some,
                "answers": [one if isinstance(one[0], list) else [one] for one in answers],
            }


def zero_shot():
    for name in ("nli", "nli-first", "classify"):
        pipe_ = pipe("zero-shot-classification", name)
        for candidates in (["politics", "sports", "food"], ["happy"], ["😀 good", "café", "not good at all", "日本"]):
            for options in (
                {}, {"multi_label": True}, {"hypothesis_template": "{}"},
                {"hypothesis_template": "this is about {}, isn't it?", "multi_label": True},
            ):
                texts = [text for text in TEXTS if text.strip()] if not options else TEXTS[:2]
                yield {
                    "checkpoint": name, "labels": candidates, "options": options, "texts": texts,
                    "answers": [
                        [{"label": l, "score": s} for l, s in zip(one["labels"], one["scores"])]
                        for one in (pipe_(text, candidate_labels=candidates, **options) for text in texts)
                    ],
                }


def vectors():
    pipe_ = pipe("feature-extraction", "vectors")
    texts = [TEXTS[i] for i in (1, 3, 6, 10)]
    yield {"checkpoint": "vectors", "texts": texts, "answers": [pipe_(text, truncation=True)[0] for text in texts]}


for name in CHECKPOINTS:
    make(name)
for task, cases in {
    "text-classification": classify, "token-classification": tag, "question-answering": answer, "fill-mask": fill,
    "zero-shot-classification": zero_shot, "feature-extraction": vectors,
}.items():
    write(task, list(cases()))
