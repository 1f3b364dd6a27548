"""Writes ../resources/aprendiz/learners/regression.json: what scikit-learn answers on invented texts.

    pip install scikit-learn==1.9.1
    python golden_regression.py
"""

import json
import pathlib
import random
import re

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def terms(text):
    words = WORD.findall(text.lower())
    return words + [f"{a} {b}" for a, b in zip(words, words[1:])]


rng = random.Random(5)
nouns = "room bed bathroom view breakfast staff street heater carpet lamp cama habitación".split()
adjectives = {"good": "clean quiet lovely large spotless friendly".split(), "bad": "dirty loud broken cold rude hard".split(),
              "fair": "plain usual average small simple okay".split()}


def text(label):
    words = [rng.choice(["the", "a", "our"]), rng.choice(nouns), "was"]
    words += [rng.choice(["not", "very", "rather", "so"])] if rng.random() < 0.5 else []
    return " ".join(words + [rng.choice(adjectives[label if rng.random() < 0.85 else rng.choice(list(adjectives))])]
                    + rng.choices(nouns, k=rng.randint(0, 3)))


def case(labels, sizes, cost):
    train = [(text(label), label) for label, n in zip(labels, sizes) for _ in range(n)]
    asked = [text(rng.choice(labels)) for _ in range(12)] + ["", "xyzzy", "was was was it's"]
    vectors = TfidfVectorizer(analyzer=terms)
    model = LogisticRegression(C=cost, class_weight="balanced", tol=1e-12, max_iter=100000)
    model.fit(vectors.fit_transform([t for t, _ in train]), [label for _, label in train])
    rows = model.predict_proba(vectors.transform(asked))
    return {"cost": cost, "texts": [t for t, _ in train], "labels": [label for _, label in train], "asked": asked,
            "probabilities": [dict(zip(model.classes_, map(float, row))) for row in rows]}


cases = [case(["bad", "good"], [20, 20], 1.0), case(["bad", "good"], [10, 40], 10.0),
         case(["bad", "fair", "good"], [25, 8, 40], 1.0)]
path = pathlib.Path(__file__).parent.parent / "resources/aprendiz/learners/regression.json"
path.write_text(json.dumps(cases, ensure_ascii=False) + "\n")
