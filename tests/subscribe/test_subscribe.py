"""Subscribing to a feed and following it: changes, whole lists, and everything that goes wrong.

Whatever happens on the way, the lists of the machine are as they were, or as the feed says."""

import calendar
import glob
import hashlib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time

import reader
from reader import Feed, Reader, expect

import daemon  # of tests/api

MANY = [f"shop-{n}.example" for n in range(400)]


def path_of(site, tail):
    """The newest file of the site whose name ends so."""
    found = [name for name in site.files if name.endswith(tail)]
    return found[-1]


# ---- as it should be ---------------------------------------------------------------------------

def follows():
    with Feed() as f:
        r = f.reader
        expect("a listed site is illicit", r.verdict("a.example") == "illicit")
        feed = r.feed()
        expect("the feed is shown", feed["id"] == "feed" and feed["state"] == "current" and
               feed["lists"][0]["id"] == "t-illegal", json.dumps(feed))
        f.release(["b.example", "c.example"])
        expect("there is something new", "something new" in r.ok("update", "--check"))
        expect("looking takes nothing", r.verdict("c.example") != "illicit")
        expect("the changes alone are taken", r.ways() == {"t-illegal": "changes"})
        expect("what was added is known", r.verdict("c.example") == "illicit")
        expect("what was withdrawn warns no more", r.verdict("a.example") != "illicit")
        expect("nothing is new", r.ways() == {"t-illegal": "same"})
        expect("the lists are the same", r.export("t-illegal") == f.export())
        heads = json.loads(r.ok("lists", "audit", "--list", "t-illegal", "--json"))["heads"]
        own = json.loads(f.publisher.ok("lists", "audit", "--list", "t-illegal", "--json"))
        expect("the heads that were seen", len(heads) == 2 and heads[1]["head"].endswith(own["root"]),
               json.dumps(heads))
        run = r.run("lists", "audit", "--list", "t-illegal", "--head", heads[0]["head"])
        expect("a head that was seen is known", run.returncode == 0, run.stdout + run.stderr)
        other = heads[0]["head"].split(":")[0] + ":" + "0" * 64
        run = r.run("lists", "audit", "--list", "t-illegal", "--head", other)
        expect("another one is told", run.returncode == 1 and "ANOTHER" in run.stdout, run.stdout)


def asks_only_whether_it_changed():
    with Feed() as f:
        f.reader.ways()
        f.site.server.asked.clear()
        f.reader.ways()
        names = [name for name, _ in f.site.server.asked]
        tags = [tag for name, tag in f.site.server.asked if name.endswith("timestamp.json")]
        expect("the timestamp is asked for by its tag", tags and all(tags))
        expect("nothing else but the next root", all("timestamp" in n or "root" in n for n in names),
               str(names))


def many_releases():
    """A chain of changes is followed; one that was away for too long takes the whole list."""
    with Feed(MANY) as f:
        r = f.reader
        for n in range(3):
            f.release(MANY + [f"new-{i}.example" for i in range(n + 1)])
        expect("several files of changes", r.ways() == {"t-illegal": "changes"})
        expect("all of them", all(r.verdict(f"new-{i}.example") == "illicit" for i in range(3)))
        expect("the same list", r.export("t-illegal") == f.export())


def fingerprints():
    with Feed(subscribe=False) as f:
        r = f.reader
        digest = hashlib.sha256(f.publisher.first_root()).hexdigest()
        run = r.run("subscribe", f.site.url, "--fingerprint", "0" * 64)
        expect("another fingerprint is refused", run.returncode == 1 and digest in run.stderr,
               run.stderr)
        run = r.run("subscribe", f.site.url)
        expect("nobody is trusted unasked", run.returncode == 2, run.stderr)
        shown = ":".join(digest[i:i + 2].upper() for i in range(0, 64, 2))
        run = r.run("subscribe", f.site.url, "--fingerprint", shown)
        expect("the fingerprint alone does", run.returncode == 0, run.stderr)
        expect("and its lists are there", r.verdict("a.example") == "illicit")
        run = r.run("subscribe", f.site.url, "--root", r.root)
        expect("once is enough", run.returncode == 1 and "has that name or address" in run.stderr, run.stderr)


