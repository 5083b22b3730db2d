"""What is published here is read by `licit feed` and by python-tuf's client alike: with keys
of each type, changes, delegations, rotated keys, by those who read before and by newcomers."""

import os
import sys

import authority
from authority import expect, expect_fails

import daemon  # of tests/api
import packages

packages.need("tuf", "securesystemslib", "cryptography")

KINDS = ("ed25519", "ecdsa", "rsa")


class Readers:
    """One of each kind, both with the root that they were given."""

    def __init__(self, site, root, parent, name):
        self.licit = authority.LicitReader(site, root, parent, name + "-licit")
        self.tuf = authority.TufReader(site, root, parent, name=name + "-tuf")

    def read(self, names, time):
        self.licit.time = self.tuf.time = time
        run = self.licit.download(*names)
        expect("licit feed reads it", run.returncode == 0, run.stderr)
        got = self.tuf.download(names)
        for name in names:
            expect(f"{name} is the same for both", got[name] == self.licit.bytes_of(name))
        return got


class World:
    """An authority, its site, readers from the beginning."""

    def __init__(self, kind):
        self.kind = kind
        self.publisher = authority.Publisher()
        self.publisher.begin(kind)
        self.site = None
        self.newcomers = 0

    def close(self):
        if self.site:
            self.site.close()
        self.publisher.close()

    def release(self, *names):
        """Release, and let those who read before and a newcomer read it all."""
        self.publisher.release()
        self.read(*names)

    def read(self, *names):
        publisher = self.publisher
        publisher.ok("publish", "verify")
        root = publisher.first_root()
        if self.site is None:
            self.site = authority.Site(publisher.out)
            self.readers = Readers(self.site, root, publisher.top, "first")
        self.site.load()
        wanted = publisher.targets()
        for name in names:
            expect(f"{name} is published", name in wanted, wanted)
        self.readers.read(wanted, publisher.time)
        self.newcomers += 1
        Readers(self.site, root, publisher.top, f"newcomer-{self.newcomers}").read(
            wanted, publisher.time)


def lists_change(world):
    publisher = world.publisher
    publisher.list("cz-illegal-kept", "illegal", ["a.example", "b.example", "c.example"])
    world.release("cz-illegal-kept/list")
    publisher.list("cz-illegal-kept", "illegal", ["a.example", "b.example", "d.example"])
    world.release("cz-illegal-kept/list")
    changes = [name for name in publisher.targets() if "/changes-" in name]
    expect("the changes are published", len(changes) == 1, changes)
    publisher.list("cz-register-kept", "register", ["good.example"])
    world.release("cz-register-kept/list")


def keys_rotate(world):
    publisher = world.publisher
    for role in ("root", "targets", "snapshot", "timestamp"):
        old = publisher.keyid(f"{role}-1.pem")
        publisher.rotate(role, old[:10], f"{role}-new.pem", world.kind)
        world.release()
        os.rename(publisher.path(f"{role}-1.pem"), publisher.path(f"{role}-1.gone"))
        expect(f"{role} has the new key", publisher.keyid(f"{role}-new.pem") in
               str(publisher.status()["roles"]))
    expect("four roots more", publisher.status()["roles"][0]["released"]["version"] == 5)


def delegations(world):
    publisher = world.publisher
    agency = publisher.agency(["x.example", "y.example"], "--terminating", kind=world.kind)
    run = publisher.run("publish", "stage")
    expect("nobody is sent to a role that says nothing yet", "nothing to release" in run.stderr, run)
    expect("which status says", "agency: delegated, and not published yet" in
           publisher.ok("publish", "status"))
    publisher.ok("publish", "take", agency.handed(1))
    world.release("agency-list/list")
    agency.list("agency-list", "illegal", ["y.example", "z.example"])
    agency.release()
    run = publisher.run("publish", "take", agency.handed(1))
    expect("the same once more is no harm", run.returncode == 0, run.stderr)
    publisher.ok("publish", "take", agency.handed(2))
    world.release("agency-list/list")
    expect_fails(publisher.run("publish", "take", agency.handed(1)),
                 "version 1 of agency, and 2 is released")
    publisher.ok("publish", "delegate", "agency", "--remove")
    world.release()


def pruned(world):
    publisher = world.publisher
    for i in range(3):
        publisher.list("cz-illegal-kept", "illegal", ["a.example", f"n{i}.example"])
        world.release("cz-illegal-kept/list")
    before = len(world.site.files)
    publisher.time = "2031-01-01T00:00:00Z"
    publisher.ok("publish", "prune", "--days", "1")
    publisher.time = authority.NOW
    world.site.load()
    expect("something was pruned", len(world.site.files) < before, sorted(world.site.files))
    world.read()


def timestamp_alone(world):
    publisher = world.publisher
    publisher.time = "2026-11-25T12:00:00Z"
    publisher.ok("publish", "timestamp", "--key", "timestamp-new.pem", "--key", "snapshot-new.pem")
    publisher.ok("publish", "verify")
    world.site.load()
    world.readers.read(publisher.targets(), "2026-11-27T12:00:00Z")


STEPS = (lists_change, keys_rotate, delegations, pruned, timestamp_alone)


def main():
    report = daemon.Report()
    for kind in KINDS:
        world = World(kind)
        # Each goes on from the one before.
        all(report.run(f"{kind}: {step.__name__}", lambda step=step: step(world)) for step in STEPS)
        world.close()
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
