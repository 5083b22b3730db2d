"""The real list of the Czech authority, read by the real program: every row with its
dates, again, changed, and damaged."""

import csv
import io
import json
import os
import re
import subprocess
import sys
import tempfile
from urllib.parse import urlsplit

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.join(HERE, "..", "..")
LICIT = os.environ.get("LICIT") or os.path.join(SOURCE, "build", "licit")
VECTORS = os.environ.get("LICIT_VECTORS") or os.path.join(SOURCE, "..", "shared", "vectors")
REAL = os.path.join(VECTORS, "lists", "sukl-illegal-2026-06.csv")
LIST = "cz-sukl-illegal"
LINK = "https://www.sukl.cz/farmaceuticky-prumysl/seznam-stranek-s-nelegalni-nabidkou-lecivych-pripravku"
failures = 0


def expect(what, true, detail=""):
    global failures
    if not true:
        failures += 1
        print(f"FAILED: {what}\n{detail}")


class Licit:
    """The program with a data folder of its own."""

    def __init__(self, folder):
        self.folder = folder
        self.env = {
            **os.environ,
            "LICIT_DATA_DIR": os.path.join(folder, "data"),
            "LICIT_LISTS_DIR": os.path.join(SOURCE, "lists"),
            "LICIT_TIME": "2026-07-01T12:00:00Z",
            "HOME": folder,
        }

    def run(self, *words, text=b"", status=0):
        done = subprocess.run(
            [LICIT, *words], env=self.env, cwd=self.folder, input=text, capture_output=True, check=False
        )
        out, err = done.stdout.decode(), done.stderr.decode()
        if status is not None:
            expect(f"licit {' '.join(words)}: status {status}", done.returncode == status,
                   f"{done.returncode}\n{out}{err}")
        return out + err

    def load(self, content, *options, status=0):
        with open(os.path.join(self.folder, "sukl.csv"), "wb") as file:
            file.write(content)
        return self.run("lists", "import", "--list", LIST, *options, "sukl.csv", status=status)

    def verdicts(self, addresses):
        lines = "".join(address + "\n" for address in addresses).encode()
        return [json.loads(line) for line in self.run("batch", "-q", "-", text=lines).splitlines()]

    def export(self):
        return self.run("lists", "export", "--list", LIST)


def number(label, text):
    found = re.search(rf"^  {label} +([\d,]+)", text, re.MULTILINE)
    return int(found[1].replace(",", "")) if found else None


def iso(date):
    day, month, year = date.split(".")
    return f"{year}-{month}-{day}"


def check_whole(licit, content, rows):
    gone = [row for row in rows if row[2]]
    dry = licit.load(content, "--dry-run")
    expect("a dry run changes nothing", "nothing was changed" in dry, dry)
    expect("a dry run adds no entry", f"\n{LIST} " in licit.run("lists") and
           re.search(rf"^{LIST} .* empty$", licit.run("lists"), re.MULTILINE))
    out = licit.load(content)
    expect("553 rows", number("rows", out) == len(rows) == 553, out)
    expect("added", "added: 553" in out, out)
    expect("withdrawn", number("withdrawn", out) == len(gone) == 7, out)
    expect("one name twice", number("duplicate", out) == 1 and "line 531" in out, out)
    expect("in force", number("in force", out) == 545, out)
    expect("as of", "2026-06-17 (the newest date in the file)" in out, out)
    again = licit.load(content)
    expect("again: nothing to change", "nothing to change" in again, again)
    expect("again: all unchanged", number("unchanged", again) == 553, again)
    expect("one import in the record", licit.run("lists", "log", "--list", LIST).count("sukl.csv") == 1)


def check_rows(licit, rows):
    for row, verdict in zip(rows, licit.verdicts([row[0] for row in rows])):
        signals = {f["signal"]: f for f in verdict["findings"]}
        if row[2]:
            expect(f"{row[0]} is not illicit", verdict["verdict"] != "illicit", verdict)
            expect(f"{row[0]} was withdrawn", iso(row[2]) in
                   signals.get("list.withdrawn", {}).get("summary", ""), verdict)
        elif verdict["verdict"] == "illicit":
            source = signals["list.illegal"]["source"]
            expect(f"{row[0]}: by whom and since when",
                   source["list"] == LIST and source["since"][:7] >= iso(row[1])[:7] and
                   source["url"] == LINK, verdict)
        else:
            expect(f"{row[0]} is illicit or disputed", verdict["verdict"] == "disputed", verdict)


def stands(verdict, wanted):
    """What no list names is unknown, or by its name a pharmacy that is not verified."""
    if wanted == "not listed":
        return verdict["verdict"] in ("unknown", "unverified")
    return verdict["verdict"] == wanted


def check_scopes(licit, rows):
    sites = [urlsplit(row[0] if "//" in row[0] else "//" + row[0]) for row in rows if not row[2]]
    path = next(site for site in sites if site.path.strip("/"))
    host = next(site for site in sites if site.hostname.startswith("cs."))
    www = next(site for site in sites if site.hostname.startswith("www."))
    site = www.hostname.removeprefix("www.")
    cases = [
        (f"https://{path.hostname}{path.path}more", "illicit"),
        (f"https://{path.hostname}/", "not listed"),
        (f"https://{path.hostname}/other/", "not listed"),
        (f"https://{host.hostname}/x", "illicit"),
        (f"https://www.{host.hostname.removeprefix('cs.')}/", "not listed"),
        (f"https://{site}/", "illicit"),
        (f"https://shop.{site}/x", "illicit"),
    ]
    for (address, wanted), verdict in zip(cases, licit.verdicts([case[0] for case in cases])):
        expect(f"{address} is {wanted}", stands(verdict, wanted), verdict)


