"""Publishing goes wrong: full disks, lost and stolen keys, wrong clocks,
copies that are not whole, a data folder that is another. The last release is whole, and what
helps is said."""

import functools
import os
import resource
import shutil
import subprocess
import sys

import authority
from authority import expect, expect_fails

import daemon  # of tests/api
import packages

packages.need("tuf", "securesystemslib", "cryptography")

LIST = "cz-illegal-kept/list"


def begun(*names):
    publisher = authority.Publisher()
    publisher.begin()
    publisher.list("cz-illegal-kept", "illegal", names or ["a.example", "b.example"])
    return publisher


def a_body(folder):
    """The file of some target that lies there."""
    return next(os.path.join(below, names[0]) for below, _, names in
                os.walk(os.path.join(folder, "targets")) if names)


# ---- disks ------------------------------------------------------------------------------------

def full_disk(publisher):
    publisher.release()
    with open(publisher.path("large.txt"), "w", encoding="utf-8") as file:
        file.writelines(f"shop-{i * 7919 % 100003}.example\n" for i in range(60000))
    publisher.ok("lists", "import", "--list", "cz-illegal-kept", "--accept-removals", "large.txt")
    limit = {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (60 << 10, 60 << 10))}
    run = publisher.run("publish", "stage", **limit)
    expect_fails(run, "(too large|[Nn]o space left)")
    publisher.ok("publish", "verify")
    small = publisher.path("small")
    os.mkdir(small)
    mounted = os.getuid() == 0 and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", small], capture_output=True,
        check=False).returncode == 0
    if not mounted:
        return "a limit on files; no small file system may be mounted here"
    try:
        other = authority.Publisher(publisher.top, "tight")
        other.out = os.path.join(small, "out")
        other.begin()
        other.list("cz-illegal-kept", "illegal", ["a.example"])
        other.release()
        shutil.copy(publisher.path("large.txt"), other.path("large.txt"))
        other.ok("lists", "import", "--list", "cz-illegal-kept", "--accept-removals", "large.txt")
        other.ok("publish", "stage", "-q")
        other.sign()
        with open(os.path.join(small, "filler"), "wb") as file:
            room = os.statvfs(small)
            file.write(bytes(max(0, room.f_bavail * room.f_frsize - (20 << 10))))
        expect_fails(other.run("publish", "release"), "No space left")
        other.ok("publish", "verify")
        os.unlink(os.path.join(small, "filler"))
        other.ok("publish", "release")
        other.ok("publish", "verify")
    finally:
        subprocess.run(["umount", small], check=False)
    return "a limit on files, and a small file system"


# ---- keys -------------------------------------------------------------------------------------

def lost_key(publisher):
    """A key of the root is lost: with a threshold below the number of keys the others go on."""
    three = authority.Publisher(publisher.top, "three")
    three.ok("publish", "init", "--out", three.out, "--thresholds", "root=2,targets=1")
    three.keys("ed25519", ("root", "root", "root", "targets", "snapshot", "timestamp"))
    three.list("cz-illegal-kept", "illegal", ["a.example"])
    three.release()
    lost = three.keyid("root-1.pem")
    os.unlink(three.path("root-1.pem"))
    three.ok("publish", "key", "revoke", lost[:12])
    three.ok("publish", "stage", "-q")
    three.sign()
    three.ok("publish", "release")
    three.ok("publish", "verify")
    expect("a second root", three.status()["roles"][0]["released"]["version"] == 2)
    expect("that does not name it", lost not in str(three.metadata("2.root.json")["signed"]))
    expect_fails(three.run("publish", "key", "revoke", three.keyid("root-2.pem")[:12]),
                 "needs 2 signatures and would have 1 keys left")


def key_too_large(publisher):
    """What is much too large is no key, and the limit is told."""
    large = publisher.write("large.pub", "x" * (65 << 10))
    expect_fails(publisher.run("publish", "key", "add", "--role", "root", large),
                 "large.pub: larger than 64 KiB")


def lost_too_many(publisher):
    """More keys of the root are lost than may be: nothing can be released with a new root, what
    is out stays, and the only way is a new feed."""
    publisher.release()
    for name in ("root-1.pem", "root-2.pem"):
        os.unlink(publisher.path(name))
    for i in (1, 2):
        publisher.rotate("root", publisher.keyid(f"root-{i}.pem"), f"fresh-{i}.pem")
    publisher.ok("publish", "stage", "-q")
    publisher.sign()
    expect_fails(publisher.run("publish", "release"), "signatures?.*status")
    expect("which status says", "of the root before  may sign yet" in publisher.ok(
        "publish", "status"))
    publisher.ok("publish", "stage", "--forget")
    publisher.ok("publish", "verify")


