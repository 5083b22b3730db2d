"""Cases for the command line, read from cases.*: blocks of lines with an empty line
between them, each run in a data folder of its own. {x*5000} is x five thousand times.

  name: what the case shows
  file: NAME TEXT      a file in the current folder; \\n, \\t, \\xNN, \\0 as in C
  run: WORDS           as a shell would split them; may come again, in the same folder
  env: NAME=VALUE      for the next run; as are the following
  in: TEXT             its standard input; else there is none
  tty: yes             its output is a terminal of 80 columns
  exit: N              its exit status; 0 if it is not said
  out: PATTERN         somewhere in its standard output; !out: nowhere there
  err: PATTERN         the same for standard error
  out=: TEXT           its whole standard output

Expectations stand behind their run. A pattern is a regular expression; "$" and
"^" match at lines.
"""

import ast
import os
import pty
import re
import shlex
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
LICIT = os.environ.get("LICIT") or os.path.join(HERE, "..", "..", "build", "licit")
LISTS = os.path.join(HERE, "lists")
NOW = "2026-11-23T12:00:00Z"
SECONDS_MOST = 30


class Step:
    def __init__(self, words):
        self.words = words
        self.env = {}
        self.input = b""
        self.tty = False
        self.exit = 0
        self.expect = []


class Case:
    def __init__(self, place):
        self.place = place
        self.name = ""
        self.files = []
        self.steps = []


def unescape(text):
    return ast.literal_eval("b'" + text.replace("'", "\\'") + "'") if text.isascii() else (
        text.encode().decode("unicode_escape").encode("latin-1")
    )


def read_line(case, key, value):
    if key == "name":
        case.name = value
    elif key == "file":
        name, _, text = value.partition(" ")
        case.files.append((name, unescape(text)))
    elif key == "run":
        case.steps.append(Step(shlex.split(value)))
    elif key == "env":
        name, _, text = value.partition("=")
        case.steps[-1].env[name] = text
    elif key == "in":
        case.steps[-1].input = unescape(value)
    elif key == "tty":
        case.steps[-1].tty = True
    elif key == "exit":
        case.steps[-1].exit = int(value)
    elif key in ("out", "!out", "err", "!err", "out="):
        case.steps[-1].expect.append((key, value))
    else:
        raise SystemExit(f"{case.place}: what is {key!r}?")


def read(path):
    cases, case = [], None
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            line = line.rstrip("\n")
            if line.startswith("#"):
                continue
            if not line:
                case = None
                continue
            if case is None:
                case = Case(f"{os.path.basename(path)}:{number}")
                cases.append(case)
            line = re.sub(r"\{(\w)\*(\d+)\}", lambda m: m[1] * int(m[2]), line)
            key, separator, value = line.partition(":")
            if not separator:
                raise SystemExit(f"{path}:{number}: no `key: value`")
            read_line(case, key, value.removeprefix(" "))
    return cases


def environment(folder, **more):
    env = {
        "PATH": os.environ["PATH"],
        "HOME": folder,
        "LICIT_DATA_DIR": os.path.join(folder, "data"),
        "LICIT_LISTS_DIR": LISTS,
        "LICIT_TIME": NOW,
        "TERM": "xterm",
    }
    for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "LSAN_OPTIONS", "LICIT_PSL_FILE"):
        if name in os.environ:
            env[name] = os.environ[name]
    env.update(more)
    return {name: value for name, value in env.items() if value != "-"}


def licit(folder, *words, **more):
    """What came of licit in a folder, its output as text."""
    return subprocess.run([LICIT, *words], cwd=folder, env=environment(folder, **more),
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60,
                          check=False)


def run_on_terminal(step, folder):
    """Standard output and standard error are one terminal."""
    outer, inner = pty.openpty()
    child = subprocess.Popen(
        [LICIT, *step.words],
        cwd=folder,
        env={**environment(folder, **step.env), "COLUMNS": "80"},
        stdin=subprocess.PIPE,
        stdout=inner,
        stderr=inner,
    )
    os.close(inner)
    child.stdin.write(step.input)
    child.stdin.close()
    seen = b""
    while True:
        try:
            part = os.read(outer, 65536)
        except OSError:  # the terminal has no writer any more
            break
        seen += part
    os.close(outer)
    return child.wait(SECONDS_MOST), seen.replace(b"\r\n", b"\n"), b""


def run(step, folder):
    if step.tty:
        return run_on_terminal(step, folder)
    done = subprocess.run(
        [LICIT, *step.words],
        cwd=folder,
        env=environment(folder, **step.env),
        input=step.input,
        capture_output=True,
        timeout=SECONDS_MOST,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def faults(step, status, out, err):
    found = []
    out, err = (part.decode("utf-8", "backslashreplace") for part in (out, err))
    if status != step.exit:
        found.append(f"exit {status}, not {step.exit}")
    for key, pattern in step.expect:
        text = err if "err" in key else out
        if key == "out=":
            if out != unescape(pattern).decode():
                found.append(f"out is not {pattern}")
        elif bool(re.search(pattern, text, re.MULTILINE)) == key.startswith("!"):
            found.append(f"{key}: {pattern}")
    if found:
        found.append(f"--- out\n{out}--- err\n{err}---")
    return found


def run_case(case):
    """What is wrong with it, as lines."""
    with tempfile.TemporaryDirectory(prefix="licit-cli-") as folder:
        for name, content in case.files:
            with open(os.path.join(folder, name), "wb") as file:
                file.write(content)
        for step in case.steps:
            found = faults(step, *run(step, folder))
            if found:
                return [f"{case.place}: {case.name}: licit {' '.join(step.words)}", *found]
    return []
