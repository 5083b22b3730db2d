"""Comparisons, for test_*.py here: each that fails is told, and none keeps the others from being
made."""

failures = []


def check(what, got, expected):
    if got != expected:
        failures.append(what)
        print(f"{what}: {got!r} instead of {expected!r}")
