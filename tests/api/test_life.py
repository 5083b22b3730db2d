"""How licitd starts, stops, takes up changes, and says what keeps it from running."""

import json
import os
import re
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import time

import daemon as module
from daemon import LICIT, LICITD, PATIENCE, Daemon, Report, environment, until

BATCH = {"Content-Type": "application/x-ndjson"}
ILLEGAL = "name,since\n{}\n"


def run(*words, env=None):
    done = subprocess.run(words, capture_output=True, text=True, env=environment(**(env or {})),
                          check=False, timeout=PATIENCE)
    return done.returncode, done.stdout, done.stderr


def refuses(words, status, *has, env=None):
    got, _, said = run(*words, env=env)
    assert got == status, (got, said)
    for part in has:
        assert part in said, said
    assert said.count("\n") == 1, said


def options():
    status, said, _ = run(LICITD, "--help")
    assert status == 0 and said.startswith("usage: licitd"), said
    for option in ("--listen", "--data-dir", "--config", "-v", "-q", "--version"):
        assert option in said, said
    assert run(LICITD, "--version")[1].startswith("licitd "), "no version"
    assert run(LICITD, "--nonsense")[0] == 2
    refuses([LICITD, "more"], 2, "more", "--help")
    refuses([LICITD, "--listen", "7965"], 2, "127.0.0.1:7965")
    refuses([LICITD, "--config", "/nowhere/x.conf"], 2, "/nowhere/x.conf")


def port_in_use():
    with Daemon() as one:
        refuses([LICITD, "--data-dir", one.data, "--listen", f"127.0.0.1:{one.port}"], 1,
                "listens there already", "--listen")
        assert one.call("GET", "/healthz", token=None).status == 200


def remote_address():
    """Other machines need a second yes."""
    words = [LICITD, "--data-dir", "/nowhere", "--listen"]
    for address in ("0.0.0.0:0", "192.0.2.1:0", "[::]:0", "[2001:db8::1]:0"):
        refuses([*words, address], 1, "allow_remote", "127.0.0.1")
    refuses([*words, "192.0.2.1:0"], 1, "allow_remote", env={"LICIT_ALLOW_REMOTE": "no"})
    with Daemon("--listen", "0.0.0.0:0", env={"LICIT_ALLOW_REMOTE": "yes"}) as one:
        one.address = "127.0.0.1"
        assert one.call("GET", "/healthz", token=None).status == 200
        assert one.call("GET", "/healthz", token=None, headers={"Host": "192.0.2.1"}).status == 421
        assert "TLS" in one.log()


def ipv6():
    if not socket.has_ipv6 or not os.path.exists("/proc/net/if_inet6"):
        return
    with open("/proc/net/if_inet6", encoding="ascii") as file:
        if "00000000000000000000000000000001" not in file.read():
            return
    with Daemon("--listen", "[::1]:0") as one:
        assert one.call("GET", "/healthz", token=None).status == 200


def no_data():
    refuses([LICITD, "--data-dir", "/dev/null/x", "--listen", "127.0.0.1:0"], 1, "/dev/null/x")


def stops_at_once():
    for number in (signal.SIGTERM, signal.SIGINT):
        with Daemon() as one:
            one.pair()
            idle = [one.connect() for _ in range(20)]
            half = one.connect()
            half.sendall(b"POST /v1/check HTTP/1.1\r\nHost: localhost\r\n")
            begun = time.monotonic()
            assert one.end(number) == 0
            took = time.monotonic() - begun
            assert took < 5, took
            assert "stopped" in one.log()
            for connection in [*idle, half]:
                connection.close()


def stops_in_a_batch():
    """A batch that nobody reads on does not hold it up."""
    with Daemon() as one:
        one.pair()
        body = b"example.com\n" * 200000
        with one.connect() as connection:
            connection.sendall(b"POST /v1/batch HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                               + one.token.encode() + b"\r\nContent-Type: application/x-ndjson\r\n"
                               b"Content-Length: %d\r\n\r\n" % len(body) + body)
            assert connection.recv(12) == b"HTTP/1.1 200"
            begun = time.monotonic()
            assert one.end() == 0
            assert time.monotonic() - begun < 5


def stops_while_the_store_is_held():
    # It leaves threads behind, on purpose and with a word in its log: TSan need not say so too.
    with Daemon(env={"TSAN_OPTIONS": os.environ.get("TSAN_OPTIONS", "") + " report_thread_leaks=0"}) as one:
        one.pair()
        store = sqlite3.connect(one.data + "/store.db", isolation_level=None, timeout=PATIENCE)
        store.execute("BEGIN IMMEDIATE")
        body = b'{"kind":"suspect","url":"x.example"}'
        with one.connect() as connection:
            connection.sendall(b"POST /v1/reports HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                               + one.token.encode() + b"\r\nContent-Type: application/json\r\n"
                               b"Content-Length: %d\r\n\r\n" % len(body) + body)
            for _ in range(20):
                assert one.call("GET", "/v1/status").status == 200
            begun = time.monotonic()
            assert one.end() == 0
            assert time.monotonic() - begun < 5
        store.execute("ROLLBACK")
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        store.close()


