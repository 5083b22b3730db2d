"""A machine that is subscribed to a feed, and the web server that it asks: for test_*.py here.

All is done through the command line and licitd, in folders of their own.
"""

import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "publish"))

import authority  # noqa: E402

Failure = authority.Failure
expect = authority.expect


def exported(folder, name):
    return sorted(folder.ok("lists", "export", "--list", name, "--format", "domains").split("\n"))


class Reader(authority.Folder):
    """Whoever subscribes."""

    def __init__(self, publisher, site, name="reader"):
        super().__init__(publisher.top, name)
        self.site = site
        self.root = self.write("root.json", publisher.first_root())
        self.time = publisher.time

    def subscribe(self, *options):
        return self.run("subscribe", self.site.url, "--root", self.root, "--id", "feed", *options)

    def update(self, *options):
        """What came of it: the document, and the feed."""
        run = self.run("update", "--json", *options)
        try:
            document = json.loads(run.stdout)
        except ValueError as error:
            raise Failure(f"update: status {run.returncode}: {run.stdout}{run.stderr}") from error
        return run.returncode, document["feeds"][0] if document["feeds"] else None

    def ways(self):
        """Brings the feed up to date; how each list was: {id: way}."""
        status, feed = self.update()
        expect("the update succeeds", status == 0, json.dumps(feed))
        return {entry["id"]: entry["way"] for entry in feed["lists"]}

    def feed(self):
        """The feed as `licit subscribe` shows it."""
        return json.loads(self.ok("subscribe", "--json"))

    def check(self, name):
        run = self.run("check", "--json", "--offline", name)
        return json.loads(run.stdout)

    def verdict(self, name):
        return self.check(name)["verdict"]

    def export(self, name):
        return exported(self, name)

    def state(self, name):
        for line in self.ok("lists").splitlines():
            words = line.split()
            if words and words[0] == name:
                return words[-1]
        return None


class Feed:
    """A publisher with one release of one list, its site, and somebody who subscribed to it."""

    def __init__(self, names=("a.example", "b.example"), subscribe=True, kind="illegal",
                 list_id="t-illegal"):
        self.kind, self.list_id = kind, list_id
        self.publisher = authority.Publisher()
        self.publisher.begin()
        self.site = authority.Site(self.publisher.out)
        self.release(names)
        self.reader = Reader(self.publisher, self.site)
        if subscribe:
            run = self.reader.subscribe()
            expect("subscribing succeeds", run.returncode == 0, run.stderr)

    def release(self, names):
        self.publisher.list(self.list_id, self.kind, names)
        self.publisher.release()
        self.site.load()

    def export(self):
        """The list as its publisher has it."""
        return exported(self.publisher, self.list_id)

    def close(self):
        self.site.close()
        self.publisher.close()

    def __enter__(self):
        return self

    def __exit__(self, *_what):
        self.close()