def stands_in():
    """A bundled list of the same id makes way, and comes back."""
    with Feed(subscribe=False) as f:
        r = f.reader
        lists = r.path("lists")
        shutil.copytree(reader.authority.LISTS, lists)
        with open(os.path.join(lists, "catalogue.json"), encoding="utf-8") as file:
            catalogue = json.load(file)
        catalogue["lists"].append({
            "id": "t-illegal", "kind": "illegal", "name": "The bundled one", "jurisdiction": "CZ",
            "authority": "Nobody", "url": "https://x.example/", "licence": "CC0",
            "as_of": "2026-01-01", "max_age_days": 0, "file": "bundled.csv"})
        with open(os.path.join(lists, "catalogue.json"), "w", encoding="utf-8") as file:
            json.dump(catalogue, file)
        with open(os.path.join(lists, "bundled.csv"), "w", encoding="utf-8") as file:
            file.write("name\nbundled.example\n")
        r.lists = lists
        expect("the bundled one counts", r.verdict("bundled.example") == "illicit")
        expect("subscribing succeeds", r.subscribe().returncode == 0)
        expect("the feed's one counts", r.verdict("a.example") == "illicit" and
               r.verdict("bundled.example") != "illicit")
        r.ok("lists", "load")
        expect("loading leaves it", r.verdict("a.example") == "illicit")
        r.ok("unsubscribe", "feed")
        expect("the bundled one is back", r.verdict("bundled.example") == "illicit" and
               r.verdict("a.example") != "illicit")
        expect("nothing is left of the feed", not glob.glob(r.path("data", "feeds", "*")) and
               r.ok("subscribe", "--json") == "")


def belongs_to_its_feed():
    with Feed() as f:
        r = f.reader
        file = r.write("mine.txt", "mine.example\n")
        run = r.run("lists", "import", "--list", "t-illegal", file)
        expect("it is not edited here", run.returncode == 1 and "feed" in run.stderr, run.stderr)
        other = Reader(f.publisher, f.site, "other")
        other.ok("lists", "import", "--list", "t-illegal", "--kind", "illegal", other.write(
            "own.txt", "own.example\n"))
        run = other.subscribe()
        expect("a list that is kept here stays", other.verdict("own.example") == "illicit" and
               other.verdict("a.example") != "illicit" and "kept here" in run.stdout, run.stdout)
        with Feed(["second.example"], subscribe=False) as second:
            run = r.run("subscribe", second.site.url, "--root", second.reader.root, "--id", "second")
            expect("a list that another feed has stays", "another feed" in run.stdout and
                   r.verdict("a.example") == "illicit" and
                   r.verdict("second.example") != "illicit", run.stdout + run.stderr)
            r.ok("unsubscribe", "second")
            expect("and leaving takes nothing of it", r.verdict("a.example") == "illicit")


def delegated():
    """A list that an agency signs, to which the publisher delegates: followed, and gone with it."""
    with Feed() as f:
        agency = f.publisher.agency(["x.example", "y.example"], "--terminating")

        def hand_in(names, version):
            agency.list("agency-list", "illegal", names)
            agency.release()
            f.publisher.ok("publish", "take", agency.handed(version))
            f.publisher.release()
            f.site.load()

        hand_in(["x.example", "y.example", "v.example"], 2)
        ways = f.reader.ways()
        expect("the agency's list is there", ways == {"t-illegal": "same", "agency-list": "whole"} and
               f.reader.verdict("x.example") == "illicit", str(ways))
        hand_in(["y.example", "z.example", "v.example"], 3)
        ways = f.reader.ways()
        expect("and followed", ways["agency-list"] in ("changes", "whole") and
               f.reader.verdict("z.example") == "illicit", str(ways))
        f.publisher.ok("publish", "delegate", "agency", "--remove")
        f.publisher.release()
        f.site.load()
        ways = f.reader.ways()
        expect("what the feed has no more expires", ways["agency-list"] == "gone" and
               f.reader.state("agency-list") == "expired", str(ways))


# ---- trouble -----------------------------------------------------------------------------------

def changes_that_do_not_do():
    """Lost, cut short, tampered with: the whole list is taken instead."""
    for way in ("status 404", "cut", "text nonsense", "html", "status 500"):
        with Feed(MANY) as f:
            f.release(MANY + ["new.example"])
            f.site.server.ways["targets/" + path_of(f.site, "changes-400-401").split("/", 1)[1]] = way
            status, feed = f.reader.update()
            expect(f"changes: {way}: the whole list", status == 0 and
                   feed["lists"][0]["way"] == "whole", json.dumps(feed))
            expect("it is the same", f.reader.export("t-illegal") == f.export())
            f.site.server.ways.clear()
            f.release(MANY + ["new.example", "newer.example"])
            expect("and goes on by changes", f.reader.ways() == {"t-illegal": "changes"})


