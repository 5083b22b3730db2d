"""How often the verdicts are right: what docs/ACCURACY.md holds, printed again.

  measure.py [--write] [FOLDER]

--write puts the table of the rates into docs/ACCURACY.md, between its marks.

Makes the files of addresses and pages from lists/ and from the public vectors
($LICIT_VECTORS), keeps them in FOLDER (else in one that is removed), and runs `licit eval` on
them. Nothing leaves the machine. Sets whose data are not there are skipped, and that is said.
The sample pages are those of tests/accuracy/pages/own.txt.
"""

import csv
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.environ.get("LICIT_SOURCE") or os.path.join(HERE, "..", "..")
LICIT = os.environ.get("LICIT") or os.path.join(SOURCE, "build", "licit")
LISTS = os.path.join(SOURCE, "lists")
VECTORS = os.environ.get("LICIT_VECTORS") or os.path.join(SOURCE, "..", "shared", "vectors")


def column(path, name, keep=lambda row: True):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return [row[name] for row in csv.DictReader(file) if keep(row)]


def vector(*parts):
    path = os.path.join(VECTORS, *parts)
    return path if os.path.exists(path) else None


def members(path):
    with tarfile.open(path) as archive:
        for member in archive:
            if member.isfile():
                yield member.name, archive.extractfile(member).read()


def plain_names(names):
    """What can be an address: no wildcards, no whole top-level domains."""
    return sorted({name.removeprefix("*.") for name in names if "." in name.removeprefix("*.")})


def authority_names(known):
    """Names that SÚKL lists now and lists/illicit.csv does not hold."""
    path = vector("lists", "sukl-illegal-2026-06.csv")
    if not path:
        return None
    rows = column(path, "URL", lambda row: not row["DATUM_VYMAZU"])
    return [name for name in plain_names(rows) if name not in known]


def community_names(known):
    path = vector("lists", "blocklistproject-drugs-four-formats.tar.xz")
    if not path:
        return None
    for name, data in members(path):
        if name.endswith("alt-version/drugs-nl.txt"):
            lines = data.decode("utf-8", "replace").splitlines()
            return [n for n in plain_names(line.strip() for line in lines) if n not in known
                    and not n.startswith("#")]
    return None


def ordinary_names(never, lawful):
    path = vector("lists", "tranco-top10k.txt")
    if not path:
        return None
    with open(path, encoding="utf-8") as file:
        names = {line.strip() for line in file if line.strip()}
    return sorted(names - set(never) - set(lawful))


def page_line(url, html):
    return json.dumps({"url": url, "page": {"html": html}}, ensure_ascii=False)


def ordinary_pages():
    path = vector("html", "readability-source-pages.tar.xz")
    if not path:
        return None
    return [page_line(f"https://page{number}.example/", data.decode("utf-8", "replace"))
            for number, (name, data) in enumerate(sorted(members(path)))
            if name.endswith("source.html")]


def sample_pages(wanted, *kinds, files=("own.txt", "others.txt", "later.txt", "newer.txt",
                                       "typical.txt")):
    """Of pages/FILE: HALF KIND LANGUAGE SITE | TITLE | BODY. Word lists and weights may be
    made by the half "seen", and are measured by the half "kept"."""
    lines = []
    for name in files:
        with open(os.path.join(HERE, "pages", name), encoding="utf-8") as file:
            lines += [line.rstrip("\n") for line in file if not line.startswith("#")]
    pages = []
    for line in lines:
        head, title, body = line.split(" | ", 2)
        half, kind, language, site = head.split()
        if kind in kinds and half == wanted:
            html = f'<html lang="{language}"><head><title>{title}</title></head><body>{body}'
            pages.append(page_line(f"https://{site}/", html))
    return pages


