"""Every format that can be written is one that a source reads, whole and without a record rejected."""

import pytest
from tests.simulator.everything import SOURCES, Read
from tests.simulator.written import Run

from clearspan.errors import UsageError
from clearspan.simulator.formats import writers_of
from clearspan.simulator.plan import ALL, Plan

WRITTEN = sorted(set(SOURCES) & set(writers_of((ALL,))))


@pytest.mark.parametrize("name", WRITTEN)
def test_every_source_reads_what_is_written_for_it(name: str, read: dict[str, Read]) -> None:
    assert read[name].files
    assert read[name].records
    assert not read[name].rejected


def test_an_organisation_writes_the_formats_that_are_chosen(simulated: Run) -> None:
    chosen = simulated(Plan(people=50, seed=5, weeks=6, formats=("neutral_ties", "viva_person_query")))
    assert {path.name for path in chosen.exports.iterdir()} == {"neutral", "viva"}
    assert [path.name for path in (chosen.exports / "neutral").iterdir()] == ["ties.csv"]
    with pytest.raises(UsageError, match="cursive"):
        writers_of(("cursive",))
