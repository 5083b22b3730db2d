"""A name server on loopback, scripted: what it says of each name is data. UDP and TCP.

A zone maps (NAME, TYPE) to a list of values, or to a function that is asked anew for each
question. NAME alone maps to a trick: "silent", "servfail", "refused", "wrong-id", "garbage",
"truncate" (UDP says to ask by TCP), "giant".
"""

import errno
import socket
import struct
import threading

TYPES = {"A": 1, "NS": 2, "CNAME": 5, "MX": 15, "TXT": 16, "AAAA": 28}
NAMES = {number: name for name, number in TYPES.items()}


def pack_name(name):
    out = b""
    for label in name.strip(".").split("."):
        if label:
            out += bytes([len(label)]) + label.encode()
    return out + b"\0"


def pack_value(kind, value):
    if kind == "A":
        return socket.inet_aton(value)
    if kind == "AAAA":
        return socket.inet_pton(socket.AF_INET6, value)
    if kind == "MX":
        preference, name = value.split()
        return struct.pack(">H", int(preference)) + pack_name(name)
    if kind == "TXT":
        raw = value.encode()
        parts = [raw[i : i + 255] for i in range(0, len(raw), 255)] or [b""]
        return b"".join(bytes([len(part)]) + part for part in parts)
    return pack_name(value)


def record(owner, kind, value):
    data = pack_value(kind, value)
    return pack_name(owner) + struct.pack(">HHIH", TYPES[kind], 1, 1, len(data)) + data


def pair():
    """One port for both. What the kernel picks for one may be taken for the other, as by a
    connection of a test that runs beside this: then another one."""
    while True:
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        udp.bind(("127.0.0.1", 0))
        tcp = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        tcp.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tcp.bind(udp.getsockname())
            return udp, tcp
        except OSError as error:
            udp.close()
            tcp.close()
            if error.errno != errno.EADDRINUSE:
                raise


class NameServer:
    """Serves until the program ends. `asked` counts questions by (name, type)."""

    def __init__(self, zone, tricks):
        self.zone, self.tricks = zone, tricks
        self.asked = {}
        self.lock = threading.Lock()
        self.udp, self.tcp = pair()
        self.port = self.udp.getsockname()[1]
        self.tcp.listen(64)
        for work in (self.serve_udp, self.serve_tcp):
            threading.Thread(target=work, daemon=True).start()

    def values(self, name, kind):
        found = self.zone.get((name, kind))
        return found() if callable(found) else found

    def records(self, name, kind):
        """The answer section, aliases followed, as a recursive resolver gives it."""
        out, seen = [], set()
        while kind != "CNAME" and name not in seen:
            seen.add(name)
            alias = self.values(name, "CNAME")
            if not alias:
                break
            out.append(record(name, "CNAME", alias[0]))
            name = alias[0]
        for value in self.values(name, kind) or []:
            out.append(record(name, kind, value))
        return out, any(known == name for known, _ in self.zone)

    def answer(self, query, tcp):
        number, _, questions = struct.unpack(">HHH", query[:6])
        labels, at = [], 12
        while query[at]:
            labels.append(query[at + 1 : at + 1 + query[at]].decode("latin-1").lower())
            at += 1 + query[at]
        name = ".".join(labels)
        question = query[12 : at + 5]
        kind = NAMES.get(struct.unpack(">H", query[at + 1 : at + 3])[0], "?")
        with self.lock:
            self.asked[name, kind] = self.asked.get((name, kind), 0) + 1
        trick = self.tricks.get(name)
        if trick == "silent" or questions != 1:
            return None
        if trick == "garbage":
            return query[:2] + b"\xff" * 40
        records, exists = self.records(name, kind)
        flags = 0x8180 if exists else 0x8183
        if trick in ("servfail", "refused"):
            records, flags = [], 0x8182 if trick == "servfail" else 0x8185
        if trick == "wrong-id":
            number ^= 0x5555
        if trick == "giant":
            records += [record(name, "TXT", "x" * 255) for _ in range(200)]
        if not tcp and (trick == "truncate" or sum(map(len, records)) > 1100):
            records, flags = [], flags | 0x0200
        head = struct.pack(">HHHHHH", number, flags, 1, len(records), 0, 0)
        return head + question + b"".join(records)

    def serve_udp(self):
        while True:
            query, peer = self.udp.recvfrom(4096)
            answer = self.answer(query, False)
            if answer:
                self.udp.sendto(answer, peer)

    def serve_tcp(self):
        while True:
            connection, _ = self.tcp.accept()
            threading.Thread(target=self.serve_one, args=(connection,), daemon=True).start()

    def serve_one(self, connection):
        with connection:
            stream = connection.makefile("rb")
            while head := stream.read(2):
                answer = self.answer(stream.read(struct.unpack(">H", head)[0]), True)
                if not answer:
                    return
                connection.sendall(struct.pack(">H", len(answer)) + answer)
