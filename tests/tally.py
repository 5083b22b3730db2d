#!/usr/bin/env python3
"""Adds up what the suites of ./dev left in a folder, and says what failed.

  tally.py FOLDER

For each suite NAME there is NAME.status (its exit status) and NAME.log, and
NAME.xml where ctest ran it. A test program that reports its own cases (cmocka,
unittest, TAP) counts as many as it says; any other counts as one. The last line
is "N passed, N failed, N skipped"; the exit status is 1 if any failed.
"""

import os
import re
import sys
import xml.etree.ElementTree as ElementTree

SHOWN_LINES = 60


class Total:
    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    def add(self, passed, failed, skipped):
        self.passed += passed
        self.failed += failed
        self.skipped += skipped


def numbers(pattern, output):
    return sum(int(n) for n in re.findall(pattern, output, re.MULTILINE))


def cases_in(output):
    """(passed, failed, skipped) that a program's output speaks of; None if it does not."""
    tap = re.search(r"^# tests \d+$", output, re.MULTILINE)
    if tap:
        failed = numbers(r"^# fail (\d+)$", output) + numbers(r"^# cancelled (\d+)$", output)
        skipped = numbers(r"^# skipped (\d+)$", output) + numbers(r"^# todo (\d+)$", output)
        return numbers(r"^# pass (\d+)$", output), failed, skipped
    if re.search(r"^\[=+\] ", output, re.MULTILINE):
        return tuple(
            numbers(rf"^\[ *{word} *\] (?:\w+: )?(\d+) test", output)
            for word in ("PASSED", "FAILED", "SKIPPED")
        )
    ran = numbers(r"^Ran (\d+) tests? in ", output)
    if ran:
        failed = numbers(r"^FAILED .*failures=(\d+)", output)
        failed += numbers(r"^FAILED .*errors=(\d+)", output)
        skipped = numbers(r"^(?:OK|FAILED) .*skipped=(\d+)", output)
        return ran - failed - skipped, failed, skipped
    plain = re.findall(r"^(?:\w+: )?(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$", output, re.MULTILINE)
    if plain:
        return tuple(int(n or 0) for n in plain[-1])
    ok = len(re.findall(r"^ok \d+", output, re.MULTILINE))
    bad = len(re.findall(r"^not ok \d+", output, re.MULTILINE))
    if ok + bad:
        skipped = len(re.findall(r"^ok \d+.* # SKIP", output, re.MULTILINE))
        return ok - skipped, bad, skipped
    return None


def last_line(output):
    lines = [line.strip() for line in output.split("\n") if line.strip()]
    return lines[-1] if lines else "no reason given"


def show(name, output):
    print(f"\n--- FAILED {name}")
    lines = output.rstrip().split("\n")
    if len(lines) > SHOWN_LINES:
        print(f"    … {len(lines) - SHOWN_LINES} lines before")
    print("\n".join(lines[-SHOWN_LINES:]))


def show_skips(name, output):
    reasons = re.findall(r"^\s*ok \d+ (.*# SKIP.*)$", output, re.MULTILINE)
    reasons += [f"{test}: {why}" for test, why in
                re.findall(r"^(test\S+ .*)\.\.\. skipped '(.*)'$", output, re.MULTILINE)]
    for reason in reasons:
        print(f"skipped {name}: {reason}")


def count(total, name, output, failed):
    cases = cases_in(output)
    if cases is None:
        cases = (0, 1, 0) if failed else (1, 0, 0)
    elif failed and cases[1] == 0:
        cases = (cases[0], 1, cases[2])
    total.add(*cases)
    if cases[2]:
        show_skips(name, output)
    if failed or cases[1]:
        show(name, output)
    return cases


def count_ctest(total, suite, path):
    for case in ElementTree.parse(path).getroot().iter("testcase"):
        name = f"{suite}: {case.get('name')}"
        output = case.findtext("system-out") or ""
        skipped = case.find("skipped")
        # ctest also calls a test that it could not even start a skipped one.
        if skipped is not None and skipped.get("message", "").startswith("SKIP_"):
            total.add(0, 0, 1)
            print(f"skipped {name}: {last_line(output)}")
        else:
            failed = case.get("status") != "run"
            count(total, name, output, failed)


def main(folder):
    total = Total()
    for entry in sorted(os.listdir(folder)):
        suite, ending = os.path.splitext(entry)
        if ending != ".status":
            continue
        with open(os.path.join(folder, entry), encoding="utf-8") as file:
            status = int(file.read())
        with open(os.path.join(folder, suite + ".log"), encoding="utf-8", errors="replace") as file:
            log = file.read()
        before = total.failed
        report = os.path.join(folder, suite + ".xml")
        if os.path.exists(report):
            count_ctest(total, suite, report)
            if status != 0 and total.failed == before:
                total.add(0, 1, 0)
                show(suite, log)
        else:
            count(total, suite, log, status != 0)
    print(f"\n{total.passed} passed, {total.failed} failed, {total.skipped} skipped")
    return 1 if total.failed or total.passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
