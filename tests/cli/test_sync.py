"""The table of commands, the help, the man page and the completions agree, and so
do the table of settings and the man page. `test_sync.py --write` puts what the
tables say into the man page."""

import os
import re
import shutil
import subprocess
import sys

SOURCE = os.environ.get("LICIT_SOURCE") or os.path.join(os.path.dirname(__file__), "..", "..")
LICIT = os.environ.get("LICIT", os.path.join(SOURCE, "build", "licit"))
MAN = os.path.join(SOURCE, "docs", "man")
PAGE = os.path.join(MAN, "licit.1")
failures = []


def licit(*words):
    run = subprocess.run([LICIT, *words], capture_output=True, text=True, check=False)
    if run.returncode != 0:
        fail(f"licit {' '.join(words)}: status {run.returncode}: {run.stderr}")
    return run.stdout


def fail(what):
    failures.append(what)
    print(what)


def with_section(page, name, text):
    pattern = rf'(\.\\" begin {name}\n)(.*?)(\.\\" end {name}\n)'
    return re.sub(pattern, lambda m: m[1] + text + m[3], page, flags=re.DOTALL)


def check_page(write):
    with open(PAGE, encoding="utf-8") as file:
        page = file.read()
    wanted = page
    for name in ("commands", "settings"):
        if f'begin {name}\n' not in page:
            fail(f"licit.1 has no section for {name}")
        wanted = with_section(wanted, name, licit("man-section", name))
    if write:
        with open(PAGE, "w", encoding="utf-8") as file:
            file.write(wanted)
    elif wanted != page:
        fail("licit.1 is not what the tables say: run tests/cli/test_sync.py --write")


def check_lint():
    if shutil.which("mandoc") is None:
        print("mandoc is not installed: the man pages are not linted")
        return
    for name in sorted(os.listdir(MAN)):
        run = subprocess.run(
            ["mandoc", "-T", "lint", "-W", "warning", os.path.join(MAN, name)],
            capture_output=True,
            text=True,
            check=False,
        )
        if run.stdout or run.returncode:
            fail(f"{name}: {run.stdout}{run.stderr}")


def commands():
    section = licit("help").split("Commands\n")[1].split("\n\n")[0]
    return [re.split(r" {2,}", line.strip())[0] for line in section.splitlines()]


def options(text):
    """The long options that a help text explains."""
    block = re.search(r"^Options(?: of all commands)?\n(.*?)\n\n", text, re.MULTILINE | re.DOTALL)
    return re.findall(r"^  (?:-\w, )?--([a-z-]+)", block[1], re.MULTILINE) if block else []


def check_command(name, page, shells):
    text = licit("help", *name.split())
    if not text.startswith(f"usage: licit {name}"):
        fail(f"help {name} begins otherwise")
    if licit(*name.split(), "--help") != text:
        fail(f"licit {name} --help is not licit help {name}")
    section = re.search(rf"^\.Ss licit {name}(?: [\[A-Z][^\n]*)?\n(.*?)(?=^\.S[sh] )", page, re.M | re.S)
    if not section:
        fail(f"licit.1 does not explain {name}")
        return
    for option in options(text):
        if rf"Fl \-{option}" not in section[1]:
            fail(f"licit.1 does not explain {name} --{option}")
        for shell, completion in shells.items():
            if option not in completion:
                fail(f"{shell} does not complete {name} --{option}")


def bash_completes(line, wanted):
    """What bash offers after the words of `line`, the last of which is begun."""
    script = (
        f"source <({LICIT} completion bash); COMP_WORDS=({line}); "
        '[ "${line: -1}" = " " ] && COMP_WORDS+=(""); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); '
        '_licit; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    run = subprocess.run(
        ["bash", "-c", script], env={**os.environ, "line": line}, capture_output=True, text=True,
        check=False,
    )
    offered = run.stdout.split()
    if run.stderr or not set(wanted) <= set(offered):
        fail(f"bash offers {offered} for {line!r}, not {wanted} {run.stderr}")


def check_bash():
    bash_completes("licit ch", ["check"])
    bash_completes("licit lists ", ["import", "export", "load", "log"])
    bash_completes("licit lists import --l", ["--list"])
    bash_completes("licit --data-dir /tmp check --co", ["--country", "--config"])
    bash_completes("licit batch --format ", ["ndjson", "csv", "tsv"])
    bash_completes("licit explain list.ill", ["list.illegal"])
    bash_completes("licit help ex", ["explain"])


def main():
    check_page("--write" in sys.argv)
    check_lint()
    shells = {shell: licit("completion", shell) for shell in ("bash", "zsh", "fish")}
    with open(PAGE, encoding="utf-8") as file:
        page = file.read()
    names = commands()
    if len(names) < 10:
        fail(f"help lists {names} only")
    for name in names:
        check_command(name, page, shells)
    for option in options(licit("help")):
        if rf"Fl \-{option}" not in page:
            fail(f"licit.1 does not explain --{option}")
    for name in re.findall(r"^([a-z_]+)$", licit("help", "settings"), re.MULTILINE):
        if f".It Cm {name}\n" not in page:
            fail(f"licit.1 does not explain the setting {name}")
    check_bash()
    print(f"sync: {len(names)} commands, {len(failures)} faults")
    return 1 if failures else 0


sys.exit(main())
