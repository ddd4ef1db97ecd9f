"""A wrong join is taken back without touching the others, and stays taken back; bots are nobody."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearspan.privacy.identities import BOT, Identities
from clearspan.privacy.keyring import key_of
from clearspan.privacy.rebuilt_people import rebuilt_people

KEY = key_of(bytes(range(32)))
ROSTER, SAML, ALIAS, UPLOAD = "same roster row", "SAML nameId", "alias table", "upload"


@pytest.fixture
def register(tmp_path) -> Iterator[Identities]:
    with Identities(tmp_path, KEY) as identities:
        yield identities


def identities(register: Identities, *names: str) -> list[int]:
    return register.resolve(["github_login"] * len(names), names)[0].tolist()


def together(register: Identities, names: str) -> list[str]:
    """The names in groups of one person, such as ['ab', 'c']."""
    people = register.resolve(["github_login"] * len(names), list(names))[1].tolist()
    groups: dict[int, str] = {}
    for name, person in zip(names, people, strict=True):
        groups[person] = groups.get(person, "") + name
    return sorted(groups.values())


def unite(register: Identities, names: str, rule: str) -> None:
    register.unite([identities(register, *names)], rule)


def test_a_refused_rule_leaves_what_other_rules_say_and_stays_refused(register):
    unite(register, "ab", SAML)
    unite(register, "bc", ROSTER)
    unite(register, "ad", ALIAS)
    unite(register, "ad", SAML)
    persons = register.resolve(["github_login"] * 4, list("abcd"))[1].tolist()
    assert len(set(persons)) == 1

    assert register.refuse(SAML, stay=persons[:1]) > 0
    assert together(register, "abcd") == ["ad", "bc"]
    assert persons[0] in register.people()[1]
    assert {known.rule for known in register.known()} <= {ROSTER, ALIAS, "alone"}

    unite(register, "ab", SAML)
    assert together(register, "abcd") == ["ad", "bc"]
    assert register.refusals() == {SAML: 1}

    assert register.believe(SAML) > 0
    assert together(register, "abcd") == ["abcd"]
    assert register.refusals() == {}


def test_an_identifier_taken_out_joins_nobody_until_somebody_joins_it_by_hand(register):
    unite(register, "ab", SAML)
    unite(register, "ac", ALIAS)

    stays = register.resolve(["github_login"], ["a"])[1].tolist()
    assert register.refuse("", identities(register, "b"), stays) == 1
    unite(register, "ab", ALIAS)
    assert together(register, "abc") == ["ac", "b"]

    unite(register, "bd", UPLOAD)
    assert together(register, "abcd") == ["ac", "bd"]

    register.refuse(UPLOAD, identities(register, "b"))
    assert together(register, "abcd") == ["ac", "b", "d"]
    unite(register, "bd", UPLOAD)
    assert together(register, "abcd") == ["ac", "bd"], "what is joined by hand may be joined by hand again"


def test_the_staff_list_wins_for_good_over_what_was_said_before(register):
    unite(register, "ab", ALIAS)
    register.separate([identities(register, "b")], "two people in the roster")
    register.refuse(SAML)

    assert together(register, "ab") == ["a", "b"]


def test_a_bot_is_nobody_whatever_joins_it_and_becomes_a_person_again(register):
    unite(register, "ab", ROSTER)
    bot = identities(register, "b")
    before = register.resolve(["github_login"] * 2, ["a", "b"])[1].tolist()

    assert register.mark_bots([*bot, *identities(register, "z")]) == 2
    assert register.mark_bots(bot) == 0
    unite(register, "ab", ROSTER)
    unite(register, "bc", ALIAS)
    unite(register, "zy", ALIAS)
    register.separate([bot], "two people in the roster")

    people = register.resolve(["github_login"] * 5, list("abczy"))[1].tolist()
    assert [people[1], people[3]] == [BOT, BOT]
    assert len({*people} - {BOT}) == 3
    assert [known.bot for known in register.known()].count(True) == 2
    assert BOT not in register.retired()[1]

    assert register.mark_people([*bot, *identities(register, "a")]) == 1
    assert together(register, "abczy") == ["abc", "y", "z"]
    assert register.resolve(["github_login"], ["a"])[1].tolist()[0] in before


def test_forgetting_one_bot_leaves_the_others(register):
    register.mark_bots(identities(register, "a", "b"))

    register.forget("github_login", "a")

    assert register.is_forgotten("github_login", "a")
    assert register.find(["github_login"], ["b"])[1].tolist() == [BOT]


PAIRS = st.lists(st.tuples(st.integers(1, 8), st.integers(1, 8)), max_size=8)


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(PAIRS, st.dictionaries(st.integers(1, 8), st.integers(1, 12), min_size=1), st.sets(st.integers(1, 12)))
def test_whoever_was_there_before_people_are_what_the_pairs_say(pairs, person_of, stay):
    origin = {identity: identity for identity in person_of}
    moved, last = rebuilt_people(person_of, origin, pairs, stay, 12)
    now = person_of | moved

    linked = [(one, other) for one, other in pairs if one in now and other in now]
    assert all(now[one] == now[other] for one, other in linked)
    label = {identity: identity for identity in now}
    for _ in now:
        for one, other in linked:
            label[one] = label[other] = min(label[one], label[other])
    assert len(set(now.values())) == len(set(label.values()))
    assert last >= 12
    assert all(person_of[identity] != person for identity, person in moved.items())
    again, _ = rebuilt_people(now, origin, pairs, stay, last)
    assert again == {}
