"""`licit lists sources` and `licit lists fetch`: files of a server of our own on loopback,
whole, damaged, too late and not there; with checksums right, wrong and missing."""

import hashlib
import json
import os
import shutil
import sys
import tempfile

import cases
from checks import check, failures

sys.path.insert(0, os.path.join(cases.HERE, "..", "feed"))
import server  # noqa: E402

SOURCE = os.environ.get("LICIT_SOURCE") or os.path.join(cases.HERE, "..", "..")

LIST = "\ufeffWebové stránky;Datum zápisu;Datum výmazu\r\n" \
       "https://a.example/;1. 2. 2024;\r\nb.example;3.4.2025;5.6.2026\r\n".encode()
HEX = hashlib.sha256(LIST).hexdigest()
FILES = {
    "list.csv": LIST,
    "list.csv.sha256": f"{HEX}  list.csv\n".encode(),
    "other.sha256": f"2026-06-18\r\nSHA-256: {HEX.upper()}\r\n".encode(),
    "wrong.sha256": ("0" * 64 + "  list.csv\n").encode(),
    "long.sha256": ("0" + HEX + "\n").encode(),
    "page.sha256": b"<html>not found</html>",
    "register.html": b"<!doctype html><body><ul><li><a href='https://a.example/'>A</a></ul></body>",
    "page.csv": b"<!doctype html><title>moved</title>",
}
SELECTORS = ["format:=html", "rows:=li", "a@href=name", "a=holder"]
MAPPING = ["Webové stránky=name", "Datum zápisu=since", "Datum výmazu=withdrawn"]


# Registers on several pages: the folder of each, its pages, what is done to some, and what comes of it.
PAGED = SELECTORS[:2] + ["a.site@href=name", "a.site=holder", "a.entry@href=entry_url", "next:=a.next@href"]
LAST = '<a class=next href="#">no more</a>'
REGISTERS = (
    ("whole", [("a", "2"), ("b", "3?of=3"), ("c", None)], {}, 0, ["in force     3"]),
    ("last-leads-to-itself", [("a", "2"), ("b", "2")], {}, 0, ["in force     2"]),
    ("round", [("a", "2"), ("b", "1")], {}, 1, ["the pages lead in a circle, back to", "/round/1", "nothing was changed"]),
    ("page-lost", [("a", "2"), ("b", "3")], {}, 1, ["/page-lost/3", "status 404"]),
    ("moved-away", [("a", "2"), ("b", None)], {"2": "redirect HERE/whole/1"}, 1, ["/moved-away/2", "status 302"]),
    ("first-moved", [("a", "2"), ("b", None)], {"1": "redirect HERE/first-moved/2"}, 0, ["in force     1"]),
    ("another-host", [("a", "//evil.example/2")], {}, 1, ["/another-host/1: line 2: the next page is", "another server's"]),
    ("script", [("a", "javascript:next()")], {}, 1, ["no address that can be followed"]),
    ("empty-page", [("a", "2"), (None, None)], {}, 1, ["/empty-page/2: line 1: no element of the page fits rows:=li"]),
    ("maintenance", [("a", "2"), ("b", None)], {"2": "html"}, 1, ["/maintenance/2", "no element of the page fits"]),
    ("endless", [("a", "2"), ("b", None)], {"2": "endless"}, 1, ["/endless/2 is longer than the 8388608 bytes"]),
    ("most", [(f"n{n}", str(n + 2)) for n in range(499)] + [("last", None)], {}, 0, ["in force     500"]),
    ("too-many", [(f"n{n}", str(n + 2)) for n in range(501)], {}, 1, ["more than the 500 pages that are followed"]),
)


def page(name, following):
    """A page with one row or none, in an encoding that it tells of itself."""
    row = f'<li><a class=site href="https://{name}.example/">Ž {name}</a> <a class=entry href="entry/{name}">more</a>'
    link = f'<a class=next href="{following}">next</a>' if following else LAST
    html = f'<meta charset=windows-1250><ul>{row if name else ""}</ul>\n{link}</body>'
    return html.encode("windows-1250")


def source(name, base, file="list.csv", checksum=None, **more):
    return {
        "id": name, "list": name, "kind": "illegal", "authority": "Nobody",
        "page": base + "/", "url": base + "/" + file, "format": None, "mapping": MAPPING,
        "checksum": {"url": base + "/" + checksum} if checksum else None,
        "licence": "none", "source": "made", "proven": None, **more,
    }


def licit(folder, *words):
    done = cases.licit(folder, *words, LICIT_LISTS_DIR=os.path.join(folder, "lists"))
    return done.returncode, done.stdout, done.stderr


def fetch(folder, what, expected, says, *words):
    """Status, and what is said on either stream."""
    status, out, err = licit(folder, "lists", "fetch", *words)
    check(f"{what}: status of {words}", status, expected)
    for text in says:
        check(f"{what}: {text!r} in {out + err}", text in out + err, True)


