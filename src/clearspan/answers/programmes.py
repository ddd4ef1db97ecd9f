"""Programmes: what was tried, whether it worked, and what runs; each effect with its interval and what proves nothing beside
it."""

from collections.abc import Sequence

from clearspan.answers.block import Answer, Block, Cell, Step, Table, cannot_tell, rows_of
from clearspan.answers.evidence import Evidence
from clearspan.answers.picture import Key, Picture
from clearspan.answers.words import day_words
from clearspan.programmes.read_out import Label
from clearspan.programmes.register import Held
from clearspan.programmes.stage import Stage
from clearspan.vocabulary.finding import Finding, FindingKind

TITLE = "Programmes"
LEAD = (
    "What is done about the gap, each time as an experiment: some teams start, comparable ones wait, and a verdict rests on the "
    "difference between them."
)
CAUTION = (
    "A change from before to after proves nothing by itself: all teams change, and teams that were picked for being low rise "
    "anyway. No effect seen is not no effect: the interval says what could still be true."
)
ORDER = (Label.WORKED, Label.SEEMED, Label.NO_EFFECT, Label.NOT_SEEN, Label.HARMED, Label.CANNOT_TELL, Label.TOO_FEW, Label.MESSY)
TOLD = {
    Label.WORKED: "worked",
    Label.SEEMED: "only seemed to work",
    Label.NO_EFFECT: "had no effect",
    Label.NOT_SEEN: "had no effect that we could see",
    Label.HARMED: "did harm",
}


def programmes_page(evidence: Evidence) -> Answer:
    """What was found of the programmes that were read out, and what runs or is planned."""
    parts = (found_block(evidence), each_block(evidence), running_block(evidence))
    blocks = tuple(block for block in parts if block is not None)
    return Answer(TITLE, LEAD, blocks or (_nothing(),))


def found_block(evidence: Evidence) -> Block | None:
    """What was found of the programmes that were read out; None where none was."""
    found = last_read(evidence)
    return _found(found) if found else None


def each_block(evidence: Evidence) -> Block | None:
    """The programmes that were read out, each with its own page; None where none was."""
    found = last_read(evidence)
    if not found:
        return None
    rows: list[Sequence[str | Cell]] = [
        (
            Cell(each.text("title"), href=f"/programmes/{each.text('programme')}"),
            f"{each.outcome} (day {each.details['day']})",
            each.text("target_status"),
        )
        for each in found
    ]
    return Block(
        name="each",
        heading="One by one",
        claim="Each has a page with what its verdict rests on, and what would overturn it.",
        caution="A target that was met does not say that the programme was the reason.",
        step=Step("See what they returned", "/value"),
        table=Table("Programmes that were read out", ("Programme", "What was found", "Its target"), rows_of(rows)),
    )


def running_block(evidence: Evidence) -> Block | None:
    """What runs or is prepared, with its target; None where nothing does."""
    held = [each for each in evidence.programmes if each.stage not in (Stage.READ_OUT, Stage.CLOSED)]
    return _running(held, last_read(evidence)) if held else None


def read_outs(evidence: Evidence, programme: str = "") -> list[Finding]:
    """The read-outs of all programmes, or of one, the earliest first."""
    found = [each for each in evidence.findings if each.kind is FindingKind.PROGRAMME]
    mine = [each for each in found if not programme or each.details["programme"] == programme]
    return sorted(mine, key=lambda each: each.start_day)


def last_read(evidence: Evidence) -> list[Finding]:
    """The last read-out of each programme: those that worked first, then those that only seemed to, and so on."""
    last = {str(each.details["programme"]): each for each in read_outs(evidence)}
    return sorted(last.values(), key=lambda each: (ORDER.index(Label(each.outcome)), str(each.details["title"])))


def claim_of(found: Sequence[Finding]) -> str:
    """How many programmes did what, in a sentence."""
    counts = {label: sum(each.outcome == label.value for each in found) for label in ORDER}
    parts = [f"{count} {TOLD[label]}" for label, count in counts.items() if count and label in TOLD]
    untold = sum(count for label, count in counts.items() if label not in TOLD)
    parts += [f"of {untold} it cannot be told"] if untold else []
    said = " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
    return f"Of {len(found)} {'programme' if len(found) == 1 else 'programmes'} that were read out, {said}."


