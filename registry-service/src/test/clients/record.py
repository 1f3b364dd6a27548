"""Stands between a Hub client and the registry, and writes down what they say, one exchange a line, for HubReplayTest.

    python record.py http://127.0.0.1:8081 9000 acme/recorded trace.jsonl
    HF_ENDPOINT=http://127.0.0.1:9000 python hub_write.py acme/recorded

The repository's name, commits and addresses for uploads are written as {repo}, {sha1}, {upload1}: by their order in the
answers. Long runs of the same few characters are written as ⟪run*count⟫.
"""
import http.client
import json
import re
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

REGISTRY, PORT, REPO, OUT = sys.argv[1:]
ASKED = ["Content-Type", "Range"]
ANSWERED = ["X-Error-Code", "X-Repo-Commit", "ETag", "Content-Range", "Content-Length", "Link"]
RUN = re.compile(r"((.{1,4}?)\2{60,})")
names = {}
lock = threading.Lock()


def learn(status, headers, body):
    found = [headers.get("X-Repo-Commit")]
    try:
        answer = json.loads(body)
    except ValueError:
        answer = None
    if isinstance(answer, dict):
        found += [answer.get("sha"), answer.get("commitOid")]
        for item in answer.get("objects", []):
            href = item.get("actions", {}).get("upload", {}).get("href")
            if href:
                path = re.sub(r"^https?://[^/]+", "", href)
                names.setdefault(path, "{upload%d}" % (sum(n.startswith("{upload") for n in names.values()) + 1))
    for sha in found:
        if sha:
            names.setdefault(sha, "{sha%d}" % (sum(n.startswith("{sha") for n in names.values()) + 1))


def plain(text):
    for value, name in names.items():
        text = text.replace(value, name)
    text = text.replace(REPO, "{repo}").replace(REPO.replace("/", "%2F"), "{repo}")
    namespace, name = REPO.split("/")
    text = re.sub(
        rf'"name": ?"{name}((-moved)?)", ?"organization": ?"{namespace}"', r'"name":"{repo}\1"', text
    )
    return RUN.sub(shorter, text)


def shorter(run):
    count = len(run[1]) // len(run[2])
    return f"⟪{run[2]}*{count}⟫" + run[1][count * len(run[2]) :]


class Exchange(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def body(self):
        if self.headers.get("Transfer-Encoding") == "chunked":
            parts = b""
            while size := int(self.rfile.readline(), 16):
                parts += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return parts
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def pass_on(self):
        body = self.body()
        registry = http.client.HTTPConnection(REGISTRY.removeprefix("http://"))
        headers = {k: v for k, v in self.headers.items() if k.lower() not in ("transfer-encoding", "content-length")}
        if body or self.command in ("POST", "PUT"):
            headers["Content-Length"] = str(len(body))
        registry.request(self.command, self.path, body=body, headers=headers)
        answer = registry.getresponse()
        content = answer.read()
        with lock:
            asked = {name: self.headers[name] for name in ASKED if name in self.headers}
            if "/preupload/" in self.path:
                asked["User-Agent"] = self.headers["User-Agent"]
            line = {"request": plain(f"{self.command} {self.path}"), "headers": asked}
            if body:
                line["body"] = plain(body.decode("utf-8", "replace"))
            learn(answer.status, answer.headers, content)
            line["status"] = answer.status
            line["answer"] = {
                name: plain(answer.headers[name]) if name.startswith("X-") else "*"
                for name in ANSWERED
                if name in answer.headers
            }
            with open(OUT, "a") as out:
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            if name.lower() not in ("transfer-encoding", "connection"):
                self.send_header(name, value)
        if "Content-Length" not in answer.headers and answer.status != 204:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = pass_on

    def log_message(self, *args):
        pass


ThreadingHTTPServer(("127.0.0.1", int(PORT)), Exchange).serve_forever()
