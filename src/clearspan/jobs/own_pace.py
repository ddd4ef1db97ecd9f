"""How long it takes a person to reach what is expected of them, layer by layer, at their own pace."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import NormalDist, fmean

from clearspan import clock
from clearspan.jobs.listen import open_application
from clearspan.jobs.practice import PersonPractice
from clearspan.jobs.skills import PersonSkills
from clearspan.settings import load_settings
from clearspan.skills.fluency.calibration import bank, expected
from clearspan.skills.fluency.question_files import fluency_pack
from clearspan.skills.interval import Z_95
from clearspan.skills.irt.adaptive import ability_of
from clearspan.skills.judgment.attempt import Attempt, first_of_each
from clearspan.skills.judgment.discernment import area
from clearspan.skills.profile import FLUENCY_CUTS, JUDGMENT_CUTS
from clearspan.skills.record import ItemAnswer, SkillRecord
from clearspan.skills.time_to_close import Block, TimeToClose, time_to_close

QUESTIONS, DRILLS = 8, 12
"""Consecutive questions, and drills, that make one block."""

MOST_AREA = 0.99
"""Areas are taken to lie between 1 less this and this: at 1 their scale has no end."""

SECONDS_A_DAY = 86_400
_NORMAL = NormalDist()


def times_to_close(directory: Path, person: int) -> Mapping[str, TimeToClose]:
    """layer -> time until the person is where their job expects them, for layers in which they are not, or are not known to be;
    nothing where nothing is expected. Redesign is left out: it moves by processes, not by exercises."""
    skills = PersonSkills(directory, person)
    wanted = skills.expected()
    if wanted is None:
        return {}
    profile, today = skills.profile(), clock.now().timestamp() / SECONDS_A_DAY
    found: dict[str, TimeToClose] = {}
    for score in (profile.fluency, profile.judgment):
        levels = [level for name, level in wanted.levels.items() if name.partition(".")[0] == score.layer]
        level = round(fmean(levels)) if levels else 1
        if level < 2 or (score.level is not None and score.level >= level):
            continue
        if score.layer == "fluency":
            found["fluency"] = time_to_close(_fluency_blocks(directory, person), FLUENCY_CUTS[level - 2], today)
        else:
            attempts = PersonPractice(directory, person).attempts()
            found["judgment"] = time_to_close(judgment_blocks(attempts), _NORMAL.inv_cdf(JUDGMENT_CUTS[level - 2]), today)
    return found


def judgment_blocks(attempts: Sequence[Attempt]) -> list[Block]:
    """What each dozen of drills showed: the area on the scale of the normal distribution; dozens without both sound and faulty
    outputs are left out."""
    done, found = first_of_each(attempts), list[Block]()
    for begin in range(0, len(done) - DRILLS + 1, DRILLS):
        some = done[begin : begin + DRILLS]
        figure = area(some)
        if not figure.known:
            continue
        low, middle, high = (
            _NORMAL.inv_cdf(min(max(each, 1 - MOST_AREA), MOST_AREA)) for each in (figure.low, figure.value, figure.high)
        )
        found.append(Block(fmean(each.day for each in some), middle, ((high - low) / (2 * Z_95)) ** 2))
    return found


def _fluency_blocks(directory: Path, person: int) -> list[Block]:
    """What each eight questions showed. An ability is drawn towards the middle of people by what is held of them beforehand; the
    block is what the answers alone say."""
    pack = fluency_pack()
    with open_application(directory, load_settings(directory)) as store:
        record = SkillRecord(store)
        known = [each for each in record.answers(person) if each.item in pack.questions or each.item in pack.tasks]
        curves = record.calibration(expected(pack))
    answered: Sequence[ItemAnswer] = sorted(known, key=lambda each: each.answered_at)
    found: list[Block] = []
    for begin in range(0, len(answered) - QUESTIONS + 1, QUESTIONS):
        some = answered[begin : begin + QUESTIONS]
        given = {each.item: each.category for each in some}
        able = ability_of(bank(pack, given, curves), given)
        left = 1 - able.error**2
        day = fmean(each.answered_at for each in some) / SECONDS_A_DAY
        found.append(Block(day, able.estimate.value / left, able.error**2 / left))
    return found
