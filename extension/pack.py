#!/usr/bin/env python3
"""Packs a folder as the stores take it: pack.py FOLDER FILE.zip

The same files give the same bytes, on every machine and every day: sorted names, one date,
one mode, and no compression, which differs from zlib to zlib. Stores compress by themselves.

Of the manifest the "key" is left out, which gives an unpacked extension its id in Chromium:
stores sign with a key of their own, and refuse one (docs/NATIVE.md).
"""

import json
import os
import sys
import zipfile

DATE = (1980, 1, 1, 0, 0, 0)


def names(folder):
    for top, _, files in os.walk(folder):
        for name in files:
            yield os.path.relpath(os.path.join(top, name), folder).replace(os.sep, "/")


def content(folder, name):
    with open(os.path.join(folder, name), "rb") as file:
        data = file.read()
    manifest = json.loads(data) if name == "manifest.json" else {}
    if "key" not in manifest:
        return data
    del manifest["key"]
    return json.dumps(manifest, indent=2, ensure_ascii=False).encode() + b"\n"


def pack(folder, target):
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as out:
        for name in sorted(names(folder)):
            info = zipfile.ZipInfo(name, DATE)
            info.create_system = 3
            info.external_attr = 0o100644 << 16
            out.writestr(info, content(folder, name))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    pack(*sys.argv[1:])
