"""Makes src/test/resources/trained: what torch's losses and AdamW make of the networks in src/test/resources/tiny.

    pip install torch==2.13.0 transformers==4.57.6
    python make_trained.py ../resources/tiny ../resources/trained
"""

import math
import sys
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from transformers import (
    AutoModel, AutoModelForMaskedLM, AutoModelForQuestionAnswering, AutoModelForSequenceClassification,
    AutoModelForTokenClassification,
)

STEPS, RATE, DECAY, LAYER_DECAY, MAX_NORM = 4, 2e-3, 0.01, 0.8, 1.0
WARMUP = 1
WEIGHTS = torch.tensor([1.0, 2.0, 0.5, 1.0, 3.0])
NO_DROPOUT = {
    "bert": dict(hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0),
    "distilbert": dict(dropout=0.0, attention_dropout=0.0, seq_classif_dropout=0.0, qa_dropout=0.0),
}
tiny, results = Path(sys.argv[1]), Path(sys.argv[2])
results.mkdir(parents=True, exist_ok=True)
torch.set_num_threads(1)


def load(kind, family, head, **more):
    folder = tiny / f"{family}-{head}"
    model = kind.from_pretrained(folder, **NO_DROPOUT[family], **more).train()
    golden = load_file(folder / "golden.safetensors")
    given = {"input_ids": golden["ids"], "attention_mask": golden["mask"]}
    if family == "bert":
        given["token_type_ids"] = golden["types"]
    return model, given


def unit_means(model, given):
    mask = given["attention_mask"].unsqueeze(2).float()
    states = model(**given).last_hidden_state
    return F.normalize((states * mask).sum(1) / mask.sum(1).clamp(min=1e-9), dim=1)


def one_label(family):
    model, given = load(AutoModelForSequenceClassification, family, "sequence-classification")
    labels = torch.tensor([3, 0, 1, 4])
    return model, labels, lambda: F.cross_entropy(model(**given).logits, labels, weight=WEIGHTS, label_smoothing=0.1)


def many_labels(family):
    model, given = load(
        AutoModelForSequenceClassification, family, "sequence-classification", problem_type="multi_label_classification")
    labels = torch.tensor([[1, 0, 0, 1, 0], [0, 0, 0, 0, 0], [1, 1, 1, 1, 1], [0, 1, 0, 0, 1]]).float()
    plain = F.binary_cross_entropy_with_logits(model(**given).logits, labels)
    assert torch.allclose(plain, model(**given, labels=labels).loss)
    return model, labels, lambda: F.binary_cross_entropy_with_logits(model(**given).logits, labels, pos_weight=WEIGHTS)


def numbers(family):
    model, given = load(AutoModelForSequenceClassification, family, "sequence-classification", problem_type="regression")
    labels = torch.linspace(-1, 1, 20).reshape(4, 5)
    return model, labels, lambda: model(**given, labels=labels).loss


def token_labels(family):
    model, given = load(AutoModelForTokenClassification, family, "token-classification")
    labels = (torch.arange(given["input_ids"].numel()) * 3 % 5).reshape(given["input_ids"].shape)
    labels[given["attention_mask"] == 0] = -100
    labels[:, 0] = -100
    return model, labels, lambda: model(**given, labels=labels).loss


def answer_span(family):
    model, given = load(AutoModelForQuestionAnswering, family, "question-answering")
    labels = torch.tensor([[1, 3], [0, 0], [5, 99], [99, 2]])  # those beyond the text are not learned
    return model, labels, lambda: model(**given, start_positions=labels[:, 0], end_positions=labels[:, 1]).loss


def hidden_words(family):
    model, given = load(AutoModelForMaskedLM, family, "masked-lm")
    labels = torch.full_like(given["input_ids"], -100)
    for row, column in [(0, 1), (0, 3), (2, 2), (2, 5), (2, 9)]:
        labels[row, column] = given["input_ids"][row, column]
        given["input_ids"][row, column] = 4
    return model, labels, lambda: model(**given, labels=labels).loss


def contrast(family):
    model, given = load(AutoModel, family, "base")

    def loss():
        units = unit_means(model, given)
        return F.cross_entropy(units[:2] @ units[2:].T * 20, torch.arange(2))

    return model, torch.arange(2), loss


