"""One programme's life: what was declared, who starts when, what was found on each planned day, and what would overturn it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from clearspan.answers.block import Block, Cell, Step, Table, rows_of
from clearspan.answers.evidence import Evidence
from clearspan.answers.further_effects import further_blocks
from clearspan.answers.picture import Key, Picture
from clearspan.answers.programme_start import planned_block, starts_block
from clearspan.answers.programmes import CAUTION, interval_words, number, read_outs
from clearspan.answers.words import day_words, period_words
from clearspan.errors import NotReleased
from clearspan.metrics.metric import Metric
from clearspan.programmes.assignment import Arm
from clearspan.programmes.register import Held
from clearspan.programmes.stage import Stage
from clearspan.vocabulary.finding import Finding
from clearspan.vocabulary.period import parse_period

ARMS = {Arm.TREATMENT: "start", Arm.WAITLIST: "wait, and start later", Arm.CONTROL: "are compared, and do not start"}
STEPS = {Stage.DRAFT: "Draw who starts when", Stage.ASSIGNED: "Start it", Stage.RUNNING: "Close it before its last day"}
"""What somebody can do with a programme, by its stage."""
SECONDS_A_DAY = 86400
NEXT = {
    Stage.DRAFT: "Nothing is drawn yet",
    Stage.ASSIGNED: "Teams are drawn, and it has not started",
    Stage.RUNNING: "It runs, and is read out on its planned days",
    Stage.READ_OUT: "It was read out on its last day",
    Stage.CLOSED: "It is closed",
}


@dataclass(frozen=True)
class ProgrammePage:
    """A programme's page: its title, what is said of it last, the step that follows (empty: none), what its test can see and
    whether that is enough, facts about it, its blocks, and its log."""

    title: str
    lead: str
    name: str
    stage: str
    step: str
    owner: str
    power: str
    answerable: bool
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    overturned_by: tuple[str, ...]
    log: tuple[tuple[str, str, str], ...]


def programme_page(evidence: Evidence, name: str) -> ProgrammePage:
    """A programme's page. Raises NotReleased where there is no such programme."""
    held = held_named(evidence, name)
    found = read_outs(evidence, name)
    last = found[-1] if found else None
    blocks = [*verdict_blocks(last), *further_blocks(last), *_looks(found), *target_blocks(found), *_cohorts(last)]
    blocks += [block for block in (planned_block(held, found), starts_block(held)) if block is not None]
    power = held.power or {}
    return ProgrammePage(
        title=held.programme.title,
        lead=_lead(held, last),
        name=name,
        stage=held.stage.value,
        step=STEPS.get(held.stage, ""),
        owner=held.programme.owner,
        power=str(power.get("sentence", "")),
        answerable=bool(power.get("answerable")),
        facts=_facts(held, evidence.cards),
        blocks=tuple(blocks),
        overturned_by=tuple(str(line) for line in _lines(last, "overturned_by")),
        log=tuple(
            (str(entry.number), entry.what.partition("; SHA-256")[0], f"{_day(entry.at)}, {entry.by}") for entry in held.log
        ),
    )


def held_named(evidence: Evidence, name: str) -> Held:
    """The programme of that name. Raises NotReleased where there is none."""
    held = next((each for each in evidence.programmes if each.programme.name == name), None)
    if held is None:
        raise NotReleased("there is no such programme", where=name, remedy="All programmes are listed on the page Programmes.")
    return held


