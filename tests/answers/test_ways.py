"""How people work with a tool, how shares travel, and cuts by service and place: told of released figures, silent without."""

from tests.answers.evidences import cell, evidence_of

from clearspan.answers.adoption import adoption
from clearspan.answers.blocks.cuts import of_use
from clearspan.answers.blocks.shared_uses import shared_uses
from clearspan.answers.blocks.ways import ways
from clearspan.answers.question import Question
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import parse_period

QUARTER = parse_period("2026-Q3")
ASKED = Question(QUARTER, Dimension.TENURE)
COPILOT = {"tool": "github_copilot"}


def test_how_people_work_is_told_of_the_tool_of_which_most_is_known_new_beside_experienced() -> None:
    cells = [
        cell("handed_over_new", "2026-Q3", 31.0, dimension="tenure", group="under 6 months", **COPILOT),
        cell("handed_over_new", "2026-Q3", 30.0, **COPILOT),
        cell("handed_over_experienced", "2026-Q3", 18.0, **COPILOT),
        cell("turns_a_conversation", "2026-Q3", 4.2, tool="claude"),
    ]
    (told,) = ways(evidence_of(*cells), ASKED)
    assert told.claim == "Experienced users hand over to agents less than newer users do: 18 of 100 prompts, against 30."
    assert told.picture is not None and told.table is not None
    assert [row[0].text for row in told.table.rows] == ["Everyone", "under 6 months"]
    (claude,) = ways(evidence_of(*cells), Question(QUARTER, Dimension.TENURE, "claude"))
    assert claude.claim.startswith("Turns in a conversation: about 4.2") and claude.picture is None
    assert ways(evidence_of(), ASKED) == () and adoption(evidence_of(), ASKED).blocks[-1].name != "ways"


def test_shares_are_told_with_who_keeps_them_and_not_where_none_are() -> None:
    cells = [
        cell("adopters_a_share", "2026-Q3", 1.5),
        cell("adopters_a_share", "2026-Q3", 2.0, dimension="division", group="North"),
        cell("adopters_stay", "2026-Q3", 0.6),
    ]
    (told,) = shared_uses(evidence_of(*cells), QUARTER)
    assert "1.5" in told.claim and "60%" in told.claim
    assert told.table is not None and [row[2].text for row in told.table.rows] == ["about 60%", "not released"]
    assert shared_uses(evidence_of(), QUARTER) == ()


def test_cuts_tell_service_and_place_apart_where_figures_do() -> None:
    groups = (("tenure", "under 6 months", 0.3), ("tenure", "over 5 years", 0.6), ("location", "Oslo", 0.5))
    cells = [cell("active_share", "2026-Q3", value, dimension=by, group=group) for by, group, value in groups]
    cells.append(cell("habitual_share", "2026-Q3", None, dimension="location", group="Oslo", withheld="too few"))
    (told,) = of_use(evidence_of(*cells), QUARTER)
    assert "from about 30% (under 6 months) to about 60% (over 5 years)" in told.claim
    assert told.table is not None and [row[1].text for row in told.table.rows] == ["under 6 months", "over 5 years", "Oslo"]
    assert of_use(evidence_of(), QUARTER) == ()
