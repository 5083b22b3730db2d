"""licit check --online in a small world of our own: a name server, a registry, web sites good
and bad, all on loopback. The cases stand in look.cases; each is one look, whose saved facts
and findings are compared with what the case expects, and with what licit replay makes of
them. No look may reach a server that it must not reach.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import threading

sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)),
                os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "api")]
import certificates
import daemon
import names
import script
import sites

LICIT = os.environ["LICIT"]
HERE = os.path.dirname(os.path.abspath(__file__))
LISTS = os.environ["LICIT_LISTS_DIR"]


def cases():
    """Blocks of "look URL" and the lines of what it expects, as look.cases says."""
    case = None
    with open(os.path.join(HERE, "look.cases"), encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            line = line.rstrip("\n")
            if not line or line.startswith("#"):
                continue
            if line.startswith("look "):
                if case:
                    yield case
                case = {"line": number, "url": line[5:], "expect": []}
            else:
                case["expect"].append(line)
    yield case


def value_at(document, path):
    for step in path.split("."):
        if document is None:
            return None
        document = document[int(step)] if step.isdigit() else document.get(step)
    return document


def short(visit):
    """A visit in a line: "302 http://a.test/ > 200/script …", the first hop first."""
    by = {"refresh": "/refresh", "script": "/script"}
    return " > ".join(f"{hop['status']}{by.get(hop['leads'], '')} {hop['url']}" for hop in visit["hops"])


def check(facts, findings, line):
    if match := re.fullmatch(r"finds (\w+):(.*)", line):
        got = sorted(f["signal"] for f in findings if f["signal"].startswith(match[1] + "."))
        return got == match[2].split(), got
    if match := re.fullmatch(r"(no )?finding ([a-z_.-]+)(?: ~ (.*))?", line):
        got = {finding["signal"]: finding["summary"] for finding in findings}
        if match[1]:
            return match[2] not in got, got
        return match[2] in got and (match[3] or "") in got[match[2]], got
    if match := re.fullmatch(r"(\w+) ! (.*)", line):
        got = facts[match[1]].get("unknown")
        return got == match[2], got
    path, _, wanted = line.partition(" = ")
    if match := re.fullmatch(r"visit (\w+)", path):
        if "visit" not in facts["http"]:
            return False, facts["http"]
        visit = facts["http"]["visit"][["plain", "search", "crawler", "home"].index(match[1])]
        got = short(visit) + (f" ! {visit['why']}" if visit["why"] else "")
        return got == wanted, got
    got = value_at(facts, path)
    return got == json.loads(wanted), got


class World:
    def __init__(self, folder):
        self.stop = threading.Event()
        self.folder = folder
        turned = threading.Event()
        self.shown = certificates.Certificates(folder)
        self.secure = sites.Sites(script.secure(self.stop), self.shown.context)
        self.mute = sites.Mute()
        self.names = names.NameServer(script.zone(turned), script.TRICKS)
        self.lists = os.path.join(folder, "lists")
        self.make_lists()
        # Where no look may come.
        self.forbidden = sites.Sites({})
        self.plain = sites.Sites(script.plain(self.stop, turned, self.forbidden.port))

    def make_lists(self):
        """The bundled lists, but for the registries and one seal: those of this world."""
        with open(os.path.join(LISTS, "seals.json"), encoding="utf-8") as file:
            seals = json.load(file)
        seals["seals"].insert(0, script.SEAL)
        os.mkdir(self.lists)
        for name in os.listdir(LISTS):
            os.symlink(os.path.join(LISTS, name), os.path.join(self.lists, name))
        for name, text in (("rdap.json", json.dumps(script.BOOTSTRAP)),
                           ("whois.csv", "zone,server,confidence,source\n"),
                           ("seals.json", json.dumps(seals))):
            os.remove(os.path.join(self.lists, name))
            with open(os.path.join(self.lists, name), "w", encoding="ascii") as file:
                file.write(text)

    def environment(self):
        passes = [f"198.51.100.1:80=127.0.0.1:{self.plain.port}",
                  f"198.51.100.1:443=127.0.0.1:{self.secure.port}",
                  # Nobody listens on its secure port: the name server's is of UDP and TCP.
                  f"198.51.100.2:80=127.0.0.1:{self.plain.port}",
                  "198.51.100.2:443=127.0.0.1:1",
                  f"198.51.100.3:443=127.0.0.1:{self.mute.port}",
                  f"198.51.100.4:443=127.0.0.1:{self.plain.port}",
                  # A public address on the port that is forbidden inside.
                  f"198.51.100.1:{self.forbidden.port}=127.0.0.1:{self.plain.port}"]
        return dict(os.environ, LICIT_NAME_SERVERS=f"127.0.0.1:{self.names.port}",
                    LICIT_TEST_ADDRESSES=" ".join(passes), LICIT_LOOK_SECONDS="4",
                    LICIT_TIME="2026-11-23T12:00:00Z", LICIT_DATA_DIR=self.folder,
                    LICIT_LISTS_DIR=self.lists, LICIT_TEST_ROOTS=self.shown.roots)

    def batch(self, urls):
        run = subprocess.run([LICIT, "batch", "--online"], env=self.environment(), input="\n".join(urls),
                             capture_output=True, text=True, check=True)
        return [json.loads(line) for line in run.stdout.splitlines()]

    def look(self, url):
        facts = os.path.join(self.folder, "facts.json")
        url = url.replace("FORBIDDEN", str(self.forbidden.port))
        run = subprocess.run([LICIT, "check", "--online", "--json", "--save-facts", facts, url],
                             env=self.environment(), capture_output=True, text=True, check=False)
        if run.returncode not in (0, 3, 4, 5):
            raise SystemExit(f"{url}: status {run.returncode}\n{run.stderr}")
        with open(facts, encoding="utf-8") as file:
            text = file.read()
        # Without the lists, but for the model, and without any server.
        again = subprocess.run([LICIT, "replay", "--json", facts], env=dict(os.environ),
                               capture_output=True, text=True, check=False)
        return json.loads(text)["slots"], run, again

    def unseen(self):
        """What a person is told of the last look that was not checked, in one line."""
        shown = subprocess.run([LICIT, "replay", os.path.join(self.folder, "facts.json")], env=dict(os.environ),
                               capture_output=True, text=True, check=False).stdout
        return " ".join(shown.partition("What was not checked")[2].split())


def share(world):
    """Sites that lead to one page of a register share a visit; of others each gets its turn."""
    sealed = [f"http://{name}.test/" for name in ("house-a", "house-b", "house-c", "turn-a", "turn-b", "turn-c")]
    lines = world.batch(sealed)
    failures = 0
    for url, line in zip(sealed, lines, strict=True):
        if "seal.genuine" not in [finding["signal"] for finding in line["findings"]]:
            failures += 1
            print(f"{url} has a genuine seal: {line}")
    for path in ("/entry/20", "/entry/21", "/entry/23", "/entry/24"):
        visits = world.secure.asked.get(("register.test", path), [])
        if len(visits) != 1:
            failures += 1
            print(f"register.test{path} was to be visited once: {visits}")
    return failures


# What the page of licitd says of the age of a name: where the registry tells it, and where not.
AGES = {
    "company.test": "registered since <time>2010-05-28</time>, for 16 years.",
    "expired.test": "registered since <time>2026-11-10</time>, less than a year ago.",
    "self-signed.test": "Since when the name is registered, and by whom: the registry does not answer now",
}


def page(world):
    failures = 0
    own = {name: value for name, value in world.environment().items()
           if name.startswith("LICIT_") and name != "LICIT_DATA_DIR"}
    with daemon.Daemon(env={**own, "LICIT_ONLINE": "yes"}) as licitd:
        for host, wanted in AGES.items():
            answer = licitd.call("GET", f"/?url=https://{host}/", token=None, headers={"Sec-Fetch-Site": "none"})
            ages = answer.text.count("Its name has been registered")
            if wanted not in answer.text or ages != wanted.startswith("registered"):
                failures += 1
                print(f"the page on {host} says otherwise than: {wanted}\n{answer.text}")
    return failures


def main():
    failures = 0
    with tempfile.TemporaryDirectory(prefix="licit-world-") as folder:
        world = World(folder)
        for case in cases():
            facts, run, again = world.look(case["url"])
            if (run.stdout, run.returncode) != (again.stdout, again.returncode):
                failures += 1
                print(f"look.cases:{case['line']}: replayed otherwise\n{run.stdout}{again.stdout}")
            findings = json.loads(run.stdout)["findings"]
            for line in case["expect"]:
                line = line.replace("FORBIDDEN", str(world.forbidden.port))
                try:
                    if line.startswith("unseen ~ "):
                        got = world.unseen()
                        good = line[9:] in got
                    else:
                        good, got = check(facts, findings, line)
                except (KeyError, IndexError, TypeError) as error:
                    good, got = False, repr(error)
                if not good:
                    failures += 1
                    print(f"look.cases:{case['line']}: {line}\n  got {got}\n{run.stderr}")
        failures += share(world) + page(world)
        if world.forbidden.asked:
            failures += 1
            print(f"a look came to where none may: {world.forbidden.asked}")
        for path in ("/entry/3", "/entry/404", "/entry/5", "/entry/12"):
            visits = world.secure.asked.get(("register.test", path), [])
            if len(visits) != 1 or "Licit" not in visits[0][0]:
                failures += 1
                print(f"register.test{path} was to be visited once, by name: {visits}")
        many = [path for host, path in world.secure.asked if path.startswith("/entry/10") and len(path) > 9]
        if many != ["/entry/1000"]:
            failures += 1
            print(f"one page of a register was to be visited for one site: {many}")
        asked = {host for host, _ in world.secure.asked}
        if "rdap.test" not in asked or "rdap-forged.test" in asked:
            failures += 1
            print(f"registries asked, with certificates good or not: {asked}")
        world.stop.set()
    print(f"look: {failures} failures")
    return 1 if failures else 0


sys.exit(main())
