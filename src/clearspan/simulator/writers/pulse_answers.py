"""Pulse answers in the neutral CSV: one file a wave, one row a question and respondent."""

from math import isnan
from pathlib import Path

from clearspan.simulator.causes import PULSE_ITEMS
from clearspan.simulator.organisation import Organisation
from clearspan.simulator.pulse import Pulse
from clearspan.simulator.week import Week
from clearspan.simulator.writers.writer import CsvFile, iso

COLUMNS = ("wave", "date", "respondent_email", "item", "value")


class PulseAnswers:
    """Writes a file in each week in which people are asked."""

    def __init__(self, organisation: Organisation, pulse: Pulse, folder: Path) -> None:
        self._org = organisation
        self._pulse = pulse
        self._folder = folder

    def write(self, week: Week) -> None:
        """Writes the wave that falls in a week, if one does. A question left open has no value."""
        answers = self._pulse.answers(week)
        if answers is None:
            return
        file = CsvFile(self._folder / f"{answers.wave}.csv", COLUMNS)
        rows = zip(answers.people.tolist(), answers.day.tolist(), answers.values.tolist(), strict=True)
        for person, day, values in rows:
            email, date = self._org.identity.email[person], iso(day)
            file.add(
                (answers.wave, date, email, item, "" if isnan(value) else int(value))
                for item, value in zip(PULSE_ITEMS, values, strict=True)
            )
        file.close()

    def finish(self) -> None:
        """Nothing is left to write."""
