"""licitd looks at a site once, however many ask: the second asker waits for the run of the
first, and as long as it likes itself. Stopping licitd answers those who wait.
"""

import json
import os
import sys
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "api")]
import daemon
import names
import sites

failures = []


def expect(what, holds, seen=""):
    if not holds:
        failures.append(what)
        print(f"{what}: {seen}")


def ask(server, wait_ms, answers):
    body = json.dumps({"url": "http://held.test/", "wait_ms": wait_ms})
    answers.append(server.call("POST", "/v1/check", body=body))


def main():
    release = threading.Event()

    def held(request):
        release.wait(daemon.PATIENCE)
        sites.page("at last")(request)

    web = sites.Sites({("held.test", "/"): held})
    server = names.NameServer({("held.test", "A"): ["198.51.100.1"]}, {})
    env = {"LICIT_ONLINE": "yes", "LICIT_LOOK_SECONDS": "60",
           "LICIT_NAME_SERVERS": f"127.0.0.1:{server.port}",
           "LICIT_TEST_ADDRESSES": f"198.51.100.1:80=127.0.0.1:{web.port}"}
    visits = lambda: web.asked.get(("held.test", "/"), [])
    with daemon.Daemon(env=env) as licitd:
        licitd.pair()
        answers = []
        first = threading.Thread(target=ask, args=(licitd, 30000, answers))
        first.start()
        daemon.until("three visitors", lambda: len(visits()) == 3)
        expect("agents", len({agent for agent, _ in visits()}) == 2, visits())
        expect("one comes from a search", sum(bool(r) for _, r in visits()) == 1, visits())
        second = []
        ask(licitd, 200, second)
        expect("the second is answered in its own time", second[0].status == 200, second)
        expect("while the first still waits", not answers)
        expect("without a visit of its own", len(visits()) == 3, visits())
        release.set()
        first.join()
        expect("the first is answered", answers[0].status == 200, answers)
        expect("one run for both", len(visits()) == 3, visits())
        release.clear()
        last = threading.Thread(target=ask, args=(licitd, 30000, answers))
        last.start()
        daemon.until("three more visitors", lambda: len(visits()) == 6)
        status = licitd.end()
        expect("licitd ends well", status == 0, status)
        last.join()
        expect("who waits is answered when licitd stops", answers[1].status == 200, answers)
        release.set()
    print(f"share: {len(failures)} failures")
    return 1 if failures else 0


sys.exit(main())
