"""Native messaging says what HTTP says: the rows of cases.json that need no header are
asked through `licit native-host`, and answered the same. Then the rows of native.json:
what is sent through the pipe ("call": method, target, body; "text" in a frame; "hex"
bytes in a frame; "raw" bytes, without one; all in "pieces" of so many bytes), the replies
in any order, the exit status and something of the log. And what rows cannot say."""

import json
import os
import re
import signal
import socket
import stat
import sys
import time

import test_api
from daemon import HERE, Daemon, Report, until
from native import CHROMIUM, FIREFOX, Host, call_text, frame

CALLERS = [
    (CHROMIUM, True),
    (FIREFOX, True),
    (["/usr/lib/mozilla/native-messaging-hosts/licit.host.json", "licit@licit.invalid"], True),
    (["chrome-extension://falmkgjnfbninnhjkhcomplhbgkoacip"], False),
    (["chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/"], False),
    (["https://falmkgjnfbninnhjkhcomplhbgkoacip/"], False),
    (["licit@licit.invalid"], False),
    (["licit.host.json", "licit@licit.invalid"], False),
    (["/x/other.json", "licit@licit.invalid"], False),
    (["/x/licit.host.json", "other@licit.invalid"], False),
    (["/x/licit.host.json", "licit@licit.invalid", "more"], False),
]


