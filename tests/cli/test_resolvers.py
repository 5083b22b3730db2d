"""Lists on their way out, in the programs that they are for: what the formats of blockers
hold goes into Unbound (as a response policy zone, and as its own configuration) and into
dnsmasq, which are then asked. Behind them is a name server that knows every name. And
each format read again gives the names that it could carry.

Rows: resolvers.rows. All on loopback, on ports that nobody else is given.
"""

import contextlib
import csv
import io
import os
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import threading

import cases
from checks import check, failures

SECONDS_MOST = 30
ANSWER = "192.0.2.7"  # of the name server behind
NXDOMAIN = 3


def read_rows():
    """The entries, and what is asked of whom."""
    entries, questions, part = [], [], None
    with open(os.path.join(cases.HERE, "resolvers.rows"), encoding="utf-8") as file:
        for line in file:
            line = line.rstrip("\n")
            if line.startswith("=== "):
                part = line[4:]
            elif part == "entries" and line:
                entries.append(line)
            elif part == "questions" and line:
                questions.append(line.split())
    return entries, questions


class Names(threading.Thread):
    """A name server that gives every name one address."""

    def __init__(self):
        super().__init__(daemon=True)
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]

    def run(self):
        while True:
            query, peer = self.socket.recvfrom(4096)
            end = query.index(b"\0", 12) + 5
            is_a = query[end - 4 : end - 2] == b"\0\1"
            answer = b"\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4" + socket.inet_aton(ANSWER)
            header = query[:2] + struct.pack(">5H", 0x8580, 1, is_a, 0, 0)
            self.socket.sendto(header + query[12:end] + (answer if is_a else b""), peer)


def free_port():
    """Below those that systems give out by themselves: between now and its use nobody is given it."""
    for port in range(20000 + os.getpid() % 10000, 32768):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp, socket.socket() as tcp:
            with contextlib.suppress(OSError):
                udp.bind(("127.0.0.1", port))
                tcp.bind(("127.0.0.1", port))
                return port
    raise AssertionError("no port is free")


def ask(port, name, seconds=5.0):
    """nxdomain, an address, or nodata."""
    question = b"".join(bytes([len(label)]) + label.encode() for label in name.split("."))
    query = struct.pack(">6H", 7, 0x0100, 1, 0, 0, 0) + question + b"\0\0\1\0\1"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.settimeout(seconds)
        sender.connect(("127.0.0.1", port))
        sender.send(query)
        answer = sender.recv(4096)
    code = answer[3] & 15
    if code == NXDOMAIN:
        return "nxdomain"
    if code:
        return f"code-{code}"
    if struct.unpack(">H", answer[6:8])[0] == 0:
        return "nodata"
    return socket.inet_ntoa(answer[-4:]) if b"\0\1\0\1" in answer[12 + len(question) + 5 :] else "?"


class Resolver:
    """A program under way, from when it answers."""

    def __init__(self, command, port, log):
        self.log = open(log, "w+", encoding="utf-8")
        self.process = subprocess.Popen(command, stdout=self.log, stderr=subprocess.STDOUT)
        self.port = port
        for _ in range(SECONDS_MOST * 4):
            try:
                ask(port, "ready.lawful.example", 0.25)
                return
            except OSError:
                pass
            try:
                self.process.wait(0.25)
                break
            except subprocess.TimeoutExpired:
                continue
        self.close()
        with open(log, encoding="utf-8") as file:
            sys.exit(f"{command[0]} does not answer:\n{file.read()}")

    def close(self):
        self.process.terminate()
        try:
            self.process.wait(SECONDS_MOST)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()


