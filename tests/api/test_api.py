"""What licitd answers: the rows of cases.json, each a request and what is expected.

A row: name, method (GET), path ("{a x 3}" is "aaa"), headers, token ("own", "wrong", "none"), body (the same),
json (a body), repeat ([text, times], a body), expect: status, headers (null: absent),
values (JSON pointer: value; "…text…" as {"has": text}, {"lacks": text}), problem (its slug), lines
(values of each line). Every answer is also held to what all must keep to.
"""

import base64
import hashlib
import json
import os
import re
import sys

from daemon import HERE, SOURCE, Daemon, Report

ILLEGAL = """name,since,withdrawn,reason
illegal.example,2026-01-02,,sells medicines without a licence
was-illegal.example,2024-01-02,2025-03-04,
paths.example/pills,2026-02-03,,
řeky.example,2026-02-03,,
"""
REGISTER = """name,holder,number,class,countries,evidence,since,seen
good.example,Good Pharmacy,123,pharmacy-otc,CZ,register,,2026-11-01
shop.illegal.example,Tenant Pharmacy,124,pharmacy-otc,CZ,register,2026-10-01,2026-11-01
"""


def load_lists(daemon):
    for name, kind, text in (("test-illegal", "illegal", ILLEGAL), ("test-register", "register", REGISTER)):
        path = daemon.write(name + ".csv", text)
        daemon.licit("lists", "import", "--list", name, "--kind", kind, path)


def pointed(document, pointer):
    for step in pointer.split("/")[1:]:
        step = step.replace("~1", "/").replace("~0", "~")
        document = document[int(step)] if isinstance(document, list) else document[step]
    return document


def match(got, wanted, what):
    if isinstance(wanted, dict) and set(wanted) <= {"has", "lacks"}:
        assert wanted.get("lacks", "\0") not in got, f"{what}: {got!r} has {wanted['lacks']!r}"
        assert wanted.get("has", "") in got, f"{what}: {got!r} lacks {wanted['has']!r}"
    elif isinstance(wanted, dict) and set(wanted) == {"least"}:
        assert got >= wanted["least"], f"{what}: {got!r} is less than {wanted['least']!r}"
    else:
        assert got == wanted, f"{what}: {got!r}, not {wanted!r}"


def check_values(document, values, what=""):
    for pointer, wanted in values.items():
        match(pointed(document, pointer), wanted, what + pointer)


def check_always(row, answer):
    headers = answer.headers
    assert headers["Cache-Control"] == "no-store", "no Cache-Control"
    assert headers["X-Content-Type-Options"] == "nosniff", "no X-Content-Type-Options"
    cors = [name for name in headers if name.lower().startswith("access-control")]
    assert not cors, f"CORS: {cors}"
    if row.get("method") == "HEAD":
        assert answer.body == b"", "a body after HEAD"
        assert int(headers["Content-Length"]) > 0, "no length after HEAD"
        return
    if answer.status >= 400:
        assert headers["Content-Type"] == "application/problem+json", headers["Content-Type"]
        problem = answer.json()
        assert list(problem) == ["type", "title", "status", "detail"], problem
        assert problem["status"] == answer.status
        assert re.fullmatch(r"[A-Z“].*[.!?]", problem["detail"], re.DOTALL), problem["detail"]
    elif headers["Content-Type"] == "application/json":
        answer.json()
    if answer.status == 401:
        assert headers["WWW-Authenticate"].startswith("Bearer")


def filled(text):
    return re.sub(r"\{([^{}\s]+) x (\d+)\}", lambda m: m[1] * int(m[2]), text)


def body_of(row):
    if "json" in row:
        return json.dumps(row["json"])
    if "repeat" in row:
        return row["repeat"][0] * row["repeat"][1]
    return filled(row["body"]) if "body" in row else None