def stolen_key(publisher):
    """A thief has a key of the targets: it is struck off, and what it signed is signed anew."""
    publisher.release()
    thief = publisher.keyid("targets-1.pem")
    publisher.ok("publish", "key", "new", "--role", "targets", "--no-passphrase", "--out",
                 publisher.path("targets-3.pem"))
    publisher.ok("publish", "key", "revoke", thief[:16])
    os.rename(publisher.path("targets-1.pem"), publisher.path("stolen"))
    publisher.release()
    publisher.ok("publish", "verify")
    signed = {one["keyid"] for one in publisher.metadata("2.targets.json")["signatures"]}
    expect("the thief signs nothing", thief not in signed, signed)
    expect("root and targets are new", [row["released"]["version"] for row in
                                        publisher.status()["roles"][:2]] == [2, 2])


def one_signature_is_missing(publisher):
    publisher.ok("publish", "stage", "-q")
    publisher.sign(*[name for name in map(os.path.basename, publisher.pems())
                     if name != "targets-2.pem"])
    expect_fails(publisher.run("publish", "release"), "targets.* 1 valid signatures? of the 2")
    publisher.sign("targets-1.pem")
    expect_fails(publisher.run("publish", "release"), "targets.* 1 valid signatures? of the 2")
    expect("nothing is out", not os.path.exists(os.path.join(publisher.out, "metadata")))
    publisher.sign("targets-2.pem")
    publisher.ok("publish", "release")


def signed_elsewhere(publisher):
    """The staged folder goes to other machines and back; damaged on the way it is refused."""
    publisher.ok("publish", "stage", "-q")
    stick = publisher.path("stick")
    for name in map(os.path.basename, publisher.pems()):
        shutil.rmtree(stick, ignore_errors=True)
        shutil.copytree(os.path.join(publisher.repo, "staged"), stick)
        other = authority.Folder(publisher.top, f"signer-{name}")
        out = other.ok("publish", "sign", "--staged", stick, "--key", publisher.path(name))
        expect("the signer sees what he signs", "2 sites turn red" in out, out)
        shutil.rmtree(os.path.join(publisher.repo, "staged"))
        shutil.copytree(stick, os.path.join(publisher.repo, "staged"))
    body = a_body(stick)
    with open(body, "r+b") as file:
        file.seek(-1, 2)
        file.write(b"?")
    expect_fails(other.run("publish", "sign", "--staged", stick, "--key",
                           publisher.path("targets-1.pem")), "is not what is to be signed")
    os.unlink(body)
    expect_fails(other.run("publish", "sign", "--staged", stick, "--key",
                           publisher.path("targets-1.pem")), "is missing in the staged release")
    expect_fails(other.run("publish", "--staged", "x" * 9000), "staged folder is too long")
    publisher.ok("publish", "release")
    publisher.ok("publish", "verify")


# ---- clocks and copies --------------------------------------------------------------------------

def wrong_clock(publisher):
    """A clock that is years behind, or ahead, releases nothing that readers would not take."""
    publisher.release()
    publisher.list("cz-illegal-kept", "illegal", ["c.example"])
    publisher.time = "2020-01-01T00:00:00Z"
    publisher.ok("publish", "stage", "-q")
    publisher.sign()
    publisher.time = authority.NOW
    expect_fails(publisher.run("publish", "release"), "counts until 2020.*clock")
    publisher.time = "2036-01-01T00:00:00Z"
    expect("status shows what a later clock finds", "EXPIRED" in publisher.ok("publish", "status"))
    publisher.time = authority.NOW
    publisher.release()
    publisher.ok("publish", "verify")


def stale_staging(publisher):
    """The daily timestamp goes ahead while people sign."""
    publisher.release()
    publisher.list("cz-illegal-kept", "illegal", ["c.example"])
    publisher.ok("publish", "stage", "-q")
    publisher.sign("targets-1.pem")
    publisher.time = "2026-11-25T12:00:00Z"
    publisher.ok("publish", "timestamp", "-q", "--key", "timestamp-1.pem", "--key", "snapshot-1.pem")
    publisher.list("cz-illegal-kept", "illegal", ["later.example"])
    publisher.sign("targets-2.pem")
    publisher.sign("timestamp-1.pem", "snapshot-1.pem")
    expect_fails(publisher.run("publish", "release"), "was released since this was staged")
    publisher.ok("publish", "release", "--key", "timestamp-1.pem", "--key", "snapshot-1.pem")
    publisher.ok("publish", "verify")
    entries = publisher.metadata("2.targets.json")["signed"]["targets"][LIST]["custom"]
    expect("what was signed is out, not what came later", entries["licit"]["log"]["size"] == 5,
           entries)