def verdict(one, url):
    return one.call("GET", f"/v1/check?url={url}").json()["verdict"]


def takes_up_lists():
    """An import by another program shows without a restart, and at once on SIGHUP."""
    for number, env in ((None, {"LICIT_REFRESH_SECONDS": "1"}), (signal.SIGHUP, {"LICIT_REFRESH_SECONDS": "3600"})):
        with Daemon(env=env) as one:
            one.pair()
            if number:
                one.process.send_signal(number)
                until("the refresh", lambda: "nothing new" in one.log())
            assert verdict(one, "new.example") == "unknown"
            listset = one.call("GET", "/v1/status").json()["listset"]
            path = one.write("new.csv", ILLEGAL.format("new.example,2026-01-02"))
            one.licit("lists", "import", "--list", "new", "--kind", "illegal", path)
            if number:
                one.process.send_signal(number)
            until("the new list", lambda: verdict(one, "new.example") == "illicit")
            assert one.call("GET", "/v1/status").json()["listset"] != listset
            assert "refresh: listset" in one.log()
            assert "new.example" not in one.log()


def revokes_tokens():
    with Daemon(env={"LICIT_REFRESH_SECONDS": "1"}) as one:
        first, second = one.pair(), one.pair()
        connection = module.http.client.HTTPConnection(one.address, one.port, timeout=PATIENCE)

        def status(token):
            return one.call("GET", "/v1/status", token=token, connection=connection).status

        assert status(first["token"]) == 200 and status(second["token"]) == 200
        one.licit("pair", "--revoke", first["id"])
        until("the revocation", lambda: status(first["token"]) == 401)
        assert status(second["token"]) == 200
        connection.close()


def tokens_outlive_it():
    with Daemon() as one:
        token = one.pair()["token"]
        one.end()
        one.start()
        assert one.call("GET", "/v1/status", token=token).status == 200


def two_of_them():
    """Two daemons may share the data; a pairing with one is known to the other."""
    with Daemon(env={"LICIT_REFRESH_SECONDS": "1"}) as one:
        with Daemon(before=lambda two: setattr(two, "data", one.data), env={"LICIT_REFRESH_SECONDS": "1"}) as two:
            token = one.pair()["token"]
            until("the token", lambda: two.call("GET", "/v1/status", token=token).status == 200)


def licit_serve():
    with Daemon() as one:
        one.pair()
        process = subprocess.Popen([LICIT, "serve", "--data-dir", one.data, "--listen", "127.0.0.1:0"],
                                   env=one.env, stderr=subprocess.PIPE, text=True)
        ports = (re.search(r"ready on http://127\.0\.0\.1:(\d+)/", line) for line in process.stderr)
        one.port = int(next(filter(None, ports))[1])
        assert one.call("GET", "/v1/status").status == 200
        process.terminate()
        process.communicate(timeout=PATIENCE)
        assert process.returncode == 0


def few_files():
    """With room for few connections it says so, and serves those that there are."""
    with Daemon(files=(192, 192)) as one:
        assert "room for 128 connections" in one.log(), one.log()
        connections = [one.connect() for _ in range(300)]
        for connection in connections:
            connection.close()
        assert one.call("GET", "/healthz", token=None).status == 200


def no_room_for_a_batch():
    def limit(one):
        one.limit = resource.getrlimit(resource.RLIMIT_FSIZE)
        one.licit("status")
        resource.setrlimit(resource.RLIMIT_FSIZE, (4 << 20, one.limit[1]))

    one = Daemon(before=limit)
    resource.setrlimit(resource.RLIMIT_FSIZE, one.limit)
    with one:
        one.pair()
        for path in ("example.com\n" * 500000, "example.com\n" * 500000):
            answer = one.call("POST", "/v1/batch", body=path, headers=BATCH)
            assert answer.status == 507 and answer.json()["type"] == "/problems/storage", answer.text
            assert "TMPDIR" in answer.json()["detail"], answer.text
        small = one.call("POST", "/v1/batch", body="example.com\n", headers=BATCH)
        assert small.status == 200 and json.loads(small.body)["verdict"] == "unknown"


def leaves_no_files():
    """What a batch keeps on disk has no name, and is gone with it."""
    with Daemon(before=lambda one: one.env.update(TMPDIR=one.folder)) as one:
        one.pair()
        before = set(os.listdir(one.folder))
        body = "example.com\n" * 200000
        assert one.call("POST", "/v1/batch", body=body, headers=BATCH).body.count(b"\n") == 200000
        assert set(os.listdir(one.folder)) == before
        held = [os.readlink(f"/proc/{one.process.pid}/fd/{fd}") for fd in os.listdir(f"/proc/{one.process.pid}/fd")]
        assert not any("deleted" in path for path in held), held


CASES = [options, port_in_use, remote_address, ipv6, no_data, stops_at_once, stops_in_a_batch,
         stops_while_the_store_is_held, takes_up_lists, revokes_tokens, tokens_outlive_it, two_of_them,
         licit_serve, few_files, no_room_for_a_batch, leaves_no_files]


def main():
    report = Report()
    for case in CASES:
        report.run(case.__name__, case)
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
