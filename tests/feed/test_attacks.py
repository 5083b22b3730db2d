"""The client of feeds, from outside, against a repository of python-tuf that attacks it.

Rows in *.cases: a case is a name and lines that are done one after the other. A line is a verb of
the repository (repository.py), or one of the client, below. Where a refresh or a download fails,
what has to be said is a regular expression.
"""

import fcntl
import glob
import os
import re
import resource
import shlex
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

import packages

packages.need("tuf", "securesystemslib", "cryptography")

import certificate  # noqa: E402
import repository  # noqa: E402
import server  # noqa: E402
from tuf.api.metadata import Metadata  # noqa: E402

LICIT = os.environ["LICIT"]
HERE = os.path.dirname(os.path.abspath(__file__))


class Failure(Exception):
    pass


class Case:
    def __init__(self):
        self.repository = repository.Repository()
        self.server = server.Server(self.repository.files)
        self.scratch = tempfile.mkdtemp(prefix="licit-feed-")
        self.trusted = os.path.join(self.scratch, "metadata")
        self.targets = os.path.join(self.scratch, "targets")
        self.time = "2026-06-01T00:00:00Z"
        self.roots = None
        self.limit = None
        self.started = False

    def close(self):
        self.server.stop()
        shutil.rmtree(self.scratch)

    # ---- the client -----------------------------------------------------------------------

    def env(self):
        roots = {"LICIT_TEST_ROOTS": self.roots} if self.roots else {}
        return {**os.environ, "LICIT_TIME": self.time,
                "LICIT_DATA_DIR": os.path.join(self.scratch, "data"), **roots}

    def licit(self, *words):
        run = subprocess.run([LICIT, *words], capture_output=True, text=True, env=self.env(),
                             timeout=60, check=False, preexec_fn=self.limit)
        if "Sanitizer" in run.stderr or "runtime error" in run.stderr:
            raise Failure(run.stderr)
        return run

    def expect(self, run, words):
        if not words:
            if run.returncode != 0:
                raise Failure(f"status {run.returncode}: {run.stderr}")
        elif run.returncode != 1:
            raise Failure(f"status {run.returncode}, and 1 was expected: {run.stderr}")
        elif not re.search(words[1], run.stderr):
            raise Failure(f"it says: {run.stderr}")

    def split(self, words):
        """Operands, and "fails" with its expression."""
        at = words.index("fails") if "fails" in words else len(words)
        return words[:at], words[at:]

    def start(self):
        if not self.started:
            self.init("trusted")

    def no_init(self):
        self.started = True

    def init(self, which, *rest):
        """Of the first root, or one made wrong by a member of it, as in tamper."""
        self.started = True
        path = os.path.join(self.scratch, "root.json")
        words, fails = self.split([which, *rest])
        root = self.repository.trusted_root() if which == "trusted" else words[0].encode()
        if which == "newest":
            root = self.repository.published["root"][-1]
        with open(path, "wb") as file:
            file.write(root)
        self.expect(self.licit("feed", "init", "--metadata-dir", self.trusted, path), fails)

    def refresh(self, *words):
        self.start()
        self.server.asked.clear()
        self.expect(self.licit("feed", "refresh", "--metadata-dir", self.trusted,
                               "--metadata-url", self.server.url + "/metadata"), words)

    def download(self, *words):
        self.start()
        self.server.asked.clear()
        names, fails = self.split(list(words))
        targets = [word for name in names for word in ("--target", name)]
        self.expect(self.licit("feed", "download", "--metadata-dir", self.trusted,
                               "--metadata-url", self.server.url + "/metadata/",
                               "--target-base-url", self.server.url + "/targets",
                               "--target-dir", self.targets, *targets), fails)

    def shows(self, expression):
        run = self.licit("feed", "--metadata-dir", self.trusted)
        self.expect(run, ())
        if not re.search(expression, run.stdout):
            raise Failure(f"it shows: {run.stdout}")

    # ---- what is around it ----------------------------------------------------------------

    def clock(self, day):
        self.time = repository.value_of(day)

    def serve(self, path, *how):
        self.server.ways[path] = " ".join(how)
        if how == ("right",):
            del self.server.ways[path]

    def serve_target(self, name, *how):
        """The same of a target's newest file."""
        digest = self.repository.contents[name][1].hashes["sha256"]
        self.serve(f"targets/{digest}.{name}", *how)

    def damage(self, role):
        with open(os.path.join(self.trusted, f"{role}.json"), "w", encoding="utf-8") as file:
            file.write("{")

    def put(self, name, text):
        with open(os.path.join(self.targets, name), "w", encoding="utf-8") as file:
            file.write(text)

    def copy(self, path, to):
        self.repository.files[to] = self.repository.files[path]

    def full(self):
        """No file may grow, as on a full disk."""
        self.limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

    def not_full(self):
        self.limit = None

    def away(self):
        self.server.stop()

    def lock(self):
        self.locked = open(os.path.join(self.trusted, ".lock"), "w", encoding="utf-8")
        fcntl.flock(self.locked, fcntl.LOCK_EX)

    def unlock(self):
        self.locked.close()

    def tls(self):
        self.server.stop()
        self.roots, chain = certificate.make(self.scratch)
        self.server = server.Server(self.repository.files, chain)

    def distrust(self):
        self.roots = None

    def chain(self, length):
        """Roles that delegate one to the next, and the last has the target x."""
        holder = "targets"
        for number in range(int(length)):
            self.repository.delegate(holder, f"role{number}", f"e{number % 5 + 1}", "*")
            holder = f"role{number}"
        self.repository.target(holder, "x", "deep")

    def killed(self, times):
        """Refreshes that are killed, a moment later each time: all that lies there is whole."""
        self.start()
        for number in range(int(times)):
            self.repository.publish_all()
            with subprocess.Popen(
                    [LICIT, "feed", "refresh", "--metadata-dir", self.trusted,
                     "--metadata-url", self.server.url + "/metadata"],
                    env=self.env(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as client:
                try:
                    client.wait(number * 0.0015)
                except subprocess.TimeoutExpired:
                    client.kill()
            self.whole()

    # ---- what has to be -------------------------------------------------------------------

    def trusts(self, *words):
        """Exactly these roles, by file name, in these versions."""
        wanted = dict(zip(words[::2], map(int, words[1::2])))
        found = {}
        for name in os.listdir(self.trusted):
            if name.endswith(".json"):
                metadata = Metadata.from_file(os.path.join(self.trusted, name))
                found[name.removesuffix(".json")] = metadata.signed.version
        if found != wanted:
            raise Failure(f"it trusts {found}")
        self.whole()
        left = [name for name in os.listdir(self.trusted) if not name.endswith(".json")]
        if set(left) - {".lock", ".timestamp.http"}:
            raise Failure(f"left behind: {left}")

    def whole(self):
        """All metadata are as they were published."""
        for name in os.listdir(self.trusted):
            if name.endswith(".json"):
                with open(os.path.join(self.trusted, name), "rb") as file:
                    if file.read() not in self.repository.history:
                        raise Failure(f"{name} is not what was published")

    def asks(self, *paths):
        """The last run asked for exactly that, in that order; "-" is nothing."""
        asked = [path for path, _ in self.server.asked]
        if asked != [path for path in paths if path != "-"]:
            raise Failure(f"it asked for {asked}")

    def asks_for_roles(self, number):
        asked = [path for path, _ in self.server.asked if "role" in path]
        if len(asked) != int(number):
            raise Failure(f"it asked for {len(asked)}: {asked}")

    def asks_conditionally(self, path):
        if not any(asked == path and tag for asked, tag in self.server.asked):
            raise Failure(f"it asked {self.server.asked}")

    def sent_less_than(self, number):
        if self.server.sent >= int(number):
            raise Failure(f"{self.server.sent} bytes were sent")

    def holds(self, *words):
        """Exactly these files, with these texts."""
        wanted = dict(zip(words[::2], words[1::2]))
        found = {}
        for name in sorted(os.listdir(self.targets)) if os.path.isdir(self.targets) else ():
            with open(os.path.join(self.targets, name), encoding="utf-8") as file:
                found[name] = file.read()
        if found != wanted:
            raise Failure(f"it holds {found}")

    def nothing_outside(self):
        found = sorted(os.listdir(self.scratch))
        if set(found) - {"metadata", "targets", "root.json"}:
            raise Failure(f"there is {found}")

    def run(self, line):
        verb, *words = shlex.split(line)
        do = getattr(self, verb, None) or getattr(self.repository, verb)
        do(*words)


def read_cases(path):
    name, lines = None, []
    with open(path, encoding="utf-8") as file:
        for line in file:
            line = line.strip()
            if line.startswith("name: "):
                if name:
                    yield name, lines
                name, lines = line.removeprefix("name: "), []
            elif line and not line.startswith("# "):
                lines.append(line)
    yield name, lines


def play(name, lines):
    case = Case()
    try:
        for line in lines:
            try:
                case.run(line)
            except Failure as failure:
                return f"{name}\n  {line}\n  {failure}"
            except Exception as error:  # a row that cannot be done is a failure as well
                return f"{name}\n  {line}\n  {type(error).__name__}: {error}"
        return None
    finally:
        case.close()


def main():
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    cases = [case for path in sorted(glob.glob(os.path.join(HERE, "*.cases")))
             for case in read_cases(path) if wanted in case[0]]
    with ThreadPoolExecutor(4) as pool:
        failures = [trouble for trouble in pool.map(lambda case: play(*case), cases) if trouble]
    for trouble in failures:
        print(f"not ok: {trouble}")
    print(f"{len(cases) - len(failures)} passed, {len(failures)} failed")
    return 1 if failures or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
