"""Publishing a list of a million names: staged, signed and released; then a hundred changes."""

import glob
import os
import shutil
import subprocess
import time

import names

MILLION = 1_000_000
CHANGED = 100


class Feed:
    def __init__(self, licit, folder):
        self.program = licit.program
        self.folder = folder
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        self.out = os.path.join(folder, "out")
        self.env = {**licit.env, "LICIT_DATA_DIR": os.path.join(folder, "data")}

    def run(self, *words):
        before = time.monotonic()
        subprocess.run([self.program, *words], env=self.env, cwd=self.folder, check=True,
                       capture_output=True)
        return time.monotonic() - before

    def begin(self):
        self.run("publish", "init", "--out", self.out, "--thresholds", "root=1,targets=1")
        for role in ("root", "targets", "snapshot", "timestamp"):
            self.run("publish", "key", "new", "--role", role, "--no-passphrase", "--out",
                     f"{role}.pem")

    def release(self):
        keys = [word for path in sorted(glob.glob(self.folder + "/*.pem")) for word in
                ("--key", path)]
        return {
            "stage": self.run("publish", "stage"),
            "sign": self.run("publish", "sign", *keys),
            "release": self.run("publish", "release"),
        }

    def bytes_of(self, pattern):
        return sum(os.path.getsize(path) for path in glob.glob(os.path.join(self.out, pattern)))


def change(source, target):
    """The same names, of which a hundred are others."""
    with open(source, encoding="ascii") as old, open(target, "w", encoding="ascii") as new:
        for number, line in enumerate(old):
            new.write(f"changed-{number}.example\n" if number < CHANGED else line)


def bench_publish(table, licit, args):
    feed = Feed(licit, os.path.join(licit.folder, "publish"))
    source = names.list_file(licit.folder, MILLION)
    imported = feed.run("lists", "import", "-q", "--list", "bench", "--kind", "illegal", source)
    feed.begin()
    took = feed.release()
    whole = sum(took.values())
    table.note("a million entries: " + ", ".join(f"{what} {s:.1f} s" for what, s in took.items()))
    table.at_most("a million entries staged, signed, released: seconds", whole, 30, "{:.1f}")
    table.at_most("  / their import", whole / imported, 1.0, "{:.2f} x")
    changed = os.path.join(feed.folder, "changed.txt")
    change(source, changed)
    feed.run("lists", "import", "-q", "--accept-removals", "--list", "bench", changed)
    again = sum(feed.release().values())
    table.at_most("a hundred changed of them: seconds", again, 30, "{:.1f}")
    wire = feed.bytes_of("metadata/timestamp.json") + feed.bytes_of("metadata/2.*.json") + \
        feed.bytes_of("targets/*/*.changes-*")
    table.at_most("  what a subscriber fetches of it, kB", wire / 1000, 30, "{:.1f}")
    feed.run("publish", "verify")
    shutil.rmtree(feed.folder)
