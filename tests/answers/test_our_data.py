"""The contract with every employee: it says what the running configuration does."""

from tests.answers.evidences import evidence_of

from clearspan.answers.desk import sources
from clearspan.answers.evidence import Minimums
from clearspan.answers.our_data import our_data


def test_every_kept_field_of_every_source_is_listed() -> None:
    told = {feed.name: {field.name for field in feed.kept} for feed in our_data(evidence_of()).feeds}
    assert told == {name: {field.name for field in source.keeps} for name, source in sources().items()}


def test_identifiers_are_said_to_become_pseudonyms() -> None:
    feeds = our_data(evidence_of()).feeds
    how = {field.how for feed in feeds for field in feed.kept if field.name == "email"}
    assert how == {"becomes a keyed pseudonym; the original is never stored"}


def test_raised_minimums_are_said() -> None:
    rules = " ".join(our_data(evidence_of(minimums=Minimums(count=6, rate=12, sensitive=20, small_organisation=200))).rules)
    assert "at least 6," in rules and "at least 12," in rules and "at least 20." in rules and "about 200 people" in rules
