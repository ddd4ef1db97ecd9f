"""Learners: whether people who learn still do the work from which one learns, before and now."""

from collections.abc import Sequence

from clearspan.answers.block import Answer, Block, Cell, Step, Table, cannot_tell, rows_of
from clearspan.answers.blocks.cuts import of_use
from clearspan.answers.evidence import Evidence
from clearspan.answers.group import PLURAL, SINGULAR, in_order, labels
from clearspan.answers.latest import bounds_of, latest_of, quarter_words
from clearspan.answers.picture import Key, Picture
from clearspan.answers.words import day_words, listed, number
from clearspan.diagnosis.starvation import Outcome
from clearspan.vocabulary.finding import Finding, FindingKind
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import quarter_of

TITLE = "Learners"
LEAD = (
    "Where seniors with AI do what beginners used to do, nobody becomes a senior. Learners are people of the entry level of "
    "their job family; where it names none, those who joined less than 24 months ago."
)
CAUTION = (
    "Less work for everyone, or fewer learners, does not count as starvation: one learner is compared with one other person. "
    "Which work suits a learner is said by the work system."
)
WORDS = {
    Outcome.STARVED.value: "learners do less of it",
    Outcome.STEADY.value: "as before",
    Outcome.CANNOT_TELL.value: "cannot tell",
    Outcome.TOO_FEW.value: "too few people",
}


def learners_page(evidence: Evidence) -> Answer:
    """Learners' share of the work that suits them, before and now, by department and by job family."""
    blocks = tuple(_block(evidence, dimension) for dimension in (Dimension.DEPARTMENT, Dimension.ROLE))
    if all(not block.tells for block in blocks):
        return Answer(TITLE, LEAD, blocks[:1])
    when = quarter_of(latest_of(evidence, FindingKind.STARVATION)[0].start_day)
    return Answer(TITLE, LEAD, (*blocks, *of_use(evidence, when)))


def _block(evidence: Evidence, dimension: Dimension) -> Block:
    found = latest_of(evidence, FindingKind.STARVATION, dimension)
    told = [each for each in found if each.outcome != Outcome.TOO_FEW.value]
    heading = f"Who does learners' work, by {SINGULAR[dimension]}"
    if not told:
        because = f"no {SINGULAR[dimension]} has eight learners and eight others with work that suits a learner, then and now"
        change = "Work items that say which work suits a learner, over a quarter before AI or the first on record, and one after."
        return cannot_tell(dimension.value, heading, because, change, Step("See which work arrives", "/sources"))
    order = in_order(dimension, [each.group for each in told])
    told = sorted(told, key=lambda each: order.index(each.group))
    names = labels(order)
    rows = [{"label": names[each.group], "marks": _marks(names[each.group], each)} for each in told]
    quarter = quarter_words(told)
    before = "before AI" if told[0].details.get("before_ai") else "in the first quarter on record"
    keys = (Key("d5", f"{before} ({_days(told[0])})"), Key("d1", "now"), Key("accent", "now, learners starved"))
    sentence = f"Learners' share of the work that suits them, {before} and in {quarter}."
    return Block(
        name=dimension.value,
        heading=f"{heading}, {quarter}",
        claim=_claim(told, dimension, names),
        caution=CAUTION,
        step=Step("Take what is said of each group with you", "/api/findings.csv?kind=starvation"),
        picture=Picture("pairs", sentence, {"share": True, "rows": rows}, keys),
        table=_table(told, dimension, names),
    )


def _days(finding: Finding) -> str:
    start, end = (int(str(finding.details[name])) for name in ("before_start", "before_end"))
    return f"{day_words(start, year=False)} to {day_words(end)}"


def _marks(name: str, finding: Finding) -> list[dict[str, object]]:
    starved = finding.outcome == Outcome.STARVED.value
    colours = ("var(--d5)", "var(--accent)" if starved else "var(--d1)")
    found = []
    for lane, (when, colour) in enumerate(zip(("before", "now"), colours, strict=True)):
        low, high = (bound / 100 for bound in bounds_of(finding, when))
        says = f"{name}, {when}: between {low:.0%} and {high:.0%} of the work that suits learners"
        found.append({"lane": lane, "v": None, "low": low, "high": high, "says": says, "withheld": False, "colour": colour})
    return found


def _claim(told: Sequence[Finding], dimension: Dimension, names: dict[str, str]) -> str:
    starved = [each for each in told if each.outcome == Outcome.STARVED.value]
    steady = sum(each.outcome == Outcome.STEADY.value for each in told)
    if not starved and not steady:
        return (
            f"We cannot tell of any of the {len(told)} {PLURAL[dimension]} whether learners lose the work from which they learn."
        )
    if not starved:
        return f"In none of the {len(told)} {PLURAL[dimension]} do we see that learners lose the work from which they learn."
    where = listed([names[each.group] for each in starved])
    keep = f": protect {_protect(starved[0])}" if len(starved) == 1 else ""
    return f"Others now do learners' work in {where}{keep}."


def _table(told: Sequence[Finding], dimension: Dimension, names: dict[str, str]) -> Table:
    rows: list[Sequence[str | Cell]] = []
    for each in told:
        starved = each.outcome == Outcome.STARVED.value
        rows.append(
            (
                names[each.group],
                _share(each, "before"),
                _share(each, "now"),
                _change(each),
                WORDS[each.outcome] + ("; less work for everyone" if each.details.get("volume_fell") else ""),
                _protect(each) if starved else "",
            )
        )
    headings = (
        SINGULAR[dimension].capitalize(),
        "Share before",
        "Share now",
        "One learner's part, change",
        "What we see",
        "Protect",
    )
    return Table("Learners' share of the work that suits them", headings, rows_of(rows))


def _protect(finding: Finding) -> str:
    low, high = bounds_of(finding, "protect")
    some = f"{number(low)} to {number(high)}" if low else f"up to {number(high)}"
    return f"{some} pieces a month for each learner"


def _share(finding: Finding, when: str) -> str:
    low, high = bounds_of(finding, when)
    return f"{low:.0f} to {high:.0f}%"


def _change(finding: Finding) -> str:
    low, high = bounds_of(finding, "change")
    return f"{low:+.0f} to {high:+.0f}%".replace("-", "\u2212")
