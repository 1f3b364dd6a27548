"""Writes ../resources/aprendiz/model/metrics/figures.json: what the reference implementations say.

    pip install scikit-learn==1.9.1 scipy==1.17.1 seqeval==1.2.2 transformers==4.57.6
    python golden_figures.py
"""

import json
import pathlib

import numpy as np
import scipy.optimize
import scipy.special
import scipy.stats
from seqeval.metrics import f1_score as entity_f1, precision_score as entity_precision, recall_score as entity_recall
from seqeval.scheme import IOB2
from sklearn.metrics import f1_score, matthews_corrcoef, mean_absolute_error, roc_auc_score, root_mean_squared_error
from transformers.data.metrics.squad_metrics import compute_exact, compute_f1

rng = np.random.default_rng(11)


def probabilities(n, labels, sharpness):
    """As sure as they are, and in eighths where that is easy, so that there are ties."""
    truth = rng.integers(0, labels, n)
    logits = rng.normal(size=(n, labels)) + np.eye(labels)[truth] * 1.2
    return truth, scipy.special.softmax(np.round(logits * 4) / 4 * sharpness, axis=1).astype(np.float32)


def ece(p, truth):
    """gpleiss/temperature_scaling, ECELoss with 15 bins."""
    confidence, right = p.max(axis=1).astype(np.float64), p.argmax(axis=1) == truth
    error = 0.0
    for k in range(15):
        inside = (confidence > k / 15) & (confidence <= (k + 1) / 15)
        if inside.any():
            error += abs(confidence[inside].mean() - right[inside].mean()) * inside.mean()
    return error


def nll(p, truth, temperature):
    scaled = np.log(p.astype(np.float64)) / temperature
    return float(np.mean(scipy.special.logsumexp(scaled, axis=1) - scaled[np.arange(len(truth)), truth]))


def one_label(n, labels, sharpness):
    truth, p = probabilities(n, labels, sharpness)
    best = scipy.optimize.minimize_scalar(
        lambda t: nll(p, truth, t), bounds=(0.01, 100), method="bounded", options={"xatol": 1e-12})
    auc = roc_auc_score(truth, p[:, 1]) if labels == 2 else roc_auc_score(
        truth, p, multi_class="ovr", average="macro")
    return {"truth": truth.tolist(), "probabilities": p.tolist(), "rocAuc": float(auc), "error": ece(p, truth),
            "temperature": float(best.x), "loss": nll(p, truth, best.x),
            "matthews": float(matthews_corrcoef(truth, p.argmax(axis=1)))}


def many_labels(n, labels):
    truth = rng.random((n, labels)) < 0.4
    p = np.clip(truth * 0.4 + rng.random((n, labels)) * 0.6, 0, 1).astype(np.float32)
    answers = p > 0.5
    return {"truth": truth.tolist(), "probabilities": p.tolist(),
            "rocAuc": float(roc_auc_score(truth, p, average="macro")),
            "exact": float((truth == answers).all(axis=1).mean()),
            "micro": float(f1_score(truth, answers, average="micro")),
            "macro": float(f1_score(truth, answers, average="macro")),
            "weighted": float(f1_score(truth, answers, average="weighted"))}


def tags(n):
    kinds = ["O", "O", "O", "B-PER", "I-PER", "B-LOC", "I-LOC", "I-MISC", "B-MISC", "B-work-of-art", "I-work-of-art"]
    return [[kinds[k] for k in rng.integers(0, len(kinds), rng.integers(1, 12))] for _ in range(n)]


def entities(truth, answers):
    case = {"truth": truth, "answers": answers}
    for name, mode in (("lenient", {}), ("strict", {"mode": "strict", "scheme": IOB2})):
        case[name] = [[float(score(truth, answers, average=average, zero_division=0, **mode))
                       for score in (entity_precision, entity_recall, entity_f1)]
                      for average in ("micro", "macro", "weighted")]
    return case


def noisy(sentences):
    return [[t if rng.random() < 0.7 else o for t, o in zip(s, tags(1)[0] + ["O"] * len(s))] for s in sentences]


def answer(given, right):
    golds = right or [""]
    return {"answer": given, "right": right, "exact": float(max(compute_exact(g, given) for g in golds)),
            "f1": float(max(compute_f1(g, given) for g in golds))}


def numbers(x, y):
    x, y = np.array(x, dtype=float), np.array(y, dtype=float)
    return {"truth": x.tolist(), "answers": y.tolist(), "pearson": float(scipy.stats.pearsonr(x, y).statistic),
            "spearman": float(scipy.stats.spearmanr(x, y).statistic), "mae": float(mean_absolute_error(x, y)),
            "rmse": float(root_mean_squared_error(x, y))}


def interval(n):
    values = np.round(rng.gamma(2.0, size=n), 3)
    found = scipy.stats.bootstrap((values,), np.mean, n_resamples=20000, method="percentile", rng=5).confidence_interval
    return {"values": values.tolist(), "low": float(found.low), "high": float(found.high)}


sentences = tags(40)
docs = [["O", "O", "O", "B-MISC", "I-MISC", "I-MISC", "O"], ["B-PER", "I-PER", "O"]]
figures = {
    "oneLabel": [one_label(60, 2, 1.0), one_label(200, 2, 2.5), one_label(90, 3, 0.5), one_label(300, 7, 1.7)],
    "manyLabels": [many_labels(80, 4)],
    "entities": [
        entities(docs, [["O", "O", "B-MISC", "I-MISC", "I-MISC", "I-MISC", "O"], ["B-PER", "I-PER", "O"]]),
        entities([["B-PER", "B-PER", "I-LOC", "O"]], [["I-PER", "B-PER", "I-LOC", "I-LOC"]]),
        entities(sentences, noisy(sentences)), entities([["O"], ["B-PER"]], [["O"], ["O"]])],
    "answers": [
        answer("the Norman conquest", ["Norman Conquest", "conquest"]), answer("in 1066.", ["1066", "the year 1066"]),
        answer("A  theme, an \"idea\"", ["theme idea"]), answer("theatre", ["the atre"]), answer("", []),
        answer("something", []), answer("the", ["a"]), answer("", ["x"]), answer("big big dog", ["big dog dog"]),
        answer("Éxito en la habitación", ["éxito, en la habitación"]), answer("año 1492", ["1492", "en el año 1492"]),
        answer("rock-and-roll", ["rock and roll"]), answer("$3,000", ["3000"])],
    "numbers": [
        numbers([1, 2, 3, 4, 5], [1.1, 1.9, 3.2, 3.9, 9]), numbers([1, 1, 2, 2, 3, 5], [2, 1, 1, 3, 3, 0]),
        numbers(rng.normal(size=50), rng.normal(size=50))],
    "intervals": [interval(30), interval(400)],
}
path = pathlib.Path(__file__).parent.parent / "resources/aprendiz/model/metrics/figures.json"
path.write_text(json.dumps(figures) + "\n")
