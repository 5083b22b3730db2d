"""licitd brings feeds up to date by itself: the verdicts follow, requests do not wait for it, and
it stops while a server does not answer."""

import json
import shutil
import signal
import sys
import time

import reader
from reader import expect

import console  # of tests/api
import daemon

SLOW_MOST = 1.0  # seconds that a request may take while a feed is asked


class Subscribed(reader.Feed):
    """With a licitd on the data folder of whoever subscribed."""

    def __init__(self, names=("a.example",), env=None, **options):
        super().__init__(names, **options)

        def before(made):
            shutil.copytree(self.reader.path("data"), made.data)

        self.daemon = daemon.Daemon(env={"LICIT_LISTS_DIR": self.reader.lists,
                                         "LICIT_REFRESH_SECONDS": "1", **(env or {})},
                                    before=before)
        self.daemon.pair()

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
        super().close()


def by_itself():
    """Soon after its start it asks, without being told to."""
    with Subscribed() as s:
        daemon.until("the feed to be asked", lambda: sum(
            name.endswith("timestamp.json") for name, _ in s.site.server.asked) > 1)
        s.site.server.asked.clear()
        s.release(["a.example", "new.example"])
        expect("not known yet", s.verdict("new.example") != "illicit")
        s.ask()
        daemon.until("the release to arrive", lambda: s.verdict("new.example") == "illicit")
        s.release(["new.example"])
        s.ask()
        daemon.until("the correction to arrive", lambda: s.verdict("a.example") != "illicit")


def waits_alone():
    """While a server does not answer, requests are answered, and licitd stops when it is told to."""
    with Subscribed() as s:
        s.site.server.ways["*"] = "mute"
        s.site.server.asked.clear()
        s.ask()
        daemon.until("the feed to be asked", lambda: s.site.server.asked)
        for _ in range(20):
            began = time.monotonic()
            expect("the lists count", s.verdict("a.example") == "illicit")
            expect("nobody waits", time.monotonic() - began < SLOW_MOST)
        began = time.monotonic()
        s.daemon.process.send_signal(signal.SIGTERM)
        status = s.daemon.process.wait(daemon.PATIENCE)
        expect("it stops at once", status == 0 and time.monotonic() - began < 5, str(status))


def never():
    """update_minutes = 0: not even when asked."""
    with Subscribed(env={"LICIT_UPDATE_MINUTES": "0"}) as s:
        s.site.server.asked.clear()
        s.ask()
        for _ in range(30):
            s.verdict("a.example")
        expect("nobody is asked", not s.site.server.asked, str(s.site.server.asked))


def in_the_console():
    """Who may ask for it there, and sees what came of it without a script; who looks alone cannot."""
    with Subscribed() as s:
        jana, hana = console.somebody(s.daemon, "jana", "editor"), console.somebody(s.daemon, "hana", "reader")
        expect("nobody asked", "update was asked" not in hana.page("/console/feeds").words())
        expect("a reader cannot", not [b for b in hana.page("/console/feeds").forms if "update" in b["action"]])
        hana.send("/console/feeds/update", status=403)
        s.release(["a.example", "new.example"])
        jana.send("/console/feeds/update")

        def done():
            return "with something new: 1; failed: 0" in hana.page("/console/feeds").words()

        daemon.until("the outcome to show", done)
        expect("it looks no more", hana.get("/console/feeds").headers["Refresh"] is None)
        daemon.until("the release to arrive", lambda: s.verdict("new.example") == "illicit")
        expect("it is logged", "jana asks for the feeds" in s.daemon.log())
        s.site.server.ways["*"] = "mute"
        jana.send("/console/feeds/update")
        answer = hana.get("/console/feeds")
        words = console.Page(answer.text).words()
        expect("it is told", " by jana: under way" in words, words)
        expect("the page looks again", answer.headers["Refresh"] == "2", str(answer.headers))


def never_in_the_console():
    """update_minutes = 0: the page says why there is no button."""
    with Subscribed(env={"LICIT_UPDATE_MINUTES": "0"}) as s:
        jana = console.somebody(s.daemon, "jana", "editor")
        words = jana.page("/console/feeds").words()
        expect("it says why", "licitd asks no feed: update_minutes" in words, words)
        answer = jana.send("/console/feeds/update", status=422)
        expect("and refuses", "licitd asks no feed" in answer.text, answer.text)


def expired():
    """A feed that was not heard of is out of date in /v1/status, /v1/lists and the console, and verifies nothing."""
    with Subscribed(["pharmacy.example"], {"LICIT_TIME": "2027-12-01T12:00:00Z"}, kind="register",
                    list_id="t-register") as s:
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
    report = daemon.Report()
    report.run_all((by_itself, waits_alone, never, in_the_console, never_in_the_console, expired))
    return report.end()


if __name__ == "__main__":
    sys.exit(main())
