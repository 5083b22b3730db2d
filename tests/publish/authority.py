"""An authority that publishes lists, and those who read them.

Everything is done through the command line, in a folder of its own; readers are `licit feed`
and python-tuf's client, over a web server on loopback.
"""

import glob
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", name) for name in ("feed", "api", "")]

import server  # noqa: E402

LICIT = os.environ.get("LICIT") or os.path.join(HERE, "..", "..", "build", "licit")
LISTS = os.path.join(HERE, "..", "cli", "lists")
NOW = "2026-11-23T12:00:00Z"
SECONDS_MOST = 120


class Failure(Exception):
    pass


class Folder:
    """A scratch folder, and licit run in it."""

    def __init__(self, parent=None, name="authority"):
        self.top = parent or tempfile.mkdtemp(prefix="licit-publish-")
        self.owned = parent is None
        self.folder = os.path.join(self.top, name)
        os.makedirs(self.folder, exist_ok=True)
        self.time = NOW
        self.lists = LISTS

    def close(self):
        if self.owned:
            shutil.rmtree(self.top, ignore_errors=True)

    def env(self):
        return {
            **os.environ,
            "LICIT_TIME": self.time,
            "LICIT_DATA_DIR": os.path.join(self.folder, "data"),
            "LICIT_LISTS_DIR": self.lists,
            "HOME": self.folder,
        }

    def run(self, *words, **options):
        options = {"stdin": subprocess.DEVNULL, **options}
        run = subprocess.run([LICIT, *words], capture_output=True, text=True,
                             env=self.env(), cwd=self.folder, timeout=SECONDS_MOST, check=False,
                             start_new_session=True, **options)
        if "Sanitizer" in run.stderr or "runtime error" in run.stderr:
            raise Failure(run.stderr)
        return run

    def ok(self, *words, **options):
        run = self.run(*words, **options)
        if run.returncode != 0:
            raise Failure(f"licit {' '.join(words)}: status {run.returncode}: {run.stdout}{run.stderr}")
        return run.stdout

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def write(self, name, data):
        """Text or bytes: the path."""
        with open(self.path(name), "wb") as file:
            file.write(data.encode() if isinstance(data, str) else data)
        return self.path(name)


class Publisher(Folder):
    """One repository: an authority's, or that of an owner of a delegated role."""

    def __init__(self, parent=None, name="authority"):
        super().__init__(parent, name)
        self.out = self.path("out")
        self.repo = self.path("data", "publish")

    def keys(self, kind="ed25519", roles=("root", "root", "targets", "targets", "snapshot",
                                          "timestamp")):
        """A key for each role named, kept here: root-1.pem, root-2.pem …"""
        numbers = {}
        for role in roles:
            numbers[role] = numbers.get(role, 0) + 1
            self.ok("publish", "key", "new", "--role", role, "--type", kind, "--no-passphrase",
                    "--out", self.path(f"{role}-{numbers[role]}.pem"))

    def begin(self, kind="ed25519", *options):
        self.ok("publish", "init", "--out", self.out, *options)
        self.keys(kind)

    def list(self, name, kind, names):
        """Bring a list to hold just these names."""
        file = self.write(f"{name}.txt", "".join(f"{site}\n" for site in names))
        return self.ok("lists", "import", "--accept-removals", "--list", name, "--kind", kind, file)

    def pems(self):
        return sorted(glob.glob(self.path("*.pem")))

    def sign(self, *files):
        for file in files or self.pems():
            run = self.run("publish", "sign", "-q", "--key", self.path(file))
            if run.returncode != 0 and "may sign nothing" not in run.stderr:
                raise Failure(f"sign with {file}: {run.stderr}")

    def release(self):
        """Stage, sign with every key that is here, release."""
        self.ok("publish", "stage", "-q")
        self.sign()
        return self.ok("publish", "release")

    def rotate(self, role, old, file, kind="ed25519"):
        """A key that was made elsewhere, as one of somebody else is, takes the place of the key id."""
        elsewhere = Publisher(self.top, f"elsewhere-{file}")
        elsewhere.ok("publish", "init", "--role", "other")
        elsewhere.ok("publish", "key", "new", "--role", "other", "--type", kind, "--no-passphrase",
                     "--out", self.path(file))
        self.ok("publish", "key", "rotate", "--role", role, "--old", old, self.path(file + ".pub"))

    def agency(self, names, *options, kind="ed25519"):
        """An agency with a repository of its own, whose list this one delegates to it."""
        agency = Publisher(self.top, "agency")
        agency.ok("publish", "init", "--role", "agency", "--out", agency.out, "--lists", "agency-list")
        agency.keys(kind, ("agency",))
        agency.list("agency-list", "illegal", names)
        agency.release()
        self.delegate(agency.path("agency-1.pem.pub"), *options)
        return agency

    def delegate(self, pub, *options):
        self.ok("publish", "delegate", "agency", "--paths", "agency-*/*", "--key", pub, *options)

    def handed(self, version):
        """What this agency hands in."""
        return os.path.join(self.out, "metadata", f"{version}.agency.json")

    def status(self):
        return json.loads(self.ok("publish", "status", "--json"))

    def first_root(self):
        """What readers are given to begin with."""
        with open(os.path.join(self.out, "metadata", "1.root.json"), "rb") as file:
            return file.read()

    def keyid(self, file):
        """As the publisher says it: the line of the key that the .pub file holds."""
        with open(self.path(file + ".pub"), encoding="utf-8") as pub:
            value = json.load(pub)
        from securesystemslib.formats import encode_canonical
        return hashlib.sha256(encode_canonical(value).encode()).hexdigest()

    def metadata(self, name):
        with open(os.path.join(self.out, "metadata", name), encoding="utf-8") as file:
            return json.load(file)

    def targets(self):
        """Names of all targets that a reader can find, of every role that is delegated to."""
        timestamp = self.metadata("timestamp.json")["signed"]
        snapshot = timestamp["meta"]["snapshot.json"]["version"]
        meta = self.metadata(f"{snapshot}.snapshot.json")["signed"]["meta"]
        names, roles = [], ["targets"]
        for role in roles:
            signed = self.metadata(f"{meta[role + '.json']['version']}.{role}.json")["signed"]
            names += signed["targets"]
            roles += [below["name"] for below in signed.get("delegations", {}).get("roles", [])]
        return sorted(set(names))