def damaged_out(publisher):
    """What is published was lost in part, or changed."""
    publisher.release()
    body = a_body(publisher.out)
    kept = publisher.path("kept")
    shutil.copy(body, kept)
    os.unlink(body)
    expect_fails(publisher.run("publish", "verify"), "is not there")
    with open(kept, "rb") as file, open(body, "wb") as out:
        out.write(file.read()[:-1] + b"?")
    expect_fails(publisher.run("publish", "verify"), "hash")
    shutil.copy(kept, body)
    publisher.ok("publish", "verify")
    targets = os.path.join(publisher.out, "metadata", "1.targets.json")
    with open(targets, "r+", encoding="utf-8") as file:
        text = file.read().replace('"entries":2', '"entries":3')
        file.seek(0)
        file.write(text)
    expect_fails(publisher.run("publish", "stage"), "version 1 of targets")


def other_data(publisher):
    """Another data folder, whose log is not the one that was released."""
    publisher.release()
    other = authority.Publisher(publisher.top, "other")
    other.list("cz-illegal-kept", "illegal", ["x.example", "y.example", "z.example"])
    expect_fails(other.run("publish", "stage", "--repo", publisher.repo), "does not go on from")


def stolen_agency(publisher):
    """An agency's key is stolen: what it signed is left out until it is signed anew."""
    agency = publisher.agency(["x.example"])
    publisher.ok("publish", "take", agency.handed(1))
    publisher.release()
    expect("it is published", "agency-list/list" in publisher.targets())
    thief = agency.keyid("agency-1.pem")
    os.rename(agency.path("agency-1.pem"), agency.path("stolen"))
    agency.ok("publish", "key", "new", "--role", "agency", "--no-passphrase", "--out",
              agency.path("agency-2.pem"))
    publisher.delegate(agency.path("agency-2.pem.pub"))
    agency.ok("publish", "key", "revoke", thief[:16])
    agency.ok("publish", "stage", "-q", "--renew")
    agency.sign()
    publisher.release()
    expect("then it is left out", "agency-list/list" not in publisher.targets())
    publisher.ok("publish", "verify")
    agency.ok("publish", "release")
    publisher.ok("publish", "take", agency.handed(2))
    publisher.release()
    expect("and comes back", "agency-list/list" in publisher.targets())
    publisher.ok("publish", "verify")


def list_comes_back(publisher):
    """A list that was taken out of the feed, and is put back as it was."""
    publisher.ok("lists", "import", "--list", "other", "--kind", "register",
                 publisher.write("other.txt", "good.example\n"))
    publisher.release()
    config = os.path.join(publisher.repo, "publisher.json")
    with open(config, encoding="utf-8") as file:
        text = file.read()
    for lists, names in (('"lists": ["other"]', ["other/list"]),
                         ('"lists": []', [LIST, "other/list"])):
        with open(config, "w", encoding="utf-8") as file:
            file.write(text.replace('"lists": []', lists))
        publisher.release()
        expect("just these are published", publisher.targets() == names, publisher.targets())
        publisher.ok("publish", "verify")


def sixteen_changes(publisher):
    """The last changes stay, each going on from the one before; older ones leave the feed."""
    for i in range(19):
        publisher.list("cz-illegal-kept", "illegal", ["a.example", f"n{i}.example"])
        publisher.release()
    spans = sorted(tuple(map(int, name.split("-")[-2:])) for name in publisher.targets()
                   if "/changes-" in name)
    expect("sixteen are kept", len(spans) == 16, spans)
    expect("without a gap", all(one[1] == other[0] for one, other in zip(spans, spans[1:])), spans)
    publisher.ok("publish", "verify")


STEPS = (sixteen_changes, full_disk, lost_key, key_too_large, lost_too_many,
         stolen_key, one_signature_is_missing, signed_elsewhere, wrong_clock, stale_staging,
         damaged_out, other_data, stolen_agency, list_comes_back)


def alone(step):
    """With an authority of its own."""
    @functools.wraps(step)
    def run():
        publisher = begun()
        try:
            said = step(publisher)
            if said:
                print(f"{step.__name__}: {said}")
        finally:
            publisher.close()
    return run


def run_steps(steps):
    report = daemon.Report()
    report.run_all(map(alone, steps))
    return report.end()


if __name__ == "__main__":
    sys.exit(run_steps(STEPS))
