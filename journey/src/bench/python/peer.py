"""The other side of ./aprendiz bench: the same work in Python.

Started as `peer.py WORK JSON`, it makes WORK ready and prints what it runs on as a line of JSON. Then each line that it
reads, {"repeat": n}, is answered by {"seconds": [n numbers], "peak_bytes": m}. It ends with its input.
"""

import csv
import json
import platform
import sys
import time
from pathlib import Path


def train(settings):
    """One step: loss, gradients, clipping, AdamW, as transformers' Trainer does it."""
    import torch

    model = network(settings).train()
    bf16 = settings["precision"] == "bf16"
    optimiser = torch.optim.AdamW(model.parameters(), lr=1e-5, weight_decay=0.01, fused=True)
    ids = torch.randint(1, model.config.vocab_size, (settings["batch"], settings["length"]))
    batch = {"input_ids": ids, "attention_mask": torch.ones_like(ids), "labels": torch.arange(len(ids)) % 2}

    def step():
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16):
            loss = model(**batch).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad()
        return loss.item()

    return step


def forward(settings):
    """Logits of one batch, eager."""
    import torch

    model = network(settings).eval()
    ids = torch.randint(1, model.config.vocab_size, (settings["batch"], settings["length"]))
    mask = torch.ones_like(ids)

    def step():
        with torch.inference_mode():
            return model(input_ids=ids, attention_mask=mask).logits.sum().item()

    return step


def network(settings):
    import torch
    import transformers

    torch.set_num_threads(settings["threads"])
    torch.manual_seed(1)
    config = transformers.AutoConfig.for_model(**settings["config"])
    return transformers.AutoModelForSequenceClassification.from_config(config, attn_implementation="sdpa")


def tokenize(settings):
    """All texts at once, cut to the length."""
    import tokenizers

    tokenizer = tokenizers.Tokenizer.from_file(str(Path(settings["folder"]) / "tokenizer.json"))
    tokenizer.enable_truncation(settings["length"])
    tokenizer.no_padding()
    texts = read(settings)
    return lambda: sum(len(encoding.ids) for encoding in tokenizer.encode_batch(texts))


def embed(settings):
    """Mean pooling and length 1 over batches of texts of like length, as sentence-transformers does it."""
    import torch
    import transformers

    torch.set_num_threads(settings["threads"])
    model = transformers.AutoModel.from_pretrained(settings["folder"], attn_implementation="sdpa").eval()
    tokenizer = transformers.AutoTokenizer.from_pretrained(settings["folder"])
    texts = sorted(read(settings), key=len, reverse=True)

    def step():
        with torch.inference_mode():
            for at in range(0, len(texts), 32):
                batch = tokenizer(texts[at : at + 32], padding=True, truncation=True, return_tensors="pt")
                mask = batch["attention_mask"].unsqueeze(2).float()
                vectors = (model(**batch).last_hidden_state * mask).sum(1) / mask.sum(1)
                torch.nn.functional.normalize(vectors).numpy()

    return step


def serve(settings):
    """A text-classification pipeline behind http.server: connections side by side, texts one after the other.

    The pipeline must not be entered twice at once: its tokenizer is not made for that.
    """
    import http.server
    import threading

    import torch
    import transformers

    torch.set_num_threads(settings["threads"])
    # DistilBERT takes no token types, and BERT's are all 0 here
    tokenizer = transformers.AutoTokenizer.from_pretrained(
        settings["folder"], model_input_names=["input_ids", "attention_mask"])
    pipeline = transformers.pipeline(
        "text-classification", model=settings["folder"], tokenizer=tokenizer, device="cpu", top_k=None)
    turn = threading.Lock()

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = 1 << 16

        def do_POST(self):
            text = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["inputs"]
            with turn:
                answer = json.dumps(pipeline(text, truncation=True)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *arguments):
            pass

    class Server(http.server.ThreadingHTTPServer):
        request_queue_size = 128

    server = Server(("127.0.0.1", settings["port"]), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return lambda: None


def read(settings):
    with open(settings["texts"], newline="", encoding="utf-8") as file:
        return [row["text"] for row in csv.DictReader(file)] * settings["copies"]


def versions():
    found = {"python": platform.python_version()}
    for name in ("torch", "transformers", "tokenizers"):
        if name in sys.modules:
            found[name] = sys.modules[name].__version__
    return found


def peak_bytes():
    """The most memory that was resident since the start; None where the system does not tell."""
    try:
        for line in open("/proc/self/status"):
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return None


def say(answer):
    print(json.dumps(answer), flush=True)


def main():
    work = {"train": train, "forward": forward, "tokenize": tokenize, "embed": embed, "serve": serve}[sys.argv[1]]
    step = work(json.loads(sys.argv[2]))
    say(versions())
    for line in sys.stdin:
        seconds = []
        for _ in range(json.loads(line)["repeat"]):
            begun = time.perf_counter()
            step()
            seconds.append(time.perf_counter() - begun)
        say({"seconds": seconds, "peak_bytes": peak_bytes()})


if __name__ == "__main__":
    main()
