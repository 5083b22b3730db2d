"""Somebody types into the console's search: how long licitd takes to answer each letter.

Wall clock at the other end of the connection, the page as a browser gets it; the best of some rounds, for on a busy
machine the rest is other programs'.
"""

import http.client
import re
import time
import urllib.parse

WORDS = ["", "p", "ph", "pha", "phar", "pharm", "a", "e", "pill", "lek", "x7q", "not there at all", "shop",
         "q=a&tld=cz", "q=med&state=in-force&tld=shop", "q=a&page=20000", "q=&country=CZ&page=3"]


def sign_in(daemon, licit, size):
    if "bench" not in licit.run(size, "users"):
        licit.run(size, "users", "add", "bench", "--role", "reader", "--no-password")
    code = licit.run(size, "pair", "--console", "bench").strip()
    origin = f"http://127.0.0.1:{daemon.port}"
    connection = http.client.HTTPConnection("127.0.0.1", daemon.port)
    connection.request("POST", "/console/sign-in", urllib.parse.urlencode({"code": code}),
                       {"Origin": origin, "Content-Type": "application/x-www-form-urlencoded"})
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 303, answer.status
    return re.match(r"[^;]*", answer.headers["Set-Cookie"])[0]


def measure(daemon, licit, size, rounds=5):
    """(milliseconds, query, entries found) of each question, and how long the first one took."""
    headers = {"Cookie": sign_in(daemon, licit, size), "Sec-Fetch-Site": "same-origin"}
    connection = http.client.HTTPConnection("127.0.0.1", daemon.port)

    def ask(query):
        started = time.perf_counter()
        connection.request("GET", "/console/entries?" + query, headers=headers)
        answer = connection.getresponse()
        page = answer.read().decode()
        spent = 1000 * (time.perf_counter() - started)
        assert answer.status == 200, answer.status
        return spent, int(re.search(r'id="count"[^>]*>([\d,]+)', page)[1].replace(",", ""))

    first, _ = ask("q=x")
    rows = []
    for word in WORDS:
        query = word if "=" in word else "q=" + urllib.parse.quote(word)
        times = [ask(query) for _ in range(rounds)]
        rows.append((min(spent for spent, _ in times), query, times[0][1]))
    return first, rows
