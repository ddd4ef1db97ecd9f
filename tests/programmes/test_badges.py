"""Badges: never from a test alone, signed as an independent program confirms, and refused when changed, ended or another's."""

import copy
import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from clearspan.errors import BadRecord
from clearspan.privacy.keyring import key_of
from clearspan.programmes.badges.award import Evidence, ObservedChange, decide
from clearspan.programmes.badges.credential import Achievement, credential, is_holder
from clearspan.programmes.badges.signature import is_signed, issuer_id, signed
from clearspan.programmes.badges.statements import canonical
from clearspan.programmes.badges.verification import NEEDED, verify
from clearspan.skills.framework.expectation import expectation_of
from clearspan.skills.framework.framework_file import framework
from clearspan.skills.interval import Estimate
from clearspan.skills.judgment.judgment import Verdict
from clearspan.skills.profile import LayerScore, Profile

KEY = key_of(bytes(range(32)))
GOLDEN: dict[str, Any] = json.loads((Path(__file__).parent / "badge.json").read_text(encoding="utf-8"))
"""Signed here; @digitalbazaar/vc 7 with eddsa-rdfc-2022-cryptosuite 1.3 and the published contexts found it verified."""
STATEMENTS = "01ecade4f48030e501cb23a67f826a9a1a1f093b309603b75d2d96893573e8eb"
"""SHA-256 of its canonical statements without the proof, as jsonld.js writes them (RDFC-1.0) from the published contexts."""
DAY = 20_800

EXPECTED = replace(expectation_of(framework(), "sales", "professional"), owner=5, signed_day=20_000)
CHANGE = ObservedChange(weeks_before=2, weeks_now=10, redesigned=False)


def _score(layer: str, level: int | None, lowest: int | None = None) -> LayerScore:
    return LayerScore(layer, Estimate(1, 0, 2, 48), lowest or level, level, level, "" if level else "Nothing yet.")


ABLE = Profile(_score("fluency", 3), _score("judgment", 3), _score("redesign", 3), Verdict.TELLS_APART)


def test_a_badge_needs_all_three_layers_a_change_and_an_owner_and_a_test_alone_never_earns_it() -> None:
    award = decide(ABLE, EXPECTED, CHANGE)
    assert award.earned and {each.name for each in award.evidence} == NEEDED
    assert "10 of 12 weeks; before, 2" in award.evidence[-1].words and not any(
        letter.isdigit() for letter in award.evidence[0].words
    )
    bar = {"fluency": 3, "judgment": 3, "redesign": 2}
    for layer, expected in bar.items():
        short = (_score(layer, None), _score(layer, expected - 1), _score(layer, expected + 1, expected - 2 or 1))
        for worse in short[: 2 if expected == 2 else 3]:
            assert len(decide(replace(ABLE, **{layer: worse}), EXPECTED, CHANGE).missing) == 1, (layer, worse)
    quiz = Profile(_score("fluency", 4), _score("judgment", None), _score("redesign", None), Verdict.TOO_FEW)
    assert not decide(quiz, EXPECTED, None).earned and decide(quiz, EXPECTED, None).evidence == ()
    assert not decide(ABLE, EXPECTED, None).earned
    assert not decide(ABLE, EXPECTED, ObservedChange(9, 10, False)).earned, "it was so before"
    assert decide(ABLE, EXPECTED, ObservedChange(9, 10, True)).earned, "and a process was rebuilt"
    assert not decide(ABLE, EXPECTED, ObservedChange(0, 7, True)).earned, "no habit"
    assert not decide(replace(ABLE, leaning=Verdict.TRUSTS_TOO_MUCH), EXPECTED, CHANGE).earned
    assert not decide(ABLE, replace(EXPECTED, owner=None), CHANGE).earned and not decide(ABLE, None, CHANGE).earned


def test_what_is_signed_is_what_an_independent_program_signs() -> None:
    unsigned = {name: value for name, value in GOLDEN.items() if name != "proof"}
    assert hashlib.sha256(canonical(unsigned).encode()).hexdigest() == STATEMENTS
    assert is_signed(GOLDEN) and signed(unsigned, KEY, "2026-11-21T10:00:00Z") == GOLDEN
    assert GOLDEN["issuer"]["id"] == issuer_id(KEY) and issuer_id(KEY).startswith("did:key:z6Mk")


def test_a_badge_is_verified_with_nothing_else_and_what_speaks_against_it_is_said() -> None:
    evidence = [Evidence(name, "Seen.", 3) for name in sorted(NEEDED)]
    document = credential(
        Achievement("Sales", "Leading a team", 1), (issuer_id(KEY), "Example"), "Ada@Example.org ", evidence, 20_778
    )
    badge = signed(document, KEY, "2026-11-21T10:00:00Z")
    trusted = frozenset([issuer_id(KEY)])
    assert verify(badge, DAY, trusted, "ada@example.org").good and is_holder(badge, "ADA@example.org")
    assert not re.search(r"\bada\b", json.dumps(badge).casefold()), "only keys and numbers drawn by chance may hold these letters"
    assert "not in force" in verify(badge, 20_778 + 366, trusted).against[0] and not verify(badge, 20_777).good
    assert "did not name its issuer" in verify(badge, DAY, frozenset(["did:key:z6MkOther"])).against[0]
    assert "another address" in verify(badge, DAY, trusted, "bob@example.org").against[0]
    quiz = signed({**document, "evidence": document["evidence"][:1]}, KEY, "2026-11-21T10:00:00Z")
    assert "all three layers" in verify(quiz, DAY).against[0], "even a signed one"


def _changed(path: list[Any], value: Any) -> dict[str, Any]:
    badge = copy.deepcopy(GOLDEN)
    part = badge
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    return badge


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["credentialSubject", "achievement", "name"], "Works with AI: Finance"),
        (["validUntil"], "2037-11-21T00:00:00Z"),
        (["evidence", 0, "name"], "Judgement"),
        (["credentialSubject", "identifier", 0, "salt"], "sugar"),
        (["proof", "created"], "2026-11-22T10:00:00Z"),
        (["proof", "proofValue"], "z3"),
        (["proof", "proofPurpose"], []),
        (["issuer"], {}),
        (["issuer", "id"], issuer_id(key_of(bytes(32)))),
    ],
)
def test_whatever_is_changed_the_signature_no_longer_holds(path: list[Any], value: Any) -> None:
    assert not is_signed(_changed(path, value))
    assert not verify(_changed(path, value), DAY).good


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["salary"], "much"),
        (["type"], ["VerifiableCredential", "Diploma"]),
        (["credentialSubject", "@context"], {"name": "https://example.org/other"}),
        (["name"], {"en": "x"}),
        (["id"], "no name> <at all"),
        (["credentialSubject", "identifier", 0, "hashed"], "yes"),
        (["credentialSubject", "identifier"], GOLDEN["credentialSubject"]["identifier"] * 2),
        (["type"], [{}]),
        (["name"], "\ud800"),
        (["evidence", 0, "name"], {}),
        (["issuer"], "did:key:z6Mk"),
        (["proof"], []),
    ],
)
def test_what_cannot_be_signed_cannot_stand_in_a_badge(path: list[Any], value: Any) -> None:
    with pytest.raises(BadRecord):
        is_signed(_changed(path, value))


def test_awkward_text_is_escaped_as_the_standard_says() -> None:
    written = canonical({"id": "urn:x:1", "name": 'a"b\\c\n\t\r\b\f\x01\x7fé'})
    assert written == '<urn:x:1> <https://schema.org/name> "a\\"b\\\\c\\n\\t\\r\\b\\f\\u0001\\u007Fé" .\n'
