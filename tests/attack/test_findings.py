"""Attackers of findings and explanations: quiet where all is well, and each finds its leak where something is not."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pytest
from tests.attack.planted import FileSurface, MemorySurface, half, hidden, insider, people

from clearspan.attack.finding import Haul
from clearspan.attack.observed import table_of
from clearspan.attack.question import Question, Reply
from clearspan.attack.run import all_attackers, look
from clearspan.attack.told import Told, told_from, told_in_csv
from clearspan.vocabulary.period import parse_period

QUARTER = parse_period("2026-Q2")
ROLL = [
    *people(12, team="P / a", department="P"),
    *people(3, team="P / b", department="P"),
    *people(9, team="Q / c", department="Q"),
    *people(4, team="Q / d", department="Q"),
    *people(5, team="Q / e", department="Q"),
]
KNOWS = insider(ROLL, (QUARTER,))


def told(group: str, outcome: str, dimension: str = "team", *, sensitive: bool = True, **details: object) -> Told:
    row = {"kind": "diagnosis", "dimension": dimension, "group": group, "period": "2026-Q2", "outcome": outcome}
    return told_from([row | {"sensitive": sensitive, "details": details}])[0]


SOUND = (
    told("P / a", "cause", causes=[{"cause": "workload", "at_least": 0.8}]),
    told("P / b", "too few people"),
    told("Q / c", "cause", sensitive=False, causes=[{"cause": "policy_block", "at_least": 0.95}]),
    told("Q / d + Q / e", "too few people"),
    told("Q", "cannot tell", "department", why_not="what is seen fits more than one reason"),
)


@dataclass(frozen=True)
class Saying:
    """A surface that says what it is given; a second time, what it is given for that."""

    first: Sequence[Told]
    second: Sequence[Told] | None = None
    name: str = "saying"
    asked: list[int] = field(default_factory=list)

    def cards(self) -> tuple:
        return ()

    def cells(self):
        return table_of([])

    def findings(self) -> tuple[Told, ...]:
        self.asked.append(1)
        return tuple(self.first if self.second is None or len(self.asked) == 1 else self.second)


def haul(attacker: str, *surfaces: object, earlier: Sequence[Told] = ()) -> Haul:
    seen = look([FileSurface(table_of([])), *surfaces], KNOWS, None, tuple(earlier))  # type: ignore[list-item]
    return all_attackers()[attacker].attack(seen)


@pytest.mark.parametrize("attacker", ["small_findings", "named_findings", "changed_findings"])
def test_sound_findings_give_nothing_away(attacker: str) -> None:
    found = haul(attacker, Saying(SOUND), Saying(SOUND, name="other"), earlier=SOUND)
    assert (found.leaks, found.attempts > 3) == (0, True)


@pytest.mark.parametrize(
    ("finding", "who"),
    [
        (told("P / b", "cause", sensitive=False), 3),
        (told("Q / c", "cause"), 9),
        (told("Q / c", "no obstacle"), 9),
        (told("P / b + Q / d", "cannot tell", sensitive=False), 7),
        (told("P", "cause", "department", causes=[{"cause": "policy_block", "at_least": 0.8}]), 3),
    ],
)
def test_a_finding_about_few_people_is_found(finding: Told, who: int) -> None:
    others = [each for each in SOUND if each.group not in (finding.group, "Q", "Q / c")]
    found = haul("small_findings", Saying([*others, finding]))
    assert [each.people for each in found.findings] == [who]


@pytest.mark.parametrize(
    "details",
    [
        {"person": 17},
        {"causes": [{"cause": "workload", "at_least": 0.8312}]},
        {"why_not": "ask ada@example.com"},
        {"seen": ["3fa9c1d2e4b5a697"]},
    ],
)
def test_a_name_or_an_exact_figure_is_found(details: Mapping[str, object]) -> None:
    assert haul("named_findings", Saying([told("P / a", "cause", **details)])).leaks == 1


@dataclass
class Linked(MemorySurface):
    """A first page that links to a page of findings with a table."""

    table: str = "P / a"

    def page(self, path: str) -> Reply:
        """The first page, and the one of findings."""
        told = f"<table><tr><td>{self.table}</td><td>no time to learn</td></tr></table>"
        return Reply(200, '<a href="/diagnosis">Diagnosis</a>' if path == "/" else told)


def test_a_page_of_findings_that_names_somebody_is_found() -> None:
    assert haul("named_findings", Linked([])).leaks == 0
    assert haul("named_findings", Linked([], table="ada@example.com")).leaks == 1


def test_a_finding_that_changes_is_found_wherever_it_does() -> None:
    other = [replace(SOUND[0], outcome="cannot tell"), *SOUND[1:]]
    assert haul("changed_findings", Saying(SOUND), Saying(other, name="other")).leaks > 0
    assert haul("changed_findings", Saying(SOUND, other)).leaks > 0
    assert haul("changed_findings", Saying(other), earlier=SOUND).leaks == 1
    assert haul("changed_findings", Saying(SOUND[1:]), earlier=SOUND).leaks == 1
    assert haul("changed_findings", Saying(SOUND), earlier=SOUND[1:]).leaks == 1


def test_findings_are_read_from_csv_as_from_json() -> None:
    lines = [f'diagnosis,team,P / a,2026-Q2,cause,1,True,"{SOUND[0].details.replace(chr(34), chr(34) * 2)}"']
    assert told_in_csv("\n".join(["kind,dimension,group,period,outcome,version,sensitive,details", *lines])) == (SOUND[0],)


TEAMS = insider([*people(20, team="T1"), *people(3, team="T2")])
CELLS = [half("team", "T1", 20), hidden("team", "T2")]
SHOWN = "active_share.v1.any.team.2026-W20.aaaaaaaaaa"


@dataclass
class Explaining(MemorySurface):
    """Answers with ids of figures, and explains as it is told to."""

    explained: dict[str, object] = field(default_factory=dict)
    of_hidden: Reply = field(default_factory=lambda: Reply(404, "no figure is shown under that id"))

    def ask(self, question: Question) -> Reply:
        """The cells as JSON, each shown one with its id."""
        reply = super().ask(question)
        rows = [{"group": cell.group, "figure": SHOWN if cell.told else None} for cell in reply.cells]
        return Reply(reply.status, json.dumps(rows), reply.cells)

    def explain(self, figure: str) -> Reply:
        """The explanation of the shown figure, and a refusal of all others."""
        if figure == SHOWN:
            return Reply(200, json.dumps(self.explained))
        return self.of_hidden if figure.endswith(HIDDEN) else Reply(404, "no figure is shown under that id")


HIDDEN = "4melxx2oy4"
SAME = {"outcome": "same", "why": "It would be released as it was."}
TOLD = {"figure": {"value": 0.5, "n": 20, "low": None}, "passport": {"rows": 1200}, "recomputed": SAME}


def oracle(explained: dict[str, object], **given: Reply) -> int:
    surface = Explaining(CELLS, explained=explained, **given)  # type: ignore[arg-type]
    return all_attackers()["explain_oracle"].attack(look([FileSurface(table_of(CELLS)), surface], TEAMS)).leaks


def test_an_explanation_of_the_released_figure_tells_nothing() -> None:
    assert oracle(TOLD) == 0


@pytest.mark.parametrize(
    "more",
    [
        {"today": {"value": 0.55}},
        {"today": {"numerator": 11}},
        {"recomputed": SAME | {"by": 1}},
        {"recomputed": SAME | {"why": "One of 19 people differs."}},
        {"recomputed": SAME | {"outcome": "larger"}},
    ],
)
def test_an_explanation_that_tells_more_is_found(more: dict[str, object]) -> None:
    assert oracle(TOLD | more) > 0


def test_an_explanation_of_a_withheld_figure_is_found() -> None:
    assert oracle(TOLD, of_hidden=Reply(404, "that figure is withheld")) > 0
    assert oracle(TOLD, of_hidden=Reply(200, "{}")) > 0
