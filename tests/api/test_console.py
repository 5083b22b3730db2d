"""The console's door from outside: who gets in, for how long, what for, and that nobody else does."""

import functools
import json
import os
import re
import sqlite3
import sys
import urllib.parse
from urllib.parse import quote

from console import PASSWORD, Page, Person, add_user, check_inert, expect, somebody
from daemon import HERE, SOURCE, Daemon, Report

with open(os.path.join(HERE, "console.json"), encoding="utf-8") as FILE:
    ROWS = json.load(FILE)
ROLES = ["reader", "editor", "reviewer", "publisher"]
NOON = "2026-11-23T12:00:00Z"


def at(daemon, time):
    """The same daemon on the same data at another time."""
    daemon.end()
    daemon.env["LICIT_TIME"] = time
    daemon.start()


def at_noon(case):
    """The case begins at noon, whatever became of the one before."""
    @functools.wraps(case)
    def run(daemon):
        if daemon.env["LICIT_TIME"] != NOON:
            at(daemon, NOON)
        case(daemon)
    return run


# ---- signing in ----------------------------------------------------------------------------


def by_password(daemon):
    person = Person(daemon, "eva")
    expect(person.get("/console/").headers["Location"], "/console/sign-in?next=%2Fconsole%2F", "led to")
    for name, password in (("eva", "wrong"), ("nobody", PASSWORD), ("eva", ""), ("", ""), ("*", ""), ("?", "x"),
                           ("eva", "x" * 2000), ("EVA' OR 1=1 --", "x")):
        answer = person.sign_in(password, name)
        expect(answer.status, 403, f"{name} {password[:9]}")
        assert "the name or the password is wrong" in answer.text, answer.text
        expect(answer.headers["Set-Cookie"], None, "a cookie")
    wanted = "/console/entry?list=xx-work&name=a%26b.example"
    door = person.get(wanted + "&done=applied").headers["Location"]
    expect(door, "/console/sign-in?next=" + urllib.parse.quote(wanted, safe=""), "led to with what was asked")
    answer = Person(daemon, "eva").post("/console/sign-in", {**person.page(door).forms[0]["fields"], "name": "eva",
                                                             "password": PASSWORD})
    expect(answer.headers["Location"], wanted, "led back")
    expect(person.get("/console").headers["Location"], "/console/", "without a slash")
    assert "openapi" not in person.page("/console/nothing-here", 404).words()
    answer = person.post("/console/sign-in", {"name": "eva", "password": PASSWORD, "next": "/console/lists"})
    expect((answer.status, answer.headers["Location"]), (303, "/console/lists"), "led to")
    cookie = answer.headers["Set-Cookie"]
    for part in ("HttpOnly", "SameSite=Strict", "Path=/console/"):
        assert part in cookie, cookie
    assert person.is_in()
    assert "eva" in person.page("/console/").words()


def leads_nowhere_else(daemon):
    for wanted in ("//evil.example/", "https://evil.example/", "/console/../../", "/console/\r\nX: y", "/v1/status",
                   "/console//evil.example\\", "javascript:alert(1)"):
        person = Person(daemon, "eva")
        code = daemon.licit("pair", "--console", "eva").strip()
        answer = person.post("/console/sign-in", {"code": code, "next": wanted})
        assert answer.headers["Location"].startswith("/console/"), answer.headers["Location"]
        expect(answer.headers["X"], None, "an injected field")


def keeps_no_secret(daemon):
    person = Person(daemon, "eva")
    person.sign_in()
    code = daemon.licit("pair", "--console", "eva").strip().replace("-", "")
    dump = "\n".join(sqlite3.connect(os.path.join(daemon.data, "console.db")).iterdump())
    for secret in (PASSWORD, person.cookie, person.form_word(), code):
        assert secret not in dump, "a secret stands in console.db"
    assert re.search(r"scrypt:16:8:2:[0-9a-f]{32}:[0-9a-f]{64}", dump)
    assert oct(os.stat(daemon.data).st_mode & 0o777) == "0o700"


def too_many_tries(daemon):
    add_user(daemon, "tried", "reader", PASSWORD)
    person = Person(daemon, "tried")
    for _ in range(5):
        expect(person.sign_in("wrong wrong wrong").status, 403, "a wrong one")
    answer = person.sign_in()
    expect(answer.status, 403, "the right one, too late")
    assert "wait 5 minutes" in answer.text
    expect(person.sign_in_by_code().status, 303, "by a code all the same")
    at(daemon, "2026-11-23T12:05:00Z")
    expect(person.sign_in().status, 303, "five minutes later")


