"""Beside the verdict stands what follows for those who took part and those near them; or why that cannot be told."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.answers.test_programme_pages import found, programme

from clearspan.answers.further_effects import further_blocks
from clearspan.answers.picture import Gallery
from clearspan.programmes.beside import Beside, untold
from clearspan.programmes.read_out import Label, ReadOut
from clearspan.programmes.target import TargetStatus
from clearspan.programmes.target_reading import TargetReading
from clearspan.programmes.told import Participants, told
from clearspan.vocabulary.finding import Finding

TOOK = Beside(
    "took_part",
    "Use rose by 9.",
    "those who took part",
    "",
    9.0,
    3.0,
    15.0,
    "points",
    (("offered", 0.6, 0.7), ("others", 0.0, 0.1)),
)


def read(*beside: Beside) -> Finding:
    """A read-out with effects beside that of the offer."""
    out = ReadOut(Label.WORKED, "It worked.", effect=6.0, low=2.0, high=10.0, naive=14.0, drift=8.0, dip=0.0, unit="points")
    reading = TargetReading(TargetStatus.MISSED, "", 12, (0.4, 0.5), None, 90)
    return told(programme("sprint"), (90, 20600), out, Participants(reading, (), beside), "")


def test_effects_beside_the_offer_are_told_with_whose_they_are(tmp_path: Path) -> None:
    [block] = further_blocks(read(TOOK, untold("spill_over", "teams near them", "no ties are known")))
    assert block.tells and block.claim == "Use rose by 9." and block.table is not None and block.picture is not None
    rows: Any = block.picture.data["rows"]
    assert [(row["label"], row["v"], row["withheld"]) for row in rows] == [
        ("The offer", 6.0, False),
        ("Taking part", 9.0, False),
        ("On teams around them", None, True),
    ]
    assert [cell.text for cell in block.table.rows[1]][1:] == [
        "+9 (+3 to +15) points",
        "those who took part",
        "60% to 70% of those offered, 0% to 10% of the others",
    ]
    assert block.table.rows[2][1].text == "cannot be told: no ties are known"
    assert "aria-label" in Gallery(tmp_path).svg(block.picture, 342)


def test_what_cannot_be_told_says_why_and_an_older_read_out_says_nothing_of_it() -> None:
    [block] = further_blocks(read(untold("took_part", "", "no record"), untold("spill_over", "", "no ties")))
    assert not block.tells and block.claim.endswith("taking part: no record; and on teams around them: no ties.")
    older = found("push", Label.WORKED, effect=6.0, low=2.0, high=10.0, naive=14.0, drift=8.0, dip=0.0)
    details = {name: value for name, value in older.details.items() if name != "further"}
    assert further_blocks(replace(older, details=details)) == further_blocks(None) == []
