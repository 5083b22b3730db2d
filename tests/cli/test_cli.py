"""Runs the cases of cases.* (cases.py says how they are written)."""

import glob
import os
import sys
from concurrent.futures import ThreadPoolExecutor

import cases

paths = sorted(glob.glob(os.path.join(cases.HERE, "cases.*")))
every = [case for path in paths if not path.endswith(".py") for case in cases.read(path)]
if len(sys.argv) > 1:
    every = [case for case in every if sys.argv[1] in case.place + " " + case.name]
with ThreadPoolExecutor(os.cpu_count()) as pool:
    results = list(pool.map(cases.run_case, every))
for found in results:
    for line in found:
        print(line)
failed = sum(1 for found in results if found)
print(f"cli: {len(every)} cases, {failed} failed")
sys.exit(1 if failed or not every else 0)
