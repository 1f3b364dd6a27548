"""Writes ../resources/aprendiz/model/metrics/golden.json with scikit-learn's figures.

    pip install scikit-learn==1.9.1 scipy==1.17.1
    python golden_metrics.py
"""

import json
import pathlib
import random

from scipy.stats import binomtest
from sklearn.metrics import accuracy_score, confusion_matrix, matthews_corrcoef, precision_recall_fscore_support


def case(name, labels, truth, answers):
    scores = precision_recall_fscore_support(truth, answers, labels=labels, zero_division=0)
    means = {
        average: dict(zip(("precision", "recall", "f1"), map(float, precision_recall_fscore_support(
            truth, answers, average=average, zero_division=0)[:3])))
        for average in ("macro", "weighted")
    }
    hits = sum(t == a for t, a in zip(truth, answers))
    interval = binomtest(hits, len(truth)).proportion_ci(0.95, method="wilson")
    return {
        "name": name, "labels": labels, "truth": truth, "answers": answers,
        "accuracy": float(accuracy_score(truth, answers)),
        "matthews": float(matthews_corrcoef(truth, answers)),
        "interval": [float(interval.low), float(interval.high)],
        "matrix": confusion_matrix(truth, answers, labels=labels).tolist(),
        "precision": scores[0].tolist(), "recall": scores[1].tolist(),
        "f1": scores[2].tolist(), "support": scores[3].tolist(),
        **means,
    }


rng = random.Random(7)


def noisy(labels, weights, n, right):
    truth = rng.choices(labels, weights, k=n)
    return truth, [t if rng.random() < right else rng.choice(labels) for t in truth]


stars = ["1", "2", "3", "4", "5"]
cases = [
    case("perfect", ["a", "b"], ["a", "b", "a"], ["a", "b", "a"]),
    case("all wrong", ["a", "b"], ["a", "b", "a"], ["b", "a", "b"]),
    case("one example", ["a", "b"], ["a"], ["a"]),
    case("majority only", ["a", "b", "c"], ["a", "a", "a", "b", "c"], ["a"] * 5),
    case("a class that is neither true nor answered", ["a", "b", "c"], ["a", "b", "a", "b"], ["a", "b", "b", "b"]),
    case("a class that is answered but never true", ["a", "b", "c"], ["a", "b", "a"], ["a", "c", "c"]),
    case("a class that is true but never answered", ["a", "b", "c"], ["a", "c", "b"], ["a", "b", "b"]),
    case("labels in another order than the alphabet's", ["z", "a", "m"], ["a", "z", "m", "m"], ["a", "z", "z", "m"]),
    case("skewed stars", stars, *noisy(stars, [1, 2, 5, 20, 40], 300, 0.6)),
    case("random stars", stars, *noisy(stars, [1, 1, 1, 1, 1], 200, 0.0)),
]

path = pathlib.Path(__file__).parent.parent / "resources/aprendiz/model/metrics/golden.json"
path.write_text("[\n" + ",\n".join(json.dumps(one) for one in cases) + "\n]\n")
