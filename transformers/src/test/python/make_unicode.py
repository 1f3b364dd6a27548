"""Makes the table by which text is normalised: what Hugging Face's tokenizers does with every character there is.

    pip install tokenizers==0.22.2
    python make_unicode.py ../../main/resources/aprendiz/transformers/text/unicode.txt
"""

import sys

from tokenizers.normalizers import NFD, BertNormalizer, Lowercase, StripAccents
from tokenizers.pre_tokenizers import BertPreTokenizer, Whitespace

ALL = [chr(c) for c in range(0x110000) if not 0xD800 <= c < 0xE000]
clean = BertNormalizer(clean_text=True, handle_chinese_chars=False, strip_accents=False, lowercase=False)
chinese = BertNormalizer(clean_text=False, handle_chinese_chars=True, strip_accents=False, lowercase=False)
accents = BertNormalizer(clean_text=False, handle_chinese_chars=False, strip_accents=True, lowercase=False)
nfd, lower, strip, cut, words = NFD(), Lowercase(), StripAccents(), BertPreTokenizer(), Whitespace()


def of(holds):
    """The characters for which something holds, as ranges."""
    ranges = []
    for char in filter(holds, ALL):
        if ranges and ord(char) == ranges[-1][1] + 1:
            ranges[-1][1] += 1
        else:
            ranges.append([ord(char), ord(char)])
    return " ".join(f"{a:X}" if a == b else f"{a:X}-{b:X}" for a, b in ranges)


def changed(normalizer, passed_over=lambda char: False):
    for char in ALL:
        text = normalizer.normalize_str(char)
        if text != char and not passed_over(char):
            yield f"{ord(char):X}=" + "+".join(f"{ord(c):X}" for c in text)


def hangul(char):  # decomposed by arithmetic
    return 0xAC00 <= ord(char) < 0xAC00 + 11172


lines = {
    "dropped": of(lambda c: clean.normalize_str(c) == ""),
    "space": of(lambda c: clean.normalize_str(c) == " "),
    "chinese": of(lambda c: chinese.normalize_str(c) == f" {c} "),
    "nonspacing": of(lambda c: accents.normalize_str(c) == ""),
    "combining": of(lambda c: strip.normalize_str(c) == ""),
    "punctuation": of(lambda c: len(cut.pre_tokenize_str(f"a{c}a")) == 3),
    "blank": of(lambda c: len(cut.pre_tokenize_str(f"a{c}a")) == 2),
    "word": of(lambda c: len(words.pre_tokenize_str(f"a{c}a")) == 1),
    "lower": " ".join(changed(lower)),
    "decomposed": " ".join(changed(nfd, hangul)),
}
with open(sys.argv[1], "w") as out:
    out.write("# Characters as tokenizers 0.22.2 sees them; written by src/test/python/make_unicode.py\n")
    for name, value in lines.items():
        out.write(f"{name} {value}\n")
