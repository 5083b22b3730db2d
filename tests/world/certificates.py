"""Certificates of the shops of the world, good and bad, made by the openssl program when the
test runs, for the day that the test has. The server's own name says which is shown.
"""

import os
import ssl
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "io", "certs"))
import make

LONG = ("20200101000000Z", "20300101000000Z")
ENDED = ("20250101000000Z", "20260101000000Z")
TO_COME = ("20261201000000Z", "20271201000000Z")
SIGN = "keyUsage=critical,keyCertSign,cRLSign"
COMPANY = ["CN=company.test", "O=Shop Pharmacy Ltd", "C=GB"]

# The name that is asked for, and what is particular about what is shown.
SHOPS = {
    "shop.test": {"san": "DNS:shop.test,DNS:*.shop.test", "policy": make.DOMAIN},
    "company.test": {"subject": COMPANY, "policy": make.ORGANIZATION},
    "expired.test": {"dates": ENDED},
    "early.test": {"dates": TO_COME},
    "self-signed.test": {"by": None},
    "other-name.test": {"san": "DNS:somebody.test,DNS:*.somebody.test"},
    "stranger.test": {"by": "stranger"},
    "gap.test": {"chain": ()},
    "weak.test": {"key": ("-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024")},
    "register.test": {},
    "register-forged.test": {"by": "stranger"},
    "rdap.test": {},
    "rdap-forged.test": {"by": "stranger"},
}


class Certificates:
    """roots: the file of what is trusted. context: for a server of all of them."""

    def __init__(self, folder):
        self.folder = os.path.join(folder, "certificates")
        os.mkdir(self.folder)
        maker = make.Maker(self.folder)
        authority = {"san": None, "dates": LONG, "ca": True, "extra": SIGN}
        maker.make("root", ["CN=Test Root", "O=Test Authority"], **authority)
        maker.make("between", ["CN=Test Between", "O=Test Authority"], by="root", **authority)
        maker.make("stranger", ["CN=Stranger", "O=Stranger"], **authority)
        self.roots = maker.path("root.pem")
        self.shops = {name: self.shop(maker, name, **how) for name, how in SHOPS.items()}
        self.context = self.shops["shop.test"]
        self.context.sni_callback = self.choose

    def shop(self, maker, name, subject=None, by="between", chain=None, **how):
        maker.make(name, subject or [f"CN={name}"], by=by, **{"san": f"DNS:{name}", **how})
        if chain is None:
            chain = () if by is None else (by,)
        with open(maker.path(name + ".chain"), "w", encoding="ascii") as file:
            file.write(maker.text(name, *chain))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.set_ciphers("DEFAULT@SECLEVEL=0")
        context.load_cert_chain(maker.path(name + ".chain"), maker.path(name + ".key"))
        return context

    def choose(self, connection, name, _):
        connection.context = self.shops.get(name, self.context)