def by_code(daemon):
    code = daemon.licit("pair", "--console", "eva").strip()
    person = Person(daemon)
    expect(person.post("/console/sign-in", {"code": "AAAA-AAAA"}).status, 403, "a wrong code")
    expect(person.post("/console/sign-in", {"code": code.lower().replace("-", " ")}).status, 303, "the code")
    assert person.is_in()
    expect(person.post("/console/sign-in", {"code": code}).status, 403, "the code again")
    code = daemon.licit("pair", "--console", "eva").strip()
    for _ in range(5):
        expect(person.post("/console/sign-in", {"code": "BBBB-BBBB"}).status, 403, "a wrong code")
    expect(person.post("/console/sign-in", {"code": code}).status, 403, "after five wrong ones")
    code = daemon.licit("pair", "--console", "eva").strip()
    at(daemon, "2026-11-23T12:10:00Z")
    expect(person.post("/console/sign-in", {"code": code}).status, 403, "ten minutes later")
    at(daemon, NOON)
    daemon.licit("pair", "--console", "nobody", status=1)
    # A code for the extension is none for the console, nor the other way round.
    expect(person.post("/console/sign-in", {"code": daemon.licit("pair").strip()}).status, 403, "an extension's code")
    body = json.dumps({"code": daemon.licit("pair", "--console", "eva").strip()})
    expect(daemon.call("POST", "/v1/pair", body=body, token=None).status, 403, "a console's code")


def by_link(daemon):
    daemon.env["LICIT_LISTEN"] = f"{daemon.address}:{daemon.port}"
    try:
        link = daemon.licit("console", "eva", "--print").strip()
    finally:
        del daemon.env["LICIT_LISTEN"]
    person = Person(daemon)
    assert link.startswith(person.origin + "/console/enter?code="), link
    path = link[len(person.origin):]
    for _ in range(3):  # browsers look ahead
        form = person.page(path).form("/console/enter")
    assert not person.is_in()
    expect(person.post("/console/enter", form["fields"]).status, 303, "the button")
    assert person.is_in()
    expect(person.post("/console/enter", form["fields"]).status, 403, "the button again")


# ---- sessions ------------------------------------------------------------------------------


def ends_when_idle(daemon):
    person = Person(daemon, "eva")
    person.sign_in_by_code()
    at(daemon, "2026-11-23T12:29:00Z")
    assert person.is_in()
    at(daemon, "2026-11-23T12:58:59Z")
    assert person.is_in(), "used at 12:29"
    at(daemon, "2026-11-23T13:29:00Z")
    assert not person.is_in(), "idle for 30 minutes"
    expect(person.post("/console/sign-out", {"form": "x"}).status, 401, "a form of a session that is over")


def ends_after_a_day(daemon):
    person = Person(daemon, "eva")
    person.sign_in_by_code()
    for quarter in range(1, 48):
        at(daemon, f"2026-11-23T{12 + quarter // 4:02}:{quarter % 4 * 15:02}:00Z")
        assert person.is_in(), quarter
    at(daemon, "2026-11-24T00:00:00Z")
    assert not person.is_in(), "twelve hours later"
    at(daemon, "2026-11-23T11:00:00Z")
    assert not person.is_in(), "the clock was turned back"


def ends_by_hand(daemon):
    person, other = Person(daemon, "eva"), Person(daemon, "eva")
    person.sign_in_by_code()
    other.sign_in_by_code()
    cookie = person.cookie
    answer = person.send("/console/sign-out")
    assert "Max-Age=0" in answer.headers["Set-Cookie"]
    person.cookie = cookie
    assert not person.is_in(), "signed out"
    assert other.is_in(), "the other browser is not"
    for value in (cookie[:-1], cookie + "A", "", "%00" * 15, "A" * 43, "'" * 43):
        person.cookie = value
        assert not person.is_in(), value


def ends_with_the_user(daemon):
    person = somebody(daemon, "gone", "publisher")
    daemon.licit("users", "role", "gone", "reader")
    expect(person.get("/console/import").status, 403, "with less of a role")
    assert person.is_in()
    daemon.licit("users", "password", "gone", typed=PASSWORD + "\n")
    assert not person.is_in(), "a new password"
    person.sign_in()
    assert person.is_in()
    daemon.licit("users", "remove", "gone")
    assert not person.is_in(), "removed"
    expect(person.sign_in().status, 403, "removed")
    daemon.licit("users", "remove", "gone", status=1)


# ---- where it comes from -------------------------------------------------------------------


