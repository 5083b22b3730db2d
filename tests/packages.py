"""The Python packages of the tests (tests/requirements.txt), which ./dev test installs."""

import glob
import importlib.util
import os
import sys

TOP = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")


def need(*modules):
    """Make them importable, or skip the test."""
    for folder in glob.glob(os.path.join(TOP, "build", "venv", "lib", "python3*", "site-packages")):
        if folder.endswith(f"python3.{sys.version_info.minor}/site-packages"):
            sys.path.insert(0, folder)
    for module in modules:
        if importlib.util.find_spec(module) is None:
            print(f"the Python package {module} is missing: ./dev test installs it")
            sys.exit(77)
