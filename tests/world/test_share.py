"""licitd looks at a site once, however many ask: the second asker waits for the run of the
first, and as long as it likes itself; who asks soon after is told what was seen then, unless it
wants it seen anew. Pages of one host share what is the host's. Stopping licitd answers those who
wait.
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


def ask(server, wait_ms, answers, path="/", headers=None):
    body = json.dumps({"url": f"http://held.test{path}", "wait_ms": wait_ms})
    answers.append(server.call("POST", "/v1/check", body=body, headers=headers))


def share():
    release = threading.Event()

    def held(request):
        release.wait(daemon.PATIENCE)
        sites.page("at last")(request)

    web = sites.Sites({("held.test", "/"): held, ("held.test", "/next"): sites.page("next")})
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
        asked = dict(server.asked)
        ask(licitd, 30000, answers)
        expect("who asks soon after is answered", answers[1].json() == answers[0].json(), answers)
        expect("from memory", len(visits()) == 3, visits())
        ask(licitd, 30000, answers, "/next")
        expect("another page is looked at", len(web.asked[("held.test", "/next")]) == 3, web.asked)
        expect("and what the site is about", len(visits()) == 4, visits())
        expect("of the same host", server.asked[("held.test", "MX")] == asked[("held.test", "MX")],
               server.asked)
        release.clear()
        last = threading.Thread(target=ask, args=(licitd, 30000, answers, "/", {"Cache-Control": "max-age=0, No-Cache"}))
        last.start()
        daemon.until("three more visitors", lambda: len(visits()) == 7)
        status = licitd.end()
        expect("licitd ends well", status == 0, status)
        last.join()
        expect("who waits is answered when licitd stops", answers[3].status == 200, answers)
        release.set()


def queue():
    """With few files, few sites are looked at at once; the others wait for their turn."""
    hosts, release = [f"h{n}.crowd.test" for n in range(20)], threading.Event()

    def held(request):
        release.wait(daemon.PATIENCE)
        sites.page("at last")(request)

    web = sites.Sites({(host, "/"): held for host in hosts})
    server = names.NameServer({(host, "A"): ["198.51.100.1"] for host in hosts}, {})
    env = {"LICIT_ONLINE": "yes", "LICIT_LOOK_SECONDS": "60",
           "LICIT_NAME_SERVERS": f"127.0.0.1:{server.port}",
           "LICIT_TEST_ADDRESSES": f"198.51.100.1:80=127.0.0.1:{web.port} 198.51.100.1:443=127.0.0.1:1"}
    with daemon.Daemon(env=env, files=(128, 128)) as licitd:
        licitd.pair()
        answers = []

        def ask_for(host, wait_ms):
            body = json.dumps({"url": f"http://{host}/", "wait_ms": wait_ms})
            answers.append(licitd.call("POST", "/v1/check", body=body))

        threads = [threading.Thread(target=ask_for, args=(host, 30000)) for host in hosts]
        for thread in threads:
            thread.start()
        daemon.until("eight sites to be looked at", lambda: len(web.asked) == 8)
        impatient = []
        body = json.dumps({"url": "http://late.crowd.test/", "wait_ms": 100})
        impatient.append(licitd.call("POST", "/v1/check", body=body).status)
        expect("who does not wait for its turn is answered", impatient == [200], impatient)
        expect("eight at a time", len(web.asked) == 8, web.asked)
        release.set()
        for thread in threads:
            thread.join()
        expect("all are answered", [answer.status for answer in answers] == [200] * 20, answers)
        expect("and looked at", len(web.asked) == 20, web.asked)
        expect("but for the one that did not wait", ("late.crowd.test", "A") not in server.asked, server.asked)


class HeldNames(names.NameServer):
    """Answers over UDP when it is told to; `questions` are those that came, each once."""

    def __init__(self, zone):
        self.questions, self.held, self.free = set(), [], False
        super().__init__(zone, {})

    def serve_udp(self):
        while True:
            query, peer = self.udp.recvfrom(4096)
            with self.lock:
                self.questions.add(query[12:])
                self.held.append((query, peer))
                free = self.free
            if free:
                self.answer_held()

    def answer_held(self):
        with self.lock:
            held, self.held, self.free = self.held, [], True
        for query, peer in held:
            self.udp.sendto(self.answer(query, False), peer)


def questions():
    """No more than 100 questions are on their way to the name server; the others wait."""
    hosts = [f"h{n}.crowd.test" for n in range(80)]
    server = HeldNames({(host, "A"): ["198.51.100.1"] for host in hosts})
    env = {"LICIT_ONLINE": "yes", "LICIT_LOOK_SECONDS": "60", "LICIT_NAME_SERVERS": f"127.0.0.1:{server.port}",
           "LICIT_TEST_ADDRESSES": "198.51.100.1:80=127.0.0.1:1 198.51.100.1:443=127.0.0.1:1"}
    with daemon.Daemon(env=env) as licitd:
        licitd.pair()
        answers = []

        def ask_for(host):
            body = json.dumps({"url": f"http://{host}/", "wait_ms": 30000})
            answers.append(licitd.call("POST", "/v1/check", body=body).json())

        threads = [threading.Thread(target=ask_for, args=(host,)) for host in hosts]
        for thread in threads:
            thread.start()
        daemon.until("a hundred questions", lambda: len(server.questions) >= 100)
        expect("a hundred at a time", len(server.questions) == 100, len(server.questions))
        server.answer_held()
        for thread in threads:
            thread.join()
        # Lists, name and name servers: nobody answers on the web.
        expect("all get their answers", {answer["coverage"] for answer in answers} == {0.4}, answers)


def main():
    share()
    queue()
    questions()
    print(f"share: {len(failures)} failures")
    return 1 if failures else 0


sys.exit(main())
