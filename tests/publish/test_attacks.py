"""The specification's attacks, tried on a feed that was released here. Each must fail for
`licit feed` and for python-tuf's client, leave what was trusted, and be over when the server
shows the release again."""

import json
import os
import re
import sys

import authority
from authority import expect

import daemon  # of tests/api
import packages

packages.need("tuf", "securesystemslib", "cryptography")

from cryptography.hazmat.primitives.serialization import load_pem_private_key  # noqa: E402
from securesystemslib.signer import CryptoSigner  # noqa: E402
from tuf.api.metadata import Metadata  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))
LIST, OTHER = "cz-illegal-kept/list", "cz-register-kept/list"


def rows():
    with open(os.path.join(HERE, "attacks.rows"), encoding="utf-8") as file:
        for line in file:
            if line.strip() and not line.startswith("#"):
                yield [part.strip() for part in line.split(" ; ")]


class Feed:
    """Three releases, and what the server showed after each."""

    def __init__(self):
        self.publisher = publisher = authority.Publisher()
        publisher.begin()
        self.shown = []
        for names in (["a.example"], ["a.example", "b.example"], ["b.example", "c.example"]):
            publisher.list("cz-illegal-kept", "illegal", names)
            publisher.list("cz-register-kept", "register", [f"good-{len(names)}.example"])
            publisher.release()
            self.shown.append(authority.files_of(publisher.out))
        self.site = authority.Site(publisher.out)
        self.root = publisher.first_root()

    def close(self):
        self.site.close()
        self.publisher.close()


# ---- what attackers do: the files of the last release, of the one before, made wrong ------------

def version(files, role):
    numbers = [int(name.split("/")[1].split(".")[0]) for name in files
               if re.fullmatch(rf"metadata/\d+\.{role}\.json", name)]
    return max(numbers)


def name_of(files, role):
    return "metadata/timestamp.json" if role == "timestamp" else \
        f"metadata/{version(files, role)}.{role}.json"


def body_of(files, target):
    folder, _, name = target.partition("/")
    targets = json.loads(files[name_of(files, "targets")])["signed"]["targets"]
    return f"targets/{folder}/{targets[target]['hashes']['sha256']}.{name}"


def replay_timestamp(files, before, first):
    files["metadata/timestamp.json"] = first["metadata/timestamp.json"]


def replay_everything(files, before, first):
    files.clear()
    files.update(first)


def freeze(files, before, first):
    files.clear()
    files.update(before)


def mix(role):
    def attack(files, before, first):
        files[name_of(files, role)] = before[name_of(before, role)]
    return attack


def edit_targets(change):
    def attack(files, before, first):
        name = name_of(files, "targets")
        document = json.loads(files[name])
        change(document)
        files[name] = json.dumps(document).encode()
    return attack


def add_entry(document):
    document["signed"]["targets"]["new/list"] = document["signed"]["targets"][LIST]


def double_signature(document):
    document["signatures"] = [document["signatures"][0]] * 2


def lower_threshold(files, before, first):
    root = json.loads(files["metadata/1.root.json"])
    root["signed"]["version"] = 2
    root["signed"]["roles"]["targets"]["threshold"] = 1
    files["metadata/2.root.json"] = json.dumps(root).encode()


def others_root(number):
    def attack(files, before, first):
        root = Metadata.from_bytes(files["metadata/1.root.json"])
        signer = CryptoSigner.generate_ed25519()
        root.signed.version = number
        root.signatures.clear()
        for role in ("root", "targets", "snapshot", "timestamp"):
            for keyid in list(root.signed.roles[role].keyids):
                root.signed.revoke_key(keyid, role)
            root.signed.add_key(signer.public_key, role)
            root.signed.roles[role].threshold = 1
        root.sign(signer)
        files["metadata/2.root.json"] = root.to_bytes()
    return attack