def find(program):
    return shutil.which(program, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")


def unbound(folder, names, module, extra):
    port = free_port()
    conf = os.path.join(folder, "unbound.conf")
    with open(conf, "w", encoding="utf-8") as file:
        file.write(f"""server:
  interface: 127.0.0.1@{port}
  port: {port}
  do-ip6: no
  do-daemonize: no
  username: ""
  chroot: ""
  directory: "{folder}"
  pidfile: ""
  use-syslog: no
  logfile: ""
  do-not-query-localhost: no
  module-config: "{module}"
{extra}
remote-control:
  control-enable: no
forward-zone:
  name: "."
  forward-addr: 127.0.0.1@{names.port}
""")
    checked = subprocess.run([find("unbound-checkconf"), conf], capture_output=True, text=True,
                             timeout=SECONDS_MOST)
    check("unbound-checkconf: " + checked.stderr.strip(), checked.returncode, 0)
    return Resolver([find("unbound"), "-d", "-p", "-c", conf], port,
                    os.path.join(folder, "unbound.log"))


def unbound_rpz(folder, names, exported):
    zone = f'rpz:\n  name: "licit.rpz"\n  zonefile: "{exported}"'
    return unbound(folder, names, "respip iterator", zone)


def unbound_own(folder, names, exported):
    return unbound(folder, names, "iterator", f'include: "{exported}"')


def dnsmasq(folder, names, exported):
    port = free_port()
    command = [find("dnsmasq"), "-k", "--conf-file=" + exported, f"--port={port}",
               "--listen-address=127.0.0.1", "--bind-interfaces", "--no-hosts", "--no-resolv",
               f"--server=127.0.0.1#{names.port}", "--pid-file=", "--user=",
               "--log-facility=" + os.path.join(folder, "dnsmasq.said")]
    return Resolver(command, port, os.path.join(folder, "dnsmasq.log"))


RESOLVERS = [
    ("rpz", "unbound", unbound_rpz),
    ("unbound", "unbound", unbound_own),
    ("dnsmasq", "dnsmasq", dnsmasq),
]
# Those that a format has no words for.
NOT_CARRIED = {
    "domains": {"prefix", "tld"},
    "hosts": {"wildcard", "prefix", "tld"},
    "adblock": {"prefix", "tld"},
    "dnsmasq": {"prefix", "tld"},
    "rpz": {"prefix", "tld"},
    "unbound": {"prefix", "tld"},
}


# What a broader entry covers, in the format where that would end it.
LEFT_OUT = {"rpz": {"sub.site.example"}}


def licit(folder, *words):
    done = cases.licit(folder, *words)
    if done.returncode:
        sys.exit(f"licit {' '.join(words)}: {done.stderr}")
    return done


def names_of(text):
    return [row["name"] for row in csv.DictReader(io.StringIO(text))]


def kind_of(name):
    if name.startswith("."):
        return "tld"
    if name.startswith("*."):
        return "wildcard"
    return "prefix" if "/" in name else "other"


def round_trip(folder, form, in_force):
    done = licit(folder, "lists", "export", "--list", "made", "--format", form)
    path = os.path.join(folder, form + ".out")
    with open(path, "w", encoding="utf-8") as file:
        file.write(done.stdout)
    licit(folder, "lists", "import", "--list", "again-" + form, "--kind", "illegal", path)
    again = licit(folder, "lists", "export", "--list", "again-" + form)
    expected = [n for n in in_force if kind_of(n) not in NOT_CARRIED[form] and n not in LEFT_OUT.get(form, ())]
    check(f"{form}, read again", sorted(names_of(again.stdout)), sorted(expected))
    for kind in ("prefix", "tld"):
        word = {"prefix": "single paths", "tld": "top-level domains"}[kind]
        check(f"{form} says of {kind}", f"entries for {word}" in done.stderr, True)
    check(f"{form} says what is not in force", "3 entries that are not in force" in done.stderr,
          True)
    return path


def main():
    entries, questions = read_rows()
    in_force = [e.split(",")[0] for e in entries[1:] if not e.endswith("not-in-force")]
    with tempfile.TemporaryDirectory() as folder:
        made = os.path.join(folder, "made.csv")
        with open(made, "w", encoding="utf-8") as file:
            file.write("\n".join(entries) + "\n")
        licit(folder, "lists", "import", "--list", "made", "--kind", "illegal", "--override", "a whole suffix", made)
        exported = {form: round_trip(folder, form, in_force) for form in NOT_CARRIED}
        missing = sorted({p for _, p, _ in RESOLVERS if not find(p)})
        names = Names()
        names.start()
        for form, program, start in RESOLVERS:
            if program in missing:
                continue
            resolver = start(folder, names, exported[form])
            try:
                column = [r[0] for r in RESOLVERS].index(form) + 1
                for question in questions:
                    check(f"{form}: {question[0]}", ask(resolver.port, question[0]),
                          question[column])
            finally:
                resolver.close()
        asked = len(questions) * (len(RESOLVERS) - sum(p in missing for _, p, _ in RESOLVERS))
        print(f"resolvers: {len(NOT_CARRIED)} formats, {asked} questions, {len(failures)} failed")
    if failures:
        sys.exit(1)
    if missing:
        print("not installed: " + ", ".join(missing))
        sys.exit(77)


main()
