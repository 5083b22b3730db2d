"""How many look-alikes are seen, and how many names that are none: the tables of
docs/decisions/0008-look-alikes.md, printed again.

  lookalikes.py [--dnstwist PLACE] [--of verified|registers|all] [--sample N] [--seed N]
                [--words FILE] [--endings FILE] [--unrelated TITLE=FILE]... [--missed N] [--write]

Needs dnstwist (PyPI: dnstwist, with idna and tld): --dnstwist is dnstwist.py or its folder, else the
Python that runs this must have it. Its look-alikes of the names that verify (or of all on the
bundled registers, or of those and the firms and authorities of never-flag) are checked by
`licit batch`, by name alone and without the network. A look-alike is flagged if name.lookalike has
something to say, and warned of if its verdict is suspicious. Names that our lists hold, and hosts of
theirs, are left out: they are known, and nobody's imitation. Prints for each fuzzer how many were
flagged, with Wilson's interval of 95 %; then all at once (homoglyphs are most of these), with and
without the two that need a dictionary, and the mean of the fuzzers.

dnstwist brings no words and endings with it: those of this file are used (AFFIXES, ENDINGS), or of
files with one in a line. The other side: names that imitate nobody, from Tranco's top 10,000 in
$LICIT_VECTORS and from each --unrelated FILE with one name in a line; and lawful sellers that no list
knows, for which the names of each half of the registers are checked against lists without that
half, four times. --missed prints so many of what was missed by each fuzzer, and all other names that
were flagged. --write renews the tables in docs/.
"""

import argparse
import csv
import importlib
import json
import math
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.environ.get("LICIT_SOURCE") or os.path.join(HERE, "..", "..")
LICIT = os.environ.get("LICIT") or os.path.join(SOURCE, "build", "licit")
LISTS = os.path.join(SOURCE, "lists")
VECTORS = os.environ.get("LICIT_VECTORS") or os.path.join(SOURCE, "..", "shared", "vectors")
PAGES = [os.path.join(SOURCE, "docs", "decisions", "0008-look-alikes.md"),
         os.path.join(SOURCE, "docs", "ACCURACY.md")]
HEAD = "| names | flagged | rate | interval, 95 % | warned of |"

FUZZERS = ["addition", "bitsquatting", "cyrillic", "dictionary", "homoglyph", "hyphenation", "insertion",
           "omission", "plural", "repetition", "replacement", "subdomain", "tld-swap", "transposition",
           "various", "vowel-swap"]
# Of words as dnstwist's own dictionaries have them, and of the trade.
AFFIXES = ["24", "account", "apotheke", "bezpecne", "buy", "cheap", "discount", "eshop", "kaufen", "lekarna",
           "login", "my", "official", "online", "online24", "pay", "pharmacy", "pills", "rx", "sale", "secure",
           "shop", "sklep", "store", "support", "verify", "viagra", "web"]
ENDINGS = ["app", "at", "biz", "ch", "co", "co.uk", "com", "cz", "de", "eu", "fr", "info", "it", "net", "online",
           "org", "pl", "ru", "shop", "site", "sk", "store", "top", "us", "xyz"]


def column(name, keep=lambda row: True):
    with open(os.path.join(LISTS, name), encoding="utf-8-sig", newline="") as file:
        return [row["name"] for row in csv.DictReader(file) if keep(row)]


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [line.strip() for line in file if line.strip() and not line.startswith(("#", "//"))]


def plain_names(names):
    """What can be an address: no wildcards, no whole top-level domains."""
    return sorted({n for n in names if "*" not in n and not n.startswith(".")})


def known_names():
    return {n.removeprefix("*.") for n in column("pharmacies.csv") + column("never-flag.csv")}


def is_known(name, known):
    """Our lists hold it, or the site that it is a host of."""
    labels = name.split(".")
    return any(".".join(labels[i:]) in known for i in range(len(labels) - 1))


def batch(names, scratch, lists=LISTS):
    """What licit says of each name: (whom it imitates or None, verdict)."""
    path = os.path.join(scratch, "names")
    with open(path, "w", encoding="utf-8") as file:
        file.write("".join(name + "\n" for name in names))
    env = {**os.environ, "LICIT_LISTS_DIR": lists, "LICIT_DATA_DIR": os.path.join(scratch, "data")}
    said = {}
    with subprocess.Popen([LICIT, "-q", "batch", "--format", "ndjson", path], env=env, text=True,
                          stdout=subprocess.PIPE) as run:
        for line in run.stdout:
            verdict = json.loads(line)
            found = [f["evidence"] for f in verdict.get("findings", []) if f["signal"] == "name.lookalike"]
            whom = f"{found[0]['how']} {found[0]['imitates']}" if found else None
            said[verdict["input"]] = (whom, verdict.get("verdict"))
    if run.returncode:
        raise SystemExit(f"licit batch: status {run.returncode}")
    return said


def interval(hits, of):
    z = 1.959964
    share = hits / of
    mid = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return max(0.0, mid - half), min(1.0, mid + half)


def row(title, names, said):
    flagged = sum(said[n][0] is not None for n in names)
    warned = sum(said[n][1] == "suspicious" for n in names)
    low, high = interval(flagged, len(names))
    return (f"| {title} | {len(names):,} | {flagged:,} | {100 * flagged / len(names):.2f} % | "
            f"{100 * low:.2f}–{100 * high:.2f} % | {100 * warned / len(names):.1f} % |")


def load_dnstwist(place):
    if place:
        sys.path.insert(0, place if os.path.isdir(place) else os.path.dirname(os.path.abspath(place)))
    try:
        return importlib.import_module("dnstwist")
    except ImportError:
        raise SystemExit("lookalikes.py: no dnstwist here: pip install dnstwist idna tld") from None


