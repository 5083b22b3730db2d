"""The native messaging host of a test, spoken to as a browser does: each message is 32
bits of length and so many bytes of JSON."""

import json
import struct
import subprocess

from daemon import LICIT, PATIENCE, Answer

CHROMIUM = ["chrome-extension://falmkgjnfbninnhjkhcomplhbgkoacip/"]
FIREFOX = ["/home/u/.mozilla/native-messaging-hosts/licit.host.json", "licit@licit.invalid"]
REPLY_MAX = 1 << 20  # what browsers take in one message


def frame(text):
    return struct.pack("=I", len(text)) + text


def call_text(number, method, target, body=None):
    call = {"id": number, "method": method, "target": target}
    if body is not None:
        call["body"] = body
    return json.dumps(call).encode()


class Host:
    """Over pipes, with the data and the environment of a daemon.Daemon."""

    def __init__(self, daemon, caller=None, command=None, env=None):
        program = command or [LICIT, "--data-dir", daemon.data, "native-host"]
        self.process = subprocess.Popen(
            [*program, *(caller or CHROMIUM)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=env or daemon.env,
        )
        self.last = 0

    def write(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def read(self):
        """The next message; None at the end."""
        head = self.process.stdout.read(4)
        if not head:
            return None
        length = struct.unpack("=I", head)[0]
        assert 0 < length <= REPLY_MAX, f"a message of {length} bytes"
        return json.loads(self.process.stdout.read(length))

    def reply(self):
        """The next reply, its pieces put together; no other may come in between."""
        first = piece = self.read()
        body = first["body"]
        while piece.get("more"):
            piece = self.read()
            assert piece["id"] == first["id"]
            body += piece["body"]
        return {**piece, "body": body}

    def call(self, method, target, body=None):
        self.last += 1
        self.write(frame(call_text(self.last, method, target, body)))
        reply = self.reply()
        assert reply["id"] == self.last, reply
        return Answer(reply["status"], {"Content-Type": reply["type"]}, reply["body"].encode())

    def end(self):
        """Close the pipe, as a browser does: the exit status, and what was logged."""
        self.process.stdin.close()
        rest = self.process.stdout.read()
        log = self.process.stderr.read().decode()
        status = self.process.wait(timeout=PATIENCE)
        assert rest == b"", rest[:200]
        return status, log

    def kill(self):
        self.process.kill()
        self.process.communicate()
