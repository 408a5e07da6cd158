"""A receiver on loopback that misbehaves on request: the path says how. Every request is logged as a line of JSON.

Usage: server.py LOG [CERTIFICATE KEY]; prints port and process id, goes on in the background, and ends after two minutes.
"""
import json, os, socket, ssl, struct, sys, threading, time, urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Oracles"))
import loopback

server = socket.create_server(("127.0.0.1", 0), backlog=64)
loopback.go_on(server.getsockname()[1], server, 120)
log = open(sys.argv[1], "a")
lock = threading.Lock()
context = None
if len(sys.argv) > 3:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[2], sys.argv[3])


def reply(connection, status, body=b"", headers=()):
    lines = ["HTTP/1.1 %d X" % status, "Content-Length: %d" % len(body), "Connection: close", *headers, "", ""]
    connection.sendall("\r\n".join(lines).encode() + body)


def serve(connection):
    try:
        connection.settimeout(20)
        if context:
            connection = context.wrap_socket(connection, server_side=True)
        data = b""
        while b"\r\n\r\n" not in data:
            more = connection.recv(65536)
            if not more:
                return
            data += more
        head, body = data.split(b"\r\n\r\n", 1)
        first, *rest = head.decode().split("\r\n")
        headers = {name.strip().lower(): value.strip() for name, value in (line.split(":", 1) for line in rest)}
        length = int(headers.get("content-length", 0))
        while len(body) < length:
            body += connection.recv(65536)
        path = first.split(" ")[1]
        with lock:
            log.write(json.dumps({"path": path, "headers": headers, "body": body.decode()}) + "\n")
            log.flush()
        parts = urllib.parse.urlsplit(path).path.split("/")[1:]
        what, value = parts[0], urllib.parse.unquote("/".join(parts[1:]))
        if what == "ok":
            reply(connection, 200, b"ok")
        elif what == "api":
            reply(connection, 200, b"")
        elif what == "status":
            reply(connection, int(value))
        elif what == "body":
            reply(connection, 200, value.encode())
        elif what == "retry":
            reply(connection, 429, b"", ["Retry-After: " + value])
        elif what == "busy":
            reply(connection, 503, b"", ["Retry-After: " + value])
        elif what == "redirect":
            status, target = value.split("/", 1)
            reply(connection, int(status), b"", ["Location: " + target])
        elif what == "silent":
            time.sleep(20)
        elif what == "late":
            time.sleep(float(value))
            reply(connection, 200, b"ok")
        elif what == "drip":
            for byte in b"HTTP/1.1 200 OK\r\n":
                connection.sendall(bytes([byte]))
                time.sleep(1)
        elif what == "headers":
            connection.sendall(b"HTTP/1.1 200 OK\r\n")
            for _ in range(10_000):
                connection.sendall(b"X-Filler: " + b"x" * 1000 + b"\r\n")
        elif what == "endless":
            connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            while True:
                connection.sendall(b"x" * 65536)
        elif what == "reset":
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        elif what == "hangup":
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        elif what == "garbage":
            connection.sendall(b"\x00\x01\x02 not http\r\n\r\n")
    except OSError:
        pass
    finally:
        connection.close()


while True:
    threading.Thread(target=serve, args=(server.accept()[0],), daemon=True).start()
