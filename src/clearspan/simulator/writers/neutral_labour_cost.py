"""Labour cost in the neutral CSV: what an hour costs by grade and place, from the years' first days on."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from clearspan.simulator.csv_file import CsvFile
from clearspan.simulator.families import CURRENCY, EXECUTIVE, LEVELS
from clearspan.simulator.people import LOCATIONS
from clearspan.simulator.writer import Scene, Writer, Writing
from clearspan.vocabulary.period import day_of

COLUMNS = ("level", "location", "cost_from", "cost_to", "hourly_cost", "currency")
HOURLY = ("31.50", "42.00", "55.00", "68.00", "82.00", "118.00", "175.00")
"""What an hour of each level costs in the first place in the first year, with the employer's share."""
BY_PLACE = ("1", "0.95", "0.62", "0.55", "0.48")
RISE = Decimal("1.03")
"""By how much costs rise a year."""


class NeutralLabourCost(Writing):
    """Writes the costs at the end: two years, of which the second lasts. Executives cost the same everywhere."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._last = scene.organisation.plan.until
        self._path = folder / "labour-cost.csv"

    def finish(self) -> None:
        """Writes the file."""
        file = CsvFile(self._path, COLUMNS)
        file.add(self._rows())
        file.close()

    def _rows(self) -> Iterator[tuple[str, ...]]:
        year = day_of(self._last).year
        for level, hourly in enumerate(HOURLY):
            places = ((LOCATIONS[at], Decimal(factor)) for at, factor in enumerate(BY_PLACE))
            for place, factor in places if level != EXECUTIVE else (("", Decimal(1)),):
                cost = Decimal(hourly) * factor
                for begins, ends, worth in ((year - 1, f"{date(year - 1, 12, 31)}", cost), (year, "", cost * RISE)):
                    yield LEVELS[level], place, f"{date(begins, 1, 1)}", ends, f"{worth:.2f}", CURRENCY


WRITER = Writer(name="neutral_labour_cost", folder="neutral", begin=NeutralLabourCost)
