"""Publishing is cut off: killed at its steps, one after the other, and two at once. What the
world sees is the last release or the next, and the same command finishes it."""

import os
import shutil
import signal
import subprocess
import sys

import authority
from authority import HERE, expect
from test_trouble import LIST, run_steps

KILLS = 16


def whole(publisher, site, reader, root, name):
    """What the world sees is one release, for a reader and for a newcomer: its version."""
    site.load()
    run = reader.download(LIST)
    expect("a reader takes what is there", run.returncode == 0, run.stderr)
    newcomer = authority.LicitReader(site, root, publisher.top, f"newcomer-{name}")
    run = newcomer.download(LIST)
    shutil.rmtree(newcomer.folder)
    expect("and so does a newcomer", run.returncode == 0, run.stderr)
    return publisher.metadata("timestamp.json")["signed"]["version"]


def axe(folder):
    """The library that kills a program at one of its steps; None where it cannot be had."""
    library = os.path.join(folder, "axe.so")
    compiler = shutil.which(os.environ.get("CC", "cc"))
    # A sanitizer's own library has to be loaded first.
    if not compiler or "asan" in authority.LICIT or "tsan" in authority.LICIT:
        return None
    base = os.path.join(HERE, "..", "..", "daemon", "base")
    subprocess.run([compiler, "-shared", "-fPIC", "-I", base, "-o", library,
                    os.path.join(HERE, "axe.c"), "-ldl"], check=True)
    return library


def killed(publisher, library, words, at=None):
    """Run licit, killed at that step: how many steps it took if it was not."""
    env = {**publisher.env(), "LD_PRELOAD": library, "AXE_COUNT": publisher.path("steps")}
    if at:
        env["AXE_AT"] = str(at)
    run = subprocess.run([authority.LICIT, *words], env=env, cwd=publisher.folder, check=False,
                         capture_output=True, timeout=authority.SECONDS_MOST)
    if run.returncode == -signal.SIGKILL:
        return None
    expect(f"licit {words} is done", run.returncode == 0, run.stderr.decode())
    with open(publisher.path("steps"), encoding="ascii") as file:
        return int(file.read())


def each_step(publisher, library, words, check):
    """Run it from the same state again and again, killed ever later, at KILLS of its steps."""
    kept = publisher.path("kept")
    parts = ("data", "out")

    def restore(source, to):
        for part in parts:
            shutil.rmtree(os.path.join(to, part), ignore_errors=True)
            shutil.copytree(os.path.join(source, part), os.path.join(to, part))

    restore(publisher.folder, kept)
    steps = killed(publisher, library, words)
    times = 0
    for at in range(1, steps + 1, max(1, steps // KILLS)):
        restore(kept, publisher.folder)
        expect(f"it is cut off at step {at}", killed(publisher, library, words, at) is None)
        check(at)
        times += 1
    restore(kept, publisher.folder)
    return f"{steps} steps, cut off at {times}"


def next_release_killed(publisher, *renew):
    """The one after what was released: cut off anywhere, and finished."""
    library = axe(publisher.folder)
    if not library:
        return "skipped: no compiler, or a sanitizer"
    root = publisher.first_root()
    site = authority.Site(publisher.out)
    reader = authority.LicitReader(site, root, publisher.top, "reader")
    publisher.list("cz-illegal-kept", "illegal", ["next.example"])
    publisher.ok("publish", "stage", "-q", *renew)
    publisher.sign()
    seen = set()

    def check(at):
        version = whole(publisher, site, reader, root, f"{at}a")
        expect(f"step {at}: the last or the next", version in (1, 2), version)
        seen.add(version)
        run = publisher.run("publish", "release")
        expect(f"step {at}: the same command finishes it", run.returncode == 0 or
               "nothing is staged" in run.stderr, run.stderr)
        expect(f"step {at}: then it is out", whole(publisher, site, reader, root, f"{at}b") == 2)
        left = [name for name in os.listdir(publisher.out) if name not in ("metadata", "targets")]
        expect(f"step {at}: nothing is left lying about", not left, left)
        # The next reader begins with the last release again.
        shutil.rmtree(reader.path("trusted"))
        reader.ok("feed", "init", "--metadata-dir", "trusted", "root.json")

    said = each_step(publisher, library, ("publish", "release"), check)
    expect("both were seen", seen == {1, 2}, seen)
    site.close()
    return said


def killed_releases(publisher):
    publisher.release()
    return next_release_killed(publisher)


def killed_rotations(publisher):
    """With a new root and a new key of the timestamp, which must appear at once."""
    publisher.release()
    publisher.rotate("timestamp", publisher.keyid("timestamp-1.pem"), "timestamp-2.pem")
    return next_release_killed(publisher, "--renew")


def killed_stagings(publisher):
    """Killed while it stages: staging again helps, and what is out is not touched."""
    publisher.release()
    library = axe(publisher.folder)
    if not library:
        return "skipped: no compiler, or a sanitizer"
    publisher.list("cz-illegal-kept", "illegal", ["next.example"])
    publisher.ok("publish", "stage", "-q")
    publisher.sign("targets-1.pem")
    publisher.list("cz-illegal-kept", "illegal", ["after.example"])

    def check(at):
        publisher.ok("publish", "verify")
        publisher.release()
        expect(f"step {at}: it is out", publisher.metadata("timestamp.json")["signed"]["version"]
               >= 2)

    return each_step(publisher, library, ("publish", "stage"), check)


def two_at_once(publisher):
    publisher.ok("publish", "stage", "-q")
    publisher.sign()
    children = [subprocess.Popen([authority.LICIT, "publish", "release"], env=publisher.env(),
                                 cwd=publisher.folder, stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE, text=True) for _ in range(3)]
    said = [(child.communicate(), child.returncode) for child in children]
    expect("one of them releases", sum(status == 0 for _, status in said) == 1, said)
    expect("the others find nothing", all("nothing is staged" in err for (_, err), status in said
                                          if status), said)
    publisher.ok("publish", "verify")


STEPS = (killed_releases, killed_rotations, killed_stagings, two_at_once)

if __name__ == "__main__":
    sys.exit(run_steps(STEPS))