def similarity(family):
    model, given = load(AutoModel, family, "base")
    wanted = torch.tensor([0.25, -0.5])

    def loss():
        units = unit_means(model, given)
        return F.mse_loss((units[:2] * units[2:]).sum(1), wanted)

    return model, wanted, loss


def depth(name, layers):
    """0 for embeddings, then the layers, then the head."""
    for i in range(layers):
        if f".layer.{i}." in "." + name:
            return i + 1
    return 0 if "embeddings." in name else layers + 1


def decays(name):
    return not (name.endswith("bias") or "norm" in name.lower())


def train(model, loss, factor, rate, unfrozen=lambda step, depth: True):
    layers = 3
    optimizer = torch.optim.AdamW(
        [
            {"params": [p], "lr": rate(depth(n, layers)), "weight_decay": DECAY if decays(n) else 0.0}
            for n, p in model.named_parameters()
        ],
        fused=True,
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, factor)
    losses = []
    for step in range(STEPS if unfrozen is all_learn else 2 * (layers + 2)):
        for name, parameter in model.named_parameters():
            parameter.requires_grad_(unfrozen(step, depth(name, layers)))
        optimizer.zero_grad()
        value = loss()
        value.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), MAX_NORM)
        optimizer.step()
        schedule.step()
        losses.append(value.item())
    return torch.tensor(losses)


def all_learn(step, depth):
    return True


def cosine(step):
    if step < WARMUP:
        return step / WARMUP
    return 0.5 * (1 + math.cos(math.pi * (step - WARMUP) / (STEPS - WARMUP)))


def some(model, base=False):
    """A few of the trained tensors, under their names in a checkpoint with a head."""
    prefix = f"{model.config.model_type}." if base else ""
    # a softmax over places does not see what is added to all of them: there Adam follows rounding errors
    unseen = ("layer.2.output.LayerNorm.bias", "layer.2.output_layer_norm.bias", "qa_outputs.bias")
    unseen = unseen if hasattr(model, "qa_outputs") else ()
    return {
        prefix + n: p.detach().contiguous()
        for n, p in model.named_parameters()
        if not n.endswith(unseen) and (n.endswith(("word_embeddings.weight", "layer.1.attention.self.query.weight", "layer.1.attention.q_lin.weight",
                       "layer.2.output.LayerNorm.bias", "layer.2.output_layer_norm.bias"))
        or (not n.startswith(model.base_model_prefix + ".") and not base and "decoder" not in n))
    }


for objective in (one_label, many_labels, numbers, token_labels, answer_span, hidden_words, contrast, similarity):
    for family in ("bert", "distilbert"):
        model, labels, loss = objective(family)
        losses = train(model, loss, cosine, lambda d: RATE * LAYER_DECAY ** (4 - d), all_learn)
        base = objective in (contrast, similarity)
        save_file({"labels": labels.contiguous(), "losses": losses, **some(model, base)},
                  results / f"{family}-{objective.__name__.replace('_', '-')}.safetensors")
        print(family, objective.__name__, losses.tolist())

# gradual unfreezing, two steps in an epoch: the head first, then layer by layer, embeddings last
model, labels, loss = one_label("bert")
losses = train(model, loss, lambda step: 1.0, lambda d: RATE, lambda step, d: d >= 4 - step // 2)
save_file({"losses": losses, **some(model)}, results / "bert-gradual.safetensors")

# second order: the gradient of a loss after a step, by the weights before it (Finn et al. 2017)
model, given = load(AutoModelForSequenceClassification, "bert", "sequence-classification", attn_implementation="eager")
labels = torch.tensor([3, 0, 1, 4])
weights = dict(model.named_parameters())


def loss_of(weights, rows):
    batch = {name: values[rows] for name, values in given.items()}
    return F.cross_entropy(torch.func.functional_call(model, weights, (), batch).logits, labels[rows])


inner = torch.autograd.grad(loss_of(weights, slice(0, 2)), list(weights.values()), create_graph=True)
moved = {name: w - 0.5 * g for (name, w), g in zip(weights.items(), inner)}
outer = loss_of(moved, slice(2, 4))
meta = dict(zip(weights, torch.autograd.grad(outer, list(weights.values()))))
model, given = load(AutoModelForSequenceClassification, "bert", "sequence-classification", attn_implementation="eager")
save_file(
    {"loss": outer.detach().reshape(1), **{
        n: meta[n].contiguous() for n in some(model)
    }}, results / "bert-second-order.safetensors")
