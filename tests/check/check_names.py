"""What a file shows is called lic_<noun>_<verb>, struct lic_<noun>, LIC_CONST;
what it keeps to itself has no prefix."""

import os
import re

import house

rule = house.Rule("names")

for path in house.files(".c", ".h", under=("daemon",)):
    for line, name, _, static in house.functions(path):
        if name == "main":
            continue
        if path.endswith(".h") or not static:
            if not name.startswith("lic_"):
                rule.breach(path, line, f"{name} is visible outside: lic_{name}, or static")
        elif name.startswith("lic_"):
            rule.breach(path, line, f"{name} is static: it needs no prefix")

for path in house.files(".h", under=("daemon",)):
    source = house.without_comments(house.text(path))
    for match in re.finditer(r"^(?:struct|enum|union) (\w+) \{", source, re.MULTILINE):
        if not match.group(1).startswith("lic_"):
            at = source.count("\n", 0, match.start()) + 1
            rule.breach(path, at, f"{match.group(1)} should be lic_{match.group(1)}")
    if os.path.basename(path) in ("base.h", "banned.h"):
        continue
    for match in re.finditer(r"^#define (\w+)", source, re.MULTILINE):
        if not match.group(1).startswith("LIC_") and match.group(1) != "LICIT_H":
            at = source.count("\n", 0, match.start()) + 1
            rule.breach(path, at, f"{match.group(1)} should be LIC_{match.group(1)}")

rule.end()
