"""Web sites on loopback, scripted: one server, any number of hosts, HTTP or HTTPS.

A script maps (HOST, PATH) to a function that is given the request (with .headers and
.send) and answers it; `page` and `redirect` make the usual ones. `asked` holds, for each
(host, path), the User-Agent and Referer of every visit.
"""

import gzip
import http.server
import socket
import socketserver
import threading


def page(body, headers=(), status=200, kind="text/html"):
    raw = body if isinstance(body, bytes) else body.encode()

    def answer(request):
        request.send_response(status)
        request.send_header("Content-Type", kind)
        request.send_header("Content-Length", str(len(raw)))
        for name, value in headers:
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(raw)

    return answer


def redirect(to, status=302):
    return page(b"", (("Location", to),), status)


def squeezed(size):
    """A page that unpacks to that many bytes of nothing."""
    return page(gzip.compress(b" " * size, 9), (("Content-Encoding", "gzip"),))


def endless_head(request):
    request.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for _ in range(5000):
        request.wfile.write(b"X-More: " + b"x" * 1000 + b"\r\n")


def endless_hints(request):
    for _ in range(50000):
        request.wfile.write(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n")


def endless_body(request):
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.end_headers()
    for _ in range(100000):
        request.wfile.write(b"x" * 1000)


def drip(stop):
    """A byte now and then, until the test is over."""

    def answer(request):
        request.send_response(200)
        request.send_header("Content-Type", "text/html")
        request.end_headers()
        while not stop.wait(0.05):
            request.wfile.write(b".")
            request.wfile.flush()

    return answer


def raw(data):
    def answer(request):
        request.wfile.write(data)

    return answer


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 1024

    def handle_error(self, request, client_address):
        pass  # a visitor that had enough


class Sites:
    def __init__(self, script, certificate=None):
        self.script, self.asked, self.lock = script, {}, threading.Lock()
        sites = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def setup(self):
                if certificate:
                    self.request = certificate.wrap_socket(self.request, server_side=True)
                super().setup()

            def do_GET(self):
                self.close_connection = True
                host = self.headers.get("Host", "").rsplit(":", 1)[0].strip("[]")
                visit = (self.headers.get("User-Agent", ""), self.headers.get("Referer", ""))
                with sites.lock:
                    sites.asked.setdefault((host, self.path), []).append(visit)
                answer = sites.script.get((host, self.path)) or sites.script.get((host, "*"))
                (answer or page("nothing here", status=404))(self)

            def log_message(self, format, *args):
                pass

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


class Mute:
    """A port that takes connections, and never says a word."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=1024)
        self.port = self.socket.getsockname()[1]

    def close(self):
        """Break off what is connected, too: nobody has accepted it."""
        self.socket.close()
