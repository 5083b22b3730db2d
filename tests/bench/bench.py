#!/usr/bin/env python3
"""Speed and memory, as ratios and sizes of one run on one machine.

Prints a row for each measure: what was reached, the bar, and whether it is met.
Never part of the tests: a busy machine must not fail them. Programs that are
compared take turns, and the median of the turns counts.
"""

import argparse
import concurrent.futures
import glob
import json
import os
import shutil
import statistics
import subprocess
import sys
import time

import names
import publishing
import servers
import typing_at_console
import wire

MILLION = 1_000_000


class Table:
    def __init__(self):
        self.missed = 0
        load, processors = os.getloadavg()[0], os.cpu_count()
        if load > processors / 4:
            print(f"load {load:.1f} on {processors} processors: ratios hold, seconds are too long\n")
        print(f"{'measure':<58} {'value':>16}  {'bar':<12}")

    def row(self, measure, value, text, bar, met):
        self.missed += not met
        print(f"{measure:<58} {text.format(value):>16}  {bar:<12} {'ok' if met else 'MISS'}", flush=True)

    def at_least(self, measure, value, bar, text="{:.2f} x"):
        self.row(measure, value, text, f">= {bar}", value >= bar)

    def at_most(self, measure, value, bar, text="{:.2f}"):
        self.row(measure, value, text, f"<= {bar}", value <= bar)

    @staticmethod
    def note(what):
        print(f"  {what}", flush=True)


class Licit:
    """The program and its data folders, one for each size of list."""

    def __init__(self, program, folder, lists):
        self.program = os.path.abspath(program)
        self.folder = folder
        self.env = {**os.environ, "LICIT_LISTS_DIR": lists}
        self.env.pop("LICIT_DATA_DIR", None)

    def data(self, size):
        return os.path.join(self.folder, f"data-{size}")

    def command(self, size, *words):
        return [self.program, words[0], "--data-dir", self.data(size), *words[1:]]

    def run(self, size, *words):
        return subprocess.run(
            self.command(size, *words), env=self.env, check=True, capture_output=True, text=True
        ).stdout

    def imported(self, size):
        """A data folder with a list of `size` names: what its import took."""
        shutil.rmtree(self.data(size), ignore_errors=True)
        self.run(size, "lists")
        source = names.list_file(self.folder, size)
        command = self.command(size, "lists", "import", "--list", "bench", "--kind", "illegal", source)
        return timed(command, self.env)

    def present(self, size):
        if not glob.glob(os.path.join(self.data(size), "listset-*.idx")):
            self.imported(size)

    def batch(self, size, urls, jobs):
        command = self.command(size, "batch", "--lists-only", "--jobs", str(jobs), urls)
        return timed(command, self.env)


