"""Pulse answers in the neutral CSV: a file a wave and set of questions, one row a question and respondent."""

from math import isnan
from pathlib import Path

from clearspan.simulator.organisation import Organisation
from clearspan.simulator.pulse import ITEM_SETS, Pulse
from clearspan.simulator.week import Week
from clearspan.simulator.writers.writer import CsvFile, iso

COLUMNS = ("wave", "date", "respondent_email", "item", "value")


class PulseAnswers:
    """Writes files in each week in which people are asked."""

    def __init__(self, organisation: Organisation, pulse: Pulse, folder: Path) -> None:
        self._org = organisation
        self._pulse = pulse
        self._folder = folder

    def write(self, week: Week) -> None:
        """Writes the wave that falls in a week, if one does. A question left open has no value."""
        for answers in self._pulse.answers(week):
            name = f"{answers.wave}-{answers.items}.csv" if answers.items else f"{answers.wave}.csv"
            file = CsvFile(self._folder / name, COLUMNS)
            rows = zip(answers.people.tolist(), answers.day.tolist(), answers.values.tolist(), strict=True)
            for person, day, values in rows:
                email, date = self._org.identity.email[person], iso(day)
                file.add(
                    (answers.wave, date, email, item, "" if isnan(value) else int(value))
                    for item, value in zip(ITEM_SETS[answers.items], values, strict=True)
                )
            file.close()

    def finish(self) -> None:
        """Nothing is left to write."""
