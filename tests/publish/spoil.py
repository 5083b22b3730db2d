"""One attack of attacks.rows, for a test that has a feed of its own: what a server shows then.

    spoil.py ATTACK LIST OTHER FIRST BEFORE LAST OUT

FIRST, BEFORE and LAST are copies of the published folder after three releases; ATTACK is done to
LAST, with LIST and OTHER as its lists, and the result written to OUT. Both ways to LIST are
spoiled: the whole of it, and its changes.
"""

import json
import os
import sys

import test_attacks
from authority import files_of
from test_attacks import ATTACKS, name_of


def save(folder, files):
    for name, data in files.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)


def main():
    attack, kept, other, first, before, last, out = sys.argv[1:]
    first, before, last = files_of(first), files_of(before), files_of(last)
    signed = json.loads(last[name_of(last, "targets")])["signed"]["targets"]
    files = dict(last)
    test_attacks.LIST, test_attacks.OTHER = f"{kept}/list", f"{other}/list"
    ATTACKS[attack](files, before, first)
    if attack in BODIES:
        for target in signed:
            if target.startswith(f"{kept}/changes-"):
                test_attacks.LIST = target
                ATTACKS[attack](files, before, first)
    save(out, files)


BODIES = {row[0] for row in test_attacks.rows() if row[2] == "download"}

if __name__ == "__main__":
    main()
