"""Every C file is laid out by .clang-format."""

import os
import shutil
import subprocess
import sys

import house

if shutil.which("clang-format") is None:
    house.skip("clang-format is not installed")

sources = house.files(".c", ".h")
run = subprocess.run(
    ["clang-format", "--dry-run", "--Werror", *sources],
    cwd=house.ROOT,
    stderr=subprocess.PIPE,
    text=True,
    check=False,
)
wrong = sorted({line.split(":")[0] for line in run.stderr.split("\n") if ": error:" in line})
for path in wrong:
    print(f"{os.path.normpath(path)}: run clang-format -i on it")
print(f"format: {len(wrong)} of {len(sources)} files")
sys.exit(1 if run.returncode else 0)
