"""A repository of The Update Framework that can be made wrong in every way.

What it publishes is built, and read back, by python-tuf; keys and signatures are
securesystemslib's. Edits change what is signed, tampering what was signed.
"""

import datetime
import hashlib
import json
import threading
from urllib.parse import quote

from securesystemslib.formats import encode_canonical
from securesystemslib.signer import CryptoSigner, Key
from tuf.api.metadata import (
    DelegatedRole,
    Delegations,
    Metadata,
    MetaFile,
    Root,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)

TOP = {"root": Root, "timestamp": Timestamp, "snapshot": Snapshot, "targets": Targets}
START = datetime.datetime(2026, 6, 1, tzinfo=datetime.timezone.utc)
MAKERS = {
    "e": CryptoSigner.generate_ed25519,
    "c": CryptoSigner.generate_ecdsa,
    "r": CryptoSigner.generate_rsa,
}


class Keyring:
    """Keys by name, made when they are first named: e1, e2 … Ed25519, c1 … ECDSA, r1 … RSA."""

    made = {}
    lock = threading.Lock()

    def __getitem__(self, name):
        with self.lock:
            return self.make(name)

    def make(self, name):
        if name not in self.made:
            kind, _, variant = name.partition("/")
            signer = MAKERS[kind[0]]() if not variant else CryptoSigner(
                self.make(kind)._private_key, self.vary(self.make(kind).public_key, variant)
            )
            self.made[name] = signer
        return self.made[name]

    @staticmethod
    def vary(public, variant):
        """The same key, written otherwise."""
        fields = public.to_dict()
        keyid = None
        if variant == "old":  # as python-tuf wrote ECDSA keys until 2022
            fields["keytype"] = "ecdsa-sha2-nistp256"
        elif variant == "odd":  # a member that nobody knows
            fields["x-odd"] = {"a": [1, None, "ü"]}
        elif variant == "false":  # an id that is not the key's
            keyid = "0" * 64
        keyid = keyid or hashlib.sha256(encode_canonical(fields).encode()).hexdigest()
        return Key.from_dict(keyid, fields)


KEYS = Keyring()


def value_of(text):
    """A value in a row: JSON if it is, a day counted from the start (+3d, -1d), or text."""
    if text and text[0] in "+-" and text.endswith("d"):
        return (START + datetime.timedelta(days=int(text[:-1]))).strftime("%Y-%m-%dT%H:%M:%SZ")
    try:
        return json.loads(text)
    except ValueError:
        return text


def change(document, path, text):
    """Set what a path of keys leads to, or with the value "gone" take it away."""
    *steps, last = path.split("/")
    for step in steps:
        document = document[int(step) if isinstance(document, list) else step.replace("~", "/")]
    last = int(last) if isinstance(document, list) else last.replace("~", "/")
    if text == "gone":
        del document[last]
    else:
        document[last] = value_of(text)


