"""A header opens with a comment and has a guard; base.h, and with it the list
of banned functions, is the first thing that any file sees."""

import os
import re

import house

rule = house.Rule("headers")
places = {os.path.basename(p): p for p in house.files(".h")}


def sees_base_first(path, seen=()):
    if os.path.basename(path) == "base.h":
        return True
    for _, quote, name in [] if path in seen else house.includes(path):
        header = places.get(os.path.basename(name)) if quote == '"' else None
        if header is None:
            return False
        # One that includes nothing (limits.h) says nothing yet.
        if os.path.basename(name) == "base.h" or house.includes(header):
            return sees_base_first(header, (*seen, path))
    return False


for path in house.files(".c", ".h"):
    if os.path.basename(path) in ("base.h", "banned.h"):
        continue
    without_any = path.endswith(".h") and not house.includes(path)
    if not without_any and not sees_base_first(path):
        rule.breach(path, 1, 'the first include must be "base.h" or lead to it')

for path in house.files(".h"):
    source = house.text(path)
    comment = re.match(r"/\*.*?\*/\n", source, re.DOTALL)
    if not comment or len(comment.group(0)) < 30:
        rule.breach(path, 1, "a header opens with a comment that says what it is")
    stem = re.sub(r"\W", "_", os.path.basename(path)).upper()
    guard = stem if stem == "LICIT_H" else "LIC_" + stem
    if not re.search(rf"^#ifndef {guard}\n#define {guard}\n", source, re.MULTILINE):
        rule.breach(path, 1, f"the guard should be {guard}")

rule.end()
