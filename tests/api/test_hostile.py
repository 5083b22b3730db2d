"""Clients that are broken, slow, greedy or malicious: refused or served, never hung."""

import http.client
import json
import re
import resource
import socket
import sqlite3
import sys
import threading
import time

from daemon import PATIENCE, Daemon, Report, read_answer, until


def head(daemon, line="GET /healthz HTTP/1.1", **fields):
    """The head of a request, as bytes; a field of None is left out."""
    sent = {"Host": "127.0.0.1", "Authorization": f"Bearer {daemon.token}", **fields}
    text = line + "\r\n"
    text += "".join(f"{k.replace('_', '-')}: {v}\r\n" for k, v in sent.items() if v is not None)
    return (text + "\r\n").encode("latin-1")


class Raw:
    """A connection that sends what it likes."""

    def __init__(self, daemon, data=b""):
        self.socket = daemon.connect()
        self.stream = self.socket.makefile("rb")
        self.send(data)

    def send(self, data):
        self.socket.sendall(data)

    def answer(self):
        return read_answer(self.stream)

    def closed(self):
        """Whether the other side closes, after whatever it still sends."""
        try:
            while self.stream.read(65536):
                pass
        except ConnectionError:
            pass
        return True

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stream.close()
        self.socket.close()


def one(daemon, data, status, what=None):
    """Send bytes, expect one problem document, and that the daemon still lives."""
    with Raw(daemon, data) as raw:
        answer = raw.answer()
        assert answer and answer.status == status, answer and (answer.status, answer.text)
        if what:
            assert answer.json()["type"] == f"/problems/{what}", answer.text
    alive(daemon)


def closed(daemon, data):
    """Send bytes that are no HTTP: whatever the answer, the connection ends."""
    with Raw(daemon, data) as raw:
        assert raw.closed()
    alive(daemon)


def alive(daemon):
    assert daemon.call("GET", "/healthz", token=None).status == 200


# --- heads ---------------------------------------------------------------------------------


def nul_in_target(daemon):
    for target in (b"/v1/check?url=a.example\0.b.example", b"/healthz\0", b"/healthz\0?url=x", b"\0/healthz"):
        one(daemon, head(daemon).replace(b"/healthz", target), 400, "bad-request")


def spaces_in_target(daemon):
    one(daemon, head(daemon, "GET /v1/check?url=a b.example HTTP/1.1"), 422, "bad-url")


def no_host(daemon):
    one(daemon, head(daemon, Host=None), 400, "bad-request")
    one(daemon, head(daemon, "GET /healthz HTTP/1.0", Host=None), 400, "bad-request")
    one(daemon, head(daemon, Host=""), 421, "wrong-host")


def fields_twice(daemon):
    again = b"\r\nHost: evil.example\r\n\r\n"
    one(daemon, head(daemon)[:-4] + again, 400, "bad-request")
    one(daemon, head(daemon)[:-4] + b"\r\nAuthorization: Bearer x\r\n\r\n", 400, "bad-request")
    one(daemon, head(daemon, Origin="chrome-extension://a")[:-4] + b"\r\nOrigin: https://evil.example\r\n\r\n",
        403, "web-origin")


def smuggling(daemon):
    """Two opinions on where a body ends."""
    post = "POST /v1/check HTTP/1.1"
    one(daemon, head(daemon, post, Content_Length="5", Transfer_Encoding="chunked") + b"0\r\n\r\n", 400,
        "bad-request")
    one(daemon, head(daemon, post, Content_Length="5")[:-4] + b"\r\nContent-Length: 6\r\n\r\nhello", 400,
        "bad-request")
    one(daemon, head(daemon, post, Transfer_Encoding="gzip, chunked") + b"0\r\n\r\n", 400, "bad-request")
    for length in ("-1", "5x", "0x5", "99999999999999999999999"):
        closed(daemon, head(daemon, post, Content_Length=length) + b"hello")


def no_http(daemon):
    for data in (b"hello\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET /healthz\r\n\r\n",
                 b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"GET / HTTP/1.1\r\nno colon\r\n\r\n",
                 b"x" * 64 + b"\0\r\n\r\n"):
        closed(daemon, data)


def floods_of_fields(daemon):
    closed(daemon, head(daemon)[:-2] + b"X: y\r\n" * 5000 + b"\r\n")
    closed(daemon, head(daemon, X="y" * 100000))
    closed(daemon, head(daemon, "GET /v1/check?" + "&" * 60000 + " HTTP/1.1"))
    closed(daemon, head(daemon, "GET /" + "a" * 200000 + " HTTP/1.1"))


def long_method(daemon):
    one(daemon, head(daemon, "A" * 8000 + " /healthz HTTP/1.1"), 405, "bad-method")