def stays(f, what, pattern, listed="a.example"):
    """An update that fails: said, remembered, and nothing is lost."""
    before = f.reader.export("t-illegal")
    status, feed = f.reader.update()
    expect(f"{what}: the update fails", status == 1 and not feed["ok"] and
           pattern in feed["problem"], json.dumps(feed))
    expect(f"{what}: the lists stay", f.reader.export("t-illegal") == before and
           f.reader.verdict(listed) == "illicit")
    expect(f"{what}: it is shown", pattern in f.reader.feed()["problem"])


def server_trouble():
    for way, pattern in (("status 500", "500"), ("html", "web page"), ("cut", ""),
                         ("text {}", ""), ("status 404", "404")):
        with Feed() as f:
            f.release(["a.example", "c.example"])
            f.site.server.ways["metadata/timestamp.json"] = way
            stays(f, f"timestamp: {way}", pattern)
            f.site.server.ways.clear()
            expect("then it is well", f.reader.ways() == {"t-illegal": "changes"} and
                   not f.reader.feed()["problem"])
    with Feed() as f:
        f.site.server.stop()
        stays(f, "nobody answers", "")


# What is asked for first of a feed, what the server does with it, how subscribing ends, and what is said.
FIRST = (
    ("metadata/2.root.json", "status 503", 1, "busy (status 503)"),
    ("metadata/timestamp.json", "status 404", 1, "timestamp.json is not there (status 404)"),
    ("metadata/timestamp.json", "html", 1, "the server answers with a web page"),
    ("metadata/1.snapshot.json", "cut", 1, "partial file"),
    ("metadata/1.targets.json", "text {}", 1, "targets"),
    ("list", "cut", 1, "partial file"),
    ("list", "status 503", 1, "busy (status 503)"),
    ("list", "text nonsense", 0, "t-illegal: refused: t-illegal/list: it has 8 bytes"),
    ("list", "html", 0, "t-illegal: refused: "),
    ("list", "status 404", 0, "is not there (status 404)"),
    ("list", "endless", 0, "t-illegal: refused: "),
)


def whole_list_trouble():
    """Where the first update fails it is as if nobody had subscribed; where a list alone is refused the feed is there,
    and has the list with the first update that can."""
    for what, way, status, says in FIRST:
        with Feed(subscribe=False) as f:
            place = path_of(f.site, ".list") if what == "list" else what
            f.site.server.ways[place] = way
            run = f.reader.subscribe()
            said = run.stdout + run.stderr
            expect(f"{what}: {way}: it is said", run.returncode == status and says in said, said)
            expect("nothing of it counts", f.reader.verdict("a.example") != "illicit")
            there = f.reader.ok("subscribe", "--json") != ""
            expect("whether it is there", there == (status == 0) and
                   (there or "nothing was subscribed to" in said), said)
            expect("nothing is left of it", there or not os.listdir(f.reader.path("data", "feeds")))
            f.site.server.ways.clear()
            if there:
                expect("the next update has it", f.reader.ways() == {"t-illegal": "whole"})
            else:
                expect("subscribing again does", f.reader.subscribe().returncode == 0)
            expect("then it counts", f.reader.verdict("a.example") == "illicit")


def expiry():
    with Feed(["pharmacy.example"], kind="register", list_id="t-register") as f:
        r = f.reader
        expect("a registered one is verified", r.verdict("pharmacy.example") == "verified",
               json.dumps(r.check("pharmacy.example")))
        r.time = "2027-12-01T12:00:00Z"
        answer = r.check("pharmacy.example")
        expect("an expired feed verifies nothing", answer["verdict"] != "verified" and
               answer["findings"][0]["signal"] == "list.register-stale", json.dumps(answer))
        expect("it is shown as expired", r.state("t-register") == "expired" and
               r.feed()["state"] == "expired")
        expect("licit status shows it", "t-register" in r.run("status").stdout)
        expect("licit doctor shows it", "feed" in r.run("doctor").stdout)
        status, feed = r.update()
        expect("an expired release is refused, and the clock is told", status == 1 and
               feed["problem"].endswith("this machine's clock is wrong. By this computer's clock "
                                        "it is 2027-12-01T12:00:00Z"), json.dumps(feed))


def freeze():
    """The timestamp alone expires: somebody holds newer releases back."""
    with Feed(["pharmacy.example"], kind="register", list_id="t-register") as f:
        r = f.reader
        expires = r.feed()["expires"]
        day = time.strptime(expires, "%Y-%m-%dT%H:%M:%SZ")
        r.time = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(calendar.timegm(day)))
        expect("at that second it verifies nothing", r.verdict("pharmacy.example") != "verified" and
               r.state("t-register") == "expired")
        f.publisher.time = r.time
        f.publisher.ok("publish", "timestamp", *[w for k in f.publisher.pems() if "timestamp-" in k
                                                 for w in ("--key", k)])
        f.site.load()
        expect("a new timestamp is enough", r.ways() == {"t-register": "same"} and
               r.verdict("pharmacy.example") == "verified", json.dumps(r.feed()))


