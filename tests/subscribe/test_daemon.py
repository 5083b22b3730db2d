"""licitd brings feeds up to date by itself: the verdicts follow, requests do not wait for it, and
it stops while a server does not answer."""

import json
import os
import shutil
import signal
import sys
import threading
import time

import reader
from reader import Failure, begin, expect, release

import console  # of tests/api
import daemon

NOW = reader.authority.NOW
SLOW_MOST = 1.0  # seconds that a request may take while a feed is asked


class Subscribed:
    """A licitd whose data folder is subscribed to a feed."""

    def __init__(self, names=("a.example",), **options):
        self.publisher, self.site = begin(list(names), **options)
        self.who = reader.Reader(self.publisher, self.site)
        run = self.who.subscribe()
        expect("subscribing succeeds", run.returncode == 0, run.stderr)

        def before(made):
            shutil.copytree(self.who.path("data"), made.data)

        self.daemon = daemon.Daemon(env={"LICIT_LISTS_DIR": reader.authority.LISTS,
                                         "LICIT_REFRESH_SECONDS": "1", **self.settings()},
                                    before=before)
        self.daemon.pair()

    def settings(self):
        return {"LICIT_TIME": NOW}

    def verdict(self, name):
        return self.get(f"/v1/check?url=https://{name}/")["verdict"]

    def get(self, path):
        answer = self.daemon.call("GET", path)
        expect("licitd answers", answer.status == 200, answer.text)
        return answer.json()

    def ask(self):
        self.daemon.process.send_signal(signal.SIGHUP)

    def close(self):
        self.daemon.remove()
        self.site.close()
        self.publisher.close()

    def __enter__(self):
        return self

    def __exit__(self, *_what):
        self.close()


def by_itself():
    """Soon after its start it asks, without being told to."""
    with Subscribed() as s:
        daemon.until("the feed to be asked", lambda: sum(
            name.endswith("timestamp.json") for name, _ in s.site.server.asked) > 1)
        s.site.server.asked.clear()
        release(s.publisher, s.site, ["a.example", "new.example"])
        expect("not known yet", s.verdict("new.example") != "illicit")
        s.ask()
        daemon.until("the release to arrive", lambda: s.verdict("new.example") == "illicit")
        release(s.publisher, s.site, ["new.example"])
        s.ask()
        daemon.until("the correction to arrive", lambda: s.verdict("a.example") != "illicit")


class Mute:
    """A server that takes a question and never answers."""

    def __init__(self, site):
        self.asked = threading.Event()
        self.over = threading.Event()
        site.server.RequestHandlerClass.serve_mute = lambda handler, _path, _rest: self.serve()
        site.server.ways["*"] = "mute"

    def serve(self):
        self.asked.set()
        self.over.wait(60)


def waits_alone():
    """While a server does not answer, requests are answered, and licitd stops when it is told to."""
    with Subscribed() as s:
        mute = Mute(s.site)
        s.ask()
        expect("the feed is asked", mute.asked.wait(daemon.PATIENCE))
        for _ in range(20):
            began = time.monotonic()
            expect("the lists count", s.verdict("a.example") == "illicit")
            expect("nobody waits", time.monotonic() - began < SLOW_MOST)
        began = time.monotonic()
        s.daemon.process.send_signal(signal.SIGTERM)
        status = s.daemon.process.wait(daemon.PATIENCE)
        expect("it stops at once", status == 0 and time.monotonic() - began < 5, str(status))
        mute.over.set()


def never():
    """update_minutes = 0: not even when asked."""
    class Never(Subscribed):
        def settings(self):
            return {"LICIT_TIME": NOW, "LICIT_UPDATE_MINUTES": "0"}

    with Never() as s:
        s.site.server.asked.clear()
        s.ask()
        for _ in range(30):
            s.verdict("a.example")
        expect("nobody is asked", not s.site.server.asked, str(s.site.server.asked))


def expired():
    """A feed that was not heard of is out of date in /v1/status, /v1/lists and the console, and verifies nothing."""
    class Late(Subscribed):
        def settings(self):
            return {"LICIT_TIME": "2027-12-01T12:00:00Z"}

    with Late(["pharmacy.example"], kind="register", list_id="t-register") as s:
        expect("it verifies nothing", s.verdict("pharmacy.example") != "verified")
        lists = s.get("/v1/lists")["lists"]
        mine = [entry for entry in lists if entry["id"] == "t-register"][0]
        expect("it is expired", mine["state"] == "expired" and mine["expires"] < "2027", json.dumps(mine))
        status = s.get("/v1/status")
        expect("the status says so", "t-register" in status["lists"]["out_of_date"], json.dumps(status))
        person = console.somebody(s.daemon, "hana", "reader")
        page = person.page("/console/lists")
        expect("the console says so", {"class": "badge", "data-state": "illicit"} in page.all("span"), page.words())
        old = sum(entry["state"] in ("out-of-date", "expired") for entry in lists)
        page = person.page("/console/")
        expect("the console counts it", f" {old} lists out of date" in page.words(), page.words())


def main():
    failed = 0
    for case in (by_itself, waits_alone, never, expired):
        if sys.argv[1:] and case.__name__ not in sys.argv[1:]:
            continue
        try:
            case()
            print(f"ok   {case.__name__}", flush=True)
        except (Failure, AssertionError, KeyError, IndexError) as error:
            failed += 1
            print(f"FAIL {case.__name__}: {type(error).__name__}: {error}", flush=True)
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
