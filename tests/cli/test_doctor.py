"""`licit doctor` where something stands on the port, in the data folder or in the folders
of the browsers: rows of what is done first, and what it then says."""

import contextlib
import glob
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading

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

    def write(self, path, text, mode=0o644):
        path = os.path.join(self.home, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(path, mode)
        return path


def http(body):
    return f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}"


def other_program(bench):
    bench.serve(http("<html>hello"))


def other_version(bench):
    bench.serve(http('{"status":"ok","version":"0.0.0-other"}'))


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


def as_snap(bench):
    bench.listener.close()
    os.makedirs(os.path.join(bench.home, "snap/firefox"))


def as_flatpak(bench):
    bench.listener.close()
    os.makedirs(os.path.join(bench.home, ".var/app/org.chromium.Chromium"))


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
    (as_snap, 0, {"browser": ("warn", "Firefox: as a snap")}),
    (as_flatpak, 0, {"browser": ("warn", "Chromium: as a Flatpak")}),
    (new_firefox, 0, {"browser": ("warn", "Firefox: it does not know Licit")}),
    (not_ours, 1, {"data-folder": ("fail", "cannot be written to: Permission denied"),
                   "store": ("fail", "")}),
]


def run_row(prepare, status, wanted):
    with tempfile.TemporaryDirectory(prefix="licit-doctor-") as folder:
        bench = Bench(folder)
        prepare(bench)
        options = {"user": NOBODY, "group": NOBODY} if prepare is not_ours else {}
        done = bench.licit("doctor", "--json", **options)
        bench.listener.close()
        document = json.loads(done.stdout)
        said = {check["check"]: check for check in document["checks"]}
        worst = max(document["checks"], key=lambda c: ["ok", "warn", "fail"].index(c["state"]))
        assert done.returncode == status, f"status {done.returncode}: {done.stdout}"
        assert document["worst"] == worst["state"], document
        for check, (state, text) in wanted.items():
            assert said[check]["state"] == state and text in said[check]["text"], said[check]
            assert state == "ok" or said[check]["remedy"], said[check]


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
