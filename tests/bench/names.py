"""Makes lists and URLs of any size for the bench, the same ones every time.

Names look like real ones (words, digits, a hyphen, a mix of endings), so that
hashing, suffix walks and compression meet nothing that is easier than life.
"""

import os

WORDS = (
    "apo apteka best blue care cheap chem direct drug east easy euro express farm fast first free "
    "fresh global good green health help home house kart king lab lek line local mart max med mega "
    "mini my net new north nova one onto open pack pharm pill plus point pro quick real rx safe sale "
    "san shop silver smart south star stop store sun super sure tab team top town trade true uni up "
    "vita web well west white wide wind world zen zone"
).split()
ENDINGS = "com com com com net org info biz shop online cz de co.uk pl com.br ru top xyz store".split()
PATHS = ("/", "/shop/item-%d", "/product/%d?ref=ad", "/index.php?id=%d", "/cs/kategorie/%d/")
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

# An odd multiplier walks through all of 2^32: no two numbers give the same name.
STEP = 2654435761
MASK = (1 << 32) - 1


def name(number):
    """The number-th name: unique for each number below 2^32."""
    mixed = (number * STEP + 12345) & MASK
    a, rest = mixed % len(WORDS), mixed // len(WORDS)
    b, rest = rest % len(WORDS), rest // len(WORDS)
    ending = ENDINGS[(mixed >> 7) % len(ENDINGS)]
    tail = ""
    while rest:
        tail += DIGITS[rest % 36]
        rest //= 36
    hyphen = "-" if mixed & 8 else ""
    return f"{WORDS[a]}{hyphen}{WORDS[b]}{tail}.{ending}"


def write_once(path, lines):
    if not os.path.exists(path):
        with open(path + ".part", "w", encoding="ascii") as file:
            file.writelines(lines)
        os.rename(path + ".part", path)
    return path


def list_file(folder, size):
    """`size` names, one a line."""
    path = os.path.join(folder, f"list-{size}.txt")
    return write_once(path, (name(i) + "\n" for i in range(size)))


def url_of(number, listed):
    """Every second URL is of a listed site; the others are of sites that no list names."""
    spread = (number * 48271) % 0x7FFFFFFF
    site = name(spread % listed if number % 2 else (1 << 31) + spread)
    path = PATHS[spread % len(PATHS)]
    host = "www." + site if spread & 16 else site
    return f"https://{host}{path % spread if '%d' in path else path}"


def url_file(folder, listed, size):
    path = os.path.join(folder, f"urls-{listed}-{size}.txt")
    return write_once(path, (url_of(i, listed) + "\n" for i in range(size)))


def squid_file(folder, listed, size):
    """The same URLs as a proxy hands them to its redirector."""
    path = os.path.join(folder, f"squid-{listed}-{size}.txt")
    return write_once(path, (url_of(i, listed) + " 127.0.0.1/- - GET\n" for i in range(size)))