def rows(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        return json.load(file)


def is_plain(row):
    """Asked for what it is, and not for how HTTP carries it."""
    return not row.get("headers") and row.get("token", "own") == "own"


def run_plain(host, row):
    expect = row["expect"]
    answer = host.call(
        row.get("method", "GET"), test_api.filled(row["path"]), test_api.body_of(row)
    )
    assert answer.status == expect["status"], f"status {answer.status}: {answer.text[:300]}"
    if "Content-Type" in expect.get("headers", {}):
        test_api.match(answer.headers["Content-Type"], expect["headers"]["Content-Type"], "type")
    if "problem" in expect:
        test_api.match(answer.json()["type"], "/problems/" + expect["problem"], "problem")
    if row.get("method") == "HEAD":
        assert answer.body == b"", "a body after HEAD"
        return
    test_api.check_values(answer.json() if expect.get("values") else None, expect.get("values", {}))
    if "text" in expect:
        test_api.match(answer.text, expect["text"], "text")
    if "lines" in expect:
        for line, values in zip(answer.lines(), expect["lines"], strict=True):
            test_api.check_values(line, values)


def sent(items):
    data, number = b"", 0
    for item in items:
        if "call" in item:
            number += 1
            data += frame(call_text(number, *[fill_quotes(part) for part in item["call"]]))
        elif "text" in item:
            data += frame(fill_quotes(item["text"]).encode())
        else:
            raw = bytes.fromhex(item.get("hex") or item["raw"])
            data += frame(raw) if "hex" in item else raw
    return data


def fill_quotes(text):
    """{a x 3}, and {\\" x 3} for an escaped quote inside a body."""
    text = re.sub(r'\{(\\?") x (\d+)\}', lambda m: '\\"' * int(m[2]), text)
    return test_api.filled(text)


def run_row(daemon, row):
    host = Host(daemon)
    data = sent(row["send"])
    size = row.get("pieces") or len(data) or 1
    try:
        for at in range(0, len(data), size):
            host.write(data[at : at + size])
        replies = [host.reply() for _ in row["replies"]]
        for wanted in row["replies"]:
            check_reply(replies, wanted)
        status, log = host.end()
    finally:
        if host.process.poll() is None:
            host.kill()
    assert status == row["exit"], f"exit {status}: {log}"
    assert row.get("log", "") in log, log


def check_reply(replies, wanted):
    found = [reply for reply in replies if reply["id"] == wanted["id"]]
    assert len(found) == 1, f"{wanted['id']}: {replies}"
    reply = found[0]
    assert reply["status"] == wanted["status"], reply
    if "problem" in wanted:
        assert json.loads(reply["body"])["type"] == "/problems/" + wanted["problem"], reply
        assert reply["type"] == "application/problem+json", reply
    assert wanted.get("has", "") in reply["body"], reply
    assert wanted.get("body", reply["body"]) == reply["body"], reply


def same_bytes(daemon):
    host = Host(daemon)
    for target in ("/v1/check?url=illegal.example&country=CZ", "/v1/lists", "/", "/openapi.json",
                   "/v1/alternatives?country=CZ", "/v1/check?url=ftp://x"):
        by_http = daemon.call("GET", target)
        by_pipe = host.call("GET", target)
        assert by_pipe.body == by_http.body, target
        assert by_pipe.status == by_http.status, target
        assert by_pipe.headers["Content-Type"] == by_http.headers["Content-Type"], target
    lines = "illegal.example\n" * 2000 + "řeky.example/ž\n" * 2000
    by_http = daemon.call("POST", "/v1/batch", body=lines)
    assert host.call("POST", "/v1/batch", lines).body == by_http.body
    assert host.end()[0] == 0


def pairs_without_a_code(daemon):
    host = Host(daemon)
    answer = host.call("POST", "/v1/pair", "{}")
    assert answer.status == 200, answer.text
    token = answer.json()["token"]
    until("licitd to know the token", lambda: daemon.call("GET", "/v1/status", token=token).status == 200)
    code = daemon.licit("pair").strip()
    assert host.call("POST", "/v1/pair", json.dumps({"code": code})).status == 200
    assert host.call("POST", "/v1/pair", json.dumps({"code": code})).status == 403
    assert host.end()[0] == 0
    # HTTP still needs one.
    assert daemon.call("POST", "/v1/pair", body="{}", token=None).status == 422


def many_at_once(daemon):
    """A thousand calls before any reply is read: all are answered, each once."""
    host = Host(daemon)
    page = json.dumps({"url": "illegal.example", "page": {"html": "<p>x" * 2000}})
    calls = [
        ("GET", "/v1/check?url=illegal.example"),
        ("POST", "/v1/check", page),
        ("POST", "/v1/reports", '{"kind":"suspect","url":"x.example"}'),
        ("GET", "/nothing"),
    ]
    wanted = [200, 200, 201, 404]
    data = b"".join(frame(call_text(i, *calls[i % 4])) for i in range(1000))
    pid = os.fork()
    if pid == 0:
        host.write(data)
        os._exit(0)
    statuses = {}
    for _ in range(1000):
        reply = host.reply()
        assert reply["id"] not in statuses, reply
        statuses[reply["id"]] = reply["status"]
    os.waitpid(pid, 0)
    assert all(statuses[i] == wanted[i % 4] for i in range(1000)), statuses
    assert host.end()[0] == 0


def asked_and_gone(daemon):
    """What was asked before the pipe closed is answered."""
    host = Host(daemon)
    host.write(b"".join(frame(call_text(i, "GET", "/v1/status")) for i in range(50)))
    host.process.stdin.close()
    got = {host.read()["id"] for _ in range(50)}
    assert got == set(range(50)), got
    assert host.read() is None
    assert host.process.wait(timeout=60) == 0


def looks(daemon):
    """With online: a site that is looked at holds up nothing, and ends with the pipe."""
    silent = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    silent.bind(("127.0.0.1", 0))
    server = f"127.0.0.1:{silent.getsockname()[1]}"
    online = {"LICIT_ONLINE": "yes", "LICIT_NAME_SERVERS": server, "LICIT_TEST_ADDRESSES": server}
    body = '{"url":"https://shop.example/","wait_ms":30000}'
    host = Host(daemon, env={**daemon.env, **online, "LICIT_LOOK_SECONDS": "60"})
    for number in range(3):
        host.write(frame(call_text(number, "POST", "/v1/check", body)))
    # The name server is asked, and says nothing.
    silent.settimeout(60)
    silent.recv(512)
    host.write(frame(call_text(9, "GET", "/v1/check?url=illegal.example")))
    assert host.reply()["id"] == 9
    begun = time.monotonic()
    host.process.stdin.close()
    replies = {reply["id"]: reply for reply in (host.reply() for _ in range(3))}
    assert set(replies) == {0, 1, 2}, replies
    assert all(json.loads(r["body"])["verdict"] == "unknown" for r in replies.values()), replies
    assert host.read() is None and host.process.wait(timeout=60) == 0
    assert time.monotonic() - begun < 20, "the looks were waited for"
    silent.close()


def reader_gone(daemon):
    """A browser that reads no more: the host ends, though the other pipe is open."""
    host = Host(daemon)
    assert host.call("GET", "/healthz").status == 200
    host.process.stdout.close()
    assert host.process.wait(timeout=60) == 0
    host.kill()
    host = Host(daemon)
    host.process.stdout.close()
    try:
        host.write(frame(call_text(1, "POST", "/v1/batch", "x.example\n" * 10000)))
    except BrokenPipeError:
        pass
    assert host.process.wait(timeout=60) == 0
    try:
        host.process.stdin.close()
    except BrokenPipeError:
        pass


def killed(daemon):
    host = Host(daemon)
    assert host.call("GET", "/healthz").status == 200
    host.process.send_signal(signal.SIGTERM)
    assert host.process.wait(timeout=60) == -signal.SIGTERM
    host.kill()


def new_lists(daemon):
    """A host that runs for long knows what is imported meanwhile."""
    host = Host(daemon)
    assert host.call("GET", "/v1/check?url=late.example").json()["verdict"] == "unknown"
    path = daemon.write("late.csv", "name\nlate.example\n")
    daemon.licit("lists", "import", "--list", "late", path)
    until("the new list",
          lambda: host.call("GET", "/v1/check?url=late.example").json()["verdict"] == "suspicious")
    assert host.end()[0] == 0


def data_that_cannot_be_opened(daemon):
    """The reason goes to whoever asks; when it is mended, the same host answers."""
    closed = Daemon.__new__(Daemon)
    closed.env = {**daemon.env, "LICIT_REFRESH_SECONDS": "1"}
    closed.data = os.path.join(daemon.folder, "a-file")
    with open(closed.data, "w", encoding="utf-8") as file:
        file.write("this is no folder\n")
    host = Host(closed)
    for _ in range(2):
        answer = host.call("GET", "/v1/check?url=illegal.example")
        assert answer.status == 500, answer.text
        assert closed.data in answer.json()["detail"], answer.text
    os.unlink(closed.data)
    until("the data to be there", lambda: host.call("GET", "/v1/status").status == 200)
    status, log = host.end()
    assert status == 0 and "a-file" in log, log


def callers(daemon):
    for words, known in CALLERS:
        host = Host(daemon, caller=words)
        if known:
            assert host.call("GET", "/healthz").status == 200, words
            assert host.end()[0] == 0
            continue
        out, err = host.process.communicate()
        assert host.process.returncode == 2 and out == b"" and err, (words, err)


def installed(daemon):
    """--install, and then the way that a browser takes: manifest, script, answer."""
    home = os.path.join(daemon.folder, "it's home")
    os.makedirs(os.path.join(home, ".mozilla"))
    daemon.env["HOME"] = home
    daemon.env["XDG_CONFIG_HOME"] = os.path.join(home, ".config")
    shown = daemon.licit("native-host", "--install", "--browser", "chromium")
    shown += daemon.licit("native-host", "--install")
    for below, key, caller in (
        (".config/chromium/NativeMessagingHosts", "allowed_origins", CHROMIUM),
        (".mozilla/native-messaging-hosts", "allowed_extensions", FIREFOX),
    ):
        path = os.path.join(home, below, "licit.host.json")
        assert path in shown, shown
        with open(path, encoding="utf-8") as file:
            manifest = json.load(file)
        assert manifest[key] == caller[-1:], manifest
        assert (manifest["name"], manifest["type"]) == ("licit.host", "stdio"), manifest
        script = manifest["path"]
        assert os.path.isabs(script) and stat.S_IMODE(os.stat(script).st_mode) == 0o700
        env = {name: daemon.env[name] for name in ("PATH", "LICIT_TIME", "LICIT_LISTS_DIR")}
        host = Host(daemon, caller, [script], {**env, "HOME": "/nowhere"})
        assert host.call("GET", "/v1/check?url=illegal.example").json()["verdict"] == "illicit"
        assert host.end()[0] == 0
    assert script in daemon.licit("native-host", "--uninstall")
    left = [name for _, _, names in os.walk(home) for name in names]
    assert not left and not os.path.exists(script), left


def main():
    report = Report()
    with Daemon(before=test_api.load_lists) as daemon:
        daemon.pair()
        host = Host(daemon)
        for row in filter(is_plain, rows("cases.json")):
            report.run(f"{row['name']}: {row.get('method', 'GET')} {row['path']}",
                       lambda row=row: run_plain(host, row))
        report.run("end", lambda: host.end())
        for row in rows("native.json"):
            report.run(row["name"], lambda row=row: run_row(daemon, row))
        for case in (same_bytes, pairs_without_a_code, many_at_once, asked_and_gone, looks, reader_gone, killed,
                     new_lists, data_that_cannot_be_opened, callers, installed):
            report.run(case.__name__, lambda case=case: case(daemon))
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
