"""A root, and a certificate of it for 127.0.0.1. TLS looks at the real clock, not at LICIT_TIME."""

import datetime
import ipaddress
import os

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def build(name, issuer, public, signer, *extensions):
    now = datetime.datetime.now(datetime.timezone.utc)
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=2))
        .not_valid_after(now + datetime.timedelta(days=2))
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    return builder.sign(signer, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def make(folder):
    """The paths of a root, and of a server's chain and key in one file."""
    authority, own = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    roots, chain = (os.path.join(folder, name) for name in ("tls-root.pem", "tls-server.pem"))
    root = build("Root", "Root", authority.public_key(), authority,
                 (x509.BasicConstraints(ca=True, path_length=None), True))
    leaf = build("server", "Root", own.public_key(), authority, (
        x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False))
    key = own.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                            serialization.NoEncryption())
    for path, text in ((roots, root), (chain, leaf + key)):
        with open(path, "wb") as file:
            file.write(text)
    return roots, chain