def variants(dnstwist, name, fuzzer, words, endings):
    made = dnstwist.Fuzzer(name, dictionary=words, tld_dictionary=list(endings))
    made.generate([fuzzer])
    return {p["domain"] for p in made.domains} - {name}


def chosen(which, scratch):
    """The names to imitate, sorted."""
    names = column("pharmacies.csv")
    if which == "all":
        names += column("never-flag.csv", lambda r: r["class"] in ("manufacturer", "authority"))
    names = plain_names(names)
    if which == "verified":
        said = batch(names, scratch)
        names = [n for n in names if said[n][1] == "verified"]
    return names


def measure_imitations(args, scratch):
    dnstwist = load_dnstwist(args.dnstwist)
    names = chosen(args.of, scratch)
    if args.sample and args.sample < len(names):
        names = sorted(random.Random(args.seed).sample(names, args.sample))
    known = known_names()
    words = lines(args.words) if args.words else AFFIXES
    endings = lines(args.endings) if args.endings else ENDINGS
    made = {f: set() for f in FUZZERS}
    for name in names:
        for fuzzer in FUZZERS:
            made[fuzzer] |= variants(dnstwist, name, fuzzer, words, endings)
    made = {f: sorted(n for n in v if not is_known(n, known)) for f, v in made.items()}
    pooled = sorted(set().union(*made.values()))
    said = batch(pooled, scratch)
    table = ["| fuzzer " + HEAD, "|---|---|---|---|---|---|"]
    table += [row(f, v, said) for f, v in made.items() if v]
    plain = sorted(set().union(*(v for f, v in made.items() if f not in ("dictionary", "tld-swap"))))
    table.append(row("all but dictionary and tld-swap, each once", plain, said))
    table.append(row("all, each once", pooled, said))
    rates = [sum(said[n][0] is not None for n in v) / len(v) for v in made.values() if v]
    table.append(f"| mean of {len(rates)} fuzzers | | | {100 * sum(rates) / len(rates):.2f} % | | |")
    print(f"{len(names)} names\n")
    print("\n".join(table) + "\n")
    for fuzzer, v in made.items():
        missed = [n for n in v if said[n][0] is None]
        shown = sorted(random.Random(args.seed).sample(missed, min(args.missed, len(missed))))
        if shown:
            print(f"{fuzzer}: " + " ".join(shown) + "\n")
    return table


def show_flagged(args, said):
    if args.missed:
        print("".join(f"  {n}: {whom}, {verdict}\n" for n, (whom, verdict) in sorted(said.items()) if whom))


def measure_unrelated(args, scratch, table):
    known = known_names()
    files = [("the 10,000 most visited sites (Tranco)", os.path.join(VECTORS, "lists", "tranco-top10k.txt"))]
    files += [tuple(word.rsplit("=", 1)) for word in args.unrelated]
    for title, path in files:
        if not os.path.exists(path):
            print(f"Skipped: there is no {path}\n")
            continue
        said = batch(sorted(n for n in set(lines(path)) if not is_known(n, known)), scratch)
        table.append(row(title, sorted(said), said))
        show_flagged(args, said)


def without(names, scratch):
    """A copy of the lists whose registers do not hold these names."""
    folder = os.path.join(scratch, "lists")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(os.path.join(scratch, "data"), ignore_errors=True)
    shutil.copytree(LISTS, folder)
    with open(os.path.join(LISTS, "pharmacies.csv"), encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with open(os.path.join(folder, "pharmacies.csv"), "w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, rows[0].keys())
        out.writeheader()
        out.writerows(r for r in rows if r["name"] not in names)
    return folder


def measure_lawful(args, scratch, table):
    names = plain_names(column("pharmacies.csv"))
    said = {}
    for turn in range(4):
        mixed = random.Random(args.seed + turn).sample(names, len(names))
        half = len(mixed) // 2
        for part in (mixed[:half], mixed[half:]):
            said.update({f"{n} ({turn})": v for n, v in
                         batch(part, scratch, without(set(part), scratch)).items()})
    table.append(row("lawful sellers, half of the registers against the other half, four times",
                     sorted(said), said))
    show_flagged(args, said)


def write_tables(tables):
    for path in PAGES:
        with open(path, encoding="utf-8") as file:
            page = file.read()
        for name, table in tables.items():
            marks = rf"(<!-- begin {name} -->\n).*?(<!-- end {name} -->)"
            text = "\n".join(table) + "\n"
            page = re.sub(marks, lambda m, text=text: m[1] + text + m[2], page, flags=re.DOTALL)
        with open(path, "w", encoding="utf-8") as file:
            file.write(page)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dnstwist", metavar="PLACE")
    parser.add_argument("--of", choices=["verified", "registers", "all"], default="verified")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="so many of the names; else all")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--words", metavar="FILE")
    parser.add_argument("--endings", metavar="FILE")
    parser.add_argument("--unrelated", action="append", default=[], metavar="TITLE=FILE")
    parser.add_argument("--missed", type=int, default=0, metavar="N")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    others = ["| names that imitate nobody " + HEAD, "|---|---|---|---|---|---|"]
    with tempfile.TemporaryDirectory(prefix="licit-lookalikes-") as scratch:
        imitations = measure_imitations(args, scratch)
        measure_unrelated(args, scratch, others)
        measure_lawful(args, scratch, others)
    print("\n".join(others))
    if args.write:
        # Of all fuzzers the last three rows, on the page that has no room for more.
        write_tables({f"look-alikes {args.of}": imitations, "no look-alikes": others,
                      f"look-alikes {args.of}, in sum": imitations[:2] + imitations[-3:]})


main()
