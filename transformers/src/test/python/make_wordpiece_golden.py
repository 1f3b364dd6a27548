"""Makes src/test/resources/wordpiece: a text, and the vocabularies that tokenizers learns from it.

    pip install tokenizers==0.22.2
    python make_wordpiece_golden.py ../resources/wordpiece

Between pairs that are equally frequent the trainer takes the one whose pieces have the smaller numbers, and single
letters are numbered in an order that differs from run to run. So they are given as special tokens here, in the order in
which Aprendiz numbers them: characters as Unicode has them, then letters inside of words as sorted words show them.
"""

import json
import random
import sys
from collections import Counter
from pathlib import Path

from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.trainers import WordPieceTrainer

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
WORDS = """habitación baño cama limpia sucia tranquila ruidosa desayuno personal amable antipático recepción vistas mar
ciudad hotel hoteles hotelito cómodo cómoda cómodamente comodidad ruido ruidos ruidoso precio precios preciosa limpieza
limpiar limpiamente Madrid Sevilla Málaga the room rooms roomy was clean cleaner cleaning cleanliness cleanly quiet
quietly quietness loud louder bed beds bedding 日本 日本語 👍 👍👍 2024 2025 24 25 . , ! ? ¿ ¡ ( )""".split()

folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
random.seed(5)
lines = [" ".join(random.choices(WORDS, [1 / (3 + i) for i in range(len(WORDS))], k=random.randint(3, 14)))
         for _ in range(300)]
(folder / "text.txt").write_text("\n".join(lines) + "\n")


def learn(size, frequency, limit, lower):
    tokenizer = Tokenizer(WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer(lowercase=lower, strip_accents=lower)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    words = Counter(word for line in lines for word, _ in
                    tokenizer.pre_tokenizer.pre_tokenize_str(tokenizer.normalizer.normalize_str(line)))
    letters = Counter()
    for word, count in words.items():
        for letter in word:
            letters[letter] += count
    by_count = letters.most_common()
    assert limit >= len(by_count) or by_count[limit - 1][1] > by_count[limit][1], by_count
    alphabet = sorted(letter for letter, _ in by_count[:limit])
    inside = dict.fromkeys("##" + letter for word in sorted(words) for letter in word[1:] if letter in alphabet)
    tokenizer.train_from_iterator(lines, WordPieceTrainer(
        vocab_size=size, min_frequency=frequency, limit_alphabet=limit, special_tokens=[*SPECIAL, *alphabet, *inside],
        show_progress=False))
    vocabulary = tokenizer.get_vocab()
    return sorted(vocabulary, key=vocabulary.get)


golden = []
for lower in (True, False):
    for size, frequency, alphabet in ((10_000, 2, 1000), (10_000, 25, 1000), (170, 2, 1000), (200, 2, 24), (120, 0, 1000)):
        tokens = learn(size, frequency, alphabet, lower)
        golden.append({"size": size, "frequency": frequency, "alphabet": alphabet, "lower": lower, "tokens": tokens})
(folder / "golden.json").write_text(json.dumps(golden, ensure_ascii=False, separators=(",", ":")).replace("},{", "},\n{") + "\n")
print([(one["size"], one["frequency"], one["alphabet"], one["lower"], len(one["tokens"])) for one in golden])
