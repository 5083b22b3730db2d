"""`licit doctor` where something stands on the port, in the data folder or in the folders
of the browsers: rows of what is done first, and what it then says."""

import contextlib
import glob
import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time

import cases

NOBODY = 65534
failures = []


class Bench:
    """A home of its own, and a port on which a program of ours may stand."""

    def __init__(self, folder):
        self.home = folder
        self.data = os.path.join(folder, "data")
        # What another user may have to reach, wherever the tree lies.
        self.program = shutil.copy2(cases.LICIT, os.path.join(folder, "licit"))
        lists = shutil.copytree(cases.LISTS, os.path.join(folder, "lists"))
        self.daemon = None
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.env = {
            **cases.environment(folder),
            "LICIT_LISTEN": f"127.0.0.1:{self.port}",
            "LICIT_LISTS_DIR": lists,
        }

    def licit(self, *words, **options):
        return subprocess.run([self.program, *words], env=self.env, capture_output=True, text=True,
                              check=False, timeout=60, **options)

    def serve(self, text):
        """Answer every connection so; "" says nothing and keeps it open."""
        self.kept = []

        def run():
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = self.listener.accept()
                    self.kept.append(connection)
                    if text:
                        connection.recv(65536)
                        connection.sendall(text.encode())
                        connection.close()

        threading.Thread(target=run, daemon=True).start()

    def serve_licitd(self):
        """The real one, on a port that it takes itself: one chosen before could be taken meanwhile."""
        self.listener.close()
        self.daemon = subprocess.Popen([self.program, "serve", "--listen", "127.0.0.1:0"],
                                       env=self.env, stderr=subprocess.PIPE, text=True)
        said = iter(self.daemon.stderr.readline, "")
        ready = next(filter(None, (re.search(r"ready on http://127\.0\.0\.1:(\d+)/", line) for line in said)), None)
        assert ready, f"licitd ended with {self.daemon.wait()}"
        self.port = int(ready[1])
        self.env["LICIT_LISTEN"] = f"127.0.0.1:{self.port}"

    def end(self):
        self.listener.close()
        if self.daemon:
            self.daemon.terminate()
            self.daemon.communicate(timeout=60)

    def write(self, path, text, mode=0o644):
        path = os.path.join(self.home, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(path, mode)
        return path


def answer(body):
    return f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}"


def other_program(bench):
    bench.serve(answer("<html>hello"))


def other_version(bench):
    bench.serve(answer('{"status":"ok","version":"0.0.0-other"}'))


def silent(bench):
    bench.serve("")


def nobody_there(bench):
    bench.listener.close()


def damaged_index(bench):
    bench.listener.close()
    bench.licit("lists")
    os.truncate(glob.glob(bench.data + "/*.idx")[0], 100)


def damaged_store(bench):
    bench.listener.close()
    bench.write("data/store.db", "x" * 9000)


def installed(bench):
    bench.listener.close()
    bench.licit("native-host", "--install", "--browser", "firefox")


def script_gone(bench):
    installed(bench)
    os.unlink(os.path.join(bench.data, "native-host"))


def script_of_another(bench):
    installed(bench)
    bench.write("data/native-host", "#!/bin/sh\nexec '/elsewhere/licit' native-host\n", 0o700)


def manifest_of_another(bench):
    installed(bench)
    path = os.path.join(bench.home, ".mozilla/native-messaging-hosts/licit.host.json")
    with open(path, encoding="utf-8") as file:
        manifest = json.load(file)
    bench.write(path, json.dumps({**manifest, "allowed_extensions": ["other@example"]}))


def manifest_damaged(bench):
    installed(bench)
    bench.write(".mozilla/native-messaging-hosts/licit.host.json", "{")


def run_as(*folders):
    """Browsers that this user has run as something that is shut in."""
    def prepare(bench):
        bench.listener.close()
        for folder in folders:
            os.makedirs(os.path.join(bench.home, folder))
    prepare.__name__ = "run_as " + " ".join(folders)
    return prepare


def boxes_installed(bench):
    run_as("snap/firefox", ".var/app/org.chromium.Chromium")(bench)
    told = bench.licit("native-host", "--install")
    assert "as a snap: it can start Licit only where" in told.stderr, told.stderr
    assert "as a Flatpak: it can start no program" in told.stderr, told.stderr
    for path in (".mozilla/native-messaging-hosts", ".config/chromium/NativeMessagingHosts"):
        assert os.path.exists(os.path.join(bench.home, path, "licit.host.json")), path


def box_manifest_damaged(bench):
    run_as("snap/firefox")(bench)
    bench.write(".mozilla/native-messaging-hosts/licit.host.json", "{")