def run_row(daemon, row):
    token = {"own": "own", "wrong": "A" * 43, "none": None}[row.get("token", "own")]
    answer = daemon.call(
        row.get("method", "GET"),
        filled(row["path"]),
        body=body_of(row),
        token=token,
        headers=row.get("headers"),
    )
    expect = row["expect"]
    assert answer.status == expect["status"], f"status {answer.status}: {answer.text[:300]}"
    check_always(row, answer)
    for name, wanted in expect.get("headers", {}).items():
        match(answer.headers[name], wanted, name)
    if "problem" in expect:
        match(answer.json()["type"], "/problems/" + expect["problem"], "type")
    check_values(answer.json() if expect.get("values") else None, expect.get("values", {}))
    if "text" in expect:
        match(answer.text, expect["text"], "text")
    if "lines" in expect:
        lines = answer.lines()
        match(len(lines), len(expect["lines"]), "lines")
        for number, (line, values) in enumerate(zip(lines, expect["lines"]), 1):
            check_values(line, values, f"line {number}: ")


def same_as_cli(daemon):
    """One writer: the command line, the batch and the daemon say the same."""
    for url in ("https://www.illegal.example/x", "good.example", "example.com", "was-illegal.example"):
        answer = daemon.call("GET", f"/v1/check?url={url}")
        by_cli = daemon.licit(
            "check", "--json", url, status=5 if answer.json()["verdict"] == "illicit" else 0
        )
        assert json.loads(by_cli) == answer.json(), by_cli
        assert by_cli.encode() == answer.body, by_cli
        posted = daemon.call("POST", "/v1/check", body=json.dumps({"url": url}))
        assert posted.body == answer.body, posted.text
        line = daemon.call("POST", "/v1/batch", body=url + "\n").json()
        wanted = answer.json()
        del wanted["advice"]
        assert line == wanted, line


def page_needs_nothing(daemon):
    """The page loads no file, and its policy names its one style sheet."""
    answer = daemon.call("GET", "/", token=None)
    style = re.search(r"<style>(.*?)</style>", answer.text, re.DOTALL).group(1)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = answer.headers["Content-Security-Policy"]
    assert f"style-src 'sha256-{digest}'" in policy, f"the style sheet's hash is {digest}"
    assert policy.startswith("default-src 'none'"), policy
    assert not re.search(r"<script|\son\w+=|src=|style=|<iframe|<link", answer.text)


def described(daemon):
    """/openapi.json is docs/openapi.json."""
    with open(os.path.join(SOURCE, "docs", "openapi.json"), "rb") as file:
        assert daemon.call("GET", "/openapi.json", token=None).body == file.read()


def metrics_grow(daemon):
    def value(name):
        text = daemon.call("GET", "/metrics").text
        return int(re.search(re.escape(name) + r" (\d+)$", text, re.MULTILINE).group(1))

    before = value('licit_checks_total{verdict="illicit"}')
    lines = value("licit_batch_lines_total")
    refused = value('licit_http_requests_total{status="422"}')
    daemon.call("GET", "/v1/check?url=illegal.example")
    daemon.call("POST", "/v1/batch", body="illegal.example\n\n")
    daemon.call("GET", "/v1/check?url=")
    assert value('licit_checks_total{verdict="illicit"}') == before + 2
    assert value("licit_batch_lines_total") == lines + 2
    assert value('licit_http_requests_total{status="422"}') == refused + 1
    text = daemon.call("GET", "/metrics").text
    for line in text.splitlines():
        assert re.fullmatch(r"# (HELP|TYPE) .*|[a-z_]+(\{([a-z_]+=\"[^\"\n]*\",?)+\})? -?\d+", line), line
    assert 'licit_list_entries{list="test-illegal",kind="illegal"} 3' in text


def openapi_of_answers(daemon):
    """What the description requires of an answer is there."""
    document = daemon.call("GET", "/openapi.json", token=None).json()
    for path, query in (
        ("/v1/check", "?url=illegal.example&country=CZ"),
        ("/v1/status", ""),
        ("/v1/lists", ""),
        ("/v1/alternatives", "?country=CZ"),
        ("/v1/warned", "?country=CZ"),
        ("/healthz", ""),
    ):
        answer = daemon.call("GET", path + query).json()
        operation = document["paths"][path]["get"]
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        hold(document, schema, answer, path)


