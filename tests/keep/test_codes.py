"""The reason codes of the program are those of docs/LISTS.md, in the same order."""

import os
import re
import sys

SOURCE = os.environ.get("LICIT_SOURCE") or os.path.join(os.path.dirname(__file__), "..", "..")


def text(*path):
    with open(os.path.join(SOURCE, *path), encoding="utf-8") as file:
        return file.read()


program = re.findall(r'\{"([a-z-]+)", "([a-z ]+)", "([^"]+)"\}',
                     text("daemon", "engine", "keep_codes.c"))
section = text("docs", "LISTS.md").split("### Reason codes")[1].split("\n### ")[0]
page = [(code, actions.replace(", ", " "), words)
        for code, actions, words in re.findall(r"^\| `([a-z-]+)` \| ([a-z, ]+) \| (.+) \|$", section, re.M)]
if len(program) < 10 or program != page:
    print("docs/LISTS.md is not the table of engine/keep_codes.c:")
    for row in set(program) ^ set(page):
        print(" ", row)
    sys.exit(1)
print(f"codes: {len(page)} agree")
