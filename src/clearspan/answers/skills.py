"""Skills: what groups of people can do, in three layers that need different practice, and never in one."""

from collections.abc import Sequence
from dataclasses import replace

from clearspan.answers.block import Answer, Block, Cell, Step, Table, cannot_tell
from clearspan.answers.evidence import Evidence
from clearspan.answers.group import PLURAL, SINGULAR, in_order, labels
from clearspan.answers.latest import latest_of, quarter_words
from clearspan.answers.picture import Key, Picture
from clearspan.answers.words import listed
from clearspan.skills.framework.framework_file import framework
from clearspan.vocabulary.finding import Finding, FindingKind
from clearspan.vocabulary.grid import Dimension

TITLE = "Skills"
LEAD = (
    "Fluency, judgment and redesign are three things. Each is told of what people did in drills, questions and processes, never "
    "of what they say of themselves, and only of ten people or more."
)
CAUTION = (
    "Those who practise are not everyone, and may be keener. A level is told only where it stays the same whoever is left out. "
    "It is for choosing practice; it judges nobody."
)
TOLD = "told"
LAYERS = ("fluency", "judgment", "redesign")
COLUMNS = ("level 1", "level 2", "level 3", "level 4", "cannot tell")
LEANS = {
    "trusts": "uses faulty work too readily",
    "doubts": "rejects sound work too readily",
    "even": "leans to neither side",
    "": "",
}


def skills_page(evidence: Evidence) -> Answer:
    """The three layers by job family and by department."""
    blocks = [_block(evidence, dimension) for dimension in (Dimension.ROLE, Dimension.DEPARTMENT)]
    return Answer(TITLE, LEAD, tuple(blocks if any(block.tells for block in blocks) else blocks[:1]))


def layers_block(evidence: Evidence) -> Block | None:
    """The three layers by job family, with the way to the page; None where nothing is told."""
    block = _block(evidence, Dimension.ROLE)
    return replace(block, step=Step("See all groups", "/skills")) if block.tells else None


def _block(evidence: Evidence, dimension: Dimension) -> Block:
    told = [each for each in latest_of(evidence, FindingKind.SKILLS, dimension) if each.outcome == TOLD]
    heading = f"Three layers by {SINGULAR[dimension]}"
    if not told:
        because = f"in no {SINGULAR[dimension]} ten people have practised enough in the last closed quarter"
        change = "Ten people of a group with eight questions, or drills, or a process redrawn each."
        return cannot_tell(
            f"skills-{dimension.value}", heading, because, change, Step("See what there is to practise", "/library")
        )
    order = in_order(dimension, [each.group for each in told])
    told = sorted(told, key=lambda each: order.index(each.group))
    names = labels(order)
    quarter = quarter_words(told)
    return Block(
        name=f"skills-{dimension.value}",
        heading=f"{heading}, {quarter}",
        claim=_claim(told, dimension, names),
        caution=CAUTION,
        step=Step("See what there is to practise", "/library"),
        picture=_picture(told, names, quarter),
        table=_table(told, dimension, names),
    )


def _levels(finding: Finding) -> dict[str, tuple[int, int, int]]:
    rows = finding.rows("layers")
    return {str(row["layer"]): (int(str(row["lowest"])), int(str(row["level"])), int(str(row["highest"]))) for row in rows}


def _claim(told: Sequence[Finding], dimension: Dimension, names: dict[str, str]) -> str:
    weakest: dict[str, list[str]] = {}
    for finding in told:
        levels = _levels(finding)
        if len(levels) > 1:
            least = min(levels, key=lambda layer: levels[layer][1])
            if sum(levels[layer][1] == levels[least][1] for layer in levels) == 1:
                weakest.setdefault(least, []).append(names[finding.group])
    if not weakest:
        return f"{len(told)} {PLURAL[dimension]} can be told; no layer lies behind the others for sure."
    layer = max(weakest, key=lambda each: len(weakest[each]))
    titles = framework().layers
    return f"{titles[layer].title} lies behind the other layers in {listed(weakest[layer])}."


def _picture(told: Sequence[Finding], names: dict[str, str], quarter: str) -> Picture:
    titles = framework().layers
    rows = [f"{names[finding.group]}: {titles[layer].title.lower()}" for finding in told for layer in LAYERS]
    squares = [
        square
        for place, finding in enumerate(told)
        for levels in [_levels(finding)]
        for at, layer in enumerate(LAYERS)
        for square in _squares(
            levels.get(layer), place * len(LAYERS) + at, f"{names[finding.group]}, {titles[layer].title.lower()}"
        )
    ]
    content = {"across": "level", "down": "", "columns": list(COLUMNS), "rows": rows, "squares": squares}
    keys = (Key("d1", "level"), Key("d2", "likely, too"), Key("d5", "cannot tell"))
    return Picture("squares", f"The level of each layer, by group, {quarter}.", content, keys)


def _squares(level: tuple[int, int, int] | None, row: int, who: str) -> list[dict[str, object]]:
    """The squares of one layer of one group: its level, and the others that the interval allows."""
    says = f"{who}: {_words(level)}"
    if level is None:
        return [{"column": COLUMNS.index("cannot tell"), "row": row, "colour": "var(--d5)", "says": says}]
    lowest, here, highest = level
    return [
        {"column": each - 1, "row": row, "colour": "var(--d1)" if each == here else "var(--d2)", "says": says}
        for each in range(lowest, highest + 1)
    ]


def _words(level: tuple[int, int, int] | None) -> str:
    if level is None:
        return "cannot tell"
    lowest, here, highest = level
    return f"level {here}" if lowest == highest else f"level {here}, likely {lowest} to {highest}"


def _table(told: Sequence[Finding], dimension: Dimension, names: dict[str, str]) -> Table:
    titles = framework().layers
    headings = (SINGULAR[dimension], *(titles[layer].title for layer in LAYERS), "leaning")
    rows = []
    for finding in told:
        levels = _levels(finding)
        cells = (Cell(_words(levels.get(layer)), withheld=layer not in levels) for layer in LAYERS)
        rows.append((Cell(names[finding.group]), *cells, Cell(LEANS[str(finding.details.get("leaning") or "")])))
    return Table(f"Levels of {PLURAL[dimension]} in three layers", headings, tuple(rows))
