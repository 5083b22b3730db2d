"""Trouble: programs killed in the middle of an import, two at once, disks that are full
or cannot be written to, damaged data, readers that go away, hostile lines. What is on the
disk is whole, before or after and never between, and every refusal is a sentence."""

import glob
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.join(HERE, "..", "..")
LICIT = os.environ.get("LICIT") or os.path.join(SOURCE, "build", "licit")
LISTS = os.path.join(HERE, "..", "cli", "lists")
KILLS = 100
NAMES = 2000
FIRST_USES = 20
NOBODY = 65534
failures = []


def expect(what, true, detail=""):
    if not true:
        failures.append(what)
        print(f"FAILED: {what}\n{detail}")


class Licit:
    program = LICIT
    lists = LISTS

    def __init__(self, folder, data="data"):
        self.folder = folder
        self.data = os.path.join(folder, data)
        self.env = {
            **os.environ,
            "LICIT_DATA_DIR": self.data,
            "LICIT_LISTS_DIR": self.lists,
            "LICIT_TIME": "2026-11-23T12:00:00Z",
            "HOME": folder,
        }

    def start(self, *words, **options):
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
        return subprocess.Popen([self.program, *words], env=self.env, cwd=self.folder, **options)

    def run(self, *words, text=b"", **options):
        child = self.start(*words, stdin=subprocess.PIPE, **options)
        out, err = child.communicate(text)
        return child.returncode, (out or b"").decode(), (err or b"").decode()

    def ok(self, *words, **options):
        status, out, err = self.run(*words, **options)
        expect(f"licit {' '.join(words)}", status == 0, f"status {status}\n{out}{err}")
        return out

    def load(self, name, **options):
        return self.run("lists", "import", "-q", "--accept-removals", "--list", "mine", name, **options)


def write_lists(folder):
    """Two lists that have half of their names in common, and a file of all names."""
    half = NAMES // 2
    spans = {"old": range(0, NAMES), "new": range(half, NAMES + half), "all": range(0, NAMES + half)}
    for name, span in spans.items():
        with open(os.path.join(folder, name), "w", encoding="ascii") as file:
            file.writelines(f"shop-{i}.example\n" for i in span)


def state(licit):
    """"old" or "new" if every name answers as that list says, and the store agrees."""
    lines = licit.ok("batch", "-q", "--format", "tsv", "all").splitlines()[1:]
    listed = [line.split("\t")[3] == "suspicious" for line in lines]
    half = NAMES // 2
    parts = (listed[:half], listed[half:NAMES], listed[NAMES:])
    answers = {(True, True, False): "old", (False, True, True): "new"}.get(
        tuple(all(part) if any(part) else False for part in parts)
    )
    mixed = any(any(part) and not all(part) for part in parts)
    stored = licit.ok("lists", "export", "--list", "mine", "--format", "domains").split()
    names = {name for name in stored if name.startswith("shop-")}
    first = "shop-0.example" in names
    record = {True: "old", False: "new"}[first] if len(names) == NAMES else f"{len(names)} names"
    return answers if not mixed and answers == record else f"index {answers}, store {record}"