def timed(command, env=None, stdin=subprocess.DEVNULL):
    """(seconds, seconds of processor, bytes of memory at most) of a program; its output
    is thrown away."""
    started = time.perf_counter()
    child = subprocess.Popen(
        command, env=env, stdin=stdin, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    message = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{' '.join(command)}: status {child.returncode}\n{message.decode()}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def in_turns(rounds, *measures):
    """The median of each measure; they take turns, so that a slow moment meets all."""
    seen = [[] for _ in measures]
    for _ in range(rounds):
        for results, measure in zip(seen, measures):
            results.append(measure())
    return [
        tuple(map(statistics.median, zip(*results)))
        if isinstance(results[0], tuple)
        else statistics.median(results)
        for results in seen
    ]


def bench_import(table, licit, args):
    seconds, processor, memory = licit.imported(MILLION)
    table.note(f"{processor:.2f} s of processor")
    table.at_most("import of 1 M entries, s", seconds, 10)
    table.at_most("  memory at most, MiB", memory / 2**20, 512, "{:.0f}")


def bench_batch(table, licit, args):
    urls = names.url_file(licit.folder, MILLION, MILLION)
    guard = servers.SquidGuard(licit.folder, names.list_file(licit.folder, MILLION))
    squid_urls = names.squid_file(licit.folder, MILLION, MILLION)

    def run_guard():
        with open(squid_urls, "rb") as file:
            return timed(guard.command, stdin=file)

    def run_one_each():
        """As many runs of one thread at once as there are threads."""
        with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
            runs = [pool.submit(licit.batch, MILLION, urls, 1) for _ in range(args.jobs)]
            return max(run.result()[0] for run in runs)

    one, both, squid, each = in_turns(
        args.rounds,
        lambda: licit.batch(MILLION, urls, 1),
        lambda: licit.batch(MILLION, urls, args.jobs),
        run_guard,
        run_one_each,
    )
    for name, (seconds, processor, _) in (("licit", one), ("squidGuard", squid)):
        rates = f"{MILLION / seconds:,.0f} URLs/s, {MILLION / processor:,.0f} a second of processor"
        table.note(f"{name}, one thread: {rates}")
    # Both are one thread that never waits: what the processor was busy for is the time
    # on a quiet machine, and the same on a loaded one.
    table.at_least("batch, 1 M entries, 1 M URLs, one thread / squidGuard", squid[1] / one[1], 10)
    table.note(
        f"{args.jobs} runs of one thread at once get {args.jobs * one[0] / each:.2f} x of one done: "
        "more than that no threads can"
    )
    table.at_least(f"  {args.jobs} threads / one thread", one[0] / both[0], 1.7)


def bench_open(table, licit, args):
    one_url = names.write_once(os.path.join(licit.folder, "one.txt"), [names.name(7) + "\n"])
    open_, trivial = in_turns(
        21,
        lambda: licit.batch(MILLION, one_url, 1),
        lambda: timed([licit.program, "--version"], licit.env),
    )
    for name, (seconds, processor, _) in (("a check", open_), ("one that opens nothing", trivial)):
        table.note(f"{name}: {seconds * 1e3:.1f} ms, {processor * 1e3:.1f} ms of processor")
    milliseconds = (open_[0] - trivial[0]) * 1e3
    table.at_most("open the index of 1 M entries in a new process, ms", milliseconds, 20)
    index = max(glob.glob(os.path.join(licit.data(MILLION), "listset-*.idx")), key=os.path.getmtime)
    table.at_most("  on disk, bytes an entry", os.path.getsize(index) / MILLION, 100, "{:.1f}")


def bench_growth(table, licit, args):
    small, large = 100_000, args.large
    for size in (small, large):
        licit.present(size)
    urls = [names.url_file(licit.folder, size, MILLION) for size in (small, large)]
    at_small, at_large = in_turns(
        args.rounds,
        lambda: licit.batch(small, urls[0], 1),
        lambda: licit.batch(large, urls[1], 1),
    )
    name = f"lookup at {large // MILLION} M entries / at 100 k"
    table.at_most(name, at_large[0] / at_small[0], 2, "{:.2f} x")


def bench_http(table, licit, args):
    with servers.Licitd(args.licitd, licit, MILLION) as daemon:
        url = f"/v1/check?url=https://{names.name(1 << 31)}/"
        body, headers = daemon.get(url)
        with servers.Nginx(licit.folder, body, headers) as nginx:
            for server, path in ((daemon, url), (nginx, "/")):
                server.load(path, 1)
            ours, theirs = in_turns(
                args.rounds,
                lambda: daemon.load(url, args.seconds),
                lambda: nginx.load("/", args.seconds),
            )
    table.note(f"licitd {ours:,.0f} requests/s, nginx {theirs:,.0f}, body of {len(body)} bytes")
    table.at_least("GET /v1/check, 32 connections / nginx return 200", ours / theirs, 0.8)


def bench_marks(table, licit, args):
    urls = "".join(names.url_of(number, MILLION) + "\n" for number in range(100))
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "marks.mjs")
    with servers.Licitd(args.licitd, licit, MILLION) as daemon:
        token = daemon.headers["Authorization"].removeprefix("Bearer ")
        words = [servers.program("node"), script, f"http://127.0.0.1:{daemon.port}", token, "200"]
        done = subprocess.run(words, input=urls, check=True, capture_output=True, text=True)
    table.at_most("search marks, 100 results in one call, ms", float(done.stdout), 20, "{:.1f}")