def origins(daemon):
    person = Person(daemon, "eva")
    for row in ROWS["origins"]:
        headers = {"Origin": None}
        headers.update({k: v.replace("OWN", person.origin) for k, v in row["headers"].items()})
        person.sign_in_by_code()
        expect(person.get("/console/", headers).status, row["get"], f"GET: {row['name']}")
        form = person.form_word()
        answer = person.post("/console/sign-out", {"form": form}, headers)
        expect(answer.status, row["post"], f"POST: {row['name']}")
        if row["post"] != 303:
            assert person.is_in(), f"something was done: {row['name']}"
        # The door itself, against being signed in as somebody else.
        code = daemon.licit("pair", "--console", "eva").strip()
        expect(Person(daemon).post("/console/sign-in", {"code": code}, headers).status, row["post"],
               f"sign-in: {row['name']}")


def hosts(daemon):
    for row in ROWS["hosts"]:
        answer = daemon.call("GET", "/console/", token=None, headers={"Host": row["host"]})
        expect(answer.status, row["status"], row["host"])


def forms_of_the_session(daemon):
    person, other = Person(daemon, "eva"), Person(daemon, "eva")
    person.sign_in_by_code()
    other.sign_in_by_code()
    for word in (None, "", "A" * 43, other.form_word(), person.cookie):
        answer = person.post("/console/sign-out", {} if word is None else {"form": word})
        expect(answer.status, 403, f"the word {word}")
        assert person.is_in()
    expect(person.post("/console/sign-out", {"form": person.form_word()}).status, 303, "its own")


def bodies(daemon):
    person = Person(daemon, "eva")
    person.sign_in_by_code()
    for type_, body, status in (
        ("application/json", "{}", 415),
        ("text/plain", "form=x", 415),
        ("multipart/form-data", "x", 400),
        ("multipart/form-data; boundary=x", "--x", 400),
        ("multipart/form-data; boundary=x", "--x\r\n\r\n\r\n--x--", 400),
        ("multipart/form-data; boundary=x", '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nv', 400),
        ("application/x-www-form-urlencoded", "form=%ff", 400),
        ("application/x-www-form-urlencoded", "form=a%00b", 400),
        ("application/x-www-form-urlencoded", "a=1&" * 300, 400),
        ("application/x-www-form-urlencoded", "a=" + "x" * (256 << 10), 413),
    ):
        answer = person.post("/console/sign-out", body=body, headers={"Content-Type": type_})
        expect(answer.status, status, f"{type_} {body[:30]!r}")
        assert person.is_in()
    # A large body is refused before it is read where nobody is signed in.
    answer = Person(daemon).post("/console/import", body="x" * (1 << 20))
    expect(answer.status, 401, "nobody's upload")


# ---- what for ------------------------------------------------------------------------------


def table_is_whole(_):
    """The rows of console.json are those of console.c."""
    with open(os.path.join(SOURCE, "daemon", "api", "console.c"), encoding="utf-8") as file:
        found = re.findall(r'\{(PAGE|FORM|FILE_FORM)\("([^"]*)",\s*(\w+)', file.read())
    rows = {(("GET" if kind == "PAGE" else "POST"), path) for kind, path, _ in found}
    expect(rows, {(method, path) for method, path, _ in ROWS["routes"]}, "routes")


def roles(daemon):
    people = {role: somebody(daemon, f"a-{role}", role) for role in ROLES}
    people[""] = Person(daemon)
    words = {role: person.form_word() if role else "" for role, person in people.items()}
    for method, path, least in ROWS["routes"]:
        if path == "/console/sign-out":
            continue
        for role, person in people.items():
            may = not least or (role and ROLES.index(role) >= ROLES.index(least))
            # A form of the session that says nothing: let in, it is not understood.
            answer = person.get(path) if method == "GET" else person.post(path, {"form": words[role]})
            if may:
                assert answer.status in (200, 303, 403, 404, 422), f"{role} {method} {path}: {answer.status}"
                assert "you may not do this" not in answer.text, f"{role} may not {method} {path}"
                assert "<h1>You are signed out" not in answer.text, f"{role} must sign in to {method} {path}"
            elif role:
                expect(answer.status, 403, f"{role} {method} {path}")
                assert "you may not do this" in answer.text, answer.text
            elif method == "GET":
                expect((answer.status, answer.headers["Location"][:22]), (303, "/console/sign-in?next="), path)
            else:
                expect(answer.status, 401, f"nobody {method} {path}")


