"""A machine that is subscribed to a feed, and the web server that it asks: for test_*.py here.

The server counts what goes over the wire: heads and bodies, both ways. All is done through the
command line and licitd, in folders of their own.
"""

import json
import os
import sys

sys.path[:0] = [os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", name)
                for name in ("publish", "api", "feed", "")]

import authority  # noqa: E402

Failure = authority.Failure
expect = authority.expect


class Reader(authority.Folder):
    """Whoever subscribes."""

    def __init__(self, publisher, site, name="reader", lists=None):
        super().__init__(publisher.top, name)
        self.publisher = publisher
        self.site = site
        self.lists = lists
        self.root = self.path("root.json")
        with open(os.path.join(publisher.out, "metadata", "1.root.json"), "rb") as file:
            root = file.read()
        with open(self.root, "wb") as file:
            file.write(root)
        self.time = publisher.time

    def env(self):
        more = {"LICIT_LISTS_DIR": self.lists} if self.lists else {}
        return {**super().env(), **more}

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
        return sorted(self.ok("lists", "export", "--list", name, "--format", "domains").split("\n"))

    def state(self, name):
        for line in self.ok("lists").splitlines():
            words = line.split()
            if words and words[0] == name:
                return words[-1]
        return None


def begin(names, *options, kind="illegal", list_id="t-illegal"):
    """A publisher with one release of one list, and its site."""
    publisher = authority.Publisher()
    publisher.begin("ed25519", *options)
    publisher.list(list_id, kind, names)
    publisher.release()
    return publisher, authority.Site(publisher.out)


def release(publisher, site, names, kind="illegal", list_id="t-illegal"):
    publisher.list(list_id, kind, names)
    publisher.release()
    site.load()
