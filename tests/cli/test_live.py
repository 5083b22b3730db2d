"""What a table of cases cannot show: progress on a terminal, and a daemon that answers."""

import os
import pty
import re
import signal
import subprocess
import sys
import tempfile

import cases

failures = []


def expect(what, true, detail=""):
    if not true:
        failures.append(what)
        print(f"FAILED: {what}\n{detail}")


def with_terminal(folder, *words):
    """Runs licit with standard error on a terminal: (status, output, what the terminal saw)."""
    outer, inner = pty.openpty()
    child = subprocess.Popen(
        [cases.LICIT, *words], cwd=folder, env=cases.environment(folder),
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=inner,
    )
    os.close(inner)
    out = child.stdout.read()
    seen = b""
    while True:
        try:
            seen += os.read(outer, 65536)
        except OSError:  # the terminal has no writer any more
            break
    os.close(outer)
    return child.wait(), out.decode(), seen.decode()


def progress(folder):
    with open(os.path.join(folder, "urls.txt"), "w", encoding="ascii") as file:
        file.writelines(f"https://shop-{i}.example/page\n" for i in range(60000))
    status, out, seen = with_terminal(folder, "batch", "urls.txt")
    expect("batch shows a bar", re.search(r"\r +\d+ % \[#*\.*\] [\d,]+ lines, [\d,]+/s", seen), seen)
    expect("and wipes it for the summary", re.search(r"\r\x1b\[Klicit batch: 60,000 lines in", seen), seen)
    expect("beside the results", status == 0 and out.count("\n") == 60000)
    _, _, seen = with_terminal(folder, "batch", "-q", "urls.txt")
    expect("-q shows nothing", not seen, seen)


def daemon(folder):
    server = subprocess.Popen(
        [cases.LICIT, "serve", "--listen", "127.0.0.1:0"], cwd=folder, env=cases.environment(folder),
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )
    try:
        log = ""
        while not (ready := re.search(r"http://(127\.0\.0\.1:\d+)/", log)):
            line = server.stderr.readline().decode()
            if not line:
                break
            log += line
        expect("licit serve says where it listens", ready, log)
        if ready:
            run = cases.licit(folder, "status", LICIT_LISTEN=ready[1])
            expect("licit status finds it", f"answers on http://{ready[1]}/" in run.stdout, run.stdout)
    finally:
        server.send_signal(signal.SIGTERM)
        server.communicate()
    expect("SIGTERM ends it well", server.returncode == 0, server.returncode)


def main():
    for part in (progress, daemon):
        with tempfile.TemporaryDirectory(prefix="licit-live-") as folder:
            part(folder)
    print(f"live: {len(failures)} failures")
    return 1 if failures else 0


sys.exit(main())
