"""A header opens with a comment and has a guard; every file sees base.h, and
with it the list of banned functions."""

import os
import re

import house

rule = house.Rule("headers")
places = {os.path.basename(p): p for p in house.files(".h")}


def sees_base(path, seen=()):
    if os.path.basename(path) == "base.h":
        return True
    ours = [places.get(os.path.basename(name)) for _, quote, name in house.includes(path) if quote == '"']
    return any(sees_base(header, (*seen, path)) for header in ours if header and header not in seen)


for path in house.files(".c", ".h"):
    alone = path.endswith(".h") and not house.includes(path)
    if not alone and os.path.basename(path) != "banned.h" and not sees_base(path):
        rule.breach(path, 1, "no include leads to base.h, and so to banned.h")

for path in house.files(".h"):
    source = house.text(path)
    comment = re.match(r"/\*.*?\*/\n", source, re.DOTALL)
    if not comment or len(comment.group(0)) < 30:
        rule.breach(path, 1, "a header opens with a comment that says what it is")
    stem = re.sub(r"\W", "_", os.path.basename(path)).upper()
    guard = rf"(LIC_\w*{stem}|LICIT_H)"
    if not re.search(rf"^#ifndef {guard}\n#define \1\n", source, re.MULTILINE):
        rule.breach(path, 1, f"the guard should be LIC_{stem}")

rule.end()
