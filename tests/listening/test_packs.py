"""Question packs: what comes with Clearspan, and what is refused."""

from pathlib import Path

import pytest

from clearspan.diagnosis.signal import SIGNALS, Kind
from clearspan.errors import ShelfError
from clearspan.listening.item import CONSTRUCT_WORDS, Audience, Construct
from clearspan.listening.packs import items_of, packs, packs_of, read_pack

PACK = """
name = "mine"
title = "Mine"
source = "A paper"
licence = "CC-BY-4.0"
adaptation = "Reworded."
audiences = ["pulse"]

[[item]]
name = "mine_one"
title = "One"
construct = "trust"
wording = "Is it so?"
low_words = "No"
high_words = "Yes"
seconds = 5
"""


def test_the_questions_cover_every_construct_and_every_signal_of_the_diagnosis() -> None:
    items = items_of(packs())
    assert {item.construct for item in items.values()} == set(Construct) == set(CONSTRUCT_WORDS)
    assert {name for name, signal in SIGNALS.items() if signal.kind is Kind.ANSWER} <= set(items)
    assert "organisation_prepares_us" in items
    assert sum(item.seconds for item in items.values() if Audience.DIARY in item.audiences) == 20
    assert sum(item.seconds for item in items.values() if Audience.SELF_CHECK in item.audiences) < 15 * 60


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        (
            "CC-BY-4.0",
            "CC-BY-NC-SA-4.0",
            "question mine_one: stands under CC-BY-NC-SA-4.0, which forbids commercial use or changes",
        ),
        ("CC-BY-4.0", "CC-BY-ND-4.0", "forbids"),
        ("CC-BY-4.0", "All rights reserved", "known to allow changes"),
        ('"mine_one"', '"Mine One"', "has no name"),
        ("seconds = 5", "seconds = 0", "between 1 and 600"),
        ('high_words = "Yes"', "", "what the ends of its scale mean"),
        ("seconds = 5", "seconds = 5\nhigh = 6", "1 to 5, 1 to 7"),
        ('"trust"', '"mood"', "mood"),
        ("seconds = 5", "seconds = 5\ncolour = 1", "fields that no question has: colour"),
        ('name = "mine"', 'name = "yours"', "its file is named 'mine'"),
    ],
)
def test_a_pack_that_does_not_do_is_refused_by_file_and_question(tmp_path: Path, before: str, after: str, says: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(PACK.replace(before, after, 1))
    with pytest.raises(ShelfError, match=r"mine\.toml") as refused:
        read_pack(path)
    assert says in str(refused.value)


def test_an_organisation_puts_its_own_pack_beside_ours_or_in_the_place_of_one(tmp_path: Path) -> None:
    (tmp_path / "pulse").mkdir()
    (tmp_path / "pulse" / "mine.toml").write_text(PACK)
    (tmp_path / "pulse" / "trust.toml").write_text(PACK.replace('"mine"', '"trust"').replace("mine_one", "trust_output"))
    found = items_of(packs_of(tmp_path))
    assert found["mine_one"].source == "A paper" and found["trust_output"].wording == "Is it so?"
    assert "trust_intent" not in found and "benefit" in found
    (tmp_path / "pulse" / "late.toml").write_text(PACK.replace('"mine"', '"late"'))
    with pytest.raises(ShelfError, match=r"(late|mine)\.toml"):
        packs_of(tmp_path)