def _day(seconds: int) -> str:
    return day_words(seconds // SECONDS_A_DAY)


def _lead(held: Held, last: Finding | None) -> str:
    if last is not None:
        counted = len(held.programme.checkpoints)
        said = last.outcome[:1].upper() + last.outcome[1:]
        return f"{said}, by read-out {_place(held, last)} of {counted}, on day {last.details['day']}."
    target = held.programme.target.sentence()
    return f"{NEXT[held.stage]}. Its target: {target}"


def _place(held: Held, last: Finding) -> int:
    """Which of the planned read-outs it is, from 1."""
    return [day <= int(str(last.details["day"])) for day in held.programme.checkpoints].count(True)


def _lines(finding: Finding | None, name: str) -> Sequence[Any]:
    value = finding.details[name] if finding is not None else ()
    return value if isinstance(value, list | tuple) else ()


def _facts(held: Held, cards: Mapping[str, Metric]) -> tuple[tuple[str, str], ...]:
    one = held.programme
    design = (
        f"{one.design.value}: {'drawn by lot' if one.design.randomised else 'matched, so that the comparison is observational'}"
    )
    counts = {arm: sum(place.arm is arm for place in held.places) for arm in Arm}
    teams = ", ".join(f"{count} teams {ARMS[arm]}" for arm, count in counts.items() if count)
    rows = [
        ("Stage", held.stage.value),
        *((("Found", one.because),) if one.because else ()),
        ("For whom", ", ".join(one.population.groups) or "everyone"),
        ("Target", one.target.sentence()),
        ("Outcome, and what must not suffer", f"{cards[one.outcome].title}; {cards[one.counter_outcome].title}"),
        ("Design", design),
        ("Owner and sponsor", f"{one.owner}; {one.sponsor}"),
        ("Cost", str(one.cost) if one.cost else "not stated"),
    ]
    if one.messy_days:
        rows.append(("Messy period", f"the first {one.messy_days} days after a start are shown, and neither judged nor counted"))
    if held.places:
        rows.append(("Assignment", f"{teams}; seed {held.seed}, frozen with hash {held.digest[:8]}"))
    if held.power:
        rows.append(("What its test can see", str(held.power["sentence"])))
    if held.signed:
        rows.append(("Signed, because it may not answer", held.signed))
    return tuple(rows)


def verdict_blocks(last: Finding | None) -> list[Block]:
    """The verdict with the picture of effects by weeks since the start."""
    if last is None:
        return []
    told = last.details
    waves = [
        {"x": wave["week"], "v": wave["effect"], "low": wave["low"], "high": wave["high"], "says": _wave(wave)}
        for wave in _lines(last, "waves")
    ]
    picture = Picture(
        "event_study", "Effects by weeks since the start, with a joint band.", {"axis": _axis(told), "points": waves}
    )
    keys = (Key("d1", "against the last weeks before the start, and the band that holds for all at once"),)
    beside = " ".join(str(line) for line in _lines(last, "beside"))
    return [
        Block(
            name="verdict",
            heading=f"The verdict on day {told['day']}: {last.outcome}",
            claim=str(told["sentence"]),
            caution=f"It rests on {told['rests_on'] or 'nothing yet'}. {told['counter']} {beside}".strip(),
            step=Step("What the words mean", "/measures#glossary"),
            picture=Picture(picture.chart, picture.sentence, picture.data, keys) if waves else None,
            tells=last.outcome not in ("cannot be told", "too few people", "not judged yet"),
        )
    ]


def _axis(told: Mapping[str, Any]) -> str:
    return f"{str(told['unit'] or 'points').capitalize()}, by weeks since the start"


def _wave(wave: Mapping[str, Any]) -> str:
    when = (
        "in the weeks from the start"
        if wave["week"] == 0
        else f"{abs(wave['week'])} weeks {'after' if wave['week'] > 0 else 'before'}"
    )
    return f"{when}: {number(wave['effect'])}, between {number(wave['low'])} and {number(wave['high'])}"


def _looks(found: Sequence[Finding]) -> list[Block]:
    """The planned looks, and of what the change from before to after is made up."""
    if not found:
        return []
    last = found[-1].details
    rows = [(f"Day {each.details['day']}", each.outcome, interval_words(each), _naive(each)) for each in found]
    parts = ""
    if last["naive"] is not None:
        parts = f"Of {number(last['naive'])} from before to after, {number(last['drift'] or 0)} is what the others show as well"
        if float(str(last["drift"] or 0)) * float(str(last["naive"])) < 0:
            parts = f"From before to after they changed by {number(last['naive'])}, and the others by {number(last['drift'])}"
        dip = float(str(last["dip"] or 0))
        parts += f", and {number(dip)} is that these teams were picked in weeks in which they were low." if dip else "."
    left = _lines(found[-1], "left")
    stayed = f" Of those who began {_gone(left[0])} left since, of the others {_gone(left[1])}." if len(left) == 2 else ""
    return [
        Block(
            name="beside",
            heading="What proves nothing by itself",
            claim=parts or "From before to after nothing can be told.",
            caution=CAUTION + stayed,
            step=Step("See all programmes", "/programmes"),
            table=Table("The planned read-outs", ("Read-out", "What was found", "Effect", "Before to after"), rows_of(rows)),
        )
    ]


def _naive(finding: Finding) -> str:
    return "not told" if finding.details["naive"] is None else number(finding.details["naive"])


def _gone(share: object) -> str:
    """How many of a hundred have left, in words."""
    return f"about {share}% have" if share else "hardly anyone has"


def target_blocks(found: Sequence[Finding]) -> list[Block]:
    """Where the target stood on each planned day, and what was to be expected then for its own day."""
    if not found:
        return []
    rows = [row for each in found for row in _target_rows(each)]
    said = [_target_cells(each) for each in found]
    last = found[-1].details
    line = {"v": last["target_share"], "text": f"target, by day {last['target_day']}"}
    picture = Picture(
        "effects",
        "Share of participants who reach the target's frequency, seen and expected.",
        {"share": True, "rows": rows, "line": line},
        (Key("d2", "seen"), Key("d5", "expected by the target's day (90%)")),
    )
    return [
        Block(
            name="target",
            heading="The target",
            claim=f"{last['target']} {str(last['target_status']).capitalize()}.",
            caution="It counts what shows the tool used for the task: work items, practice, features that are one task, answers. "
            "Somebody who uses it without a trace is not in it. Use of the tool alone never counts.",
            step=Step("Which sources name tasks", "/sources"),
            picture=picture,
            table=Table("Where the target stood", ("Read-out", "Status", "Seen", "Forecast (90%)"), rows_of(said)),
            tells=last["target_status"] != "cannot tell",
        )
    ]


def _target_rows(finding: Finding) -> list[dict[str, object]]:
    """What was seen on a day, and below it what was expected for the target's day, where that lay ahead."""
    told = finding.details
    bounds = [("seen", told["target_seen"], "var(--d2)"), ("expected", told["target_forecast"], "var(--d5)")]
    rows = []
    for what, pair, colour in bounds:
        known = isinstance(pair, list | tuple)
        if what == "expected" and not known:
            continue
        low, high = (pair[0], pair[1]) if known else (None, None)  # type: ignore[index]
        words = f"{low:.0%} to {high:.0%}" if known else str(told["target_why"])
        rows.append(
            {
                "label": f"Day {told['day']}" if what == "seen" else f"expected for day {told['target_day']}",
                "v": None,
                "low": low,
                "high": high,
                "hollow": None,
                "says": f"Day {told['day']}, {what}: {words}",
                "hollow_says": "",
                "withheld": not known,
                "colour": colour,
            }
        )
    return rows


def _target_cells(finding: Finding) -> Sequence[str | Cell]:
    told = finding.details
    seen, ahead = (
        f"{pair[0]:.0%} to {pair[1]:.0%}" if isinstance(pair, list | tuple) else ""
        for pair in (told["target_seen"], told["target_forecast"])
    )
    return f"Day {told['day']}", str(told["target_status"]), seen or str(told["target_why"]), ahead


def _cohorts(last: Finding | None) -> list[Block]:
    """What became of those who were trained, by month; completion stands beside it."""
    rows = _lines(last, "cohorts")
    if last is None or not rows:
        return []
    cells: list[Sequence[str | Cell]] = [
        (
            _month(row["month"]),
            f"day {row['day']}",
            f"about {row['people']}",
            _percent(row["low"], row["high"]),
            _percent(row["interval_low"], row["interval_high"]),
            _percent(row["completed_low"], row["completed_high"]),
        )
        for row in rows
    ]
    final = rows[-1]
    return [
        Block(
            name="trained",
            heading="30, 60 and 90 days after training",
            claim=f"Of those trained in {_month(final['month'])}, {_percent(final['low'], final['high'])} did the task regularly "
            f"{final['day']} days later.",
            caution="Completion is beside it and is no success: it says that a course ended. Regularly is the target's frequency "
            "in two of four weeks.",
            step=Step("How training is counted", "/measures"),
            table=Table(
                "By the month in which training ended",
                ("Trained", "After", "People", "Regularly", "For people like these (95%)", "Completed"),
                rows_of(cells),
            ),
        ),
        *_moves(last),
    ]


def _moves(last: Finding) -> list[Block]:
    """How people moved from one read-out to the next; moves of a few people are not told."""
    moves = [
        (
            _month(row["month"]),
            f"day {row['from_day']} to {row['to_day']}",
            f"{row['before']} to {row['after']}",
            _percent(row["low"], row["high"]),
        )
        for row in _lines(last, "moves")
        if row["low"] > 0
    ]
    if not moves:
        return []
    return [
        Block(
            name="moves",
            heading="How people moved",
            claim=f"{len(moves)} kinds of move are seen in enough people to tell.",
            caution="Moves of a few people are not told.",
            step=Step("See all programmes", "/programmes"),
            table=Table("Moves between read-outs", ("Trained", "Between", "Move", "Share"), rows_of(moves)),
        )
    ]


def _month(name: object) -> str:
    return period_words(parse_period(str(name)))


def _percent(low: object, high: object) -> str:
    return "not told" if low is None or high is None else f"{float(str(low)):.0%} to {float(str(high)):.0%}"
