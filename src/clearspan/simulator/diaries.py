"""Diaries of a working day, as people in a simulated organisation would keep them, and what an hour of their work costs.

What AI saves follows who uses it; a team that practises in its own tasks checks more
quickly, redoes less, and puts more of what is left into work.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from clearspan.simulator.csv_file import CsvFile
from clearspan.simulator.dates import iso
from clearspan.simulator.families import CURRENCY
from clearspan.simulator.organisation import Organisation

SHARE = 0.4
"""Share of people who are asked in a wave."""
ANSWERED = 0.7
USUAL_USE, PRACTISED_USE = 0.5, 0.7
SAVED = (0, 5, 15, 30, 60, 120)
COLUMNS = ("wave", "date", "respondent_email", "item", "value")
FATES, PRACTISED_FATES = (0.1, 0.25, 0.1, 0.1, 0.05, 0.2, 0.2), (0.08, 0.3, 0.14, 0.14, 0.06, 0.16, 0.12)
COST_COLUMNS = ("level", "cost_from", "hourly_cost", "currency")
HOURLY = {"Junior": 42, "Professional": 55, "Senior": 68, "Lead": 82, "Manager": 88, "Director": 115, "Executive": 160}


def write_diaries(organisation: Organisation, started: Mapping[int, int], folder: Path, days: tuple[int, ...]) -> None:
    """Nothing; writes a wave of diaries for each of some days, and the cost of work by level. `started` says from which day on a
    team (its number) practises in its own tasks."""
    people, streams = organisation.people, organisation.streams
    team = np.asarray(people.team)
    for day in days:
        wave = f"diary-{iso(day)}"
        practised = np.array([started.get(int(each), day + 1) <= day for each in team])
        draws = streams.uniform((len(people), 8), "diary", day)
        asked = (draws[:, 0] < SHARE) & (draws[:, 1] < ANSWERED) & people.employed_on(day)
        used = draws[:, 2] < np.where(practised, PRACTISED_USE, USUAL_USE)
        saved = np.where(used, _steps(8 + 70 * draws[:, 3] ** 2), 0)
        checking = np.where(used, _steps(saved * np.where(practised, 0.2, 0.3) * 2 * draws[:, 4]), 0)
        redoing = np.where(used, _steps(saved * np.where(practised, 0.15, 0.3) * 2 * draws[:, 5]), 0)
        fate = [
            int(np.searchsorted(np.cumsum(PRACTISED_FATES if mine else FATES)[:-1], draw))
            for mine, draw in zip(practised, draws[:, 6], strict=True)
        ]
        file = CsvFile(folder / f"{wave}.csv", COLUMNS)
        for person in np.flatnonzero(asked).tolist():
            email, date = organisation.identity.email[person], iso(day)
            told = {"diary_saved": saved[person], "diary_checking": checking[person], "diary_redoing": redoing[person]}
            rest = fate[person] if saved[person] > 0 else 0
            file.add((wave, date, email, item, int(value)) for item, value in {**told, "diary_rest": rest}.items())
        file.close()
    costs = CsvFile(folder / "labour_cost.csv", COST_COLUMNS)
    costs.add((level, iso(organisation.plan.first), str(hourly), CURRENCY) for level, hourly in HOURLY.items())
    costs.close()


def _steps(minutes: np.ndarray) -> np.ndarray:
    """Minutes as the diary offers them."""
    offered = np.array(SAVED)
    return offered[np.abs(minutes[:, None] - offered).argmin(axis=1)]