# --- bodies --------------------------------------------------------------------------------


def chunked(body, size):
    pieces = [body[i : i + size] for i in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in pieces) + b"0\r\n\r\n"


def in_chunks(daemon):
    fields = {"Transfer_Encoding": "chunked", "Content_Type": "application/json"}
    body = json.dumps({"url": "https://example.com/"}).encode()
    for size in (1, 7, 4096):
        with Raw(daemon, head(daemon, "POST /v1/check HTTP/1.1", **fields) + chunked(body, size)) as raw:
            answer = raw.answer()
            assert answer.status == 200 and answer.json()["verdict"] == "unknown", answer.text
    closed(daemon, head(daemon, "POST /v1/check HTTP/1.1", **fields) + b"zz\r\n")
    closed(daemon, head(daemon, "POST /v1/check HTTP/1.1", **fields) + b"fffffffffffffffff\r\n")
    one(daemon, head(daemon, "POST /v1/check HTTP/1.1", **fields) + chunked(b"x" * 3000000, 65536), 413,
        "too-large")


def expecting(daemon):
    """Who asks first is told at once, and sends nothing."""
    fields = {"Expect": "100-continue", "Content_Type": "application/json", "Content_Length": "1000000000"}
    with Raw(daemon, head(daemon, "POST /v1/check HTTP/1.1", **fields)) as raw:
        assert raw.answer().status == 413
    fields["Content_Length"] = "25"
    with Raw(daemon, head(daemon, "POST /v1/check HTTP/1.1", **fields)) as raw:
        assert raw.stream.readline() == b"HTTP/1.1 100 Continue\r\n"
        raw.stream.readline()
        raw.send(b'{"url":"www.example.com"}')
        assert raw.answer().status == 200


def endless_body(daemon):
    """What was refused is read for a while, and then cut off."""
    sent = 0
    with Raw(daemon, head(daemon, "POST /v1/check HTTP/1.1", Transfer_Encoding="chunked",
                          Authorization=None)) as raw:
        piece = b"10000\r\n" + b"x" * 65536 + b"\r\n"
        try:
            while sent < 200 << 20:
                raw.send(piece)
                sent += len(piece)
        except ConnectionError:
            pass
    assert 32 << 20 <= sent < 100 << 20, sent
    alive(daemon)


def vanishing(daemon):
    """Clients that leave at any point of a request or an answer."""
    request = head(daemon, "POST /v1/batch HTTP/1.1", Content_Type="application/x-ndjson", Content_Length="60")
    request += b"example.com\n" * 5
    for cut in range(1, len(request) + 1, 11):
        with Raw(daemon, request[:cut]) as raw:
            raw.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    alive(daemon)


# --- many requests -------------------------------------------------------------------------


def keeps_alive(daemon):
    connection = http.client.HTTPConnection(daemon.address, daemon.port, timeout=PATIENCE)
    connection.connect()
    first = connection.sock
    for path, status in (("/healthz", 200), ("/v1/check?url=example.com", 200), ("/v1/nothing", 404),
                         ("/v1/check?url=", 422), ("/v1/status", 200)) * 3:
        answer = daemon.call("GET", path, connection=connection)
        assert answer.status == status, answer.text
        assert connection.sock is first, "the connection was closed"
    answer = daemon.call("POST", "/v1/check", body="x" * 3000000, connection=connection)
    assert answer.status == 413 and connection.sock is first
    answer = daemon.call("POST", "/v1/reports", body="{}", connection=connection)
    assert answer.status == 422 and connection.sock is first
    connection.close()


def pipelined(daemon):
    """Answers come in the order of the requests."""
    urls = [f"https://host{i}.example/" for i in range(200)]
    data = b"".join(head(daemon, f"GET /v1/check?url={url} HTTP/1.1") for url in urls)
    with Raw(daemon, data) as raw:
        for url in urls:
            assert raw.answer().json()["input"] == url


def pipelined_with_jobs(daemon):
    """Those that wait for the store keep their place too."""
    body = b'{"kind":"suspect","url":"x.example"}'
    report = head(daemon, "POST /v1/reports HTTP/1.1", Content_Type="application/json",
                  Content_Length=str(len(body))) + body
    with Raw(daemon, (report + head(daemon)) * 5) as raw:
        for _ in range(5):
            assert raw.answer().status == 201
            assert raw.answer().json()["status"] == "ok"


def old_http(daemon):
    with Raw(daemon, head(daemon, "GET /healthz HTTP/1.0")) as raw:
        assert raw.answer().status == 200
        assert raw.closed()
    with Raw(daemon, head(daemon, "POST /v1/batch HTTP/1.0", Content_Type="application/x-ndjson",
                          Content_Length="12") + b"example.com\n") as raw:
        answer = raw.answer()
        assert answer.status == 200 and answer.json()["verdict"] == "unknown", answer.text


