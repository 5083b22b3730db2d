"""A federation gives a country its names, the country an agency, the agency an office of its own: what each signs goes up
hand by hand, and is read by `licit feed`, python-tuf's client and a subscribed machine."""

import os
import sys

import authority
from authority import expect, expect_fails
from test_interop import World

sys.path.insert(0, os.path.join(authority.HERE, "..", "subscribe"))

import daemon  # noqa: E402
import reader  # noqa: E402

# Role, the names that the one above gives it, its list.
CHAIN = (
    ("xx", "xx-*/*", "xx-sellers"),
    ("xx-agency", "xx-agency-*/*", "xx-agency-sellers"),
    ("xx-agency-north", "xx-agency-north-*/*", "xx-agency-north-sellers"),
)


class Owner(authority.Publisher):
    """Who owns a delegated role, and who gave it to him."""

    def __init__(self, above, role, paths, name):
        super().__init__(above.top, role)
        self.above, self.role, self.paths, self.list_name = above, role, paths, name
        self.ok("publish", "init", "--role", role, "--out", self.out, "--lists", name)
        self.keys(roles=(role,))
        self.given(f"{role}-1.pem")

    def given(self, key):
        self.above.ok("publish", "delegate", self.role, "--paths", self.paths, "--terminating", "--key",
                      self.path(key + ".pub"))

    def holds(self, *names):
        self.list(self.list_name, "illegal", names)

    def signed(self):
        """The newest file that it can hand in."""
        files = [name for name in os.listdir(os.path.join(self.out, "metadata")) if name.endswith(f".{self.role}.json")]
        return os.path.join(self.out, "metadata", max(files, key=lambda name: int(name.split(".")[0])))

    def hand_in(self):
        return self.above.run("publish", "take", self.signed())

    def release_up(self):
        """Release, and hand it in to the one above, who does the same, up to the federation."""
        self.release()
        run = self.hand_in()
        expect(f"what {self.role} signed is taken", run.returncode == 0, run.stderr)
        if isinstance(self.above, Owner):
            self.above.release_up()


class Federation(World):
    """The federation with all below it, and a machine that is subscribed."""

    def __init__(self):
        super().__init__("ed25519")
        self.owners, above = [], self.publisher
        for role, paths, name in CHAIN:
            above = Owner(above, role, paths, name)
            above.holds(f"{role}-one.example")
            self.owners.append(above)
        self.country, self.agency, self.north = self.owners
        self.machine = None

    def update(self):
        """The federation releases: every client reads it all; how the machine got each list."""
        self.release()
        if not self.machine:
            self.machine = reader.Reader(self.publisher, self.site, "machine")
            run = self.machine.subscribe()
            expect("subscribing succeeds", run.returncode == 0, run.stderr)
            return {}
        return self.machine.ways()


def all_the_way_up(feed):
    feed.north.release_up()
    feed.update()
    for owner in feed.owners:
        expect(f"{owner.role} is heard", feed.machine.verdict(f"{owner.role}-one.example") == "illicit")
    signed = feed.publisher.metadata("1.xx-agency-north.json")
    expect("as it was signed", [s["keyid"] for s in signed["signatures"]] == [feed.north.keyid("xx-agency-north-1.pem")],
           signed["signatures"])


def a_change_below(feed):
    """What the office changes reaches the machine as a change, and nobody between signs it again."""
    feed.north.holds("xx-agency-north-one.example", "late.example")
    feed.north.release_up()
    ways = feed.update()
    expect("as a change", ways["xx-agency-north-sellers"] == "changes", ways)
    expect("others stay", ways["xx-sellers"] == ways["xx-agency-sellers"] == "same", ways)
    expect("it is heard", feed.machine.verdict("late.example") == "illicit")
    versions = feed.publisher.metadata("2.snapshot.json")["signed"]["meta"]
    expect("one version more", [versions[f"{role}.json"]["version"] for role in ("targets", *(row[0] for row in CHAIN))] ==
           [1, 1, 1, 2], versions)


def beyond_its_names(feed):
    """Whoever has the keys of the agency gives the office more than the agency has: everybody above refuses it."""
    elsewhere = Owner(feed.agency, "xx-agency-elsewhere", "*/*", "xx-else")
    elsewhere.holds("else.example")
    elsewhere.release()
    run = elsewhere.hand_in()
    expect("the agency believes itself", run.returncode == 0, run.stderr)
    feed.agency.release()
    expect_fails(feed.agency.hand_in(), "xx-agency-elsewhere speaks of xx-else/list, which is not among the names")
    feed.agency.ok("publish", "delegate", "xx-agency-elsewhere", "--remove")
    feed.agency.release_up()
    expect("as before", set(feed.update().values()) == {"same"})


def a_stolen_key_below(feed):
    """The agency gives the office's names to a new key: what the old one signed is out, all the way up."""
    north = feed.north
    thief = north.keyid("xx-agency-north-1.pem")
    os.rename(north.path("xx-agency-north-1.pem"), north.path("stolen"))
    north.ok("publish", "key", "new", "--role", north.role, "--no-passphrase", "--out", north.path("new.pem"))
    north.given("new.pem")
    feed.agency.release_up()
    feed.update()
    expect("left out", "xx-agency-north-sellers/list" not in feed.publisher.targets())
    expect("which the machine says", feed.machine.state("xx-agency-north-sellers") == "expired",
           feed.machine.state("xx-agency-north-sellers"))
    north.ok("publish", "key", "revoke", thief[:16])
    north.ok("publish", "stage", "-q", "--renew")
    north.sign()
    north.ok("publish", "release")
    run = north.hand_in()
    expect("signed anew it is taken", run.returncode == 0, run.stderr)
    feed.agency.release_up()
    feed.update()
    expect("and heard again", feed.machine.state("xx-agency-north-sellers") == "current",
           feed.machine.state("xx-agency-north-sellers"))


def without_the_middle(feed):
    """The country takes the names back: agency and office go together, the country's own word stays."""
    feed.country.ok("publish", "delegate", "xx-agency", "--remove")
    feed.country.release_up()
    feed.update()
    states = [feed.machine.state(name) for _role, _paths, name in CHAIN]
    expect("what is left", states == ["current", "expired", "expired"], states)


STEPS = (all_the_way_up, a_change_below, beyond_its_names, a_stolen_key_below, without_the_middle)


def main():
    report = daemon.Report()
    feed = Federation()
    # Each goes on from the one before.
    all(report.run(step.__name__, lambda step=step: step(feed)) for step in STEPS)
    feed.close()
    return report.end()


sys.exit(main())
