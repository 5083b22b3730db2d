"""What the checks of the house style share: the files, the functions in them,
the exceptions, and how a broken rule is reported.

Each check_*.py is one rule. It prints `path:line: what is wrong` for each
breach and leaves with 1, or with 77 and a reason where it cannot run.
"""

import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
EXCEPTIONS = os.path.join(ROOT, "tests", "check", "exceptions.txt")
SKIPPED_FOLDERS = {"node_modules", "__pycache__", ".git"}


def files(*suffixes, under=("daemon", "tests")):
    """Paths relative to the root, sorted, of the files that end so."""
    found = []
    for top in under:
        for folder, folders, names in os.walk(os.path.join(ROOT, top)):
            folders[:] = [f for f in folders if f not in SKIPPED_FOLDERS]
            found += [
                os.path.relpath(os.path.join(folder, name), ROOT)
                for name in names
                if name.endswith(suffixes)
            ]
    return sorted(found)


def text(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def without_comments(source):
    """The source with comments and the insides of strings blanked, lines kept."""
    pattern = re.compile(
        r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL
    )

    def blank(match):
        found = match.group(0)
        if found[0] in "\"'":
            return found[0] + found[0]
        return re.sub(r"[^\n]", " ", found)

    return pattern.sub(blank, source)


INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)


def includes(path):
    """(line, quote or angle, name) of each include of a file."""
    source = text(path)
    return [
        (source.count("\n", 0, m.start()) + 1, m.group(1), m.group(2))
        for m in INCLUDE.finditer(source)
    ]


NAME = re.compile(r"(\w+)\s*\(")


def functions(path):
    """(first line, name, lines, static) of each function of a C file.

    The layout is ours (.clang-format): a body opens and closes with a brace in
    the first column, and the head before it starts in the first column too.
    """
    lines = without_comments(text(path)).split("\n")
    found = []
    opened = None
    for at, line in enumerate(lines):
        if line.startswith("{") and opened is None:
            head = at - 1
            while head > 0 and (lines[head][:1] in ("\t", " ", "") and lines[head].strip()):
                head -= 1
            name = NAME.search(" ".join(lines[head:at]))
            opened = (head + 1, name.group(1), lines[head].startswith("static")) if name else None
        elif line.startswith("}") and opened is not None:
            found.append((opened[0], opened[1], at + 2 - opened[0], opened[2]))
            opened = None
    return found


class Rule:
    """Collects breaches, knows the exceptions of its rule, and ends the run."""

    def __init__(self, name):
        self.name = name
        self.breaches = []
        self.notes = []
        self.exceptions = {}
        self.needed = set()
        for line in open(EXCEPTIONS, encoding="utf-8"):
            words = line.split("#")[0].split()
            if words and words[0] == name:
                self.exceptions[words[1]] = int(words[2]) if len(words) > 2 else 0

    def breach(self, path, line, what):
        self.breaches.append(f"{path}:{line}: {what}")

    def allows(self, key, value=0):
        """Whether an exception covers this; one that is wider than needed is a breach."""
        limit = self.exceptions.get(key)
        if limit is None or value > limit:
            return False
        self.needed.add(key)
        if value < limit:
            self.breach(key, 1, f"exception says {limit}, {value} is enough now: lower it")
        return True

    def end(self):
        for key in sorted(set(self.exceptions) - self.needed):
            self.breach("tests/check/exceptions.txt", 1, f"{self.name} {key}: no longer needed")
        for line in self.notes + self.breaches:
            print(line)
        print(f"{self.name}: {len(self.breaches)} breaches")
        sys.exit(1 if self.breaches else 0)


def skip(reason):
    print(reason)
    sys.exit(77)