def bench_browser(table, licit, args):
    """Real browsers, with the extension as it is built and without it."""
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "browser.mjs")
    env = {**licit.env, "LICIT": licit.program, "LICITD": os.path.abspath(args.licitd)}
    turns = "60" if args.quick else "480"
    for name in ("chromium", "firefox"):
        words = [servers.program("node"), script, name, turns]
        # It says on the standard error what it is at, and ends by itself.
        done = subprocess.run(words, env=env, check=True, stdout=subprocess.PIPE, text=True)
        seen = json.loads(done.stdout)
        for page, what in (("unknown", "an unknown site"), ("noticed", "a site with a bar")):
            cost, noise = seen[page]["cost"], seen[page]["noise"]
            table.note(
                f"{what}, {cost['ms']:.0f} ms; the middle 95 %: {cost['from']:.3f} to {cost['to']:.3f} x; "
                f"without it twice: {noise['ratio']:.3f} ({noise['from']:.3f} to {noise['to']:.3f}) x"
            )
            if page == "unknown":
                table.at_most(f"{name}: a page of 2,000 nodes with / without", cost["ratio"], 1.02, "{:.3f} x")
            else:
                table.note(f"  of {what}: {cost['ratio']:.3f} x")
        if "badge" in seen:
            table.note(f"of 20 badges 19 come within {seen['badge']['most']:.0f} ms")
            table.at_most(f"{name}: from the commit to the badge, ms", seen["badge"]["median"], 30, "{:.1f}")
        table.note(f"{name}, the background being asleep: {seen['wake']:.0f} ms from the first byte to the badge")
        if "idle" in seen:
            share = 100 * seen["idle"]["ms"] / seen["idle"]["of"]
            table.note(f"{seen['idle']['ms']:.1f} ms of processor in {seen['idle']['of'] / 1000:.0f} s")
            table.at_most(f"{name}: the idle worker, % of a processor", share, 0.1, "{:.3f}")


def bench_console(table, licit, args):
    """Of the list that the others ask: its data folder gets a user."""
    with servers.Licitd(args.licitd, licit, MILLION) as daemon:
        first, rows = typing_at_console.measure(daemon, licit, MILLION, args.rounds + 2)
    table.note(f"the first search after a change, which reads the store: {first:.0f} ms")
    for spent, query, found in sorted(rows, reverse=True)[:3]:
        table.note(f"{query}: {found:,} found, {spent:.1f} ms")
    table.at_most("console: a search over a million entries, the slowest, ms", max(rows)[0], 50, "{:.1f}")


def bench_page(table, licit, args):
    words = [args.page_bench, licit.data("page"), os.path.abspath(args.lists)]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    for line in done.stdout.splitlines():
        name, *figures = line.split()
        ratio, check, gumbo = map(float, figures)
        table.note(f"{name}, 200 KB: {check:.1f} ms, parsed alone {gumbo:.1f} ms")
        table.at_most(f"a check with a page of {name} / gumbo alone", ratio, 1.5, "{:.2f} x")


