"""A function has at most 100 lines (60 is the aim), a file at most 600 (400)."""

import house

FUNCTION_AIM, FUNCTION_MOST = 60, 100
FILE_AIM, FILE_MOST = 400, 600

rule = house.Rule("length")

for path in house.files(".c", ".h"):
    for line, name, lines, _ in house.functions(path):
        if lines > FUNCTION_MOST and not rule.allows(f"{path}:{name}", lines):
            rule.breach(path, line, f"{name} has {lines} lines, {FUNCTION_MOST} at most")
        elif lines > FUNCTION_AIM:
            rule.notes.append(f"note: {path}:{line}: {name} has {lines} lines")

sources = house.files(".c", ".h", ".py", under=("daemon", "tests"))
sources += house.files(".js", ".mjs", ".css", under=("extension",)) + ["dev"]
for path in sources:
    lines = house.text(path).count("\n")
    if lines > FILE_MOST and not rule.allows(path, lines):
        rule.breach(path, 1, f"{lines} lines, {FILE_MOST} at most")
    elif lines > FILE_AIM:
        rule.notes.append(f"note: {path}: {lines} lines")

rule.end()
