"""What a person can do: the questions on fluency one by one, their profile, and where questions are placed by everyone's
answers."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from clearspan import clock
from clearspan.errors import UsageError
from clearspan.jobs.listen import open_application
from clearspan.jobs.own_data import person_today
from clearspan.jobs.practice import PersonPractice
from clearspan.practice.record import PracticeRecord
from clearspan.settings import load_settings
from clearspan.skills.fluency.calibration import bank, calibrate, expected
from clearspan.skills.fluency.question import Question, ToolTask
from clearspan.skills.fluency.question_files import fluency_pack
from clearspan.skills.framework.expectation import Expectation, band_of, expectation_of, family_named
from clearspan.skills.framework.framework_file import framework_of
from clearspan.skills.irt.adaptive import BankItem, Next, Rule, ability_of, next_item
from clearspan.skills.judgment.attempt import FIRST_OF_WRONG
from clearspan.skills.judgment.judgment import Purpose, judge
from clearspan.skills.profile import Profile, profile_of, short_of
from clearspan.skills.record import ItemAnswer, SkillRecord
from clearspan.skills.redesign.verdict import assess
from clearspan.skills.retention import Exercise, Retention, retention_of
from clearspan.vocabulary.period import day_number

DAY_SECONDS = 86_400

OTHER_FAMILY = "managers"
"""The family whose questions those get whose job the framework does not name."""


@dataclass(frozen=True)
class Asked:
    """The next question as somebody sees it: the question and its choices in the order shown (place or kind of help -> words),
    or why there is none."""

    next: Next
    question: Question | ToolTask | None
    choices: Mapping[str, str]


@dataclass(frozen=True)
class Told:
    """What an answer came to: the category, the highest one, the words of the best choice, and why it is."""

    category: int
    highest: int
    best: str
    why: str


class PersonSkills:
    """What one person of a directory can do, for that person."""

    def __init__(self, directory: Path, person: int) -> None:
        self._directory, self._person = directory, person
        self._pack = fluency_pack()
        job = person_today(directory, person) or {}
        self.framework = framework_of(directory)
        self.family = family_named(self.framework, str(job.get("role") or "")) or OTHER_FAMILY
        self.band = band_of(self.framework, str(job.get("level") or ""))

    def ask(self, rule: Rule | None = None) -> Asked:
        """The next question on fluency; the same until it is answered."""
        with self._record() as record:
            answered = self._answered(record)
            questions = self._bank(record, answered)
        found = next_item(questions, answered, rule or Rule(), self._person)
        item = None if found.item is None else (self._pack.questions.get(found.item) or self._pack.tasks[found.item])
        return Asked(found, item, self._choices(item))

    def answer(self, item: str, choice: str, ai_free: bool = False) -> Told:
        """What an answer came to; it is kept. Raises UsageError for an item or a choice that was not offered."""
        question = self._pack.questions.get(item) or self._pack.tasks.get(item)
        if item not in self._pack.of_family(self.family) or question is None or choice not in self._choices(question):
            raise UsageError("is no question, or no choice of it, that you were asked", where="fluency")
        if isinstance(question, Question):
            told = Told(question.mark(int(choice)), 1, question.choices[0], question.why)
        else:
            told = Told(question.mark(choice), 2, self._pack.kinds[question.best].title, question.why)
        with self._record() as record:
            now = int(clock.now().timestamp())
            record.keep_answer(self._person, ItemAnswer(item, choice, told.category, ai_free, now))
        return told

    def profile(self) -> Profile:
        """The person's three scores, from all that they answered, drilled and redesigned."""
        with self._record() as record:
            answered = self._answered(record)
            able = ability_of(self._bank(record, answered), answered)
            redesigns = [assess(stored.canvas) for stored in record.canvases(person=self._person)]
        return profile_of(able, judge(PersonPractice(self._directory, self._person).attempts(), Purpose.PROFILE), redesigns)

    def expected(self) -> Expectation | None:
        """What is expected of the person's family and grade; None where their grade is in no band."""
        if self.band is None:
            return None
        with self._record() as record:
            return expectation_of(self.framework, self.family, self.band, record.sign_offs())

    def placed(self) -> str:
        """What to tell the person of where the questions on fluency stand."""
        with self._record() as record:
            return record.calibration(expected(self._pack)).words()

    def short(self) -> Mapping[str, float]:
        """layer -> how many levels the person lies below what is expected; nothing where nothing is expected or known yet."""
        expected = self.expected()
        return short_of(self.profile(), expected) if expected else {}

    def retention(self) -> Retention:
        """How much better the person does with AI at hand than without it, from questions and drills of both kinds."""
        highest = {**dict.fromkeys(self._pack.questions, 1), **dict.fromkeys(self._pack.tasks, 2)}
        with self._record() as record:
            done = [
                Exercise(self._person, each.answered_at // DAY_SECONDS, each.ai_free, each.category == highest[each.item])
                for each in record.answers(self._person)
                if each.item in highest
            ]
        with open_application(self._directory, load_settings(self._directory)) as store:
            for each in PracticeRecord(store).answers(self._person):
                right = each.located if each.seeded else each.confidence < FIRST_OF_WRONG
                done.append(Exercise(self._person, each.answered_at // DAY_SECONDS, each.ai_free, right))
        return retention_of(done)

    def _bank(self, record: SkillRecord, answered: Mapping[str, int]) -> tuple[BankItem, ...]:
        """The questions of the person's family, and those that they answered in another one."""
        names = dict.fromkeys([*self._pack.of_family(self.family), *answered])
        return bank(self._pack, names, record.calibration(expected(self._pack)), record.used())

    def _answered(self, record: SkillRecord) -> dict[str, int]:
        """item -> category of what the person answered; items that are gone by now are left out."""
        known = {*self._pack.questions, *self._pack.tasks}
        return {each.item: each.category for each in record.answers(self._person) if each.item in known}

    def _choices(self, item: Question | ToolTask | None) -> dict[str, str]:
        if isinstance(item, Question):
            return {str(place): item.choices[place] for place in item.shown(self._person)}
        return {} if item is None else {kind.name: kind.title for kind in self._pack.kinds.values()}

    @contextmanager
    def _record(self) -> Generator[SkillRecord]:
        with open_application(self._directory, load_settings(self._directory)) as store:
            yield SkillRecord(store)


def place_questions(directory: Path) -> str:
    """What was done, in words, when the questions on fluency were placed by the answers of everyone so far."""
    with open_application(directory, load_settings(directory)) as store:
        record = SkillRecord(store)
        found = calibrate(fluency_pack(), record.everyone())
        record.place_items(found, day_number(clock.now().date()))
    return found.words()
