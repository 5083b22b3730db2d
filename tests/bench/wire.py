"""What a feed costs on the wire: heads and bodies, both ways, as a relay between licit and the
web server counts them. A list of 100,000 entries is subscribed to, 100 of them change, and the
subscriber is brought up to date. The bars are 1 MB for the whole list, and 30 kB for the change.

    wire.py [ENTRIES]
"""

import os
import random
import socket
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "subscribe"), HERE]

import registers  # noqa: E402
import reader  # noqa: E402
from reader import authority  # noqa: E402

CHANGES = 100
authority.SECONDS_MOST = 600


class Relay:
    """Hands on bytes between clients and one server, and counts them."""

    def __init__(self, port):
        self.port = port
        self.bytes = 0
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client, _ = self.listener.accept()
            server = socket.create_connection(("127.0.0.1", self.port))
            for one, other in ((client, server), (server, client)):
                threading.Thread(target=self.hand_on, args=(one, other), daemon=True).start()

    def hand_on(self, one, other):
        try:
            while data := one.recv(65536):
                with self.lock:
                    self.bytes += len(data)
                other.sendall(data)
            other.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def taken(self):
        """Bytes since the last time."""
        with self.lock:
            count, self.bytes = self.bytes, 0
        return count


def change(rows):
    """A third withdrawn, a third with another reason, a third new."""
    chance = random.Random(9)
    third = CHANGES // 3
    picked = chance.sample(range(len(rows)), 2 * third)
    for i in picked[:third]:
        rows[i]["withdrawn"] = "2026-11-20"
    for i in picked[third:]:
        rows[i]["reason"] = "offers counterfeit medicines, as a test purchase showed"
    have = {row["name"] for row in rows}
    more = [name for name in registers.Maker(77).names(4 * CHANGES) if name not in have]
    for name in more[:CHANGES - 2 * third]:
        rows.append({**rows[0], "name": name, "since": "2026-11-20", "withdrawn": "",
                     "number": f"INS-{chance.randrange(10 ** 6):06d}/2026"})
    return rows


def timed(what, work):
    began = time.monotonic()
    work()
    print(f"  {what}: {time.monotonic() - began:.1f} s", flush=True)


def measure(kind, entries):
    maker = {"illegal": registers.illegal, "register": registers.register}[kind]
    rows = list(maker(entries))
    publisher = authority.Publisher()
    publisher.begin()
    file = publisher.path("rows.csv")

    def load():
        registers.write(file, rows)
        publisher.ok("lists", "import", "-q", "--list", "t-list", "--kind", kind, "--as-of",
                     "2026-11-20", file)

    timed("import", load)
    timed("release", publisher.release)
    site = authority.Site(publisher.out)
    relay = Relay(site.server.server_address[1])
    who = reader.Reader(publisher, site)
    timed("subscribe", lambda: who.ok("subscribe", relay.url, "--root", who.root, "--id", "feed"))
    whole = relay.taken()
    rows = change(rows)
    load()
    publisher.release()
    site.load()
    timed("update", lambda: print("  " + who.ok("update").strip()))
    changed = relay.taken()
    who.ok("update")
    nothing = relay.taken()
    body = [len(data) for name, data in site.files.items() if name.endswith(".list")]
    print(f"{kind}, {entries} entries: the whole list {max(body)} bytes packed, {whole} bytes on the "
          f"wire in all; a change of {CHANGES} entries {changed} bytes; nothing new {nothing} bytes")
    site.close()
    publisher.close()
    return max(body), changed


def main():
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else 100000
    for kind in ("illegal", "register"):
        measure(kind, entries)


if __name__ == "__main__":
    main()