def killed_imports(folder):
    """Killed ever later in an import, until it is done before the axe falls."""
    licit = Licit(folder)
    licit.load("old")
    licit.load("new")
    before = time.monotonic()
    licit.load("old")
    licit.load("new")
    whole = (time.monotonic() - before) / 2
    now, states, cut_off, done = "new", ("old", "new"), 0, 0
    for i in range(KILLS):
        other = "new" if now == "old" else "old"
        child = licit.start("lists", "import", "--accept-removals", "--list", "mine", other)
        try:
            child.communicate(timeout=whole * 1.3 * i / KILLS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()
        cut_off += child.returncode == -signal.SIGKILL
        after = state(licit)
        expect(f"kill {i}: wholly old or wholly new", after in states, after)
        if child.returncode == 0:
            expect(f"kill {i}: what was reported as done is done", after == other, after)
        done += after == other
        now = after if after in states else now
    licit.load("new")
    licit.load("old")
    left = sorted(os.path.basename(path) for path in glob.glob(licit.data + "/*"))
    wanted = re.compile(r"listset-\d+\.idx|store\.db(-wal|-shm)?")
    expect("nothing is left lying about", all(wanted.fullmatch(name) for name in left) and
           sum(name.endswith(".idx") for name in left) == 1, left)
    # How many depends on how busy the machine is by now; the first ones always are.
    expect("some were cut off", cut_off > KILLS // 20, f"{cut_off} of {KILLS}")
    return f"{KILLS} imports, {cut_off} cut off, {done} took effect"


def killed_first_use(folder):
    """Killed while an empty data folder is filled."""
    for i in range(10):
        licit = Licit(folder, f"first-{i}")
        child = licit.start("lists")
        try:
            child.communicate(timeout=0.003 * i)
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()
        status, out, err = licit.run("check", "--json", "bad.example")
        expect(f"first use cut off after {3 * i} ms", status == 5, f"{status}\n{out}{err}")


def first_uses_at_once(folder):
    """Writers and readers that all begin on the same empty data folder."""
    for i in range(FIRST_USES):
        licit = Licit(folder, f"together-{i}")
        children = [licit.start(*words) for words in (["pair", "-q"], ["lists"], ["check", "bad.example"]) * 3]
        for child, status in zip(children, [0, 0, 5] * 3, strict=True):
            out, err = child.communicate()
            expect(f"first use {i} at once: {child.args[1]}", child.returncode == status, f"{out}{err}")


def two_at_once(folder):
    licit = Licit(folder, "two")
    licit.load("old")
    writers = [
        licit.start("lists", "import", "-q", "--accept-removals", "--list", name, file)
        for name, file in (("mine", "new"), ("mine", "new"), ("other", "all"))
    ]
    readers = [licit.start("batch", "-q", "--format", "tsv", "all") for _ in range(3)]
    for child in readers:
        out, err = child.communicate()
        expect("a reader beside them", child.returncode == 0 and
               out.count(b"\n") == NAMES + NAMES // 2 + 1, err.decode())
    for child in writers:
        _, err = child.communicate()
        expect("each of them is done", child.returncode == 0, err.decode())
    status, _, _ = licit.run("check", "shop-0.example")
    expect("the third import counts", status == 4)
    listed = licit.ok("lists", "-q")
    expect("both lists are whole", re.search(rf"^mine .* {NAMES:,} ", listed, re.MULTILINE) and
           re.search(rf"^other .* {NAMES * 3 // 2:,} ", listed, re.MULTILINE), listed)


def as_nobody():
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def read_only(folder):
    licit = Licit(folder, "read-only")
    licit.load("old")
    for path in [licit.data, *glob.glob(licit.data + "/*")]:
        os.chmod(path, 0o555 if os.path.isdir(path) else 0o444)
    os.chmod(folder, 0o755)
    expect("reading goes on", licit.run("check", "shop-0.example", preexec_fn=as_nobody)[0] == 4)
    status, _, err = licit.load("new", preexec_fn=as_nobody)
    expect("an import says why not", status == 1 and "cannot be written" in err and
           "nothing was changed" in err, err)
    status, out, err = licit.run("pair", preexec_fn=as_nobody)
    expect("no code that could not be kept", status == 1 and not out and "cannot be written" in err, err)
    os.chmod(licit.data, 0o755)
    empty = Licit(folder, "empty")
    os.mkdir(empty.data, 0o555)
    status, _, err = empty.run("check", "x.example", preexec_fn=as_nobody)
    expect("nor a folder that cannot be filled", status == 1 and empty.data in err, err)
    status, _, err = empty.run("publish", "init", "--repo", os.path.join(empty.data, "feed"),
                               preexec_fn=as_nobody)
    expect("nor one that cannot be made", status == 1 and
           f"cannot make the folder {empty.data}/feed: Permission denied" in err, err)


def full_disk(folder):
    """A small file system if we may have one, else files that may not grow."""
    small = os.path.join(folder, "small")
    os.mkdir(small)
    with open(os.path.join(folder, "large"), "w", encoding="ascii") as file:
        file.writelines(f"shop-{i}.example\n" for i in range(20000))
    mounted = os.getuid() == 0 and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", small], capture_output=True, check=False
    ).returncode == 0
    limit = {} if mounted else {
        "preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (300 << 10, 300 << 10))
    }
    try:
        licit = Licit(folder, "small/data")
        licit.ok("lists", **limit)
        before = licit.ok("lists", "-q", **limit)
        status, _, err = licit.load(os.path.join(folder, "large"), **limit)
        expect("a full disk is an error", status == 1 and "no space left" in err and
               "nothing was changed" in err, err)
        expect("and all is as before", licit.ok("lists", "-q", **limit) == before)
        expect("and answers", licit.run("check", "bad.example", **limit)[0] == 5)
    finally:
        if mounted:
            subprocess.run(["umount", small], check=False)
    with open("/dev/full", "wb") as full:
        for words in (["lists"], ["check", "x.example"], ["help"], ["batch", "all"],
                      ["lists", "export", "--list", "cz-illegal"]):
            status, _, err = Licit(folder).run(*words, stdout=full)
            expect(f"licit {words[0]} > /dev/full", status == 1 and
                   "no space left" in err.lower(), err)
    return "a small file system" if mounted else "a limit on files"


def damaged_data(folder):
    source = Licit(folder, "source")
    source.load("old")
    rebuilt = {
        "no index": lambda path: os.unlink(path),
        "half an index": lambda path: os.truncate(path, os.path.getsize(path) // 2),
        "an empty index": lambda path: os.truncate(path, 0),
        "another file": lambda path: shutil.copy(os.path.join(folder, "all"), path),
    }
    for what, damage in rebuilt.items():
        licit = Licit(folder, "damaged")
        shutil.rmtree(licit.data, ignore_errors=True)
        shutil.copytree(source.data, licit.data)
        damage(glob.glob(licit.data + "/*.idx")[0])
        status, _, err = licit.run("check", "shop-0.example")
        expect(f"{what}: it is made again", status == 4 and "building the index again" in err, err)
    store = os.path.join(licit.data, "store.db")
    with open(store, "wb") as file:
        file.write(bytes(range(256)) * 64)
    status, _, err = licit.run("check", "shop-0.example")
    expect("a store that is none is an error", status == 1 and "store.db" in err, err)
    licit.data = licit.env["LICIT_DATA_DIR"] = os.path.join(folder, "all")
    status, _, err = licit.run("check", "shop-0.example")
    expect("a data folder that is a file is an error", status == 1 and err.count("\n") == 1, err)


def gone_reader(folder):
    licit = Licit(folder)
    big = os.path.join(folder, "big")
    with open(big, "w", encoding="ascii") as file:
        file.writelines(f"https://shop-{i}.example/{i}\n" for i in range(50000))
    child = licit.start("batch", "-q", big)
    child.stdout.read(100)
    child.stdout.close()
    err = child.stderr.read()
    expect("batch ends quietly, as filters do", child.wait() == -signal.SIGPIPE and not err, err)
    child = licit.start("lists", "import", "-v", "--accept-removals", "--list", "piped", "all")
    child.stdout.close()
    child.stderr.read()
    child.wait()
    expect("an import goes on without its reader", licit.run("check", "shop-1.example")[0] == 4)


def hostile_lines(folder):
    licit = Licit(folder)
    lines = [
        b"x\0y.example",
        b"https://bad.example/" + b"a" * (16 << 10),
        b"https://bad.example/" + b"a" * 8000,
        b"\xff\xfe\xfd",
        b"\x1b[31mred.example",
        b"a" * (1 << 20),
        b"http://" + b"[" * 500,
        b"bad.example",
    ]
    status, out, err = licit.run("batch", "-q", text=b"\n".join(lines))
    answers = [json.loads(line) for line in out.splitlines()]
    expect("a line for a line", status == 0 and len(answers) == len(lines), f"{out[:2000]}{err}")
    wanted = ["error", "error", "illicit", "error", "error", "error", "error", "illicit"]
    got = ["error" if "error" in answer else answer["verdict"] for answer in answers]
    expect("each with its own answer", got == wanted, got)
    status, _, err = licit.run("check", "-q", "-", text=b"\n".join(lines))
    expect("check says the same", status == 5 and err.count("\n") == 6, err[:2000])


def main():
    with tempfile.TemporaryDirectory(prefix="licit-fault-") as folder:
        # Copies that any user may reach, wherever the tree lies.
        Licit.program = shutil.copy2(LICIT, os.path.join(folder, "licit"))
        Licit.lists = shutil.copytree(LISTS, os.path.join(folder, "lists"))
        write_lists(folder)
        for trouble in (killed_imports, killed_first_use, first_uses_at_once, two_at_once, read_only,
                        full_disk, damaged_data, gone_reader, hostile_lines):
            note = trouble(folder)
            print(f"{trouble.__name__}: {note or 'done'}", flush=True)
    print(f"fault: {len(failures)} failures")
    return 1 if failures else 0


sys.exit(main())
