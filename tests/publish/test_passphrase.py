"""A passphrase that is typed: asked for twice when a key is made, once when it signs, never
shown, and in no process's command line; the key's file is its owner's alone."""

import os
import pty
import select
import signal
import stat
import sys
import time

import authority

SECRET = "correct horse battery staple"
SECONDS = 60


def typed(folder, words, answers):
    """Run licit on a terminal of its own and type an answer to each question."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder.folder)
        os.execve(authority.LICIT, [authority.LICIT, *words], folder.env())
    seen, end = b"", time.monotonic() + SECONDS
    answers = list(answers)
    while True:
        if time.monotonic() > end:
            os.kill(pid, signal.SIGKILL)
            raise authority.Failure(f"no end: {seen}")
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            part = os.read(terminal, 4096)
        except OSError:
            break
        if not part:
            break
        seen += part
        # A question has no line end behind it.
        if answers and seen.endswith(b": "):
            os.write(terminal, answers.pop(0).encode() + b"\n")
    _, status = os.waitpid(pid, 0)
    os.close(terminal)
    return os.waitstatus_to_exitcode(status), seen.decode()


def main():
    publisher = authority.Publisher()
    expect = authority.expect
    try:
        publisher.ok("publish", "init", "--out", "out", "--thresholds", "root=1,targets=1")
        new = ["publish", "key", "new", "--role", "root", "--out", "root.pem"]
        status, seen = typed(publisher, new, [SECRET, "another"])
        expect("two that differ make no key", status == 1 and "not the same" in seen, seen)
        expect("nor a file", not os.path.exists(publisher.path("root.pem")))
        status, seen = typed(publisher, new, [SECRET, SECRET])
        expect("a key is made", status == 0 and "key " in seen, seen)
        expect("what was typed is not shown", SECRET not in seen, seen)
        mode = stat.S_IMODE(os.stat(publisher.path("root.pem")).st_mode)
        expect("the file is its owner's", mode == 0o600, oct(mode))
        with open(publisher.path("root.pem"), encoding="ascii") as file:
            expect("it is encrypted", "BEGIN ENCRYPTED PRIVATE KEY" in file.read())
        for role in ("targets", "snapshot", "timestamp"):
            publisher.ok("publish", "key", "new", "--role", role, "--no-passphrase")
        publisher.ok("publish", "stage", "-q")
        sign = ["publish", "sign", "--key", "root.pem"]
        status, seen = typed(publisher, sign, ["wrong"])
        expect("a wrong one signs nothing", status == 1 and "signed" not in seen, seen)
        status, seen = typed(publisher, sign, [SECRET])
        expect("the right one does", status == 0 and "signed root 1" in seen, seen)
        expect("and is not shown", SECRET not in seen, seen)
        run = publisher.run(*sign)
        expect("without a terminal it says what helps", run.returncode == 1 and
               "--passphrase-file or --passphrase-fd gives it" in run.stderr, run.stderr)
    except authority.Failure as error:
        print(error)
        return 1
    finally:
        publisher.close()
    print("passphrases are typed and not shown")
    return 0


if __name__ == "__main__":
    sys.exit(main())
