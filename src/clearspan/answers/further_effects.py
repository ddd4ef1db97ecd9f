"""Effects that stand beside that of the offer in a read-out: on those who took part, and on those around those who started."""

from collections.abc import Mapping, Sequence
from typing import Any

from clearspan.answers.block import Block, Step, Table, cannot_tell, rows_of
from clearspan.answers.picture import Key, Picture
from clearspan.answers.programmes import interval_words, number
from clearspan.programmes.read_out import Label
from clearspan.vocabulary.finding import Finding

HEADING = "Who took part, and who was near"
NAMES = {
    "took_part": "Taking part",
    "spill_over": "On teams around them",
    "not_near": "Against teams not near",
}
CAUTION = (
    "The verdict rests on the offer, which was drawn by lot; taking part was not. These say what follows if the offer worked by "
    "taking part alone, and if what spills over grows evenly with the share of those around who started."
)
STEP = Step("What the words mean", "/measures#glossary")


def further_blocks(last: Finding | None) -> list[Block]:
    """One block on them; none where the read-out does not speak of them, because it is older than they are."""
    rows = last.rows("further") if last is not None else ()
    if last is None or not rows:
        return []
    told = [row for row in rows if not row["why"]]
    if not told:
        because = "; and ".join(f"{NAMES[str(row['name'])].lower()}: {row['why']}" for row in rows)
        return [cannot_tell("further", HEADING, because, CAUTION, STEP)]
    marks = [_offer(last), *(_mark(row, str(last.details["title"])) for row in rows)]
    unit = str(last.details["unit"] or "points")
    sentence = f"Effects of the offer, of taking part, and on those around, with their intervals, in {unit}."
    keys = (Key("d1", "effect, with its interval"), Key("hatched", "cannot be told"))
    return [
        Block(
            name="further",
            heading=HEADING,
            claim=" ".join(str(row["sentence"]) for row in told),
            caution=CAUTION,
            step=STEP,
            picture=Picture("effects", sentence, {"share": False, "rows": marks, "line": None}, keys),
            table=Table(
                "Beside the effect of the offer",
                ("What", "Effect", "Whose, against whom", "Who took part"),
                rows_of(_cells(last, rows)),
            ),
        )
    ]


def _offer(last: Finding) -> dict[str, object]:
    untold = last.details["effect"] is None or last.outcome in (Label.CANNOT_TELL.value, Label.TOO_FEW.value)
    names = ("effect", "low", "high")
    v, low, high = (None if untold else last.details[name] for name in names)
    says = f"The offer: {interval_words(last)}"
    return _row("The offer", says, (v, low, high), untold=untold)


def _mark(row: Mapping[str, Any], title: str) -> dict[str, object]:
    name = NAMES[str(row["name"])]
    figures = (row["effect"], row["low"], row["high"])
    return _row(name, f"{title}, {name.lower()}: {row['sentence']}", figures, untold=bool(row["why"]))


def _row(label: str, says: str, figures: tuple[Any, Any, Any], *, untold: bool) -> dict[str, object]:
    v, low, high = figures
    rest = {"hollow": None, "hollow_says": "", "withheld": untold, "colour": "var(--d1)"}
    return {"label": label, "v": v, "low": low, "high": high, "says": says, **rest}


def _cells(last: Finding, rows: Sequence[Mapping[str, Any]]) -> list[Sequence[str]]:
    offer = ("The offer", interval_words(last), "teams to which it was offered, against those to which it was not", "")
    return [offer, *((NAMES[str(row["name"])], _figure(row), str(row["estimand"]), _shares(row)) for row in rows)]


def _figure(row: Mapping[str, Any]) -> str:
    if row["why"]:
        return f"cannot be told: {row['why']}"
    return f"{number(row['effect'])} ({number(row['low'])} to {number(row['high'])}) {row['unit']}"


def _shares(row: Mapping[str, Any]) -> str:
    if row.get("offered_low") is None:
        return ""
    offered, others = (f"{row[f'{side}_low']:.0%} to {row[f'{side}_high']:.0%}" for side in ("offered", "others"))
    return f"{offered} of those offered, {others} of the others"