def thousand_connections(daemon):
    """A thousand idle ones do not keep the next from being served; then all are."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4096), hard))
    raws = []
    try:
        for _ in range(1000):
            raws.append(Raw(daemon))
        alive(daemon)
        request = head(daemon, "GET /v1/check?url=example.com HTTP/1.1")
        for _ in range(2):
            for raw in raws:
                raw.send(request)
            for raw in raws:
                assert raw.answer().status == 200
        text = daemon.call("GET", "/metrics").text
        assert int(re.search(r"^licit_http_connections (\d+)$", text, re.MULTILINE).group(1)) >= 1000
    finally:
        for raw in raws:
            raw.__exit__()
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    until("the connections to end", lambda: "licit_http_connections 1\n" in daemon.call("GET", "/metrics").text)


def many_at_once(daemon):
    """Threads that ask all kinds of things at the same time."""
    failures = []

    def ask(number):
        connection = http.client.HTTPConnection(daemon.address, daemon.port, timeout=PATIENCE)
        try:
            for i in range(40):
                url = f"https://host{number}-{i}.example/"
                answer = daemon.call("GET", f"/v1/check?url={url}", connection=connection)
                assert answer.json()["input"] == url, answer.text
                answer = daemon.call("POST", "/v1/batch", body=f"{url}\n{url}x\n", connection=connection)
                assert [line["input"] for line in answer.lines()] == [url, url + "x"], answer.text
                assert daemon.call("GET", "/v1/status", connection=connection).status == 200
                if i % 10 == 0:
                    body = '{"kind":"suspect","url":"x.example"}'
                    answer = daemon.call("POST", "/v1/reports", body=body, connection=connection)
                    assert answer.status == 201, answer.text
        except Exception as problem:
            failures.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures, failures


# --- batches -------------------------------------------------------------------------------


def long_batch(daemon):
    """A client that sends all before it reads; more than memory or sockets hold."""
    count = 60000
    body = b"".join(b"https://host%d.example/%s\n" % (i, b"p" * (i % 97)) for i in range(count))
    assert len(body) > 4 << 20
    before = memory_of(daemon)
    with Raw(daemon, head(daemon, "POST /v1/batch HTTP/1.1", Content_Type="application/x-ndjson",
                          Content_Length=str(len(body))) + body) as raw:
        answer = raw.answer()
    assert answer.status == 200
    lines = answer.body.splitlines()
    assert len(lines) == count
    for i in range(0, count, 997):
        assert json.loads(lines[i])["host"] == f"host{i}.example"
    grown = memory_of(daemon) - before
    assert grown < 16 << 10, f"{grown} KiB for a batch of {len(body)} bytes"


def memory_of(daemon):
    with open(f"/proc/{daemon.process.pid}/status", encoding="ascii") as file:
        return int(re.search(r"VmRSS:\s+(\d+) kB", file.read()).group(1))


def long_lines_of_a_batch(daemon):
    """16 KiB, one more, and megabytes without an end; the next line is not lost."""
    lines = [b"https://a.example/" + b"x" * n for n in (8000, 8192, 16366, 16367, 5000000)] + [b"example.com"]
    for ending in (b"\n", b""):
        body = b"\n".join(lines) + ending
        answer = daemon.call("POST", "/v1/batch", body=body, headers={"Content-Type": "application/x-ndjson"})
        results = answer.lines()
        assert len(results) == len(lines), len(results)
        assert results[0]["verdict"] == "unknown"
        assert all("error" in result for result in results[1:5]), results
        too_long = ["line is longer" in result["error"] for result in results[1:5]]
        assert too_long == [False, False, True, True], too_long
        assert len(results[4]["input"]) < 1000
        assert results[5]["verdict"] == "unknown"


def hostile_lines_of_a_batch(daemon):
    body = b"\xff\xfe\n\0\n\"\xff\"\n{\"url\":\"a.example\xff\"}\n" + b"[" * 10000 + b"\n{" * 3 + b"\nexample.com\n"
    answer = daemon.call("POST", "/v1/batch", body=body, headers={"Content-Type": "application/x-ndjson"})
    results = answer.lines()
    assert len(results) == body.count(b"\n"), answer.text
    assert all("error" in result for result in results[:-1]), results
    assert results[-1]["verdict"] == "unknown"


def half_read_batch(daemon):
    """A client that stops reading costs nothing but its connection."""
    body = b"example.com\n" * 100000
    with Raw(daemon, head(daemon, "POST /v1/batch HTTP/1.1", Content_Type="application/x-ndjson",
                          Content_Length=str(len(body))) + body) as raw:
        assert raw.stream.read(1000).startswith(b"HTTP/1.1 200")
        for _ in range(20):
            alive(daemon)
    alive(daemon)


def many_batches(daemon):
    body = b"".join(b"https://host%d.example/\n" % i for i in range(20000))
    request = head(daemon, "POST /v1/batch HTTP/1.1", Content_Type="application/x-ndjson",
                   Content_Length=str(len(body))) + body
    raws = [Raw(daemon, request) for _ in range(8)]
    for raw in raws:
        assert raw.answer().body.count(b"\n") == 20000
        raw.__exit__()


# --- time ----------------------------------------------------------------------------------


def waits_for_the_store(daemon):
    """While another program holds the store, reports wait and checks do not."""
    store = sqlite3.connect(daemon.data + "/store.db", isolation_level=None, timeout=PATIENCE)
    store.execute("BEGIN IMMEDIATE")
    try:
        body = b'{"kind":"suspect","url":"x.example"}'
        raws = [Raw(daemon, head(daemon, "POST /v1/reports HTTP/1.1", Content_Type="application/json",
                                 Content_Length=str(len(body))) + body) for _ in range(8)]
        for _ in range(50):
            assert daemon.call("GET", "/v1/check?url=example.com").status == 200
            assert daemon.call("GET", "/v1/status").status == 200
    finally:
        store.execute("ROLLBACK")
        store.close()
    for raw in raws:
        assert raw.answer().status in (201, 503)
        raw.__exit__()


def idle(daemon):
    """Nothing, half a head, half a body: closed after a while, all together. So is
    a query of more parameters than the library has memory for."""
    raws = [Raw(daemon), Raw(daemon, b"GET /hea"), Raw(daemon, head(daemon)[:-2]),
            Raw(daemon, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"),
            Raw(daemon, head(daemon, "GET /v1/check?" + "a&" * 8000 + " HTTP/1.1")),
            Raw(daemon, head(daemon, "POST /v1/check HTTP/1.1", Content_Type="application/json",
                             Content_Length="10") + b"{"),
            Raw(daemon, head(daemon, "POST /v1/batch HTTP/1.1", Content_Type="application/json",
                             Content_Length="10") + b"a")]
    gone = [Raw(daemon, b"GET /hea"), Raw(daemon, head(daemon, "POST /v1/check HTTP/1.1", Content_Length="9"))]
    for raw in gone:
        raw.socket.shutdown(socket.SHUT_WR)
    raws += gone
    begun = time.monotonic()
    for raw in raws:
        assert raw.closed()
        raw.__exit__()
    assert time.monotonic() - begun < 30


def drips(daemon, data):
    """Send byte after byte until the other side closes; the seconds that took."""
    begun = time.monotonic()
    with Raw(daemon, data[:-9000]) as raw:
        raw.socket.settimeout(0.2)
        for byte in data[-9000:]:
            try:
                raw.send(bytes([byte]))
                if raw.socket.recv(1) == b"":
                    break
            except TimeoutError:
                pass
            except ConnectionError:
                break
    return time.monotonic() - begun


def dripping_head(daemon):
    """One byte now and then: never idle, and closed all the same."""
    assert drips(daemon, head(daemon, X="y" * 10000)) < 55


def dripping_body(daemon):
    assert drips(daemon, head(daemon, "POST /v1/check HTTP/1.1", Content_Type="application/json",
                              Content_Length="100000") + b"{" * 10000) < 55
    # The connection is closed first and counted then: asked often enough, the count is there.
    assert any(re.search(r"^licit_http_overdue_total [12]$", daemon.call("GET", "/metrics").text, re.MULTILINE)
               for _ in range(1000))


CASES = [
    nul_in_target, spaces_in_target, no_host, fields_twice, smuggling, no_http, floods_of_fields, long_method,
    in_chunks, expecting, endless_body, vanishing,
    keeps_alive, pipelined, pipelined_with_jobs, old_http, many_at_once,
    long_batch, long_lines_of_a_batch, hostile_lines_of_a_batch, half_read_batch, many_batches,
    waits_for_the_store, thousand_connections,
]


def main():
    report = Report()
    with Daemon() as daemon, Daemon() as slow:
        daemon.pair()
        slow.pair()
        waiting = [threading.Thread(target=report.run, args=(case.__name__, lambda case=case: case(slow)))
                   for case in (idle, dripping_head, dripping_body)]
        for thread in waiting:
            thread.start()
        for case in CASES:
            report.run(case.__name__, lambda case=case: case(daemon))
        for thread in waiting:
            thread.join()
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
