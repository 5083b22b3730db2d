"""Real pages of newspapers, shops and health sites, read by the real program: none
crashes it, each is read, and none is warned about."""

import json
import os
import subprocess
import sys
import tarfile
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.join(HERE, "..", "..")
LICIT = os.environ.get("LICIT") or os.path.join(SOURCE, "build", "licit")
VECTORS = os.environ.get("LICIT_VECTORS") or os.path.join(SOURCE, "..", "shared", "vectors")
PAGES = os.path.join(VECTORS, "html", "readability-source-pages.tar.xz")
QUIET = {"unknown", "no-medicine"}
PAGES_LEAST = 130


def pages():
    with tarfile.open(PAGES) as archive:
        for member in archive:
            if member.isfile() and member.name.endswith(".html"):
                yield os.path.basename(os.path.dirname(member.name)), archive.extractfile(member).read()


def check(folder, name, html=None):
    """What the program says of a page, or of an address alone; None if it failed."""
    page = [] if html is None else ["--page", "-"]
    address = f"https://{name}.example/"
    env = {**os.environ, "LICIT_DATA_DIR": os.path.join(folder, "data"), "HOME": folder,
           "LICIT_LISTS_DIR": os.path.join(SOURCE, "lists")}
    done = subprocess.run([LICIT, "check", "--json", *page, address], env=env, input=html or b"",
                          capture_output=True, check=False)
    if done.returncode not in (0, 3, 4, 5):
        print(f"FAILED: {name}: status {done.returncode}\n{done.stderr.decode()}")
        return None
    return json.loads(done.stdout)


def main():
    if not os.path.exists(PAGES):
        print("no pages to read: $LICIT_VECTORS has no html/readability-source-pages.tar.xz")
        return 77
    failures = count = 0
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        bare = check(folder, "bare")
        for name, html in pages():
            count += 1
            verdict = check(folder, name, html)
            if verdict is None:
                failures += 1
            elif verdict["verdict"] not in QUIET:
                failures += 1
                print(f"FAILED: {name} is {verdict['verdict']}: {verdict['findings']}")
            elif verdict["coverage"] <= bare["coverage"]:
                failures += 1
                print(f"FAILED: {name} was not read")
    if count < PAGES_LEAST:
        failures += 1
        print(f"FAILED: only {count} pages")
    print(f"{count} pages in {time.monotonic() - started:.1f} s, {failures} failures")
    return failures > 0


sys.exit(main())
