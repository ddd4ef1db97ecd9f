"""A credential as canonical RDF statements: what is signed.

Only credentials of our own shape are read: every term is one of TERMS, and any other is refused, so that nothing can stand in a
credential that is not signed. The names are those that the contexts of the W3C and of 1EdTech give these terms; blank nodes get
their labels by RDFC-1.0 (W3C 2024), which for nodes that differ at first sight is the order of their hashes.
"""

import hashlib
import itertools
from collections.abc import Iterator, Mapping
from typing import Any

from clearspan.errors import BadRecord

_OB = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
_VC = "https://www.w3.org/2018/credentials#"
_SCHEMA = "https://schema.org/"
_SEC = "https://w3id.org/security#"
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"

TEXT, NODE, NAME = "", "node", "name"
"""Values that are text, that are nodes with facts of their own, and that are names (IRIs)."""
TIME = "^^<http://www.w3.org/2001/XMLSchema#dateTime>"
FLAG = "^^<https://www.w3.org/2001/XMLSchema#boolean>"
"""As the context of Open Badges 3.0.3 writes it."""
SUITE = f"^^<{_SEC}cryptosuiteString>"

TERMS: Mapping[str, tuple[str, str]] = {
    "name": (f"{_SCHEMA}name", TEXT),
    "description": (f"{_SCHEMA}description", TEXT),
    "issuer": (f"{_VC}issuer", NODE),
    "validFrom": (f"{_VC}validFrom", TIME),
    "validUntil": (f"{_VC}validUntil", TIME),
    "credentialSubject": (f"{_VC}credentialSubject", NODE),
    "evidence": (f"{_VC}evidence", NODE),
    "achievement": (f"{_OB}achievement", NODE),
    "identifier": (f"{_OB}identifier", NODE),
    "criteria": (f"{_OB}Criteria", NODE),
    "narrative": (f"{_OB}narrative", TEXT),
    "version": (f"{_OB}version", TEXT),
    "hashed": (f"{_OB}hashed", FLAG),
    "identityHash": (f"{_OB}identityHash", TEXT),
    "identityType": (f"{_OB}identityType", TEXT),
    "salt": (f"{_OB}salt", TEXT),
    "cryptosuite": (f"{_SEC}cryptosuite", SUITE),
    "created": ("http://purl.org/dc/terms/created", TIME),
    "proofPurpose": (f"{_SEC}proofPurpose", NAME),
    "verificationMethod": (f"{_SEC}verificationMethod", NAME),
}
TYPES = {
    "VerifiableCredential": f"{_VC}VerifiableCredential",
    "DataIntegrityProof": f"{_SEC}DataIntegrityProof",
    **{
        name: _OB + name
        for name in ("OpenBadgeCredential", "Profile", "AchievementSubject", "Achievement", "Evidence", "IdentityObject")
    },
}
PURPOSES = {"assertionMethod": f"{_SEC}assertionMethod"}

_ESCAPES = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_FORBIDDEN = frozenset('<>"{}|^`\\ ')

Statement = tuple[str, str, str]


def canonical(document: Mapping[str, Any]) -> str:
    """The statements of a document, one a line, in canonical order. Raises BadRecord for a document of another shape."""
    facts = {name: value for name, value in document.items() if name != "@context"}
    statements = _read(facts, itertools.count())[1]
    labels = _labels(statements)
    lines = {_line(tuple(labels.get(part, part) for part in statement)) for statement in statements}
    return "".join(sorted(lines))


def _read(node: Any, numbers: Iterator[int]) -> tuple[str, list[Statement]]:
    """The name of a node, and its statements with those of the nodes below."""
    if not isinstance(node, Mapping):
        raise _refused("a part that should have facts of its own")
    subject = _iri(node["id"]) if "id" in node else f"_:n{next(numbers)}"
    found: list[Statement] = []
    for term, value in node.items():
        if term == "id":
            continue
        for each in value if isinstance(value, list) else [value]:
            found += _statements(subject, term, each, numbers)
    return subject, found


def _statements(subject: str, term: str, value: Any, numbers: Iterator[int]) -> list[Statement]:
    if term == "type":
        if not isinstance(value, str) or value not in TYPES:
            raise _refused("a type that no badge has")
        return [(subject, _TYPE, f"<{TYPES[value]}>")]
    if term not in TERMS:
        raise _refused("a term that no badge has")
    predicate, kind = TERMS[term]
    if kind == NODE:
        inner, below = _read(value, numbers)
        return [(subject, f"<{predicate}>", inner), *below]
    if kind == NAME:
        return [(subject, f"<{predicate}>", _iri(PURPOSES.get(str(value), value)))]
    if kind == FLAG:
        if not isinstance(value, bool):
            raise _refused("a yes or no that is neither")
        value = "true" if value else "false"
    if not isinstance(value, str):
        raise _refused("a text that is none")
    return [(subject, f"<{predicate}>", f'"{_escaped(value)}"{kind}')]


def _labels(statements: list[Statement]) -> dict[str, str]:
    """The canonical label of each blank node. Raises BadRecord where two nodes do not differ at first sight."""
    blank = {part for statement in statements for part in (statement[0], statement[2]) if part.startswith("_:")}
    hashes = {node: _first_hash(node, statements) for node in blank}
    if len(set(hashes.values())) < len(hashes):
        raise _refused("two parts that say the same")
    return {node: f"_:c14n{place}" for place, node in enumerate(sorted(hashes, key=lambda node: hashes[node]))}


def _first_hash(node: str, statements: list[Statement]) -> str:
    """The hash of the statements that name a node, with itself as _:a and every other blank node as _:z (RDFC-1.0, section
    4.6)."""
    mine = [statement for statement in statements if node in (statement[0], statement[2])]
    lines = [
        _line(tuple("_:a" if part == node else "_:z" if part.startswith("_:") else part for part in statement))
        for statement in mine
    ]
    return hashlib.sha256("".join(sorted(lines)).encode()).hexdigest()


def _line(statement: tuple[str, ...]) -> str:
    return f"{' '.join(statement)} .\n"


def _iri(value: Any) -> str:
    if (
        not isinstance(value, str)
        or ":" not in value
        or any(letter in _FORBIDDEN or not "!" <= letter <= "~" for letter in value)
    ):
        raise _refused("a name that is none")
    return f"<{value}>"


def _escaped(text: str) -> str:
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise _refused("a text that is none")
    return "".join(
        _ESCAPES.get(letter) or (f"\\u{ord(letter):04X}" if ord(letter) < 32 or ord(letter) == 127 else letter) for letter in text
    )


def _refused(what: str) -> BadRecord:
    return BadRecord(f"holds {what}", where="badge", remedy="Only badges that Clearspan issued can be read here.")