def steps(folder, base):
    fetch(folder, "a checksum that fits", 0, ["as their checksum says: " + HEX, "in force     1"],
          "good")
    check("the mapping is used", "b.example,,,,,,2025-04-03,,2026-06-05," in
          licit(folder, "lists", "export", "--list", "good")[1], True)
    fetch(folder, "the same again", 0, ["nothing to change"], "good")
    fetch(folder, "a checksum in other words", 0, [HEX], "other")
    fetch(folder, "another checksum", 1, ["it is damaged", "nothing was changed"], "wrong")
    fetch(folder, "a checksum that is too long", 1, ["there is no SHA-256 in it"], "long")
    fetch(folder, "no checksum in the file", 1, ["there is no SHA-256 in it"], "page")
    fetch(folder, "no checksum file", 1, ["404"], "lost-checksum")
    fetch(folder, "nobody knows the checksum", 1, ["nobody says what checksum", HEX], "bare")
    fetch(folder, "said to be well", 0, ["NOT VERIFIED: SHA-256 " + HEX, "imported"], "bare",
          "--unverified")
    fetch(folder, "checksum given", 0, ["as their checksum says"], "bare", "--sha256", HEX)
    fetch(folder, "wrong one given", 1, ["damaged"], "bare", "--sha256", "1" * 64)
    fetch(folder, "no checksum given", 1, ["64 hex digits"], "bare", "--sha256", "12")
    fetch(folder, "its address given", 0, ["as their checksum says"], "bare", "--checksum-url",
          base + "/list.csv.sha256")
    fetch(folder, "two ways", 2, ["one of them"], "bare", "--checksum-url", "x", "--sha256", HEX)
    fetch(folder, "a page instead", 1, ["it is a web page, and no table"], "moved", "--unverified")
    fetch(folder, "a page that is the register", 0, ["in force     1"], "web-page",
          "--unverified")
    check("its selectors are used", "a.example,A," in
          licit(folder, "lists", "export", "--list", "web-page")[1], True)
    fetch(folder, "the page without its rows", 1, ["no element of the page fits rows:=li"],
          "under-repair", "--unverified")
    fetch(folder, "no file", 1, ["404"], "lost", "--unverified")
    fetch(folder, "no such source", 1, ["lists sources"], "nothing")
    fetch(folder, "no address", 1, [base + "/page", "--file"], "by-hand", "--unverified")
    fetch(folder, "a file of one's own", 0, ["in force     1"], "by-hand", "--file", "copy.csv",
          "--sha256", HEX)
    fetch(folder, "a dry run", 0, ["dry run", "added: 2"], "dry", "--dry-run", "--unverified")
    check("nothing of it is kept", licit(folder, "lists", "export", "--list", "dry")[0], 1)


def paged(folder, web):
    """Each page was asked for once, whatever came of it, and nobody else was."""
    for name, pages, ways, status, says in REGISTERS:
        files = {f"{name}/{n + 1}": page(*what) for n, what in enumerate(pages)}
        files.update({f"{name}/3?of=3": page(*pages[2])} if name == "whole" else {})
        web.files.update(files)
        web.ways.update({f"{name}/{n}": way for n, way in ways.items()})
        web.asked.clear()
        fetch(folder, f"pages: {name}", status, says, name, "--unverified", *(["--dry-run"] if name == "most" else []))
        asked = [path for path, _tag in web.asked]
        check(f"pages: {name}: asked once each", (len(asked), [p for p in asked if not p.startswith(name)]),
              (len(set(asked)), []))
    out = licit(folder, "lists", "export", "--list", "whole")[1]
    for line in ("a.example,Ž a,,HERE/whole/entry/a", "c.example,Ž c,,HERE/whole/entry/c"):
        check(f"{line} in {out}", line.replace("HERE", web.url) in out, True)
    with open(os.path.join(folder, "one.html"), "wb") as file:
        file.write(page("a", "2"))
    fetch(folder, "one page of several", 1, ["the page leads on to 2, which is not here", "nothing was changed"],
          "whole", "--unverified", "--file", "one.html")


def prove_sukl(folder):
    """The bundled source of SÚKL, against the authority's own file where it is."""
    path = os.path.join(os.environ.get("LICIT_VECTORS") or "-", "lists", "sukl-illegal-2026-06.csv")
    if not os.path.isfile(path):
        return "; the authority's own file is not here"
    shutil.copy(os.path.join(SOURCE, "lists", "sources.json"), os.path.join(folder, "lists"))
    fetch(folder, "SÚKL", 0, ["rows         553", "withdrawn    7", "read as sukl-csv"],
          "cz-sukl-illegal", "--file", path, "--unverified")
    return ""


def main():
    web = server.Server(FILES)
    base = web.url
    sources = [
        source("good", base, checksum="list.csv.sha256",
               proven={"date": "2026-01-02", "against": "a made copy"}),
        source("other", base, checksum="other.sha256"),
        source("wrong", base, checksum="wrong.sha256"),
        source("long", base, checksum="long.sha256"),
        source("page", base, checksum="page.sha256"),
        source("lost-checksum", base, checksum="nothing.sha256"),
        source("bare", base), source("dry", base),
        source("moved", base, file="page.csv"), source("lost", base, file="nothing.csv"),
        source("web-page", base, file="register.html", mapping=SELECTORS),
        source("under-repair", base, file="page.csv", mapping=SELECTORS),
        source("by-hand", base, url=None, page=base + "/page"),
        *(source(name, base, file=name + "/1", mapping=PAGED) for name, *_ in REGISTERS),
    ]
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(cases.LISTS, os.path.join(folder, "lists"))
        with open(os.path.join(folder, "lists", "sources.json"), "w", encoding="utf-8") as file:
            json.dump({"schema": "licit/sources/1", "sources": sources}, file)
        with open(os.path.join(folder, "copy.csv"), "wb") as file:
            file.write(LIST)
        status, out, _ = licit(folder, "lists", "sources")
        check("the table", [line.split()[0] for line in out.splitlines()[1:]],
              [s["id"] for s in sources])
        check("proven, and never proven", [out.splitlines()[1].split()[3:5], "never" in out],
              [["yes", "2026-01-02"], True])
        check("looking fetches nothing", (status, web.asked), (0, []))
        steps(folder, base)
        paged(folder, web)
        note = prove_sukl(folder)
    web.stop()
    print(f"fetch: {len(web.asked)} requests, {len(failures)} failed{note}")
    sys.exit(1 if failures else 0)


main()
