"""A web server on loopback for one repository, which can be told to misbehave.

Files have an ETag that is the hash of their bytes, and questions with If-None-Match are answered
by 304, as any web server does.
"""

import hashlib
import http.server
import ssl
import threading

ENDLESS = 64 << 20  # bytes after which the server gives up: no client reads so far


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        server = self.server
        path = self.path.lstrip("/")
        how = server.ways.get(path) or server.ways.get("*")
        server.asked.append((path, self.headers.get("If-None-Match")))
        if how:
            word, _, rest = how.partition(" ")
            getattr(self, "serve_" + word)(path, rest)
        elif path in server.files:
            self.serve_file(server.files[path])
        else:
            self.answer(404, b"there is nothing here")

    def answer(self, status, body, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def serve_file(self, data):
        tag = '"' + hashlib.sha256(data).hexdigest()[:16] + '"'
        if self.headers.get("If-None-Match") == tag:
            self.send_response(304)
            self.send_header("ETag", tag)
            self.end_headers()
        else:
            self.answer(200, data, ETag=tag)

    def serve_status(self, _path, number):
        self.answer(int(number), b"no", Retry_After="7")

    def serve_html(self, _path, _rest):
        self.answer(200, b"<!DOCTYPE html><title>Welcome</title>")

    def serve_text(self, _path, text):
        self.answer(200, text.encode())

    def serve_redirect(self, _path, where):
        self.answer(302, b"", Location=where.replace("HERE", self.server.url))

    def serve_more(self, path, text):
        self.serve_file(self.server.files[path] + text.encode())

    def serve_cut(self, path, _rest):
        """Fewer bytes than announced."""
        data = self.server.files[path]
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data[: len(data) // 2])
        self.close_connection = True

    def serve_endless(self, path, _rest):
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        self.server.sent = 0
        chunk = b" " * (64 << 10)
        try:
            self.wfile.write(self.server.files.get(path, b"{"))
            while self.server.sent < ENDLESS:
                self.wfile.write(chunk)
                self.server.sent += len(chunk)
        except OSError:
            pass

    def serve_mute(self, _path, _rest):
        """No answer, as long as the server stands."""
        self.close_connection = True
        self.server.stopped.wait(60)

    def log_message(self, *_args):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, files, certificate=None):
        super().__init__(("127.0.0.1", 0), Handler)
        scheme = "http"
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.socket = context.wrap_socket(self.socket, server_side=True)
            scheme = "https"
        self.files = files
        self.ways = {}
        self.asked = []
        self.sent = 0
        self.stopped = threading.Event()
        self.url = f"{scheme}://127.0.0.1:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    def handle_error(self, *_args):
        """Clients that hang up are what is tested."""

    def stop(self):
        self.stopped.set()
        self.shutdown()
        self.server_close()
