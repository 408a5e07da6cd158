"""An endpoint for embeddings on loopback: a text's vector tells which of the WORDs (one or another: a|b) stand in it.

Usage: embeddings.py LOG WORD...; prints port and process id, goes on in the background, and ends after three minutes.
Paths: /v1/embeddings answers; /busy says 503; /garbage is no JSON; /short leaves the last text out. Every request is logged.
"""
import http.server, json, os, sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Oracles"))
import loopback

log, words = sys.argv[1], sys.argv[2:]


class Endpoint(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with open(log, "a") as out:
            out.write(json.dumps({"path": self.path, "key": self.headers.get("Authorization"), "body": body}) + "\n")
        texts = body["input"]
        data = [
            {"object": "embedding", "index": i, "embedding": [1.0 * any(part in t for part in word.split("|")) for word in words] + [0.25]}
            for i, t in enumerate(texts)
        ]
        if self.path == "/short":
            data.pop()
        answer = b"not json" if self.path == "/garbage" else json.dumps({"object": "list", "data": data[::-1]}).encode()
        self.send_response(503 if self.path == "/busy" else 200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
loopback.go_on(server.server_address[1], server, 180)
server.serve_forever()