def hold(document, schema, value, where):
    """The part of JSON Schema that the description uses."""
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "number": (int, float),
             "boolean": bool, "null": type(None)}
    if "type" in schema:
        types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        assert any(isinstance(value, kinds[t]) for t in types), f"{where} is {value!r}"
    assert "enum" not in schema or value in schema["enum"], f"{where} is {value!r}"
    assert "const" not in schema or value == schema["const"], f"{where} is {value!r}"
    if isinstance(value, dict) and "properties" in schema:
        missing = set(schema.get("required", [])) - set(value)
        assert not missing, f"{where} lacks {missing}"
        unknown = set(value) - set(schema["properties"])
        assert not unknown, f"{where} has {unknown}, which are not described"
        for name, inner in value.items():
            hold(document, schema["properties"][name], inner, f"{where}/{name}")
    if isinstance(value, list) and "items" in schema:
        for number, inner in enumerate(value):
            hold(document, schema["items"], inner, f"{where}/{number}")


def pairing(daemon):
    """A code works once; a revoked token works no more; others go on."""
    code = daemon.licit("pair").strip()
    body = json.dumps({"code": " " + code.lower() + "\n"})
    first = daemon.call("POST", "/v1/pair", body=body, token=None)
    assert first.status == 200 and list(first.json()) == ["token", "id"], first.text
    again = daemon.call("POST", "/v1/pair", body=body, token=None)
    assert again.status == 403 and again.json()["type"] == "/problems/pairing-refused", again.text
    assert daemon.call("GET", "/v1/status", token=first.json()["token"]).status == 200


def five_tries(daemon):
    code = daemon.licit("pair").strip()
    for _ in range(5):
        wrong = daemon.call("POST", "/v1/pair", body='{"code":"AAAA-AAAA"}', token=None)
        assert wrong.status == 403, wrong.text
    right = daemon.call("POST", "/v1/pair", body=json.dumps({"code": code}), token=None)
    assert right.status == 403, right.text
    assert "pair" in right.json()["detail"], right.text


def reports_are_kept(daemon):
    first = daemon.call("POST", "/v1/reports", body='{"kind":"suspect","url":"x.example"}').json()["id"]
    second = daemon.call(
        "POST", "/v1/reports", body='{"kind":"false-alarm","url":"illegal.example","comment":"ours"}'
    ).json()["id"]
    assert second == first + 1, (first, second)
    kept = [json.loads(line) for line in daemon.licit("reports", "--json", status=0).splitlines()]
    assert kept == daemon.call("GET", "/v1/reports").json()["reports"], kept
    assert [row["id"] for row in kept][-2:] == [first, second], kept
    facts = next(row["report"]["facts"] for row in kept if row["report"]["facts"])
    assert facts["schema"] == "licit/facts/1" and facts["subject"]["site"] == "illegal.example", facts
    daemon.licit("reports", "--remove", str(first), status=0)
    assert str(first) not in [line.split()[0] for line in daemon.licit("reports", status=0).splitlines()]


def log_is_discreet(daemon):
    """Nothing of what was asked, and no token or code, is in the log."""
    text = daemon.log()
    for secret in (daemon.token, "illegal.example", "good.example", "url="):
        assert secret not in text, f"{secret} is in the log"


def main():
    report = Report()
    with open(os.path.join(HERE, "cases.json"), encoding="utf-8") as file:
        rows = json.load(file)
    with Daemon(env={"LICIT_ALLOWED_HOSTS": "licit.example"}, before=load_lists) as daemon:
        daemon.pair()
        for row in rows:
            report.run(f"{row['name']}: {row.get('method', 'GET')} {row['path']}",
                       lambda row=row: run_row(daemon, row))
        for case in (same_as_cli, page_needs_nothing, described, openapi_of_answers, metrics_grow,
                     reports_are_kept, pairing, five_tries, log_is_discreet):
            report.run(case.__name__, lambda case=case: case(daemon))
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
