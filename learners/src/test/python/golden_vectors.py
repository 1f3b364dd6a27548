"""Writes ../resources/aprendiz/learners/vectors.json: what scikit-learn makes of a few vectors.

    pip install scikit-learn==1.9.1
    python golden_vectors.py
"""

import json
import pathlib
import random

import numpy
from sklearn.linear_model import LogisticRegression

rng = random.Random(7)


def case(labels, sizes, cost, balanced):
    vectors = [[round(rng.gauss(label * (i % 2), 1), 3) for i in range(5)] for label, n in zip(labels, sizes) for _ in range(n)]
    truth = [label for label, n in zip(labels, sizes) for _ in range(n)]
    model = LogisticRegression(C=cost, class_weight="balanced" if balanced else None, tol=1e-12, max_iter=100000)
    model.fit(numpy.array(vectors), truth)
    weights, intercepts = model.coef_.tolist(), model.intercept_.tolist()
    if len(labels) == 2:  # the first label scores 0
        weights, intercepts = [[0.0] * 5] + weights, [0.0] + intercepts
    return {"vectors": vectors, "truth": truth, "labels": len(labels), "cost": cost, "balanced": balanced,
            "weights": weights, "intercepts": intercepts}


cases = [case([0, 1], [8, 8], 1.0, False), case([0, 1], [4, 12], 10.0, True), case([0, 1, 2], [9, 5, 8], 1.0, False)]
path = pathlib.Path(__file__).parent.parent / "resources/aprendiz/learners/vectors.json"
path.write_text(json.dumps(cases) + "\n")
