"""Runs every attacker on everything that the surfaces show."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from clearspan.arrow import pc
from clearspan.attack import attackers as attackers_folder
from clearspan.attack.attacker import Attacker
from clearspan.attack.chart import Chart
from clearspan.attack.finding import Haul
from clearspan.attack.insider import Insider
from clearspan.attack.observed import OBSERVED
from clearspan.attack.seen import Seen
from clearspan.attack.surface import Surface, Telling
from clearspan.attack.told import Told
from clearspan.attack.union import fullest, newest
from clearspan.shelf import read_shelf
from clearspan.vocabulary.grid import Dimension


@dataclass(frozen=True)
class AttackReport:
    """What each attacker tried and found."""

    hauls: Mapping[str, Haul]

    @property
    def attempts(self) -> int:
        """Attempts of all attackers."""
        return sum(haul.attempts for haul in self.hauls.values())

    @property
    def leaks(self) -> int:
        """Leaks of all attackers."""
        return sum(haul.leaks for haul in self.hauls.values())

    def to_json(self) -> dict[str, object]:
        """The report as `clearspan attack --json` prints it."""
        each = {name: {"attempts": haul.attempts, "leaks": haul.leaks} for name, haul in self.hauls.items()}
        return {"attempts": self.attempts, "leaks": self.leaks, "attackers": each}


def all_attackers() -> dict[str, Attacker]:
    """Every attacker on the shelf by name."""
    return read_shelf(attackers_folder, Attacker)


def attack(
    surfaces: Sequence[Surface],
    insider: Insider,
    attackers: Mapping[str, Attacker] | None = None,
    earlier: pa.Table | None = None,
    earlier_told: tuple[Told, ...] = (),
) -> AttackReport:
    """What the attackers find on the surfaces; all of the shelf where none are named.

    `earlier` holds cells that somebody kept from before, with the columns of OBSERVED, `earlier_told` findings likewise.
    """
    seen = look(surfaces, insider, earlier, earlier_told)
    chosen = all_attackers() if attackers is None else attackers
    return AttackReport({name: attacker.attack(seen) for name, attacker in chosen.items()})


def look(
    surfaces: Sequence[Surface], insider: Insider, earlier: pa.Table | None = None, earlier_told: tuple[Told, ...] = ()
) -> Seen:
    """Everything that the surfaces show unasked, beside what the insider knows."""
    views = {surface.name: surface.cells() for surface in surfaces}
    cards = {card.name: card for surface in surfaces for card in surface.cards()}
    kept = OBSERVED.empty_table() if earlier is None else earlier
    every_version = fullest([*views.values()])
    table = newest(every_version)
    told = {surface.name: surface.findings() for surface in surfaces if isinstance(surface, Telling)}
    chart = Chart(insider, _teams(table))
    return Seen(tuple(surfaces), views, every_version, table, cards, insider, chart, kept, told, earlier_told)


def _teams(table: pa.Table) -> Iterator[tuple[str, int, str]]:
    """Kind and first day of the period, and name, of every team group that is listed."""
    teams = table.filter(pc.equal(table["dimension"], Dimension.TEAM.value))
    for row in teams.group_by(["kind", "start_day", "group"]).aggregate([]).to_pylist():
        yield row["kind"], row["start_day"], row["group"]
