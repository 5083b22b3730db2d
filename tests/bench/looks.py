"""Live checks, in a world of our own on loopback. Prints what was reached, as one line of JSON:

crowd    500 checks at once, each of another site. The sites have pages of 200 KB, which come when
         all visitors have arrived, and handshakes that are open until then: how many checks were
         answered, and how many of them saw the page to its end; the memory of licitd at its peak.
one      one check, of which every call takes as long: how long it took, in calls.
"""

import asyncio
import json
import multiprocessing
import os
import re
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "world"), os.path.join(HERE, "..", "api")]
import daemon
import names

CHECKS, PAGE = 500, 200_000
VISITORS = 3
PATIENCE = 25  # seconds that the crowd is waited for, on a busy machine in vain
CALL = 1.0     # seconds that each call of the one check takes
SITE, MUTE, WHOIS = "198.51.100.1", "198.51.100.1", "198.51.100.2"


class Site:
    """A web server of one page, which comes when `release` is done."""

    def __init__(self, body, release):
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n"
        self.answer, self.release, self.arrived = head.encode() + body, release, 0

    async def serve(self, reader, writer):
        try:
            await reader.readuntil(b"\r\n\r\n")
            self.arrived += 1
            await self.release(self)
            writer.write(self.answer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # a visitor that had enough
        finally:
            writer.close()


async def listen(serve):
    server = await asyncio.start_server(serve, "127.0.0.1", 0, backlog=4096)
    return server.sockets[0].getsockname()[1]


async def crowd_world(pipe):
    all_here = asyncio.Event()
    asyncio.get_running_loop().call_later(PATIENCE, all_here.set)

    async def release(site):
        if site.arrived == VISITORS * CHECKS:
            all_here.set()
        await all_here.wait()

    async def mute(_, writer):
        await all_here.wait()
        writer.close()

    site = Site(b"<p>good day</p>" * (PAGE // 15), release)
    server = names.NameServer({(host, "A"): [SITE] for host in hosts()}, {})
    pipe.send([server.port, await listen(site.serve), await listen(mute), 1])
    await all_here.wait()
    pipe.send(site.arrived)
    await asyncio.sleep(3600)


async def one_world(pipe):
    """All that does not need another call's answer takes CALL seconds."""

    async def release(_):
        await asyncio.sleep(CALL)

    async def mute(_, writer):
        await asyncio.sleep(CALL)
        writer.close()

    async def whois(reader, writer):
        name = (await reader.readline()).strip()
        await asyncio.sleep(CALL)
        writer.write(b"Domain Name: " + name + b"\r\nCreation Date: 2015-02-21T00:00:00Z\r\n")
        writer.close()

    site = Site(b"good day", release)
    zone = {("one.shop", "A"): [SITE], ("warm.shop", "A"): [SITE], ("whois.test", "A"): [WHOIS]}
    server = names.NameServer(zone, {})
    pipe.send([server.port, await listen(site.serve), await listen(mute), await listen(whois)])
    await asyncio.sleep(3600)


def start_world(world):
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.Process(target=lambda: asyncio.run(world(theirs)), daemon=True)
    process.start()
    return process, ours


def hosts():
    return [f"h{n}.test" for n in range(CHECKS)]


def environment(ports, **more):
    server, site, mute, whois = ports
    return {"LICIT_ONLINE": "yes", "LICIT_LOOK_SECONDS": "60",
            "LICIT_NAME_SERVERS": f"127.0.0.1:{server}",
            "LICIT_TEST_ADDRESSES": f"{SITE}:80=127.0.0.1:{site} {MUTE}:443=127.0.0.1:{mute} "
                                    f"{WHOIS}:43=127.0.0.1:{whois}", **more}


async def ask(licitd, host):
    """The verdict, or None where no answer came."""
    body = json.dumps({"url": f"http://{host}/", "wait_ms": 30000})
    head = (f"POST /v1/check HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {licitd.token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n")
    try:
        reader, writer = await asyncio.open_connection(licitd.address, licitd.port)
        writer.write((head + body).encode())
        answer = await reader.read()
        writer.close()
    except ConnectionError:
        return None
    head, _, body = answer.partition(b"\r\n\r\n")
    return json.loads(body) if head.startswith(b"HTTP/1.1 200") else None


async def ask_all(licitd):
    return await asyncio.gather(*(ask(licitd, host) for host in hosts()))


def crowd():
    process, pipe = start_world(crowd_world)
    with daemon.Daemon(env=environment(pipe.recv())) as licitd:
        licitd.pair()
        started = time.monotonic()
        verdicts = asyncio.run(ask_all(licitd))
        seconds = time.monotonic() - started
        with open(f"/proc/{licitd.process.pid}/status", encoding="ascii") as file:
            peak = int(re.search(r"VmHWM:\s+(\d+)", file.read())[1]) / 1024
    arrived = pipe.recv()
    process.kill()
    answered = [verdict for verdict in verdicts if verdict]
    # That nothing is offered is said only of a page that was read to its end.
    seen = sum("page.no-offer" in [f["signal"] for f in verdict["findings"]] for verdict in answered)
    return {"answered": len(answered), "seen": seen, "visits": arrived, "mebibytes": peak, "seconds": seconds}


def make_lists(licitd):
    """The bundled lists, with a registry of this world."""
    source, lists = licitd.env["LICIT_LISTS_DIR"], os.path.join(licitd.folder, "lists")
    os.mkdir(lists)
    for name in os.listdir(source):
        if name not in ("rdap.json", "whois.csv"):
            os.symlink(os.path.join(source, name), os.path.join(lists, name))
    licitd.write("lists/rdap.json", '{"version": "1.0", "services": []}')
    licitd.write("lists/whois.csv", "zone,server,confidence,source\nshop,whois.test,confirmed,test\n")
    licitd.env["LICIT_LISTS_DIR"] = lists


def one():
    process, pipe = start_world(one_world)
    with daemon.Daemon(env=environment(pipe.recv()), before=make_lists) as licitd:
        licitd.pair()
        asyncio.run(ask(licitd, "warm.shop"))
        started = time.monotonic()
        verdict = asyncio.run(ask(licitd, "one.shop"))
        seconds = time.monotonic() - started
    process.kill()
    signals = [finding["signal"] for finding in verdict["findings"]]
    return {"calls": seconds / CALL, "coverage": verdict["coverage"], "registry": "domain.old" in signals}


if __name__ == "__main__":
    multiprocessing.set_start_method("fork")
    print(json.dumps({"crowd": crowd(), "one": one()}))