def bench_keep(table, licit, args):
    """A list of a million that is kept: a search as one types, a proof, an audit."""
    words = [args.keep_bench, licit.data(MILLION), os.path.abspath(args.lists)]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    *questions, slowest = done.stdout.splitlines()
    table.note(f"{len(questions) - 1} questions, after {questions[0].split()[0]} ms for the first")
    table.at_most("search of 1 M entries, the slowest question, ms", float(slowest.split()[0]), 50, "{:.1f}")
    name = licit.run(MILLION, "lists", "find", "--list", "bench", "--json", "--offset", "500000", "--limit", "1")
    prove = licit.command(MILLION, "lists", "prove", "--list", "bench", json.loads(name)["name"])
    _, processor, _ = timed(prove, licit.env)
    table.at_most("a proof among 1 M leaves, s of processor", processor, 1)
    _, processor, memory = timed(licit.command(MILLION, "lists", "audit"), licit.env)
    table.at_most("an audit of 1 M leaves, s of processor", processor, 20, "{:.1f}")
    table.note(f"{memory / 2**20:.0f} MiB of memory at most")


def bench_looks(table, licit, args):
    """In a process of its own, with the programs that this one was given."""
    env = {**licit.env, "LICIT": licit.program, "LICITD": os.path.abspath(args.licitd)}
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "looks.py")
    done = subprocess.run([sys.executable, script], env=env, check=True, capture_output=True, text=True)
    seen = json.loads(done.stdout)
    crowd, one = seen["crowd"], seen["one"]
    table.note(f"{crowd['visits']} visits at once, all answered after {crowd['seconds']:.1f} s")
    table.at_least("500 live checks at once: answered", crowd["answered"], 500, "{:.0f}")
    table.at_least("  with the page seen to its end", crowd["seen"], 500, "{:.0f}")
    table.at_most("  memory of licitd at most, MiB", crowd["mebibytes"], 300, "{:.0f}")
    table.note(f"eight calls, coverage {one['coverage']:.2f}")
    table.at_most("one live check / its slowest call", one["calls"], 1.3, "{:.2f} x")


def bench_wire(table, _licit, _args):
    """A list of 100,000 entries as a feed, heads and bodies on the wire counted."""
    for kind in ("illegal", "register"):
        whole, changed = wire.measure(kind, 100_000)
        table.at_most(f"feed, {kind}: the whole list of 100,000, packed", whole / 1e6, 1, "{:.3f} MB")
        table.at_most(f"feed, {kind}: 100 changes of 100,000 on the wire", changed / 1e3, 30, "{:.1f} kB")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--licit", required=True, help="the program")
    parser.add_argument("--licitd", required=True, help="the daemon")
    parser.add_argument("--page-bench", required=True, help="tests/bench/bench_page.c, built")
    parser.add_argument("--keep-bench", required=True, help="tests/bench/bench_keep.c, built")
    parser.add_argument("--dir", required=True, help="where lists and data are made and kept")
    parser.add_argument("--lists", default="lists", help="the bundled lists")
    parser.add_argument("--quick", action="store_true", help="one round instead of five, 3 M instead of 10 M")
    parser.add_argument("--only", default="", help="import, batch, open, http, marks, browser, console, growth, page, keep, looks, wire or publish")
    args = parser.parse_args()
    args.rounds = 1 if args.quick else 5
    args.seconds = 3 if args.quick else 5
    args.large = (3 if args.quick else 10) * MILLION
    args.jobs = os.cpu_count()

    folder = os.path.abspath(args.dir)
    os.makedirs(folder, exist_ok=True)
    wire.authority.LICIT = os.path.abspath(args.licit)
    licit = Licit(args.licit, folder, os.path.abspath(args.lists))
    table = Table()
    if args.only not in ("", "import"):
        licit.present(MILLION)
    benches = (
        bench_import,
        bench_open,
        bench_batch,
        bench_http,
        bench_marks,
        bench_browser,
        bench_console,
        bench_growth,
        bench_page,
        bench_keep,
        bench_looks,
        bench_wire,
        publishing.bench_publish,
    )
    for bench in benches:
        if args.only in ("", bench.__name__.removeprefix("bench_")):
            bench(table, licit, args)
    return 1 if table.missed else 0


if __name__ == "__main__":
    sys.exit(main())
