"""licit batch --online in a world of our own: results in the order of the lines however the sites
answer, each host and site asked once for all its addresses, at most two addresses of a site at a
time; a registry is waited for, at its pace; a run that is stopped writes what it has, and goes on
with --resume.
"""

import json
import os
import signal
import socketserver
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "api")]
import daemon
import names
import sites

PAGES, HOSTS, SHOPS = 9, 6, 5
GAP = 0.5  # LIC_PACE_GAP_MS

failures = []


def expect(what, holds, seen=""):
    if not holds:
        failures.append(what)
        print(f"{what}: {seen}")


class Whois(socketserver.ThreadingTCPServer):
    """A registry of .shop: `asked` has when it was asked for what."""

    daemon_threads = True

    def __init__(self):
        self.asked = []
        registry = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                name = self.rfile.readline().decode().strip()
                registry.asked.append((time.monotonic(), name))
                self.wfile.write(f"Domain Name: {name}\r\nCreation Date: 2015-02-21T00:00:00Z\r\n".encode())

        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()


class World:
    """Hosts h0.crowd.test …, whose page /slow comes only when `release` is set, and many.test."""

    def __init__(self, folder):
        self.folder = folder
        self.release = threading.Event()
        self.lock, self.now, self.most = threading.Lock(), 0, 0
        hosts = [f"h{n}.crowd.test" for n in range(HOSTS)] + ["many.test"]
        hosts += [f"s{n}.shop" for n in range(SHOPS)]
        self.web = sites.Sites({(host, "*"): self.answer for host in hosts})
        self.whois = Whois()
        zone = {(host, "A"): ["198.51.100.1"] for host in hosts}
        zone["whois.test", "A"] = ["198.51.100.2"]
        self.names = names.NameServer(zone, {})
        self.env = daemon.environment(
            LICIT_DATA_DIR=os.path.join(folder, "data"), LICIT_LOOK_SECONDS="20", LICIT_LISTS_DIR=self.lists(),
            LICIT_NAME_SERVERS=f"127.0.0.1:{self.names.port}",
            LICIT_TEST_ADDRESSES=f"198.51.100.1:80=127.0.0.1:{self.web.port} 198.51.100.1:443=127.0.0.1:1 "
                                 f"198.51.100.2:43=127.0.0.1:{self.whois.server_address[1]}")

    def lists(self):
        """The bundled lists, but for the registries: those of this world."""
        lists = os.path.join(self.folder, "lists")
        source = daemon.environment()["LICIT_LISTS_DIR"]
        os.mkdir(lists)
        for name in os.listdir(source):
            if name not in ("rdap.json", "whois.csv"):
                os.symlink(os.path.join(source, name), os.path.join(lists, name))
        with open(os.path.join(lists, "rdap.json"), "w", encoding="ascii") as file:
            file.write('{"version": "1.0", "services": []}')
        with open(os.path.join(lists, "whois.csv"), "w", encoding="ascii") as file:
            file.write("zone,server,confidence,source\nshop,whois.test,confirmed,test\n")
        return lists

    def answer(self, request):
        plain = "google" not in str(request.headers).lower() and request.path != "/"
        with self.lock:
            self.now += plain
            self.most = max(self.most, self.now)
        if request.path == "/slow":
            self.release.wait(daemon.PATIENCE)
        sites.page(f"<title>{request.path}</title>good day")(request)
        with self.lock:
            self.now -= plain

    def start(self, *words, **more):
        return subprocess.Popen([daemon.LICIT, "batch", "--online", *words], cwd=self.folder,
                                env=self.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)

    def write(self, name, lines):
        with open(os.path.join(self.folder, name), "w", encoding="utf-8") as file:
            file.writelines(line + "\n" for line in lines)

    def read(self, name):
        with open(os.path.join(self.folder, name), encoding="utf-8") as file:
            return file.read()


