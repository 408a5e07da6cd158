"""A name that first leads to a public address and then to this machine, in a network of its own.

Usage: unshare -rmn python3 rebinding.py TOOL FOLDER

A name server answers 93.184.216.34 (which is ours in here) to the first question and 127.0.0.1 to later ones; a receiver
listens on every address and writes down which one it was reached by.
"""
import fcntl, os, socket, struct, subprocess, sys, threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

tool, folder = sys.argv[1:]
public = "93.184.216.34"


def interface(name, request, data):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        fcntl.ioctl(control, request, struct.pack("16s", name) + data)


def address(text):
    return struct.pack("H2s4s8s", socket.AF_INET, b"", socket.inet_aton(text), b"")


interface(b"lo", 0x8914, struct.pack("H14s", 0x1 | 0x40, b""))  # SIOCSIFFLAGS: up, running
interface(b"lo:1", 0x8916, address(public))  # SIOCSIFADDR
settings = os.path.join(folder, "resolv.conf")
with open(settings, "w") as file:
    file.write("nameserver 127.0.0.1\noptions timeout:1 attempts:1\n")
subprocess.run(["mount", "--bind", settings, os.path.realpath("/etc/resolv.conf")], check=True)
asked = {}
answers = {b"rebind": [[public], ["127.0.0.1"]], b"both": [["127.0.0.1", public]]}


def serve():
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 53))
    while True:
        question, peer = server.recvfrom(512)
        end = question.index(b"\0", 12)
        name = question[13 : 13 + question[12]]
        kind = struct.unpack(">H", question[end + 1 : end + 3])[0]
        records = []
        if kind == 1:
            turns = answers[name]
            records = turns[min(asked.get(name, 0), len(turns) - 1)]
            asked[name] = asked.get(name, 0) + 1
        head = question[:2] + struct.pack(">HHHHH", 0x8180, 1, len(records), 0, 0)
        body = b"".join(b"\xc0\x0c" + struct.pack(">HHIH", 1, 1, 0, 4) + socket.inet_aton(one) for one in records)
        server.sendto(head + question[12 : end + 5] + body, peer)


reached = []


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        reached.append(self.connection.getsockname()[0])
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *arguments):
        pass


receiver = ThreadingHTTPServer(("0.0.0.0", 8080), Receiver)
for work in (serve, receiver.serve_forever):
    threading.Thread(target=work, daemon=True).start()


def send(host):
    with open(os.path.join(folder, "sinks.yaml"), "w") as file:
        file.write("sinks:\n  - {name: w, kind: webhook, url: 'http://%s.example:8080/', allow_http: true}\n" % host)
    run = subprocess.run(
        [tool, "deliver", "test", "--config", os.path.join(folder, "sinks.yaml")], capture_output=True, text=True)
    return run.returncode, run.stdout + run.stderr


first, second = send("rebind"), send("rebind")
assert first[0] == 0 and reached == [public], (first, reached)
assert second[0] == 69 and "address 127.0.0.1 is not public" in second[1], second
assert reached == [public], reached
send("both")
assert "127.0.0.1" not in reached, reached
assert asked[b"rebind"] == 2 and asked[b"both"] == 1, asked
print("ok")