def check_shopper(licit):
    text = licit.run("check", "https://www.kamagra-online.cz/", status=5)
    for part in ("✗ ILLICIT  www.kamagra-online.cz", "SÚKL", "2022-03-17", LINK):
        expect(f"a shopper reads {part}", part in text, text)
    text = licit.run("check", "lekarnaharmonie.cz", status=3)
    expect("and of a withdrawal", "2023-01-02" in text and "ILLICIT" not in text, text)
    text = licit.run("check", "--country", "CZ", "pilulka.cz", status=0)
    expect("and of a register entry", "✓ VERIFIED  pilulka.cz" in text, text)
    text = licit.run("check", "example.com", status=0)
    expect("and that unknown is not safe", "? UNKNOWN" in text and "not a sign" in text, text)


def check_change(licit, content, rows):
    """One row added, one gone, one withdrawn, one restored: those and no other."""
    def line(row):
        return ",".join(f'"{cell}"' if cell else "" for cell in row).encode() + b"\r\n"

    restored = next(row for row in rows if row[2])
    withdrawn, gone = [row for row in rows if not row[2] and "/" not in row[0]][20:22]
    changed = content.replace(line(gone), b"")
    changed = changed.replace(line(withdrawn), line([*withdrawn[:2], "18.06.2026"]))
    changed = changed.replace(line(restored), line([*restored[:2], ""]))
    changed += line(["licit-new-entry.cz", "18.06.2026", ""])
    out = licit.load(changed)
    for kind, count, name in (("added", 1, "licit-new-entry.cz"), ("withdrawn", 2, gone[0]),
                              ("withdrawn", 2, withdrawn[0]), ("restored", 1, restored[0])):
        block = re.search(rf"^{kind}: {count}\n((?:  .*\n)*)", out, re.MULTILINE)
        expect(f"{kind}: {name}", block and f" {name.removeprefix('www.')} " in block[1], out)
    expect("nothing else changed", "changed:" not in out and number("unchanged", out) == 550, out)
    wanted = ["illicit", "not listed", "not listed", "illicit"]
    names = ["licit-new-entry.cz", gone[0], withdrawn[0], restored[0]]
    for name, verdict, wanted in zip(names, licit.verdicts(names), wanted):
        expect(f"{name} is {wanted} now", stands(verdict, wanted), verdict)
    licit.load(content)


def damages(content):
    """(what, content, what the message must say)"""
    lines = content.split(b"\r\n")
    middle = len(content) // 2
    yield "a date that never was", content.replace(b"17.06.2026", b"31.06.2026", 1), r"line \d+: .*31\.06"
    yield "a column less", content.replace(b',"DATUM_VYMAZU"', b"", 1), r"in no format of lists that is known"
    yield "a NUL", content[:middle] + b"\0" + content[middle:], r"."
    yield "Latin-2", content[:middle] + b"\xe9" + content[middle:], r"line \d+"
    yield "half a download", b"\r\n".join(lines[:270]) + b"\r\n", r"--accept-removals"
    yield "nothing", b"", r"."
    yield "a page instead", b"<!DOCTYPE html><html><body>Not found</body></html>\n", r"."
    yield "a quote too many", content.replace(b'"10.03.2022"', b'"10.03.2022', 1), r"line \d+"
    # Between two rows, a file that is cut off is a list that is shorter.
    for at in range(len(content) - 3, len(content) - 45, -1):
        if content[at - 1] not in b"\r\n" and content[at] not in b"\r\n":
            yield f"cut off at byte {at}", content[:at], r"line 55\d"
    for at in range(1000, len(content) - 1000, 2111):
        if content[at - 1] not in b"\r\n" and content[at] not in b"\r\n":
            yield f"cut off at byte {at}", content[:at], r"line \d+|accept-removals"


def check_damage(licit, content):
    before = licit.export()
    for what, damaged, message in damages(content):
        out = licit.load(damaged, status=1)
        found = re.search(r"^licit lists import: (sukl\.csv.*)$", out, re.MULTILINE)
        expect(f"{what}: refused with a reason", found and re.search(message, found[1]) and
               found[1].endswith("(nothing was changed)"), out)
        expect(f"{what}: nothing is shown as imported", ": imported" not in out, out)
    expect("what was loaded before still stands", licit.export() == before)
    expect("and answers", licit.verdicts(["kamagra-online.cz"])[0]["verdict"] == "illicit")


def main():
    if not os.path.exists(REAL):
        print(f"no {os.path.relpath(REAL, SOURCE)}: the real list was not tried")
        return 77
    with open(REAL, "rb") as file:
        content = file.read()
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))[1:]
    with tempfile.TemporaryDirectory(prefix="licit-sukl-") as folder:
        licit = Licit(folder)
        check_whole(licit, content, rows)
        check_rows(licit, rows)
        check_scopes(licit, rows)
        check_shopper(licit)
        check_change(licit, content, rows)
        check_damage(licit, content)
    print(f"sukl: {len(rows)} rows, {failures} failures")
    return 1 if failures else 0


sys.exit(main())
