"""Exports in STIX 2.1 against those who wrote the standard: OASIS's validator with its
schemas, its grammar of patterns, and its library (tests/requirements.txt). Then back into
a new list, which must hold the same.

The schemas of OASIS in $LICIT_VECTORS/stix are tried as well, where they are.
"""

import csv
import glob
import io
import json
import os
import sys
import tarfile
import tempfile

import cases
from checks import check, failures

sys.path.insert(0, os.path.join(cases.HERE, ".."))
import packages  # noqa: E402

packages.need("stix2", "stix2validator", "stix2patterns")

import stix2  # noqa: E402
import stix2validator  # noqa: E402
from stix2patterns.v21.pattern import Pattern  # noqa: E402

# Every column and every scope, and each way to end.
ENTRIES = """\
name,holder,number,entry_url,class,countries,since,until,withdrawn,reason,evidence,source,seen,confidence,registered
site.example,"Lékárna ""U Lva"", s.r.o.",1/2,"https://register.example/?a=1,2",pharmacy-rx,CZ;SK,2020-01-02,2026-06-19,2024-10-04,a\\b 'x',press,the register,2026-06-17,low,2019-05-05
shop.host.example,,,,,,,,,,,,,,
*.wild.example,,,,,,2026-01-01,,,,,,,medium,
*.deep.host.example,,,,,,2026-01-01,2027-01-01,,,,,,,
"path.example/a,b""c'd",,,,,,,2026-11-30,,,,,,,
path.example/a_b%41.php,,n,,,,,,,,,,,,
.pharmacy,,,,,,2026-01-01,,2026-01-01,,,,,,
gone.example,,,,,,2026-01-01,2026-02-02,,,,,,,
back.example,,,,,,2025-01-01,,2025-02-02,,,,,,
back.example,,,,,,2026-01-01,,,again,,,,,
xn--lkrna-yqa7s.example,,,,,,2026-03-03,2026-03-03,,,,,,,
to-come.example,,,,,,2027-01-01,,2027-02-01,,,,,,
"""
SHOULD_ONLY = "103,302,303"  # random identifiers, hashes of pages, a description for each


def licit(folder, *words):
    done = cases.licit(folder, *words)
    if done.returncode:
        sys.exit(f"licit {' '.join(words)}: {done.stderr}")
    return done.stdout


def complaints(text, **more):
    options = stix2validator.ValidationOptions(version="2.1", disabled=SHOULD_ONLY, **more)
    result = stix2validator.validate_string(text, options)
    return [str(each) for each in result.errors + result.warnings]


def validate(text, what, **more):
    check(f"{what}, by the validator", complaints(text, **more), [])
    broken = text.replace('"pattern_type":"stix"', '"pattern_type":7', 1)
    check(f"{what}, broken", bool(complaints(broken, **more)), True)


def check_bundle(text, what):
    bundle = json.loads(text)
    ids = [o["id"] for o in bundle["objects"]]
    for thing in bundle["objects"]:
        if thing["type"] == "domain-name":
            made = stix2.v21.DomainName(value=thing["value"])
            check(f"{what}: the identifier of {thing['value']}", thing["id"], made.id)
        if thing["type"] == "indicator":
            Pattern(thing["pattern"])
            ids.remove(thing["id"])
            check(f"{what}: {thing['id']} again", thing["id"] in ids, False)
    stix2.parse(text, version="2.1")
    return bundle


def round_trip(folder, kind):
    name = "made-" + kind
    licit(folder, "lists", "import", "--list", name, "--kind", kind, "entries.csv")
    text = licit(folder, "lists", "export", "--list", name, "--format", "stix")
    check(f"{kind}: the same export twice", text,
          licit(folder, "lists", "export", "--list", name, "--format", "stix"))
    validate(text, kind)
    bundle = check_bundle(text, kind)
    with open(os.path.join(folder, name + ".json"), "w", encoding="utf-8") as file:
        file.write(text)
    licit(folder, "lists", "import", "--list", "again-" + kind, "--kind", kind, name + ".json")
    first = list(csv.reader(io.StringIO(licit(folder, "lists", "export", "--list", name))))
    again = list(csv.reader(io.StringIO(licit(folder, "lists", "export", "--list",
                                              "again-" + kind))))
    check(f"{kind}: read again", again, first)
    return bundle


def revoked(bundle):
    return sorted(o["name"] for o in bundle["objects"] if o.get("revoked"))


def main():
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "entries.csv"), "w", encoding="utf-8") as file:
            file.write(ENTRIES)
        for kind in ("illegal", "register", "community", "benign"):
            bundle = round_trip(folder, kind)
            check("revoked", revoked(bundle), [".pharmacy", "back.example", "site.example"])
        vectors = glob.glob(os.path.join(os.environ.get("LICIT_VECTORS") or "-", "stix", "*.xz"))
        for archive in vectors:
            with tarfile.open(archive) as tar:
                tar.extractall(folder, [m for m in tar if m.name.startswith("schemas/") and ".." not in m.name])
            text = json.dumps(bundle, separators=(",", ":"))
            validate(text, "the schemas of OASIS", schema_dir=os.path.join(folder, "schemas"))
    print(f"stix: 4 kinds of {ENTRIES.count(chr(10)) - 1} entries, {len(failures)} failed")
    sys.exit(1 if failures else 0)


main()
