#!/usr/bin/env python3
"""Packs a folder as the stores take it: pack.py FOLDER FILE.zip

The same files give the same bytes, on every machine and every day: sorted names, one date,
one mode, and no compression, which differs from zlib to zlib. Stores compress by themselves.
"""

import os
import sys
import zipfile

DATE = (1980, 1, 1, 0, 0, 0)


def names(folder):
    for top, _, files in os.walk(folder):
        for name in files:
            yield os.path.relpath(os.path.join(top, name), folder).replace(os.sep, "/")


def pack(folder, target):
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as out:
        for name in sorted(names(folder)):
            info = zipfile.ZipInfo(name, DATE)
            info.create_system = 3
            info.external_attr = 0o100644 << 16
            with open(os.path.join(folder, name), "rb") as file:
                out.writestr(info, file.read())


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    pack(*sys.argv[1:])