def fields_of_every_answer(daemon):
    person = Person(daemon, "eva")
    person.sign_in_by_code()
    for path in ["/console/", "/console/sign-in", "/console/nothing", "/console", "/console/lists"]:
        answer = person.get(path)
        policy = answer.headers["Content-Security-Policy"]
        for part in ("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'",
                     "form-action 'self'", "base-uri 'none'"):
            assert part in policy, f"{path}: {policy}"
        assert "unsafe" not in policy and "http" not in policy, policy
        expect(answer.headers["Cache-Control"], "no-store", path)
        expect(answer.headers["X-Content-Type-Options"], "nosniff", path)
        expect(answer.headers["Cross-Origin-Opener-Policy"], "same-origin", path)
        assert not [name for name in answer.headers if name.lower().startswith("access-control")]
        page = Page(answer.text)
        for tag, attrs in page.elements:
            assert tag not in ("style", "iframe", "object", "embed", "base"), f"{path}: <{tag}>"
            assert not [name for name in attrs if name == "style" or name.startswith("on")], f"{path}: {attrs}"
            for name in ("src", "href", "action"):
                value = attrs.get(name) or "/"
                assert value.startswith(("/console/", "#")) or tag == "a" or value == "/", f"{path}: {value}"
    expect(person.get("/console/nothing").status, 404, "no page")
    answer = daemon.call("PUT", "/console/", token=None, headers={"Origin": person.origin})
    expect((answer.status, answer.headers["Allow"]), (405, "GET, HEAD"), "PUT")
    expect(daemon.call("HEAD", "/console/console.css", token=None).body, b"", "HEAD")


def text_stays_text(daemon):
    """Whatever a stranger writes, wherever: no element, no attribute, no script of it."""
    person = Person(daemon, "eva")
    person.sign_in_by_code()
    daemon.pair()
    for text in ROWS["hostile"]:
        body = json.dumps({"url": "https://hostile.example/", "kind": "suspect", "comment": text})
        assert daemon.call("POST", "/v1/reports", body=body).status == 201
    params = ["q", "list", "state", "country", "class", "tld", "name", "id", "next", "code", "done", "do", "page", "since"]
    pages = [path for method, path, _ in ROWS["routes"] if method == "GET" and "." not in path]
    for path in pages:
        for text in ROWS["hostile"]:
            query = "&".join(f"{name}={quote(text)}" for name in params)
            answer = person.get(f"{path}?{query}")
            check_answer(path, answer)
    for text in ROWS["hostile"]:
        check_answer("sign-in", Person(daemon).post("/console/sign-in", {"name": text, "password": text,
                                                                         "next": text}))
        check_answer("enter", Person(daemon).post("/console/enter", {"code": text}))
        for method, path, _ in ROWS["routes"]:
            if method == "POST" and path not in ("/console/sign-out", "/console/sign-in", "/console/enter"):
                fields = {name: text for name in params + ["text", "evidence", "override", "reason", "claim", "from",
                                                           "contact", "holder", "number", "until", "step", "format",
                                                           "as_of", "file"]}
                for do in ("add", text):
                    answer = person.post(path, {"form": person.form_word(), **fields, "do": do})
                    check_answer(f"POST {path}", answer)


def check_answer(what, answer):
    assert answer.status < 500, f"{what}: {answer.status}: {answer.text[:300]}"
    if answer.status == 303:
        assert answer.headers["Location"].startswith("/console/"), answer.headers["Location"]
        return
    check_inert(what, answer)


def users_on_the_command_line(daemon):
    daemon.licit("users", "add", "Eva", "--role", "reader", "--no-password", status=1)
    daemon.licit("users", "add", "eva", "--role", "reader", "--no-password", status=1)
    daemon.licit("users", "add", "x", "--role", "king", "--no-password", status=2)
    daemon.licit("users", "add", "x", "--role", "reader", typed="short\n", status=1)
    daemon.licit("users", "add", "x", "--role", "reader", typed="\n", status=1)
    daemon.licit("users", "role", "x", "reader", status=1)
    daemon.licit("console", "--print", status=2)
    listed = daemon.licit("users", "list")
    assert re.search(r"^eva +publisher +password +2026-11-23T12:00:00Z ", listed, re.M), listed
    expect(daemon.licit("users"), listed, "licit users")


def good_passwords(daemon):
    """Long is not enough, and what is long is counted in characters."""
    daemon.licit("users", "add", "hanka", "--role", "reader", "--no-password")
    for password in ROWS["passwords"]["refused"]:
        daemon.licit("users", "password", "hanka", typed=password + "\n", status=1)
    for password in ROWS["passwords"]["taken"]:
        daemon.licit("users", "password", "hanka", typed=password + "\n")


CASES = [users_on_the_command_line, good_passwords, by_password, leads_nowhere_else, keeps_no_secret, too_many_tries, by_code, by_link,
         ends_when_idle, ends_after_a_day, ends_by_hand, ends_with_the_user, origins, hosts, forms_of_the_session,
         bodies, table_is_whole, roles, fields_of_every_answer, text_stays_text]


def main():
    report = Report()
    with Daemon() as daemon:
        add_user(daemon, "eva", "publisher", PASSWORD)
        add_user(daemon, "second", "reader")
        report.run_all(map(at_noon, CASES), daemon)
    return report.end()


sys.exit(main())
