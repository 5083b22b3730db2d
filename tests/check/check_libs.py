"""Each third-party library is included by one file for each purpose."""

import re

import house

# Header of the library -> the files that may know it.
OWNERS = {
    r"microhttpd\.h": {"daemon/api/server.c"},
    r"curl/.*": {"daemon/io/fetch.c", "daemon/io/web.c"},
    r"ares.*\.h": {"daemon/io/dns.c"},
    r"openssl/.*": {
        "daemon/io/cert.c", "daemon/io/tls.c", "daemon/io/sign.c", "daemon/io/digest.c",
        "daemon/io/password.c",
    },
    r"sqlite3.*": {"daemon/io/db.c"},
    r"libpsl\.h": {"daemon/model/site.c"},
    r"unicode/.*": {"daemon/model/idn.c", "daemon/model/charset.c", "daemon/model/zone.c"},
    r"gumbo\.h": {"daemon/model/markup.c"},
    r"(hs|ch)(/.*|\.h)": {"daemon/data/pattern.c"},
    r"zstd\.h": {"daemon/data/pack.c"},
    r"jansson\.h": {"daemon/base/json.c"},
    r"cmocka\.h": set(),
}

# What the C library and the kernel bring; all else in angles must stand above.
SYSTEM = re.compile(
    r"(sys|net|netinet|arpa|linux)/\w+\.h|"
    r"(assert|ctype|dirent|errno|fcntl|float|getopt|inttypes|libgen|limits|locale|malloc|math|netdb|poll|"
    r"pthread|pwd|sched|setjmp|signal|stdarg|stdatomic|stdbool|stddef|stdint|stdio|stdlib|string|"
    r"strings|syslog|termios|threads|time|unistd|wchar)\.h"
)

rule = house.Rule("libs")

for path in house.files(".c", ".h", under=("daemon",)):
    for line, quote, name in house.includes(path):
        if quote != "<" or SYSTEM.fullmatch(name):
            continue
        owners = [files for pattern, files in OWNERS.items() if re.fullmatch(pattern, name)]
        if not owners:
            rule.breach(path, line, f"<{name}> is of no library that we use")
        elif path not in owners[0] and not rule.allows(f"{path}:{name}"):
            belongs = ", ".join(sorted(owners[0])) or "tests/"
            rule.breach(path, line, f"<{name}> belongs to {belongs}")

rule.end()