def files_of(folder):
    """All that is published there: bytes by path."""
    files = {}
    for top, _, names in os.walk(folder):
        for name in names:
            path = os.path.relpath(os.path.join(top, name), folder)
            if not path.startswith(".") and "/." not in path:
                with open(os.path.join(top, name), "rb") as file:
                    files[path] = file.read()
    return files


class Site:
    """What a web server shows: a copy of the published folder, or an attacker's."""

    def __init__(self, out):
        self.out = out
        self.server = server.Server({})
        self.load()

    def load(self):
        self.show(files_of(self.out))

    def show(self, files):
        self.server.files.clear()
        self.server.files.update(files)

    @property
    def files(self):
        return self.server.files

    @property
    def url(self):
        return self.server.url

    def close(self):
        self.server.stop()


class LicitReader(Folder):
    """`licit feed`, with a metadata folder that it keeps."""

    def __init__(self, site, root, parent, name="reader"):
        super().__init__(parent, name)
        self.site = site
        self.ok("feed", "init", "--metadata-dir", "trusted", self.write("root.json", root))

    def refresh(self):
        return self.run("feed", "refresh", "--metadata-dir", "trusted", "--metadata-url",
                        self.site.url + "/metadata")

    def download(self, *names):
        words = [word for name in names for word in ("--target", name)]
        return self.run("feed", "download", "--metadata-dir", "trusted", "--metadata-url",
                        self.site.url + "/metadata", "--target-base-url",
                        self.site.url + "/targets", "--target-dir", "targets", *words)

    def bytes_of(self, name):
        with open(self.path("targets", name.replace("/", "%2F")), "rb") as file:
            return file.read()


class TufReader:
    """python-tuf's client."""

    def __init__(self, site, root, parent, time=NOW, name="tuf"):
        self.site = site
        self.folder = os.path.join(parent, name)
        self.targets = os.path.join(self.folder, "targets")
        os.makedirs(self.targets, exist_ok=True)
        self.root = root
        self.time = time

    def download(self, names):
        """Refresh, and get them all; what each holds."""
        import datetime
        from tuf.ngclient import Updater
        first = None if os.path.exists(os.path.join(self.folder, "root.json")) else self.root
        updater = Updater(self.folder, self.site.url + "/metadata/", self.targets,
                          self.site.url + "/targets/", bootstrap=first)
        now = datetime.datetime.strptime(self.time, "%Y-%m-%dT%H:%M:%SZ")
        updater._trusted_set.reference_time = now.replace(tzinfo=datetime.timezone.utc)
        updater.refresh()
        got = {}
        for name in names:
            info = updater.get_targetinfo(name)
            if info is None:
                raise Failure(f"python-tuf does not find {name}")
            with open(updater.download_target(info), "rb") as file:
                got[name] = file.read()
        return got


def expect(what, true, detail=""):
    if not true:
        raise Failure(f"{what}\n{detail}")


def expect_fails(run, pattern):
    if run.returncode != 1 or not re.search(pattern, run.stderr):
        raise Failure(f"status {run.returncode}, and 1 with /{pattern}/ was expected: "
                      f"{run.stdout}{run.stderr}")
