"""Makes the certificates of this folder and the corpus of fuzz_cert anew, with the
openssl program. The keys are thrown away, so each run gives other certificates
that say the same."""

import os
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
CORPUS = os.path.join(HERE, "..", "..", "fuzz", "corpus", "cert")
FROM, TO = "20260101000000Z", "20270101000000Z"
DOMAIN, ORGANIZATION, INDIVIDUAL, EXTENDED = (
    "2.23.140.1.2.1", "2.23.140.1.2.2", "2.23.140.1.2.3", "2.23.140.1.1")
NAMES = "DNS:shop.example,DNS:*.shop.example"


def tlv(tag, content):
    size = len(content)
    length = bytes([size]) if size < 128 else bytes([0x82, size >> 8, size & 255])
    return bytes([tag]) + length + content


def names(*raw):
    """A subjectAltName of any bytes."""
    return "DER:" + tlv(0x30, b"".join(tlv(0x82, name) for name in raw)).hex(":")


class Maker:
    def __init__(self, folder):
        self.folder = folder
        self.number = 0

    def path(self, name):
        return os.path.join(self.folder, name)

    def run(self, *words):
        subprocess.run(["openssl", *words], check=True, capture_output=True, cwd=self.folder)

    def key(self, name, *how):
        self.run("genpkey", "-out", self.path(name + ".key"),
                 *(how or ("-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256")))

    def make(self, name, subject, by=None, san=NAMES, policy=None, dates=(FROM, TO), digest="sha256",
             key=(), ca=False, extra="", strings="utf8only"):
        self.number += 1
        self.key(name, *key)
        lines = [
            "[req]", "distinguished_name=dn", "prompt=no", f"string_mask={strings}", "utf8=yes", "[dn]",
            *subject, "[ext]", f"basicConstraints=critical,CA:{'TRUE' if ca else 'FALSE'}",
            "subjectKeyIdentifier=hash", extra,
            *([f"subjectAltName={san}"] if san else []),
            *([f"certificatePolicies={policy}"] if policy else []),
            "[ca]", "default_ca=c", "[c]", "database=index", "serial=serial", "new_certs_dir=.",
            "policy=p", "email_in_dn=no", "rand_serial=yes", "unique_subject=no", "preserve=yes",
            "[p]", "commonName=optional", "organizationName=optional", "countryName=optional",
        ]
        with open(self.path("conf"), "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
        open(self.path("index"), "w", encoding="ascii").close()
        self.run("req", "-new", "-config", "conf", "-key", f"{name}.key", "-out", "csr", f"-{digest}")
        signer = ("-selfsign", "-keyfile", f"{name}.key") if by is None else (
            "-cert", f"{by}.pem", "-keyfile", f"{by}.key")
        self.run("ca", "-batch", "-config", "conf", "-in", "csr", "-out", f"{name}.pem", "-notext",
                 "-startdate", dates[0], "-enddate", dates[1], "-md", digest, "-extensions", "ext",
                 *signer)

    def text(self, *parts):
        return "".join(open(self.path(p + ".pem"), encoding="ascii").read() for p in parts)

    def keep(self, name, *parts):
        with open(os.path.join(HERE, name + ".pem"), "w", encoding="ascii") as file:
            file.write(self.text(*(parts or (name,))))

    def der(self, *parts):
        """The chain as fuzz_cert reads it: two bytes of length before each."""
        out = b""
        for part in parts:
            self.run("x509", "-in", f"{part}.pem", "-outform", "DER", "-out", "der")
            data = open(self.path("der"), "rb").read()
            out += len(data).to_bytes(2, "big") + data
        return out


def leaves(m):
    dv = ["CN=shop.example"]
    company = ["CN=shop.example", "O=Shop Pharmacy Ltd", "C=GB"]
    rsa = ("-algorithm", "RSA", "-pkeyopt")
    for name, subject, options in (
        ("domain", dv, {"policy": DOMAIN}),
        ("organization", company, {"policy": ORGANIZATION}),
        ("individual", company, {"policy": INDIVIDUAL}),
        ("extended", company, {"policy": EXTENDED}),
        ("no-policy", company, {}),
        ("common-name-alone", dv, {"san": None}),
        ("self-signed", dv, {"by": None}),
        ("small-key", dv, {"key": (*rsa, "rsa_keygen_bits:1024")}),
        ("old-digest", dv, {"by": "sha1"}),
        ("address", dv, {"san": "IP:192.0.2.7,IP:2001:db8::7"}),
        ("star-of-all", dv, {"san": "DNS:*.example,DNS:*"}),
        ("star-inside", dv, {"san": "DNS:s*.shop.example,DNS:a.*.shop.example"}),
        ("nul-in-name", dv, {"san": names(b"shop.example\0.evil.example", b"ok.example")}),
        ("odd-name", dv, {"san": names(b"sh\xc3\xb6p.example", b"", b"a b.example", b"ok.example")}),
        ("no-names", dv, {"san": "DER:30:05:82:7f:61:62:63"}),
        ("many-names", dv, {"san": ",".join(f"DNS:a{i}.example" for i in range(300))}),
        ("latin-1", ["CN=shop.example", "O=Apotheke M\u00fcller"], {"strings": "MASK:0x4"}),
        ("utf-16", ["CN=shop.example", "O=\u041b\u0435\u043a\u0430\u0440\u0441\u0442\u0432\u0430"],
         {"strings": "MASK:0x800"}),
        ("turned-text", ["CN=shop.example", "O=Shop\u202eecnereffid\u200b Ltd"], {}),
    ):
        m.make(name, subject, **{"by": "between", **options})
        yield name


def main():
    with tempfile.TemporaryDirectory() as folder:
        m = Maker(folder)
        old = ("20200101000000Z", "20300101000000Z")
        sign = "keyUsage=critical,keyCertSign,cRLSign"
        authority = {"san": None, "dates": old, "ca": True, "extra": sign}
        m.make("root", ["CN=Test Root", "O=Test Authority"], **authority)
        m.make("between", ["CN=Test Between", "O=Test Authority"], by="root", **authority)
        m.make("sha1", ["CN=Test SHA-1", "O=Test Authority"], by="root", digest="sha1", **authority)
        m.make("ended", ["CN=Test Ended", "O=Test Authority"], by="root",
               **{**authority, "dates": ("20200101000000Z", "20260601000000Z")})
        m.make("other", ["CN=Other Root"], **authority)
        m.keep("root")
        made = list(leaves(m))
        for name in made:
            m.keep(name, name, *({"self-signed": [], "old-digest": ["sha1"]}.get(name, ["between"])))
        m.make("above-ended", ["CN=shop.example"], by="ended")
        m.keep("above-ended", "above-ended", "ended")
        m.make("of-other", ["CN=shop.example"], by="other")
        m.keep("of-other", "of-other", "other")
        m.keep("incomplete", "domain")
        m.keep("ca-as-leaf", "between")
        os.makedirs(CORPUS, exist_ok=True)
        for name in made:
            with open(os.path.join(CORPUS, name), "wb") as file:
                file.write(m.der(name, "between") if name != "self-signed" else m.der(name))
        with open(os.path.join(CORPUS, "pem"), "w", encoding="ascii") as file:
            file.write(m.text("domain", "between"))


if __name__ == "__main__":
    main()
