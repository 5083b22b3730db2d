"""banned.h cannot be got round, and nothing is left for later in the code."""

import re

import house

rule = house.Rule("banned")

banned = re.findall(r"^#define (\w+) LIC_BANNED", house.text("daemon/base/banned.h"), re.MULTILINE)
names = "|".join(banned)
round_it = [
    (re.compile(rf"#\s*undef\s+({names})\b"), "undefines a banned function"),
    (re.compile(rf"\(\s*({names})\s*\)\s*\("), "calls a banned function"),
    (re.compile(r"\b(rand|srand|strdupa|mktemp|setlocale)\s*\("), "has a better: see banned.h"),
    (re.compile(r"\b(u?sleep|nanosleep)\s*\("), "sleeps: wait for what is to happen"),
]
later = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")

for path in house.files(".c", ".h"):
    source = house.without_comments(house.text(path))
    if not path.endswith("banned.h"):
        for at, line in enumerate(source.split("\n"), 1):
            for pattern, what in round_it:
                if pattern.search(line) and not rule.allows(f"{path}:{at}"):
                    rule.breach(path, at, what)

everything = house.files(".c", ".h", ".py", ".sh", ".txt")
everything += house.files(".js", ".mjs", ".css", ".html", under=("extension",)) + ["dev"]
for path in everything:
    for at, line in enumerate(house.text(path).split("\n"), 1):
        if later.search(line):
            rule.breach(path, at, "do it now, or file it where it is tracked")

rule.end()