def box_paired(bench):
    """Shut in, with a licitd that it is paired with."""
    os.makedirs(os.path.join(bench.home, "snap/firefox"))
    os.makedirs(os.path.join(bench.home, ".var/app/com.brave.Browser"))
    bench.serve_licitd()
    body = json.dumps({"code": bench.licit("pair", "-q").stdout.strip()})
    ask = http.client.HTTPConnection("127.0.0.1", bench.port, timeout=60)
    ask.request("POST", "/v1/pair", body, {"Content-Type": "application/json"})
    assert ask.getresponse().status == 200


def new_firefox(bench):
    bench.listener.close()
    os.makedirs(os.path.join(bench.home, ".config/mozilla/firefox"))


def not_ours(bench):
    bench.listener.close()
    os.makedirs(bench.data, 0o755)
    os.chmod(bench.home, 0o755)


ROWS = [
    (other_program, 1, {"daemon": ("fail", "something that is not licitd answers on 127.0.0.1")}),
    (other_version, 0, {"daemon": ("warn", "licitd 0.0.0-other answers")}),
    (silent, 1, {"daemon": ("fail", "127.0.0.1")}),
    (nobody_there, 0, {"daemon": ("warn", "no licitd answers"), "store": ("ok", "5 lists")}),
    (damaged_index, 0, {"store": ("warn", "missing or damaged, and was made again")}),
    (damaged_store, 1, {"store": ("fail", "store.db")}),
    (installed, 0, {"browser": ("ok", "Firefox: it starts Licit itself")}),
    (script_gone, 1, {"browser": ("fail", "native-host cannot be started")}),
    (script_of_another, 1, {"browser": ("fail", "starts another licit than this one")}),
    (manifest_of_another, 1, {"browser": ("fail", "for another extension")}),
    (manifest_damaged, 1, {"browser": ("fail", "licit.host.json is damaged")}),
    (run_as("snap/firefox"), 0, {
        "browser": ("warn", "Firefox: as a snap it starts Licit only by the desktop's WebExtensions portal")}),
    (run_as(".snap/data/firefox"), 0, {"browser": ("warn", "Firefox: as a snap it starts")}),
    (run_as("snap/chromium"), 0, {"browser": ("warn", "Chromium: as a snap it starts Licit only by")}),
    (run_as(".var/app/org.mozilla.firefox"), 0, {"browser": ("warn", "Firefox: as a Flatpak it starts Licit only by")}),
    (run_as(".var/app/org.chromium.Chromium"), 0, {
        "browser": ("warn", "no program of this machine, and looks for manifests in "
                            "~/.var/app/org.chromium.Chromium/config/chromium/NativeMessagingHosts alone")}),
    (run_as("snap/firefox", ".var/app/com.brave.Browser"), 0, {"browser": [
        ("warn", "Brave: as a Flatpak it starts no program"), ("warn", "Firefox: as a snap")]}),
    (boxes_installed, 0, {"browser": [
        ("warn", "Chromium: as a Flatpak it starts no program"),
        ("warn", "Firefox: as a snap it starts Licit only where the desktop has")]}),
    (box_manifest_damaged, 1, {"browser": ("fail", "licit.host.json is damaged")}),
    (box_paired, 0, {"browser": [
        ("ok", "Brave: it can ask licitd, and as a Flatpak it needs that"),
        ("ok", "Firefox: it can ask licitd, and as a snap it needs that")]}),
    (new_firefox, 0, {"browser": ("warn", "Firefox: it does not know Licit")}),
    (not_ours, 1, {"data-folder": ("fail", "cannot be written to: Permission denied"),
                   "store": ("fail", "")}),
]


def run_row(prepare, status, wanted):
    with tempfile.TemporaryDirectory(prefix="licit-doctor-") as folder:
        bench = Bench(folder)
        options = {"user": NOBODY, "group": NOBODY} if prepare is not_ours else {}
        try:
            prepare(bench)
            done = bench.licit("doctor", "--json", **options)
        finally:
            bench.end()
        document = json.loads(done.stdout)
        said = {}
        for check in document["checks"]:
            said.setdefault(check["check"], []).append(check)
        worst = max(document["checks"], key=lambda c: ["ok", "warn", "fail"].index(c["state"]))
        assert done.returncode == status, f"status {done.returncode}: {done.stdout}"
        assert document["worst"] == worst["state"], document
        for name, rows in wanted.items():
            rows = rows if isinstance(rows, list) else [rows]
            assert len(said[name]) == len(rows), said[name]
            for check, (state, text) in zip(said[name], rows, strict=True):
                assert check["state"] == state and text in check["text"], check
                assert state == "ok" or check["remedy"], check


def main():
    for prepare, status, wanted in ROWS:
        if prepare is not_ours and os.geteuid() != 0:
            print("not_ours: not tried, as only root can be another user")
            continue
        try:
            run_row(prepare, status, wanted)
        except AssertionError as fault:
            failures.append(prepare.__name__)
            print(f"FAILED {prepare.__name__}: {fault}")
    print(f"doctor: {len(ROWS)} rows, {len(failures)} failed")
    return 1 if failures else 0


sys.exit(main())
