"""The page 'Alignment': which problems business, IT and executives would solve first, and how far they agree."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from clearspan.answers.block import Answer, Block, Step, Table, cannot_tell, rows_of
from clearspan.answers.evidence import Evidence
from clearspan.answers.picture import Key, Picture
from clearspan.answers.words import listed, number, people, period_words
from clearspan.listening.alignment import TOP
from clearspan.listening.item import Item
from clearspan.listening.priorities import BUSINESS, EXECUTIVES, IT
from clearspan.vocabulary.finding import Finding, FindingKind
from clearspan.vocabulary.period import parse_period

TITLE = "Alignment"
LEAD = (
    "Where business, IT and executives want AI to solve the same problems, it is more likely to be worth its cost. "
    "Each person names three; each group counts alike."
)
GROUP_WORDS = {BUSINESS: "Business", IT: "IT", EXECUTIVES: "Executives"}
MEANING = {
    "agree": "They agree",
    "partly": "They agree in part",
    "disagree": "They do not agree",
    "cannot tell": "We cannot tell how far they agree",
}

Row = Mapping[str, Any]


def alignment(evidence: Evidence) -> Answer:
    """The latest quarter's priorities, how far each group agrees, and how that changed by quarter."""
    found = sorted((each for each in evidence.findings if each.kind is FindingKind.ALIGNMENT), key=lambda each: each.start_day)
    if not found:
        return Answer(TITLE, LEAD, (_nothing(evidence),))
    latest, asked = found[-1], evidence.questions
    blocks = [_priorities(latest, asked)] if len(_groups(latest)) > 1 else [_one_group(latest, asked)]
    return Answer(TITLE, LEAD, (*blocks, _agreement(latest), *([_over_time(found)] if len(found) > 1 else [])))


def _groups(finding: Finding) -> list[Row]:
    return list(finding.rows("groups"))


def _names(finding: Finding) -> list[str]:
    return [str(row["group"]) for row in _groups(finding)]


def _words(asked: Mapping[str, Item], problem: str) -> str:
    question = asked.get("rank_ai_problems")
    known = {option.name: option.words for option in question.options} if question else {}
    return known.get(problem, problem.replace("_", " ").capitalize())


def _priorities(finding: Finding, asked: Mapping[str, Item]) -> Block:
    groups, problems = _names(finding), _problems(finding)
    furthest = max(problems, key=lambda row: _apart(row, groups))
    lines = [
        {
            "label": _words(asked, row["problem"]),
            "places": [row[group] for group in groups],
            "colour": "var(--accent)" if row is furthest else "var(--d1)" if _everywhere_first(row, groups) else "var(--hatch)",
            "strong": row is furthest or _everywhere_first(row, groups),
            "says": [
                f"{_words(asked, row['problem'])}: {_place(finding, row, group)} for {GROUP_WORDS[group]}" for group in groups
            ],
        }
        for row in problems
    ]
    when = period_words(parse_period(finding.period))
    content = {"groups": [GROUP_WORDS[group] for group in groups], "lines": lines, "top": TOP}
    keys = (Key("d1", "among the first three everywhere"), Key("accent", "furthest apart"))
    rows = rows_of([(_words(asked, row["problem"]), *(_place(finding, row, group) for group in groups)) for row in problems])
    return Block(
        name="priorities",
        heading=f"What comes first, {when}",
        claim=_claim(finding, furthest, asked),
        caution="Things stand at different places only where no single answer decides their order; else they share a place. "
        f"{_pooled_words(finding)}Those who did not answer may see it otherwise.",
        step=Step("See what people say beside that", "/pulse"),
        picture=Picture("bump", f"The places that each group gives to the problems, {when}.", content, keys),
        table=Table(f"Places by group, {when}", ("Problem", *(GROUP_WORDS[group] for group in groups)), rows),
    )


def _says(finding: Finding, asked: Mapping[str, Item], row: Row, group: str) -> str:
    return f"{_words(asked, row['problem'])}: {_place(finding, row, group)} for {GROUP_WORDS[group]}"


def _problems(finding: Finding) -> list[Row]:
    """The problems in the order of their places over all groups."""
    groups = _names(finding)
    rows: Sequence[Row] = finding.rows("problems")
    return sorted(rows, key=lambda row: (sum(row[group] for group in groups), row["problem"]))


def _apart(row: Row, groups: Sequence[str]) -> float:
    return max(row[group] for group in groups) - min(row[group] for group in groups)


def _everywhere_first(row: Row, groups: Sequence[str]) -> bool:
    return all(row[group] <= TOP for group in groups)