def cut(role):
    def attack(files, before, first):
        name = name_of(files, role)
        files[name] = files[name][: len(files[name]) // 2]
    return attack


def html(*roles):
    def attack(files, before, first):
        for name in list(files):
            if not roles or name in [name_of(files, role) for role in roles]:
                files[name] = b"<!DOCTYPE html><title>Maintenance</title>"
    return attack


def half_metadata(files, before, first):
    for name in (name_of(files, "snapshot"), name_of(files, "targets")):
        del files[name]


def half_targets(files, before, first):
    del files[body_of(files, LIST)]


def edit_body(change):
    def attack(files, before, first):
        name = body_of(files, LIST)
        files[name] = change(files[name], files)
    return attack


ATTACKS = {
    "replay timestamp": replay_timestamp,
    "replay everything": replay_everything,
    "freeze": freeze,
    "mix snapshot": mix("snapshot"),
    "mix targets": mix("targets"),
    "add an entry": edit_targets(add_entry),
    "lower a threshold": lower_threshold,
    "one key signs twice": edit_targets(double_signature),
    "another's root": others_root(2),
    "a root too far": others_root(3),
    "cut timestamp": cut("timestamp"),
    "cut snapshot": cut("snapshot"),
    "cut targets": cut("targets"),
    "html timestamp": html("timestamp"),
    "html snapshot": html("snapshot"),
    "html everything": html(),
    "half copied metadata": half_metadata,
    "half copied targets": half_targets,
    "cut list": edit_body(lambda data, files: data[:-9]),
    "endless list": edit_body(lambda data, files: data + bytes(4 << 20)),
    "swap lists": edit_body(lambda data, files: files[body_of(files, OTHER)]),
    "same length, other bytes": edit_body(lambda data, files: data[:-1] + bytes([data[-1] ^ 1])),
}


# ---- the readers ------------------------------------------------------------------------------

def attack(feed, number, name, pattern, asked):
    first, before, last = feed.shown
    time = "2026-12-01T00:00:00Z" if name == "freeze" else authority.NOW
    licit = authority.LicitReader(feed.site, feed.root, feed.publisher.top, f"l{number}")
    tuf = authority.TufReader(feed.site, feed.root, feed.publisher.top, name=f"t{number}")
    feed.site.show(before)
    expect("a reader before", licit.download(LIST).returncode == 0)
    had = licit.bytes_of(LIST)
    tuf.download([LIST])
    files = dict(last)
    ATTACKS[name](files, before, first)
    feed.site.show(files)
    licit.time = tuf.time = time
    run = licit.refresh() if asked == "refresh" else licit.download(LIST)
    expect("licit feed refuses it", run.returncode == 1 and re.search(pattern, run.stderr),
           f"status {run.returncode}: {run.stdout}{run.stderr}")
    expect("and keeps what it had", licit.bytes_of(LIST) == had)
    try:
        tuf.download([LIST])
        raise authority.Failure("python-tuf takes it")
    except authority.Failure:
        raise
    except Exception:  # noqa: BLE001: any refusal of its own
        pass
    feed.site.show(last)
    licit.time = tuf.time = authority.NOW
    run = licit.download(LIST)
    expect("then all is well", run.returncode == 0, run.stderr)
    expect("for both", tuf.download([LIST])[LIST] == licit.bytes_of(LIST) != had)


def stolen_key(path):
    """A signer that has it."""
    with open(path, "rb") as file:
        return CryptoSigner(load_pem_private_key(file.read(), None))


def thief_of_an_agency(feed):
    """Whoever has the agency's key speaks for its names, and for no other."""
    publisher = feed.publisher
    agency = publisher.agency(["x.example"])
    publisher.ok("publish", "take", agency.handed(1))
    publisher.release()
    feed.site.load()
    signer = stolen_key(agency.path("agency-1.pem"))
    stolen = Metadata.from_bytes(feed.site.files["metadata/1.agency.json"])
    stolen.signed.targets["ministry/list"] = stolen.signed.targets["agency-list/list"]
    stolen.sign(signer)
    feed.site.files["metadata/1.agency.json"] = stolen.to_bytes()
    licit = authority.LicitReader(feed.site, feed.root, publisher.top, "thief")
    run = licit.download("ministry/list")
    expect("no name that was not given", run.returncode == 1 and "ministry/list" in run.stderr,
           run.stderr)
    handed = agency.path("handed")
    os.makedirs(os.path.join(handed, "metadata"))
    stolen.signed.version = 2
    stolen.sign(signer)
    stolen.to_file(os.path.join(handed, "metadata", "2.agency.json"))
    authority.expect_fails(
        publisher.run("publish", "take", os.path.join(handed, "metadata", "2.agency.json")),
        "not among the names that were given")
    feed.site.load()


def fast_forward(feed):
    """A stolen timestamp key uses up the numbers: new keys for timestamp and snapshot, and
    readers come back (section 5.3.11)."""
    publisher = feed.publisher
    signer = stolen_key(publisher.path("timestamp-1.pem"))
    feed.site.load()
    licit = authority.LicitReader(feed.site, feed.root, publisher.top, "forward")
    stolen = Metadata.from_bytes(feed.site.files["metadata/timestamp.json"])
    stolen.signed.version = 2**31
    stolen.sign(signer)
    feed.site.files["metadata/timestamp.json"] = stolen.to_bytes()
    expect("it is signed as it should be", licit.refresh().returncode == 0)
    feed.site.load()
    expect("so the true one is refused", licit.refresh().returncode == 1)
    for role in ("timestamp", "snapshot"):
        publisher.rotate(role, publisher.keyid(f"{role}-1.pem"), f"{role}-2.pem")
    publisher.release()
    feed.site.load()
    run = licit.download(LIST)
    expect("after the rotation it is taken", run.returncode == 0, run.stderr)


def main():
    feed = Feed()
    report = daemon.Report()
    for number, row in enumerate(rows()):
        report.run(row[0], lambda number=number, row=row: attack(feed, number, *row))
    report.run("a thief of an agency's key", lambda: thief_of_an_agency(feed))
    report.run("fast-forward", lambda: fast_forward(feed))
    feed.close()
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
