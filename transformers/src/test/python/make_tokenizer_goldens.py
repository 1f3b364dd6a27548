"""Makes src/test/resources/tokenizers: a vocabulary, and what transformers' fast tokenizers make of texts with it.

    pip install torch==2.13.0 transformers==4.57.6
    python make_tokenizer_goldens.py ../resources/tokenizers
"""

import json
import sys
from pathlib import Path

from transformers import BertTokenizerFast

folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)

WORDS = """the room was clean and quiet bed staff la habitacion habitación estaba limpia el baño ni no room Room El La Madrid
madrid canon 日 本 語 한 국 ㄱ 🛏 👍 👩 ❤ é ñ ß ss ö ü о м привет # ##s ##able ##mente ##ing ##日 ##👍 ##국 ##é un ##aff un ##do
straße strasse œuvre ﬁ fi 1 2 3 12 ##1 ##2 ##0 i ı İ . , ; : ! ? ¿ ¡ ' " ( ) [ ] { } - – — … / \\ @ & % $ € £ * + = < > | ~ ^ _ `""".split()
letters = "abcdefghijklmnopqrstuvwxyz" + "ABCELMR" + "αβγσς" + "абвгдеж"
tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + WORDS + list(letters) + ["##" + x for x in letters]
tokens = list(dict.fromkeys(tokens))
(folder / "vocab.txt").write_text("\n".join(tokens) + "\n")

TEXTS = [
    "",
    " ",
    "the room was clean and quiet",
    "The Room WAS Clean, and quiet!",
    "La habitación estaba limpia.",
    "La habitacio\u0301n estaba limpia.",
    "habitaci\u00f3n habitacio\u0301n",
    "caf\u0065\u0301 \u0301suelto \u0301",
    "¿El baño? ¡No!",
    "El bañ\u0303o e\u0323\u0301\u0302",
    "日本語",
    "日本語room日本 quiet",
    "한국 한 국",
    "ㄱㄴ 가나다",
    "🛏️ room 👍🏽 clean",
    "👩‍👩‍👧‍👦",
    "❤️❤",
    "clean👍room",
    "🇪🇸 Madrid",
    "a\u200db\u200cc \u200b d\ufeffe",
    "tab\tline\nreturn\rend",
    "nul\x00bell\x07del\x7fnext\x85line",
    "nbsp\u00a0thin\u2009line\u2028para\u2029ideographic\u3000end",
    "soft\u00adhyphen",
    "replacement \ufffd char",
    "private \ue000 use",
    "unassigned \u0378 here",
    "[CLS] the [MASK] room [SEP]",
    "[cls] the [mask]room[SEP]bed",
    "[MASK][MASK] [ MASK ]",
    "##s the ## s#",
    "unaffable undoing cleanable limpiamente",
    "x" * 99,
    "x" * 100,
    "x" * 101,
    "the " + "y" * 1000 + " room",
    "é" * 100 + " " + "é" * 101,
    "👍" * 100 + " " + "👍" * 101,
    "Straße STRASSE ẞ ß",
    "İstanbul ISTANBUL ıi",
    "ΑΒΓ ΣΑΣ σας",
    "ПРИВЕТ, мёд й",
    "ŒUVRE œuvre ﬁ ﬁn",
    "don't we've she's I'm they're can't do not",
    "a.b,c;d:e!f?g",
    "(a)[b]{c}<d>",
    "1234567890 12,345.67 €12 £3 $1 5%",
    "user@example.com https://example.com/a_b?c=d&e=f",
    "a-b–c—d…e",
    "“quoted” ‘text’ «La» „room“",
    "Å Å å Ω Ω",
    "नमस्ते दुनिया",
    "مرحبا بالعالم ٱلسَّلَامُ",
    "שָׁלוֹם עולם",
    "สวัสดีชาวโลก",
    "𝒽𝑒𝓁𝓁𝑜 𝟙𝟚 𐐀𐐨",
    "㍿ ① Ⅳ ½ ²",
    "豈更 \U0002f800 \U00020000 \U0002b740",
    "\u1ab0a\u1ab1 b\u20dd c\u0488",
    "a\u0903b क\u093e \U0001d165x",
    "Ǆ ǅ ǆ Ⱥ Ꙁ",
    "  leading and trailing  ",
    "room " * 40,
]
PAIRS = [
    ["the room", "was clean and quiet"],
    ["", "quiet"],
    ["the bed", ""],
    ["la habitación estaba limpia", "el baño 👍 no"],
    ["the room was clean and quiet and the bed was clean", "staff"],
    ["staff", "the room was clean and quiet and the bed was clean"],
    ["the room was clean and quiet", "the bed was clean and quiet"],
    ["the room was clean and", "the bed was clean and quiet"],
]
SPLIT = [["La", "habitación", "estaba-limpia", "."], ["👍👍", "", "El", "\u0301", "[SEP]", "a b"], []]


def places(one):
    return {
        "ids": one.ids,
        "types": one.type_ids,
        "starts": [start for start, _ in one.offsets],
        "ends": [end for _, end in one.offsets],
        "words": [-1 if word is None else word for word in one.word_ids],
        "special": one.special_tokens_mask,
    }


def goldens(tokenizer):
    core = tokenizer.backend_tokenizer
    core.no_truncation()
    out = {"texts": [], "pairs": [], "windows": [], "words": []}
    for text in TEXTS:
        one = places(core.encode(text))
        del one["types"], one["special"]
        out["texts"].append({"text": text} | one | {"decoded": core.decode(one["ids"])})
    for longest in (12, 9, 8):
        for strategy in ("longest_first", "only_first", "only_second"):
            for a, b in PAIRS:
                core.enable_truncation(longest, strategy=strategy)
                try:
                    one = core.encode(a, b)
                    found = {"ids": one.ids, "types": one.type_ids}
                except Exception:
                    found = {"ids": [], "types": []}
                out["pairs"].append({"first": a, "second": b, "longest": longest, "strategy": strategy} | found)
    for longest, stride in ((12, 0), (12, 3), (9, 4)):
        for a, b in PAIRS:
            core.enable_truncation(longest, stride=stride, strategy="only_second")
            try:
                one = core.encode(a, b)
                found = [places(x) for x in [one, *one.overflowing]]
            except BaseException:
                found = []
            out["windows"].append({"first": a, "second": b, "longest": longest, "stride": stride, "windows": found})
    core.enable_truncation(7, stride=2)
    one = core.encode(TEXTS[-1])
    out["single"] = [x.ids for x in [one, *one.overflowing]]
    core.no_truncation()
    for words in SPLIT:
        out["words"].append({"text": words} | places(core.encode(words, is_pretokenized=True)))
    return out


SETTINGS = {
    "uncased": {"do_lower_case": True},
    "cased": {"do_lower_case": False},
    "accented": {"do_lower_case": True, "strip_accents": False, "tokenize_chinese_chars": False},
}
for name, settings in SETTINGS.items():
    tokenizer = BertTokenizerFast(vocab_file=str(folder / "vocab.txt"), **settings)
    (folder / f"{name}.json").write_text(
        json.dumps({"settings": settings} | goldens(tokenizer), ensure_ascii=True, separators=(",", ":")).replace('},{', '},\n{') + "\n"
    )
