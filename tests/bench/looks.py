"""500 live checks at once: the peak memory of licitd (bar: 300 MB). `looks.py` prints it; the
sites are our own, on loopback, with pages of 200 KB that come when all 500 have asked, and
handshakes that are open until then.
"""

import json
import os
import re
import sys
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "world"), os.path.join(HERE, "..", "api")]
import daemon
import names
import sites

CHECKS, PAGE, BAR_MB = 500, 200_000, 300


def main():
    text = b"<p>good day</p>" * (PAGE // 15)
    crowd, release = threading.Semaphore(0), threading.Event()

    def held(request):
        crowd.release()
        release.wait(daemon.PATIENCE)
        sites.page(text)(request)

    hosts = [f"h{n}.test" for n in range(CHECKS)]
    web = sites.Sites({(host, "/"): held for host in hosts})
    mute = sites.Mute()
    server = names.NameServer({(host, "A"): ["198.51.100.1"] for host in hosts}, {})
    env = {"LICIT_ONLINE": "yes", "LICIT_LOOK_SECONDS": "60",
           "LICIT_NAME_SERVERS": f"127.0.0.1:{server.port}",
           "LICIT_TEST_ADDRESSES": f"198.51.100.1:80=127.0.0.1:{web.port} "
                                   f"198.51.100.1:443=127.0.0.1:{mute.port}"}
    with daemon.Daemon(env=env) as licitd:
        licitd.pair()
        statuses = []

        def ask(host):
            body = json.dumps({"url": f"http://{host}/", "wait_ms": 30000})
            statuses.append(licitd.call("POST", "/v1/check", body=body).status)

        threads = [threading.Thread(target=ask, args=(host,)) for host in hosts]
        for thread in threads:
            thread.start()
        arrived = 0
        while arrived < 3 * CHECKS and crowd.acquire(timeout=15):
            arrived += 1
        release.set()
        mute.close()
        for thread in threads:
            thread.join()
        with open(f"/proc/{licitd.process.pid}/status", encoding="ascii") as file:
            peak = int(re.search(r"VmHWM:\s+(\d+)", file.read())[1]) / 1024
    good = statuses.count(200)
    print(f"{good} of {CHECKS} answered, {arrived} visits at once, peak {peak:.0f} MB of {BAR_MB}")
    return 0 if peak <= BAR_MB and good == CHECKS else 1


sys.exit(main())
