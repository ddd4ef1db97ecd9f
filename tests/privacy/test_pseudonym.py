"""One person's spellings give one token; a token says nothing without the key."""

import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearspan.errors import BadRecord
from clearspan.privacy.keyring import key_of
from clearspan.privacy.pseudonym import Pseudonymiser, canonical

KEY = key_of(bytes(range(32)))
PSEUDONYMS = Pseudonymiser(KEY)

ONE_PERSON = [
    "ada@example.com",
    " Ada@Example.COM ",
    "Ada Lovelace <ada@example.com>",
    '"Lovelace, Ada" <ADA@example.com>',
    "<ada@example.com>",
    "ada+copilot@example.com",
    "ada+a+b@example.com",
    "ada@example.com.",
    "\uff41da@example.com",
]

NO_ADDRESS = ["", " ", "ada", "@example.com", "ada@", "a@b@c.example", "ada lovelace@example.com", "+x@example.com"]
NO_ADDRESS += ["ada@example..com", "ada\n@example.com", "ada@.com", "a" * 513 + "@example.com", "<>", "a;b@example.com"]


@pytest.mark.parametrize("spelling", ONE_PERSON)
def test_spellings_of_an_address_are_one(spelling):
    assert canonical("email", spelling) == "ada@example.com"
    assert PSEUDONYMS.tokens("email", [spelling]) == PSEUDONYMS.tokens("email", ["ada@example.com"])


@pytest.mark.parametrize("value", NO_ADDRESS)
def test_what_is_no_address_is_refused_without_showing_it(value):
    assert PSEUDONYMS.tokens("email", [value]) == [None]
    with pytest.raises(BadRecord) as refused:
        canonical("email", value)
    assert len(value.strip()) < 3 or value not in str(refused.value)


def test_a_domain_in_letters_and_in_ascii_is_one():
    assert canonical("email", "jo@b\u00fccher.example") == "jo@xn--bcher-kva.example"


def test_an_address_keeps_what_tells_people_apart():
    kept = ["o'neil@example.com", "a.b@example.com", "ab@example.com", "guest_x.org#EXT#@t.onmicrosoft.com"]

    assert len(set(PSEUDONYMS.tokens("email", kept))) == 4
    assert None not in PSEUDONYMS.tokens("email", kept)


@pytest.mark.parametrize("kind", ["employee_id", "github_login", "viva_person", "hashed_upn", "neutral_id"])
def test_ids_that_ignore_case(kind):
    assert canonical(kind, " Ab-12 ") == "ab-12"


@pytest.mark.parametrize("kind", ["chatgpt_id", "claude_id", "work_item"])
def test_ids_in_which_case_tells_people_apart(kind):
    assert canonical(kind, " user-Ab12 ") == "user-Ab12"


@pytest.mark.parametrize("value", ["", "  ", "a\x00b", "x" * 513])
def test_ids_that_are_none(value):
    assert PSEUDONYMS.tokens("employee_id", [value]) == [None]


@given(st.sampled_from(["email", "employee_id", "chatgpt_id"]), st.text(max_size=40) | st.emails())
def test_the_short_way_and_the_long_way_agree(kind, value):
    token = PSEUDONYMS.tokens(kind, [value])[0]
    try:
        form = canonical(kind, value)
    except BadRecord:
        assert token is None
        return
    sub_key = hmac.digest(KEY.secret, kind.encode(), "sha256")
    assert token == hmac.digest(sub_key, form.encode(), "sha256")
    assert canonical(kind, form) == form


def test_kinds_and_keys_are_apart():
    value = ["ada@example.com"]

    tokens = [PSEUDONYMS.tokens("email", value), PSEUDONYMS.tokens("neutral_id", value)]
    tokens.append(Pseudonymiser(key_of(bytes(32))).tokens("email", value))
    assert len({token for (token,) in tokens}) == 3
