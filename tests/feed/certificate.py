"""A root, and a certificate of it for 127.0.0.1. TLS looks at the real clock, not at LICIT_TIME."""

import datetime
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "io", "certs"))
import make as certs  # noqa: E402


def make(folder):
    """The paths of a root, and of a server's chain and key in one file."""
    now = datetime.datetime.now(datetime.timezone.utc)
    dates = [(now + datetime.timedelta(days=days)).strftime("%Y%m%d%H%M%SZ") for days in (-2, 2)]
    folder = os.path.join(folder, "tls")
    os.mkdir(folder)
    maker = certs.Maker(folder)
    maker.make("root", ["CN=Root"], san=None, dates=dates, ca=True, extra="keyUsage=critical,keyCertSign")
    maker.make("server", ["CN=server"], by="root", san="IP:127.0.0.1", dates=dates)
    with open(maker.path("server.key"), encoding="ascii") as file:
        key = file.read()
    chain = maker.path("chain.pem")
    with open(chain, "w", encoding="ascii") as file:
        file.write(maker.text("server") + key)
    return maker.path("root.pem"), chain
