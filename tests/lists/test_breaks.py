#!/usr/bin/env python3
"""Prove that check_lists.py can fail: each row of breaks.csv changes one place in a
copy of the lists (no `find`: removes the file), and the check must see it."""

import csv
import pathlib
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True
import check_lists  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def unescape(text):
    return text.replace("\\n", "\n").replace("\\r", "\r")


def broken(row, copy):
    """Apply the row to the copy; False if there is nothing to change."""
    path = copy / row["file"]
    if not row["find"]:
        path.unlink()
        return True
    text = path.read_bytes().decode("utf-8")
    changed = text.replace(unescape(row["find"]), unescape(row["replace"]), 1)
    path.write_bytes(changed.encode("utf-8"))
    return changed != text


def main():
    with open(HERE / "breaks.csv", encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f))
    missed = 0
    for n, row in enumerate(rows, 2):
        with tempfile.TemporaryDirectory() as tmp:
            copy = pathlib.Path(tmp)
            for folder in ("lists", "docs"):
                shutil.copytree(ROOT / folder, copy / folder)
            if not broken(row, copy):
                print(f"breaks.csv:{n}: {row['file']} does not hold {row['find']!r}")
                missed += 1
                continue
            check = check_lists.Check(copy)
            check.run()
        if not any(row["expect"] in fault for fault in check.faults):
            print(f"breaks.csv:{n}: not seen: {row['expect']}; seen: {check.faults[:3]}")
            missed += 1
    print(f"{len(rows) - missed} of {len(rows)} breaks seen")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