def rolled_back():
    with Feed() as f:
        old = dict(f.site.files)
        f.release(["a.example", "c.example"])
        expect("the new one is taken", f.reader.ways() == {"t-illegal": "changes"})
        f.site.show(old)
        stays(f, "an older release", "", "c.example")


def rewritten():
    """Keys that are right, and a log that is another one: refused and shown."""
    with Feed() as f:
        fork = os.path.join(f.publisher.top, "fork")
        shutil.copytree(f.publisher.folder, fork)
        f.release(["a.example", "b.example", "c.example"])
        expect("the new one is taken", f.reader.ways() == {"t-illegal": "changes"})
        shutil.rmtree(f.publisher.folder)
        shutil.move(fork, f.publisher.folder)
        for names in (["a.example", "b.example", "x.example"], ["a.example", "b.example", "x.example",
                                                                 "y.example"]):
            f.release(names)
        status, feed = f.reader.update()
        entry = feed["lists"][0]
        expect("a list that is refused is an error, the feed none", status == 1 and feed["ok"],
               json.dumps(feed))
        expect("a rewritten log is refused", entry["way"] == "refused" and
               "rewritten" in entry["problem"], json.dumps(feed))
        expect("what was known stays", f.reader.verdict("c.example") == "illicit" and
               f.reader.verdict("x.example") != "illicit")
        expect("it is shown", "rewritten" in f.reader.feed()["lists"][0]["problem"])


def one_of_two():
    """Of a feed with two lists one is refused: the other one is taken, and the status says so."""
    with Feed(subscribe=False) as f:
        f.publisher.list("t-second", "illegal", ["second.example"])
        f.release(["a.example"])
        r = f.reader
        r.ok("lists", "import", "--list", "t-illegal", "--kind", "illegal",
             r.write("own.txt", "own.example\n"))
        run = r.subscribe()
        expect("whoever subscribes has the feed", run.returncode == 0 and
               "t-illegal: refused" in run.stdout, run.stdout + run.stderr)
        f.publisher.list("t-second", "illegal", ["second.example", "later.example"])
        f.release(["a.example", "b.example"])
        status, feed = r.update()
        expect("the update says so", status == 1 and feed["ok"] and feed["changed"] and
               {entry["id"]: entry["way"] for entry in feed["lists"]} ==
               {"t-illegal": "refused", "t-second": "changes"}, json.dumps(feed))
        expect("the other one is taken", r.verdict("later.example") == "illicit" and
               r.verdict("b.example") != "illicit" and r.verdict("own.example") == "illicit")


def full_disk():
    with Feed() as f:
        f.release([f"shop-{n}-{n * n}.example" for n in range(5000)])
        before = f.reader.export("t-illegal")
        run = f.reader.run("update", preexec_fn=lambda: resource.setrlimit(
            resource.RLIMIT_FSIZE, (64 << 10, 64 << 10)))
        expect("a full disk is an error", run.returncode == 1, run.stdout + run.stderr)
        expect("the lists stay", f.reader.export("t-illegal") == before)
        ways = f.reader.ways()
        expect("with room it is well", ways["t-illegal"] in ("changes", "whole"), str(ways))
        expect("the same list", f.reader.export("t-illegal") == f.export())


def killed():
    """kill -9 at any moment of an update."""
    chance = random.Random(7)
    with Feed(MANY) as f:
        old = f.reader.export("t-illegal")
        f.release(MANY[100:] + ["new.example"])
        new = f.export()
        for _ in range(12):
            process = subprocess.Popen([reader.authority.LICIT, "update", "-q"], env=f.reader.env(),
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(chance.random() * 0.25)
            process.send_signal(signal.SIGKILL)
            process.wait()
            now = f.reader.export("t-illegal")
            expect("the old list or the new one", now in (old, new))
            warned = f.reader.verdict("new.example") == "illicit"
            expect("and the index is the same one's", warned == (now == new))
        f.reader.ways()
        expect("in the end the new one", f.reader.export("t-illegal") == new)


def main():
    cases = [follows, asks_only_whether_it_changed, many_releases, fingerprints, delegated, stands_in,
             belongs_to_its_feed, changes_that_do_not_do, server_trouble, whole_list_trouble, expiry,
             freeze, rolled_back, rewritten, one_of_two, full_disk, killed]
    report = daemon.Report()
    report.run_all(cases)
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