class Repository:
    def __init__(self):
        expires = START + datetime.timedelta(days=30)
        self.signed = {name: kind(expires=expires) for name, kind in TOP.items()}
        self.signers = {}
        self.edits = {}
        self.published = {}  # role -> its versions, in bytes
        self.files = {}  # URL path -> bytes
        self.history = []  # all metadata that ever lay there
        self.delegators = {}  # role -> who delegates to it
        self.bare = False  # no lengths and hashes of metadata
        self.contents = {}
        for number, role in enumerate(TOP):
            self.keys(role, "1", f"e{number + 1}")
        self.publish("targets", "snapshot", "timestamp", "root")

    # ---- verbs of the rows ----------------------------------------------------------------

    def keys(self, role, threshold, *names):
        """The role has these keys, and they sign."""
        holder = self.signed[self.delegators.get(role, "root")]
        roles = holder.roles if isinstance(holder, Root) else holder.delegations.roles
        roles[role].keyids.clear()
        roles[role].threshold = int(threshold)
        for name in names:
            holder.add_key(KEYS[name].public_key, role)
        self.signers[role] = list(names)

    def signed_by(self, role, *names):
        self.signers[role] = list(names)

    def set(self, role, path, text):
        """Set a member of what is signed, from the next version on."""
        self.edits.setdefault(role, []).append((path, text))

    def version(self, role, number):
        """The next version published is this one."""
        self.signed[role].version = int(number) - 1

    def unset(self, role):
        """The role's next versions are as they should be again."""
        del self.edits[role]

    def hashes(self, word):
        self.bare = word == "off"

    def consistent(self, word):
        self.signed["root"].consistent_snapshot = word == "on"

    def delegate(self, holder, role, key, *paths):
        """With "terminating" among the paths, or prefixes of hashes as "#ab"."""
        terminating = "terminating" in paths
        paths = [path for path in paths if path != "terminating"]
        prefixes = [path[1:] for path in paths if path.startswith("#")] or None
        if role not in self.signed:
            self.signed[role] = Targets(expires=START + datetime.timedelta(days=30))
        delegator = self.signed[holder]
        if delegator.delegations is None:
            delegator.delegations = Delegations({}, roles={})
        delegator.delegations.roles[role] = DelegatedRole(
            role, [], 1, terminating, None if prefixes else paths, prefixes
        )
        self.delegators[role] = holder
        self.keys(role, "1", key)

    def target(self, role, path, text, *algorithms):
        data = text.encode()
        file = TargetFile.from_data(path, data, list(algorithms) or ["sha256"])
        self.signed[role].targets[path] = file
        self.contents[path] = (data, file)
        self.put_target(path)

    def publish(self, *roles):
        for role in roles:
            signed = self.signed[role]
            if role in self.published:
                signed.version += 1
            document = self.sign(role)
            if role not in self.edits:
                Metadata.from_bytes(document)  # what is right is right for python-tuf too
            self.published.setdefault(role, []).append(document)
            meta = MetaFile(signed.version)
            if not self.bare:
                meta = MetaFile(signed.version, len(document),
                                {"sha256": hashlib.sha256(document).hexdigest()})
            if role == "snapshot":
                self.signed["timestamp"].snapshot_meta = meta
            elif role not in ("root", "timestamp"):
                self.signed["snapshot"].meta[f"{role}.json"] = meta
            self.put(role, signed.version, document)
        for path in self.contents:
            self.put_target(path)

    def publish_all(self):
        """Every role but the root, those that are delegated to first."""
        roles = [role for role in self.signed if role not in TOP]
        self.publish(*roles, "targets", "snapshot", "timestamp")

    def withdraw(self, *roles):
        """Forget the roles' versions: the next is 1."""
        for role in roles:
            del self.published[role]
            self.signed[role].version = 1

    def forget(self, role):
        """Take the role from the next snapshot."""
        del self.signed["snapshot"].meta[f"{role}.json"]

    def tamper(self, role, path, text):
        """Change the last version after it was signed."""
        document = json.loads(self.published[role][-1])
        change(document, path, text)
        self.put(role, self.signed[role].version, json.dumps(document).encode())

    def sign_twice(self, role):
        """Put the last version's first signature there once more."""
        document = json.loads(self.published[role][-1])
        document["signatures"].append(document["signatures"][0])
        self.put(role, self.signed[role].version, json.dumps(document).encode())

    def serve_old(self, role, number):
        """Serve an old version as the newest."""
        data = self.published[role][int(number) - 1]
        self.put(role, self.signed[role].version, data)

    # ---- what lies where ------------------------------------------------------------------

    def sign(self, role):
        signed = self.signed[role].to_dict()
        for path, text in self.edits.get(role, ()):
            change(signed, path, text)
        text = encode_canonical(signed).encode()
        signatures = [KEYS[name].sign(text).to_dict() for name in self.signers[role]]
        return json.dumps({"signatures": signatures, "signed": signed}, indent=1).encode()

    def put(self, role, version, data):
        name = quote(role, "")
        self.history.append(data)
        if role == "timestamp" or not self.signed["root"].consistent_snapshot and role != "root":
            self.files[f"metadata/{name}.json"] = data
        else:
            self.files[f"metadata/{version}.{name}.json"] = data

    def put_target(self, path):
        data, file = self.contents[path]
        folder, slash, name = path.rpartition("/")
        if not self.signed["root"].consistent_snapshot:
            self.files[f"targets/{quote(path)}"] = data
            return
        for digest in file.hashes.values():
            self.files[f"targets/{quote(folder + slash)}{digest}.{quote(name)}"] = data

    def trusted_root(self):
        return self.published["root"][0]
