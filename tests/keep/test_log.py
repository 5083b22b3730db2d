"""The log of a list against whoever writes to the store past Licit: each change that sqlite can
make is found by the audit, and each proof is checked by an implementation of our own (RFC 9162
section 2.1)."""

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
LICIT = os.environ.get("LICIT") or os.path.join(HERE, "..", "..", "build", "licit")
LISTS = os.path.join(HERE, "..", "cli", "lists")
NOW = "2026-11-23T12:00:00Z"
failures = []


def run(folder, *words, text=None):
    return subprocess.run(
        [LICIT, "--data-dir", folder, *words],
        env={**os.environ, "LICIT_TIME": NOW, "LICIT_LISTS_DIR": LISTS},
        input=text, capture_output=True, text=True, timeout=60, check=False,
    )


def licit(folder, *words, status=0, text=None):
    done = run(folder, "-q", *words, text=text)
    if done.returncode != status:
        failures.append(f"licit {' '.join(words)}: exit {done.returncode}\n{done.stderr}")
    return done.stdout


def expect(what, holds):
    if not holds:
        failures.append(what)


# ---- RFC 9162 in Python, to compare with ---------------------------------------------------


def sha(data):
    return hashlib.sha256(data).digest()


def leaf_hash(body):
    return sha(b"\0" + body)


def root_of(hashes):
    if not hashes:
        return sha(b"")
    if len(hashes) == 1:
        return hashes[0]
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    return sha(b"\1" + root_of(hashes[:split]) + root_of(hashes[split:]))


def root_by_path(index, size, leaf, path):
    """The root that a path leads to: section 2.1.3.2."""
    node, at, last = leaf, index, size - 1
    for other in path:
        if at & 1 or at == last:
            node = sha(b"\1" + other + node)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            node = sha(b"\1" + node + other)
        at, last = at >> 1, last >> 1
    return node if last == 0 else None


# ---- a list with a history ------------------------------------------------------------------


def make(folder):
    """More leaves than a kept subtree has (256), each kind of edit, and one release."""
    rows = "".join(f"shop-{i:03}.example,Holder {i},2024-01-02\n" for i in range(600))
    licit(folder, "lists", "define", "--list", "mine", "--kind", "illegal")
    licit(folder, "lists", "import", "--list", "mine", "-", text="name,holder,since\n" + rows)
    licit(folder, "lists", "change", "--list", "mine", "shop-007.example", "number=7")
    licit(folder, "lists", "withdraw", "--list", "mine", "--code", "ceased", "shop-008.example")
    licit(folder, "lists", "change", "--list", "mine", "shop-009.example", "since=2024-05-06")
    licit(folder, "lists", "add", "--list", "mine", "new.example")


def leaves(folder):
    text = licit(folder, "lists", "log", "--list", "mine", "--json", "--limit", "100000")
    found = {}
    for line in text.splitlines():
        head, _, body = line.partition(',"leaf":')
        found[json.loads(head + "}")["index"]] = body[:-1].encode()
    return [found[i] for i in sorted(found)]


def check_tree(folder):
    bodies = leaves(folder)
    hashes = [leaf_hash(body) for body in bodies]
    audit = json.loads(licit(folder, "lists", "audit", "--list", "mine", "--json"))
    expect("the audit's root is that of all leaves", audit["root"] == root_of(hashes).hex())
    expect("as many leaves", audit["leaves"] == len(bodies) == 605)
    for name in ("shop-000.example", "shop-007.example", "shop-599.example", "new.example"):
        text = licit(folder, "lists", "prove", "--list", "mine", name)
        proof = json.loads(text)
        path = [bytes.fromhex(p) for p in proof["path"]]
        got = root_by_path(proof["index"], proof["size"], leaf_hash(proof["leaf"].encode()), path)
        expect(f"{name}: the path leads to the root", got == root_of(hashes))
        expect(f"{name}: it is its leaf", name in proof["leaf"])
        licit(folder, "lists", "prove", "--check", "-", text=text)
        for member, value in (("index", proof["index"] ^ 1), ("size", proof["size"] * 2),
                              ("root", "00" * 32), ("leaf", proof["leaf"] + " "),
                              ("path", proof["path"][1:])):
            licit(folder, "lists", "prove", "--check", "-", status=1,
                  text=json.dumps({**proof, member: value}))
    for size in (1, 2, 255, 256, 257, 512, 600):
        text = licit(folder, "lists", "prove", "--list", "mine", "--size", str(size),
                     "shop-000.example", status=0 if size > 1 else 1)
        if size > 1:
            expect(f"size {size}: its root", json.loads(text)["root"] == root_of(hashes[:size]).hex())
    # A head from elsewhere.
    for size in (0, 1, 300, 605):
        licit(folder, "lists", "audit", "--list", "mine", "--head",
              f"{size}:{root_of(hashes[:size]).hex()}")
        licit(folder, "lists", "audit", "--list", "mine", status=1, *(
            "--head", f"{size}:{root_of(hashes[:size] + [sha(b'x')]).hex()}"))
    licit(folder, "lists", "audit", "--list", "mine", "--head", f"606:{'00' * 32}", status=1)
    return hashes


# ---- somebody writes to the store ------------------------------------------------------------

