"""The top level holds the seven parts, the files that begin each build, and dotfiles; what is built
stays in build/."""

import os

import house

rule = house.Rule("top")
KNOWN = {"daemon", "extension", "lists", "tests", "docs", "build",
         "CMakeLists.txt", "CMakePresets.json", "LICENSE", "README.md", "dev"}

for name in sorted(os.listdir(house.ROOT)):
    if not name.startswith(".") and name not in KNOWN:
        rule.breach(name, 1, "does not belong at the top")

rule.end()
