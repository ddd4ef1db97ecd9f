"""Who starts when in a programme, and on which days it is read out."""

from collections.abc import Sequence

from clearspan.answers.block import Block, Cell, Step, Table, rows_of
from clearspan.answers.group import label, place
from clearspan.answers.words import day_words
from clearspan.programmes.assignment import Arm, Place
from clearspan.programmes.register import Held
from clearspan.programmes.stage import Stage
from clearspan.vocabulary.finding import Finding

WEEK = 7
DOES = {Arm.TREATMENT: "starts on {}", Arm.WAITLIST: "waits until {}", Arm.CONTROL: "is compared, and does not start"}


def next_monday(today: int) -> int:
    """The first Monday (a day number) that is a week ahead at least, so that whole weeks are compared."""
    return today + WEEK + (4 - today - WEEK) % WEEK


def planned_block(held: Held, found: Sequence[Finding]) -> Block | None:
    """The days on which a programme is read out; None before teams are drawn, and once all are."""
    starts = [each.start_day for each in held.places if each.arm is Arm.TREATMENT and each.start_day is not None]
    if not starts or held.stage not in {Stage.ASSIGNED, Stage.RUNNING}:
        return None
    said = {each.details["day"]: each.outcome for each in found}
    days = {day: max(starts) + day - 1 for day in held.programme.checkpoints}
    ahead = [on for day, on in days.items() if day not in said]
    if not ahead:
        return None
    claim = f"The {'next' if said else 'first'} read-out is due on {day_words(ahead[0])}"
    claim += f", the last one on {day_words(ahead[-1])}." if len(ahead) > 1 else "."
    rows: list[Sequence[str | Cell]] = [(f"Day {day}", day_words(on), str(said.get(day, "not yet"))) for day, on in days.items()]
    return Block(
        name="planned",
        heading="When it is read out",
        claim=claim,
        caution="That it is told on that very day: sources may restate it for a while, and the first run after that reads it "
        "out. Each day is read out once, the early ones with stricter bounds.",
        step=Step("See which sources arrive", "/sources"),
        table=Table("Planned read-outs", ("Read-out", "Day", "What was found"), rows_of(rows)),
    )


def starts_block(held: Held) -> Block | None:
    """Which teams start when, and which are compared with them; None before they are drawn."""
    if not held.places:
        return None
    rows: list[Sequence[str | Cell]] = [
        (
            label(each.team),
            place(each.team),
            DOES[each.arm].format("" if each.start_day is None else day_words(each.start_day)),
        )
        for each in sorted(held.places, key=lambda each: (list(Arm).index(each.arm), each.start_day or 0, each.team))
    ]
    drawn = (
        "Chance decided, within job families." if held.programme.design.randomised else "No lot was drawn: it is observational."
    )
    return Block(
        name="starts",
        heading="Who starts when",
        claim=_claim(held.places),
        caution=f"Anything about what these teams can do. {drawn} The list was frozen with seed {held.seed} and hash "
        f"{held.digest[:8]}: a list that was changed has another hash.",
        step=Step("Take the list with you (CSV)", f"/programmes/{held.programme.name}/assignment.csv"),
        table=Table("Teams by what they do", ("Team", "Where", "What it does"), rows_of(rows)),
    )


def _claim(places: Sequence[Place]) -> str:
    by_arm = {arm: [each.start_day for each in places if each.arm is arm] for arm in Arm}
    starts = sorted({day for day in by_arm[Arm.TREATMENT] if day is not None})
    parts = [_teams(len(by_arm[Arm.TREATMENT]), "starts", "start")]
    if len(starts) == 1:
        parts[0] += f" on {day_words(starts[0])}"
    elif starts:
        parts[0] += f" in {len(starts)} waves, from {day_words(starts[0])} to {day_words(starts[-1])}"
    if waiting := by_arm[Arm.WAITLIST]:
        until = max(day for day in waiting if day is not None)
        parts.append(f"{_teams(len(waiting), 'waits', 'wait')} until {day_words(until)}")
    if control := by_arm[Arm.CONTROL]:
        parts.append(f"{_teams(len(control), 'is', 'are')} compared, and {'does' if len(control) == 1 else 'do'} not start")
    return f"{'; '.join(parts)}."


def _teams(count: int, one: str, more: str) -> str:
    return f"One team {one}" if count == 1 else f"{count} teams {more}"