# What is done to the store, and what the audit says of it. SEQ is the number of a leaf in its list.
TAMPERING = [
    ("UPDATE entry SET holder = 'Somebody' WHERE name = 'shop-100.example'",
     "the entry shop-100.example is not what the log says"),
    ("DELETE FROM entry WHERE name = 'shop-101.example'",
     "1 entries of the log are not on the list"),
    ("INSERT INTO entry SELECT list, 'quiet.example', scope, since, 13, withdrawn, until, seen,"
     " evidence, confidence, holder, number, entry_url, class, countries, reason, source, line,"
     " import, registered FROM entry WHERE name = 'shop-102.example'",
     "the entry quiet.example is in no leaf of the log"),
    ("UPDATE entry SET withdrawn = 0 WHERE name = 'shop-008.example'",
     "the entry shop-008.example is not what the log says"),
    ("UPDATE leaf SET body = replace(body, 'Holder 50\"', 'Holder 51\"') WHERE SEQ = 51",
     "leaves 0 to 255 are not those that the tree was made of"),
    ("UPDATE leaf SET body = replace(body, 'ceased', 'remediated') WHERE body LIKE '%ceased%'",
     "the leaves are not those that were appended"),
    ("DELETE FROM leaf WHERE SEQ = 300", "leaf 300 is missing"),
    ("DELETE FROM leaf WHERE SEQ = 604", "the log has 604 leaves, and 605 were appended"),
    ("DELETE FROM leaf WHERE SEQ = 604; UPDATE tree SET size = 604",
     "the log's frontier is damaged"),
    ("UPDATE leaf SET no = no + 9000 WHERE SEQ = 10; UPDATE leaf SET no = no - 1 WHERE SEQ = 11;"
     " UPDATE leaf SET no = no - 8999 WHERE SEQ = 9010",
     "leaves 0 to 255 are not those that the tree was made of"),
    ("UPDATE subtree SET hash = zeroblob(32) WHERE level = 8 AND no = 1",
     "leaves 256 to 511 are not those that the tree was made of"),
    ("DELETE FROM subtree WHERE level = 8 AND no = 1", "the tree lacks node 1 of level 8"),
    ("INSERT INTO head SELECT list, 300, zeroblob(32), 0, 'r1' FROM tree",
     "the release of log size 300 was made of other leaves"),
    ("INSERT INTO head SELECT list, 9000, zeroblob(32), 0, 'r1' FROM tree",
     "a release of log size 9000 is recorded, past the end of the log"),
    ("UPDATE leaf SET name = 'other.example' WHERE SEQ = 20",
     "leaf 20 is filed under another name than its own"),
    ("UPDATE leaf SET body = 'x' WHERE SEQ = 604", "leaf 604 cannot be read"),
]


def tamper(folder):
    path = os.path.join(folder, "store.db")
    whole = sqlite3.connect(path)
    whole.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole.close()
    with open(path, "rb") as file:
        sound = file.read()
    for sql, said in TAMPERING:
        db = sqlite3.connect(path)
        db.executescript(sql.replace("SEQ", "(no & 0xffffffffff)"))
        changed = db.total_changes
        db.commit()
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.close()
        done = run(folder, "lists", "audit", "--list", "mine")
        expect(f"{sql}: changes something", changed > 0)
        expect(f"{sql}: found\n{done.stdout}{done.stderr}", done.returncode == 1)
        expect(f"{sql}: told as {said!r}\n{done.stdout}{done.stderr}",
               said in done.stdout + done.stderr)
        for extra in ("-wal", "-shm"):
            if os.path.exists(path + extra):
                os.unlink(path + extra)
        with open(path, "wb") as file:
            file.write(sound)
    licit(folder, "lists", "audit", "--list", "mine")


def old_store(folder):
    """A store of version 1 gains the tables, and keeps all."""
    licit(folder, "lists", "import", "--list", "old", "--kind", "illegal", "-",
          text="name,since\na.example,2024-01-02\nb.example,2024-01-02\n")
    path = os.path.join(folder, "store.db")
    db = sqlite3.connect(path)
    for table in ("leaf", "tree", "subtree", "head", "draft", "review", "appeal", "appeal_step",
                  "dispute"):
        db.execute(f"DROP TABLE {table}")
    for column in ("timezone", "origin", "reviewers", "share", "appeal_hours"):
        db.execute(f"ALTER TABLE list DROP COLUMN {column}")
    db.execute("ALTER TABLE entry DROP COLUMN registered")
    db.execute("PRAGMA user_version=1")
    db.commit()
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    entries = db.execute("SELECT count(*) FROM entry").fetchone()
    db.close()
    expect("a reader opens it", "old" in licit(folder, "lists"))
    db = sqlite3.connect(path)
    expect("it is of version 2", db.execute("PRAGMA user_version").fetchone() == (2,))
    expect("no entry is lost", db.execute("SELECT count(*) FROM entry").fetchone() == entries)
    kept = db.execute("SELECT id FROM list WHERE origin = 0").fetchall()
    expect(f"the imported list is kept, and no bundled one: {kept}", kept == [("old",)])
    db.close()
    # Its entries from before the log become its first leaves.
    licit(folder, "lists", "add", "--list", "old", "c.example")
    audit = json.loads(licit(folder, "lists", "audit", "--list", "old", "--json"))
    expect("what was there is in the log",
           (audit["leaves"], audit["entries"], audit["faults"]) == (3, 3, 0))


with tempfile.TemporaryDirectory(prefix="licit-log-") as scratch:
    first, second = os.path.join(scratch, "a"), os.path.join(scratch, "b")
    make(first)
    check_tree(first)
    tamper(first)
    old_store(second)
for failure in failures:
    print(failure)
print(f"log: {len(TAMPERING)} ways to tamper, {len(failures)} faults")
sys.exit(1 if failures else 0)
