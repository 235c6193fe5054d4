"""Certificates for tests: an authority of their own, and whom it vouches for."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID


@dataclass(frozen=True)
class Pen:
    """With what something is signed.

    Attributes:
        certificate: The file with the signer's certificate and that of the authority.
        key: The file with the key.
        authority: The file with the certificate of the authority alone.
    """

    certificate: Path
    key: Path
    authority: Path


def pen(folder: Path, *, days: int = 30, password: bytes = b"") -> Pen:
    """A certificate of somebody called Test Studio.

    Args:
        folder: Where its files are written.
        days: In how many days it runs out.
        password: What its key is locked with.
    """
    folder.mkdir(parents=True, exist_ok=True)
    root, own = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    authority = _certificate("Test authority", root, None, root, 60)
    signer = _certificate("Test Studio", own, authority, root, days)
    files = Pen(folder / "chain.pem", folder / "key.pem", folder / "authority.pem")
    files.certificate.write_bytes(_pem(signer) + _pem(authority))
    files.authority.write_bytes(_pem(authority))
    lock: Any = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
    kind = serialization.PrivateFormat.PKCS8
    files.key.write_bytes(own.private_bytes(serialization.Encoding.PEM, kind, lock))
    return files


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _certificate(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: x509.Certificate | None,
    signs: ec.EllipticCurvePrivateKey,
    days: int,
) -> x509.Certificate:
    now, root = datetime.now(UTC), issuer is None
    called = x509.Name(
        [x509.NameAttribute(NameOID.COMMON_NAME, name), x509.NameAttribute(NameOID.ORGANIZATION_NAME, name)]
    )
    built = (
        x509.CertificateBuilder()
        .subject_name(called)
        .issuer_name(issuer.subject if issuer else called)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=90))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.BasicConstraints(root, None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signs.public_key()), critical=False)
        .add_extension(
            x509.KeyUsage(
                digital_signature=not root, content_commitment=False, key_encipherment=False,
                data_encipherment=False, key_agreement=False, key_cert_sign=root, crl_sign=root,
                encipher_only=False, decipher_only=False,
            ),
            critical=True,
        )
    )  # fmt: skip
    if not root:
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
        built = built.add_extension(usage, critical=False)
    return built.sign(signs, hashes.SHA256())