class Bench:
    def __init__(self, folder):
        self.folder = folder
        self.rows = []

    def file(self, name, lines):
        path = os.path.join(self.folder, name)
        with io.open(path, "w", encoding="utf-8") as file:
            file.write("".join(line + "\n" for line in lines))
        return path

    def licit(self, words):
        """What it prints; None where there was nothing to fit."""
        data = os.path.join(self.folder, "data")
        env = {**os.environ, "LICIT_LISTS_DIR": LISTS, "LICIT_DATA_DIR": data}
        done = subprocess.run([LICIT, "-q", *words], env=env, stdout=subprocess.PIPE, text=True,
                              check=False)
        if done.returncode and "--fit" in words:
            return None
        if done.returncode:
            raise SystemExit(f"licit {' '.join(words)}: status {done.returncode}")
        return done.stdout

    def note(self, title, report):
        """The rates, as rows of the table."""
        for rate in report["rates"]:
            of, all_, name = rate["rate"]["of"], rate["rate"]["all"], rate["what"]
            if all_:
                low, high = (f"{100 * rate['rate'][end]:.2f}" for end in ("low", "high"))
                share = f"{100 * rate['rate']['share']:.2f} %"
                self.rows.append(f"| {title} | {name} | {of:,} of {all_:,} | {share} | {low}–{high} % |")
        shown = report["calibration"]["count"]
        if shown:
            brier = f"{report['calibration']['brier']:.3f}"
            self.rows.append(f"| {title} | Brier score of the risks shown | {shown:,} | {brier} | |")

    def run(self, title, options, **files):
        print(f"## {title}\n")
        missing = [kind for kind, lines in files.items() if lines is None]
        if missing:
            print(f"Skipped: no data for {', '.join(missing)}.\n")
            return
        words = ["eval", *options]
        for kind, lines in files.items():
            name = f"{re.sub('[^a-z]+', '-', title.lower())}-{kind}"
            words += [f"--{kind}", self.file(name, lines)]
        text = self.licit(words)
        print(f"```\n{text.rstrip()}\n```\n" if text else "Nothing to fit.\n", flush=True)
        if "--fit" not in options:
            self.note(title, json.loads(self.licit([*words, "--format", "json"])))


def write_table(rows):
    path = os.path.join(SOURCE, "docs", "ACCURACY.md")
    with open(path, encoding="utf-8") as file:
        page = file.read()
    head = "| set | measure | count | share | interval, 95 % |\n|---|---|---|---|---|\n"
    table = head + "\n".join(rows) + "\n"
    marks = r"(<!-- begin rates -->\n).*?(<!-- end rates -->)"
    with open(path, "w", encoding="utf-8") as file:
        file.write(re.sub(marks, lambda m: m[1] + table + m[2], page, flags=re.DOTALL))


def main(folder):
    bench = Bench(folder)
    illicit = column(os.path.join(LISTS, "illicit.csv"), "name")
    lawful = plain_names(column(os.path.join(LISTS, "pharmacies.csv"), "name"))
    never = plain_names(column(os.path.join(LISTS, "never-flag.csv"), "name"))
    known = set(illicit) | set(lawful) | set(never)
    ordinary = ordinary_names(never, lawful)
    bench.run("Names on the bundled lists", [], positives=plain_names(illicit), negatives=never,
              licensed=lawful)
    bench.run("The same, as if no list named them", ["--no-lists"], positives=plain_names(illicit),
              negatives=never, licensed=lawful)
    bench.run("Names of an authority that are not on the bundled lists", ["--no-lists"],
              positives=authority_names(known), negatives=ordinary)
    bench.run("Names of a community list of the topic drugs", ["--no-lists"],
              positives=community_names(known), negatives=ordinary)
    for title, name in (("Sample pages that were kept back", "own.txt"),
                        ("Pages by others who knew no rule, kept back", "later.txt"),
                        ("Newer pages by others, kept back", "newer.txt"),
                        ("Ordinary pages by others, kept back", "typical.txt")):
        bench.run(title, [], positives=sample_pages("kept", "rogue", files=[name]),
                  negatives=sample_pages("kept", "info", "shop", files=[name]),
                  licensed=sample_pages("kept", "licensed", files=[name]))
    bench.run("Real pages on other topics", [], positives=[], negatives=ordinary_pages())
    bench.run("Fit to the names", ["--no-lists", "--fit"], positives=authority_names(known),
              negatives=ordinary, licensed=lawful)
    bench.run("Fit to the sample pages", ["--no-lists", "--fit"],
              positives=sample_pages("seen", "rogue"),
              negatives=sample_pages("seen", "info", "shop"),
              licensed=sample_pages("seen", "licensed"))
    return bench


def run_in(folder, write):
    bench = main(folder)
    if write:
        write_table(bench.rows)


places = [word for word in sys.argv[1:] if word != "--write"]
if len(places) > 1 or any(word.startswith("-") for word in places):
    raise SystemExit("usage: measure.py [--write] [FOLDER]: see the top of the file")
if places:
    os.makedirs(places[0], exist_ok=True)
    run_in(places[0], "--write" in sys.argv)
else:
    with tempfile.TemporaryDirectory(prefix="licit-accuracy-") as scratch:
        run_in(scratch, "--write" in sys.argv)
