"""Signs and checks credentials with the suite eddsa-rdfc-2022 (W3C Data Integrity EdDSA Cryptosuites 1.0)."""

import hashlib
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from clearspan.errors import BadRecord
from clearspan.privacy.keyring import Key
from clearspan.programmes.badges.credential import Document
from clearspan.programmes.badges.statements import canonical

BADGE_KEY = "badges"
"""Name of the key under which badges are signed."""

SUITE = "eddsa-rdfc-2022"
DID = "did:key:"

_ED25519 = b"\xed\x01"
"""Marks a public key of Ed25519 (multicodec)."""
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_SIGNATURE_BYTES = 64


def issuer_id(key: Key) -> str:
    """The name of an issuer, which is its public key (did:key): whoever has a badge can check it with nothing else."""
    return DID + _written(_ED25519 + _private(key).public_key().public_bytes_raw())


def signed(document: Document, key: Key, created: str) -> Document:
    """A credential with its proof, made at a time (ISO 8601 in UTC)."""
    issuer = issuer_id(key)
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": created,
        "verificationMethod": f"{issuer}#{issuer.removeprefix(DID)}",
        "proofPurpose": "assertionMethod",
    }
    value = _private(key).sign(_hashed(document, proof))
    return {**document, "proof": {**proof, "proofValue": _written(value)}}


def is_signed(document: Mapping[str, Any]) -> bool:
    """Whether a credential was signed by the issuer that it names, and nothing in it was changed since. Raises BadRecord where
    it has another shape."""
    if not isinstance(document, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance] it comes from outside
        raise BadRecord("is no badge", where="badge")
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    proof = document.get("proof")
    if not isinstance(proof, Mapping) or proof.get("cryptosuite") != SUITE or not isinstance(unsigned.get("issuer"), Mapping):
        raise BadRecord("has no issuer and proof of a kind that can be checked", where="badge")
    issuer, terms = str(unsigned["issuer"].get("id")), {name: value for name, value in proof.items() if name != "proofValue"}
    if (
        terms.get("verificationMethod") != f"{issuer}#{issuer.removeprefix(DID)}"
        or terms.get("proofPurpose") != "assertionMethod"
    ):
        return False
    public, value = _read(issuer.removeprefix(DID)), _read(str(proof.get("proofValue")))
    if not public.startswith(_ED25519) or len(value) != _SIGNATURE_BYTES:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public.removeprefix(_ED25519)).verify(value, _hashed(unsigned, terms))
    except (InvalidSignature, ValueError):
        return False
    return True


def _hashed(document: Mapping[str, Any], proof: Mapping[str, Any]) -> bytes:
    """What is signed: the hash of the proof's own facts, then that of the credential."""
    return b"".join(hashlib.sha256(canonical(each).encode()).digest() for each in (proof, document))


def _private(key: Key) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(key.secret)


def _written(value: bytes) -> str:
    """Bytes in base 58 with the mark of it (multibase)."""
    number, letters = int.from_bytes(value, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        letters = _BASE58[rest] + letters
    return "z" + "1" * (len(value) - len(value.lstrip(b"\0"))) + letters


def _read(text: str) -> bytes:
    """The bytes of such a text; none where it is not of this form."""
    if not text.startswith("z") or len(text) > 200 or any(letter not in _BASE58 for letter in text[1:]):
        return b""
    number = 0
    for letter in text[1:]:
        number = number * 58 + _BASE58.index(letter)
    zeros = len(text[1:]) - len(text[1:].lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")
