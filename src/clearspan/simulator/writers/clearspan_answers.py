"""Answers by link: one file a wave with all questions, in which numbers that hold in one wave stand for people."""

from math import isnan
from pathlib import Path

from clearspan.simulator.csv_file import CsvFile
from clearspan.simulator.dates import iso
from clearspan.simulator.pulse import ITEM_SETS, Pulse
from clearspan.simulator.respondents import by_link, respondent
from clearspan.simulator.week import Week
from clearspan.simulator.writer import Scene, Writer, Writing

COLUMNS = ("wave", "date", "respondent", "item", "value")


class ClearspanAnswers(Writing):
    """Writes a file in each week in which people are asked; whoever answers by link is not in the survey tool's files."""

    def __init__(self, scene: Scene, folder: Path) -> None:
        self._names = scene.organisation.identity
        self._pulse = Pulse(scene.organisation)
        self._folder = folder

    def write(self, week: Week) -> None:
        """Writes the wave that falls in a week, if one does. A question left open is absent."""
        found = self._pulse.answers(week)
        if not found:
            return
        file = CsvFile(self._folder / f"{found[0].wave}.csv", COLUMNS)
        for answers in found:
            for person, day, values in zip(answers.people.tolist(), answers.day.tolist(), answers.values.tolist(), strict=True):
                number = respondent(self._names, person, answers.wave) if by_link(person) else ""
                told = zip(ITEM_SETS[answers.items], values, strict=True)
                file.add(
                    (answers.wave, iso(day), number, item, int(value)) for item, value in told if number and not isnan(value)
                )
        file.close()


WRITER = Writer(name="clearspan_answers", folder="answers-by-link", begin=ClearspanAnswers)