def _claim(finding: Finding, furthest: Row, asked: Mapping[str, Item]) -> str:
    groups = _names(finding)
    common = [_words(asked, row["problem"]) for row in _problems(finding) if _everywhere_first(row, groups)]
    first = f"{MEANING[finding.outcome]}: "
    first += (
        f"among the first {TOP} of all stands {listed([_lower(each) for each in common])}"
        if common
        else f"no problem is among the first {TOP} of all"
    )
    if _apart(furthest, groups) < TOP:
        return f"{first}."
    high, low = min(groups, key=lambda group: furthest[group]), max(groups, key=lambda group: furthest[group])
    places = f"{_place(finding, furthest, high)} for {GROUP_WORDS[high]}, {_place(finding, furthest, low)} for {GROUP_WORDS[low]}"
    return f"{first}. Furthest apart: {_lower(_words(asked, furthest['problem']))} ({places})."


def _one_group(finding: Finding, asked: Mapping[str, Item]) -> Block:
    first = [_words(asked, row["problem"]) for row in _problems(finding)][:TOP]
    return cannot_tell(
        "priorities",
        "What comes first",
        f"fewer than two groups are large enough to be told apart; all together name {listed([_lower(each) for each in first])}",
        "Name the levels of leaders and the groups that are IT in the settings (leading_levels, it_groups), and ask more people.",
        Step("Read how the groups are made", "/about-our-data"),
    )


def _agreement(finding: Finding) -> Block:
    """W over all groups, within each, and how many of the first three each pair shares."""
    low, high = _bounds(finding)
    rows = [_bar("All together", low, high, "")]
    rows += [_bar(GROUP_WORDS[row["group"]], row["low"], row["high"], f"of {number(row['people'])}") for row in _groups(finding)]
    shared = [_shared(row) for row in finding.rows("shared")]
    table = rows_of([(row["label"], row["says"].partition(": ")[2], row["size"]) for row in rows])
    return Block(
        name="agreement",
        heading="How far they agree",
        claim=f"Agreement of all together lies between {low:g} and {high:g}, where 0 is none and 1 is all alike."
        + (f" Of the first {TOP}, {listed(shared)}." if shared else ""),
        caution="Kendall's W, each group counted alike, with a 95% interval rounded outwards. People of one group may agree "
        "among themselves and not with another.",
        step=Step("Ask again next quarter", "/pulse"),
        picture=Picture("strips", "Agreement of all together and within each group.", {"most": 1, "rows": rows}),
        table=Table("Agreement from 0 to 1", ("Who", "Kendall's W", "People"), table),
    )


def _shared(row: Row) -> str:
    pair = f"{GROUP_WORDS[row['one']]} and {GROUP_WORDS[row['other']]}"
    bounds = "" if row["low"] == row["high"] else f" ({row['low']} to {row['high']})"
    return f"{pair} share {number(row['shared'])}{bounds}"


def _bar(label: str, low: float, high: float, size: str) -> dict[str, Any]:
    says = f"{label}: between {low:g} and {high:g}"
    row = {"label": label, "v": None, "low": low, "high": high, "size": size, "says": says}
    return {**row, "withheld": False, "colour": "var(--d1)", "groups": []}


def _over_time(found: Sequence[Finding]) -> Block:
    rows = [_bar(_quarter(each), *_bounds(each), "") for each in found]
    before, now = next(reversed(list(pairwise(rows))))
    moved = "grew" if now["low"] > before["high"] else "fell" if now["high"] < before["low"] else "did not surely change"
    return Block(
        name="quarters",
        heading="Quarter by quarter",
        claim=f"Agreement {moved} since the quarter before.",
        caution="The list of problems may have changed between quarters, and others may have answered.",
        step=Step("See what else changed", "/"),
        picture=Picture("strips", "Agreement of all together by quarter.", {"most": 1, "rows": rows}),
        table=Table(
            "Agreement by quarter",
            ("Quarter", "Kendall's W"),
            rows_of([(r["label"], r["says"].partition(": ")[2]) for r in rows]),
        ),
    )


def _quarter(finding: Finding) -> str:
    return period_words(parse_period(finding.period)).removeprefix("the ").capitalize()


def _bounds(finding: Finding) -> tuple[float, float]:
    return finding.number("low"), finding.number("high")


def _pooled_words(finding: Finding) -> str:
    pooled = [GROUP_WORDS[name] for name in finding.texts("pooled")]
    return f"{listed(pooled)} are too few, and counted with the business. " if pooled else ""


def _place(finding: Finding, row: Row, group: str) -> str:
    """A problem's place for a group in words: '1st', or '2nd to 4th' where it shares places with others."""
    place = float(row[group])
    around = (sum(each[group] == place for each in _problems(finding)) - 1) / 2
    first, last = _ordinal(round(place - around)), _ordinal(round(place + around))
    return first if first == last else f"{first} to {last}"


def _ordinal(place: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th") if place % 100 not in {11, 12, 13} else "th"
    return f"{place}{ending}"


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _nothing(evidence: Evidence) -> Block:
    return cannot_tell(
        "nothing",
        "What comes first",
        f"in no closed quarter {people(evidence.minimums.sensitive)} or more have ranked problems",
        "Ask executives by a self-check (clearspan pulse plan --for self_check) and everyone by a pulse; name the levels of "
        "leaders and the groups that are IT in the settings.",
        Step("See what people say so far", "/pulse"),
    )