def interval_words(finding: Finding) -> str:
    """The effect with its interval, as a clause: '+8 (+4 to +12) points'; 'not told' where there is none."""
    told = finding.details
    if told["effect"] is None or finding.outcome == Label.CANNOT_TELL.value:
        return "not told"
    low, high = (number(told[name]) if told[name] is not None else "no limit" for name in ("low", "high"))
    return f"{number(told['effect'])} ({low} to {high}) {told['unit']}"


def number(value: object) -> str:
    """A change as people write it, with its sign."""
    return f"{float(str(value)):+g}".replace("-", "\u2212") if float(str(value)) else "0"


def _found(found: Sequence[Finding]) -> Block:
    keys = (Key("d1", "effect, with its interval"), Key("hollow", "change from before to after, which proves nothing"))
    units = {str(each.details["unit"]) for each in found if each.details["unit"]}
    sentence = f"Effects of {len(found)} programmes with their intervals, in {' or '.join(sorted(units)) or 'points'}."
    rows = [_row(each) for each in found]
    return Block(
        name="found",
        heading="Whether it worked",
        claim=claim_of(found),
        caution=CAUTION,
        step=Step("Plan the next programme, and see what its test could show", "/planning"),
        picture=Picture("effects", sentence, {"share": False, "rows": rows, "line": None}, keys),
        table=Table(
            "Every programme that was read out, by what was found",
            ("Programme", "What was found", "Effect", "Before to after", "Compared with", "Target"),
            rows_of([_cells(each) for each in found]),
        ),
    )


def _row(finding: Finding) -> dict[str, object]:
    told, title = finding.details, str(finding.details["title"])
    untold = told["effect"] is None or finding.outcome in (Label.CANNOT_TELL.value, Label.TOO_FEW.value)
    says = f"{title}: {finding.outcome}; {interval_words(finding)}"
    bounded = told["low"] is not None and told["high"] is not None and not untold
    return {
        "label": title,
        "v": None if untold else told["effect"],
        "low": told["low"] if bounded else None,
        "high": told["high"] if bounded else None,
        "hollow": None if untold else told["naive"],
        "says": says,
        "hollow_says": f"{title}: before to after {number(told['naive'] or 0)}, which proves nothing",
        "withheld": untold,
        "colour": "var(--accent)" if finding.outcome == Label.SEEMED.value else "var(--d1)",
    }


def _cells(finding: Finding) -> Sequence[str | Cell]:
    told = finding.details
    against = "drawn by lot" if told["randomised"] else "observational"
    naive = "" if told["naive"] is None else number(told["naive"])
    return (
        Cell(str(told["title"]), href=f"/programmes/{told['programme']}"),
        f"{finding.outcome} (day {told['day']})",
        interval_words(finding),
        naive,
        against,
        str(told["target_status"]),
    )


def _running(held: Sequence[Held], found: Sequence[Finding]) -> Block:
    running = [each for each in held if each.stage is Stage.RUNNING]
    rows = []
    for each in held:
        last = next((one for one in found if one.details["programme"] == each.programme.name), None)
        begins = "" if each.start_day is None else day_words(each.start_day)
        title = Cell(each.programme.title, href=f"/programmes/{each.programme.name}")
        target = each.programme.target.sentence().replace("% of participants", " in 100 participants")
        rows.append((title, each.stage.value, begins, target, last.outcome if last else "nothing yet"))
    count, rest = len(running), len(held) - len(running)
    parts = [f"{count} {'programme is' if count == 1 else 'programmes are'} running"] if count else []
    parts += [f"{rest} {'is' if rest == 1 else 'are'} being prepared"] if rest else []
    claim = f"{' and '.join(parts)}."
    return Block(
        name="running",
        heading="What runs",
        claim=claim,
        caution="A programme is read out on its planned days alone, and with stricter bounds on the early ones: looking often "
        "finds effects that are none.",
        step=Step("Plan another one", "/planning"),
        table=Table(
            "Programmes that are not read out yet", ("Programme", "Stage", "First day", "Target", "Said last"), rows_of(rows)
        ),
    )


def _nothing() -> Block:
    return cannot_tell(
        "found",
        "Whether it worked",
        "no programme was declared",
        "A first programme: its population, task, outcome and comparison. It takes 30 days to a first read-out, 90 to a verdict.",
        Step("Plan a programme, and see what its test could show", "/planning"),
    )
