"""Pulse answers in the neutral CSV: a file a wave and set of questions, one row a question and respondent who has no link."""

from math import isnan
from pathlib import Path
from typing import Any

from clearspan.simulator.csv_file import CsvFile
from clearspan.simulator.dates import iso
from clearspan.simulator.pulse import ITEM_SETS, Pulse
from clearspan.simulator.respondents import by_link
from clearspan.simulator.week import Week
from clearspan.simulator.writer import Scene, Writer, Writing

COLUMNS = ("wave", "date", "respondent_email", "item", "value")


class PulseAnswers(Writing):
    """Writes files in each week in which people are asked."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._org = scene.organisation
        self._pulse = Pulse(scene.organisation)
        self._folder = folder
        self._links = "clearspan_answers" in scene.written

    def write(self, week: Week) -> None:
        """Writes the wave that falls in a week, if one does. A question left open has no value."""
        for answers in self._pulse.answers(week):
            name = f"{answers.wave}-{answers.items}.csv" if answers.items else f"{answers.wave}.csv"
            file = CsvFile(self._folder / name, COLUMNS)
            rows = zip(answers.people.tolist(), answers.day.tolist(), answers.values.tolist(), strict=True)
            for person, day, values in rows:
                if self._links and by_link(person):
                    continue
                email, date = self._org.identity.email[person], iso(day)
                file.add(
                    (answers.wave, date, email, item, "" if isnan(value) else int(value))
                    for item, value in zip(ITEM_SETS[answers.items], values, strict=True)
                )
            file.close()

    def finish(self) -> None:
        """Nothing is left to write."""

    def truth(self) -> dict[str, Any]:
        """What everyone would have answered."""
        return {"everyone_would_answer": self._pulse.census.waves}


WRITER = Writer(name="pulse_answers", folder="pulse", begin=PulseAnswers, usual=True)