def order(world):
    """The first line is the slowest; the others wait for it in memory."""
    lines = ["http://h0.crowd.test/slow"]
    lines += [f"http://h{n % HOSTS}.crowd.test/{n}" for n in range(HOSTS * PAGES)]
    lines += [f"http://many.test/{n}" for n in range(PAGES)] + ["", "http://a b/", "ftp://h1.crowd.test/", "x" * 20000]
    world.write("urls", lines)
    world.release.clear()
    run = world.start("urls")
    pages = lambda: {key: visits for key, visits in list(world.web.asked.items()) if key[1] != "/"}
    daemon.until("all others to be looked at", lambda: len(pages()) == 1 + HOSTS * PAGES + PAGES)
    world.release.set()
    out, err = run.communicate(timeout=daemon.PATIENCE)
    results = [json.loads(line) for line in out.decode().splitlines()]
    expect("the run ends well", run.returncode == 0, err)
    expect("a line for each", len(results) == len(lines), len(results))
    expect("in their order", [r["input"] for r in results[:-4]] == lines[:-4], results)
    expect("bad lines say why", all("error" in r for r in results[-4:]), results[-4:])
    looked = [r["coverage"] > 0.5 for r in results[:-4]]
    expect("all were looked at", all(looked), looked)
    visits = [len(v) for v in pages().values()]
    expect("three visits to each address", set(visits) == {3}, visits)
    asked = world.names.asked
    expect("name servers once for each host", asked[("many.test", "MX")] == 1 and
           asked[("crowd.test", "MX")] == HOSTS, asked)
    expect("two addresses of a site at a time", world.most <= 4, world.most)


def pace(world):
    """Each site's registry is asked, one question after the other, though that takes longer than a
    look may."""
    world.write("urls", [f"http://s{n % SHOPS}.shop/{n}" for n in range(2 * SHOPS)])
    world.env["LICIT_LOOK_SECONDS"] = "1"
    run = world.start("urls")
    out, err = run.communicate(timeout=daemon.PATIENCE)
    world.env["LICIT_LOOK_SECONDS"] = "20"
    signals = [[f["signal"] for f in json.loads(line)["findings"]] for line in out.decode().splitlines()]
    expect("each is known to be old", len(signals) == 2 * SHOPS and all("domain.old" in s for s in signals), signals)
    times = sorted(when for when, _ in world.whois.asked)
    expect("asked once for each site", len(times) == SHOPS, world.whois.asked)
    expect("at the registry's pace", times[-1] - times[0] > 0.9 * GAP * (SHOPS - 1), times)


def stop(world):
    """What is judged is written, and the checkpoint is behind it."""
    lines = [f"http://h0.crowd.test/stop{n}" for n in range(4)] + ["http://many.test/slow"]
    lines += [f"http://h1.crowd.test/stop{n}" for n in range(4)]
    world.write("urls", lines)
    world.release.clear()
    words = ("--resume", "mark", "-o", "out", "--format", "csv", "urls")
    run = world.start(*words)
    daemon.until("the checkpoint behind four lines",
                 lambda: os.path.exists(os.path.join(world.folder, "mark")) and world.read("mark").endswith(" 4\n"))
    run.send_signal(signal.SIGINT)
    _, err = run.communicate(timeout=daemon.PATIENCE)
    expect("it ends by the signal", run.returncode == -signal.SIGINT, run.returncode)
    expect("and says how to go on", b"the same command goes on" in err, err)
    expect("four lines are written", world.read("out").count("\n") == 5, world.read("out"))
    before = {key: len(visits) for key, visits in world.web.asked.items()}
    world.release.set()
    run = world.start(*words)
    _, err = run.communicate(timeout=daemon.PATIENCE)
    written = [line.split(",")[0] for line in world.read("out").splitlines()]
    expect("the second run ends well", run.returncode == 0, err)
    expect("no gap and no repetition", written == ["input"] + lines, written)
    again = [key for key, count in before.items() if "stop" in key[1] and key[0].startswith("h0")
             and len(world.web.asked[key]) != count]
    expect("what was done is not looked at again", not again, again)


def stream(world):
    """Lines that drip are answered as they come."""
    run = world.start(stdin=subprocess.PIPE)
    for n in range(3):
        run.stdin.write(f"http://h2.crowd.test/drip{n}\n".encode())
        run.stdin.flush()
        result = json.loads(run.stdout.readline())
        expect("answered before the next line", result["input"].endswith(f"drip{n}"), result)
    run.stdin.close()
    expect("and ended with its input", run.wait(timeout=daemon.PATIENCE) == 0)
    run.stdout.close()
    run.stderr.close()


def broken_pipe(world):
    run = world.start("urls")
    run.stdout.close()
    run.wait(timeout=daemon.PATIENCE)
    expect("a reader that goes away ends it quietly", run.stderr.read() == b"", run.returncode)
    run.stderr.close()


def main():
    with tempfile.TemporaryDirectory(prefix="licit-batch-") as folder:
        world = World(folder)
        for case in (order, pace, stop, stream, broken_pipe):
            case(world)
    print(f"batch: {len(failures)} failures")
    return 1 if failures else 0


sys.exit(main())
