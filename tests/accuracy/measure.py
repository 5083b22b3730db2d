"""How often the verdicts are right: what docs/ACCURACY.md holds, printed again.

  measure.py [FOLDER]

Makes the files of addresses and pages from lists/ and from the public vectors
($LICIT_VECTORS), keeps them in FOLDER (else in one that is removed), and runs `licit eval` on
them. Nothing leaves the machine. Sets whose data are not there are skipped, and that is said.
The sample pages are those of tests/accuracy/pages/KIND/*.html; KIND begins with rogue,
licensed or other.
"""

import csv
import io
import json
import os
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


def sample_pages(kind):
    lines, top = [], os.path.join(HERE, "pages")
    for folder, _, names in sorted(os.walk(top)):
        if not os.path.relpath(folder, top).startswith(kind):
            continue
        for name in sorted(names):
            if name.endswith(".html"):
                with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as file:
                    lines.append(page_line(f"https://sample{len(lines)}-{kind}.example/", file.read()))
    return lines or None


class Bench:
    def __init__(self, folder):
        self.folder = folder

    def file(self, name, lines):
        path = os.path.join(self.folder, name)
        with io.open(path, "w", encoding="utf-8") as file:
            file.write("".join(line + "\n" for line in lines))
        return path

    def run(self, title, options, **files):
        print(f"## {title}\n")
        missing = [kind for kind, lines in files.items() if lines is None]
        if missing:
            print(f"Skipped: no data for {', '.join(missing)}.\n")
            return
        words = ["eval", *options]
        for kind, lines in files.items():
            name = f"{title.split(':')[0].replace(' ', '-').replace(',', '')}-{kind}"
            words += [f"--{kind}", self.file(name, lines)]
        env = {**os.environ, "LICIT_LISTS_DIR": LISTS, "LICIT_DATA_DIR": os.path.join(self.folder, "data")}
        done = subprocess.run([LICIT, "-q", *words], env=env, stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode and "--fit" in options:
            print("Nothing to fit.\n")
            return
        if done.returncode:
            raise SystemExit(f"licit {' '.join(words)}: status {done.returncode}")
        print(f"```\n{done.stdout.rstrip()}\n```\n", flush=True)


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
    bench.run("Sample pages", [], positives=sample_pages("rogue"), negatives=sample_pages("other"),
              licensed=sample_pages("licensed"))
    bench.run("Real pages on other topics", [], positives=sample_pages("rogue") or [],
              negatives=ordinary_pages(), licensed=sample_pages("licensed") or [])
    bench.run("Fit to the names", ["--no-lists", "--fit"], positives=authority_names(known),
              negatives=ordinary, licensed=lawful)
    bench.run("Fit to the sample pages", ["--no-lists", "--fit"], positives=sample_pages("rogue"),
              negatives=sample_pages("other"), licensed=sample_pages("licensed"))


if len(sys.argv) > 1:
    os.makedirs(sys.argv[1], exist_ok=True)
    main(sys.argv[1])
else:
    with tempfile.TemporaryDirectory(prefix="licit-accuracy-") as scratch:
        main(scratch)
