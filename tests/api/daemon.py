"""A licitd of its own for a test: fresh data, a free port, and a token.

LICIT and LICITD name the programs. Nothing here waits for time to pass, only for
something to happen, and never longer than PATIENCE seconds.
"""

import http.client
import json
import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.environ.get("LICIT_SOURCE") or os.path.join(HERE, "..", "..")
LICIT = os.environ.get("LICIT") or os.path.join(SOURCE, "build", "licit")
LICITD = os.environ.get("LICITD") or os.path.join(SOURCE, "build", "licitd")
PATIENCE = 60
NOW = "2026-11-23T12:00:00Z"


def environment(**more):
    """Nothing of the machine's own settings, and a clock that stands still."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LICIT", "XDG"))}
    lists = os.environ.get("LICIT_LISTS_DIR") or os.path.join(SOURCE, "lists")
    return {**kept, "LICIT_LISTS_DIR": lists, "LICIT_TIME": NOW, "XDG_CONFIG_HOME": "/nowhere", **more}


def until(what, condition):
    """Wait until condition() gives something true, and give that."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.01)
    raise AssertionError(f"waited {PATIENCE} s in vain for {what}")


class Daemon:
    """before(daemon) is called when its data folder is there, and it is not."""

    def __init__(self, *options, env=None, files=None, before=None):
        self.folder = tempfile.mkdtemp(prefix="licit-api-")
        self.data = os.path.join(self.folder, "data")
        self.env = environment(**(env or {}))
        self.token = None
        self.process = None
        try:
            if before:
                before(self)
            self.start(*options, files=files)
        except BaseException:
            self.remove()
            raise

    def start(self, *options, files=None):
        def limit():
            if files:
                resource.setrlimit(resource.RLIMIT_NOFILE, files)

        with open(os.path.join(self.folder, "log"), "wb") as log:
            self.process = subprocess.Popen(
                [LICITD, "--data-dir", self.data, "--listen", "127.0.0.1:0", *options],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                env=self.env,
                preexec_fn=limit,
            )
        self.address, self.port = until("licitd to be ready", self._ready)

    def write(self, name, text):
        """A file in the test's own folder: its path."""
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def _ready(self):
        if self.process.poll() is not None:
            raise AssertionError(f"licitd ended with {self.process.returncode}:\n{self.log()}")
        found = re.findall(r"ready on http://(\[[^]]+\]|[^:]+):(\d+)/", self.log())
        return (found[-1][0].strip("[]"), int(found[-1][1])) if found else None

    def log(self):
        with open(os.path.join(self.folder, "log"), encoding="utf-8", errors="replace") as file:
            return file.read()

    def licit(self, *words, status=0, typed=""):
        run = subprocess.run(
            [LICIT, "--data-dir", self.data, *words],
            input=typed,
            capture_output=True,
            text=True,
            env=self.env,
            check=False,
            timeout=PATIENCE,
        )
        assert run.returncode == status, f"licit {words}: {run.returncode}\n{run.stderr}"
        return run.stdout

    def pair(self):
        """A token, by the way that a browser takes; this daemon's own from now on."""
        code = self.licit("pair").strip()
        answer = self.call("POST", "/v1/pair", body=json.dumps({"code": code}), token=None)
        assert answer.status == 200, answer.text
        self.token = answer.json()["token"]
        return answer.json()

    def connect(self):
        return socket.create_connection((self.address, self.port), timeout=PATIENCE)

    def call(self, method, path, body=None, token="own", headers=None, connection=None):
        """One request; on a connection of its own unless one is given."""
        if connection:
            return self._call(connection, method, path, body, token, headers)
        connection = http.client.HTTPConnection(self.address, self.port, timeout=PATIENCE)
        try:
            return self._call(connection, method, path, body, token, headers)
        finally:
            connection.close()

    def _call(self, connection, method, path, body, token, headers):
        sent = {}
        if token == "own":
            token = self.token
        if token:
            sent["Authorization"] = f"Bearer {token}"
        if method == "POST":
            sent["Content-Type"] = "application/json"
        for name, value in (headers or {}).items():
            if value is None:
                sent.pop(name, None)
            else:
                sent[name] = value
        if isinstance(body, str):
            body = body.encode()
        connection.request(method, path, body=body, headers=sent)
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())

    def end(self, number=signal.SIGTERM):
        """Ask it to stop: the exit status."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(timeout=PATIENCE)

    def remove(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def close(self):
        try:
            status = self.end()
            assert status == 0, f"licitd ended with {status}:\n{self.log()}"
        finally:
            self.remove()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Answer:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body

    @property
    def text(self):
        return self.body.decode("utf-8", "replace")

    def json(self):
        return json.loads(self.body)

    def lines(self):
        return [json.loads(line) for line in self.body.splitlines()]


def read_answer(stream):
    """One answer from a binary stream of a socket; None at its end."""
    line = stream.readline()
    if not line:
        return None
    status = int(line.split()[1])
    headers = http.client.parse_headers(stream)
    if headers.get("Transfer-Encoding") == "chunked":
        pieces = []
        while True:
            size = int(stream.readline(), 16)
            pieces.append(stream.read(size))
            stream.readline()
            if size == 0:
                return Answer(status, headers, b"".join(pieces))
    length = headers.get("Content-Length")
    return Answer(status, headers, stream.read(int(length)) if length else stream.read())


class Report:
    """Counts cases: one line each, and the sum at the end."""

    def __init__(self):
        self.passed = self.failed = 0

    def run(self, name, case):
        """Whether it passes."""
        try:
            case()
        except Exception as problem:  # a broken case must not hide the others
            self.failed += 1
            what = f"{type(problem).__name__}: {problem}"
            print(f"FAILED {name}: {what[:2000]}", flush=True)
            return False
        self.passed += 1
        print(f"ok {name}", flush=True)
        return True

    def run_all(self, cases, *args):
        """Functions; of them those that the command line names, if it names any."""
        for case in cases:
            if len(sys.argv) < 2 or case.__name__ in sys.argv[1:]:
                self.run(case.__name__, lambda case=case: case(*args))

    def end(self):
        print(f"{self.passed} passed, {self.failed} failed")
        return 1 if self.failed else 0
