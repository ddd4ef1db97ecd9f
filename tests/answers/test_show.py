"""Questions to the grid: what is answered, and how a question is refused."""

import pytest
from tests.answers.evidences import cell, evidence_of, made_up

from clearspan.answers.show import show
from clearspan.errors import ClearspanError, NotReleased, UsageError

REFUSED = [
    (("no_such_metric", "team", "2026-W40"), UsageError, "active_share"),
    (("active_share", "shoe size", "2026-W40"), UsageError, "organisation, division"),
    (("active_share", "team", "May"), UsageError, "2026-W20"),
    (("active_share", "team", "2026-W40", "abacus"), UsageError, "any, chatgpt"),
    (("tiers", "team", "2026-W40", "any", None, "addicted"), UsageError, "none, tried"),
    (("active_share", "team", "2019-W01"), NotReleased, "2026-W27 to 2026-W40"),
    (("half_use_share", "team", "2026-W40"), NotReleased, "month and quarter"),
    (("expected_active_share", "role", "2026-W40"), NotReleased, "organisation, division, department, team"),
]


@pytest.mark.parametrize(("question", "error", "exists"), REFUSED)
def test_a_refusal_says_what_exists(question: tuple, error: type[ClearspanError], exists: str) -> None:
    with pytest.raises(error) as refused:
        show(made_up(), *question)
    assert exists in str(refused.value)


def test_shown_and_withheld_figures_come_together() -> None:
    evidence = evidence_of(
        cell("active_share", "2026-W20", 0.4, dimension="team", group="A"),
        cell("active_share", "2026-W20", None, dimension="team", group="B", withheld="This group has fewer than 8 people."),
    )
    found = show(evidence, "active_share", "team", "2026-W20")
    assert [(figure.value, figure.withheld) for figure in found] == [(0.4, None), (None, "This group has fewer than 8 people.")]


def test_a_hidden_group_is_answered_like_one_that_does_not_exist() -> None:
    evidence = evidence_of(
        cell("active_share", "2026-W20", 0.4, dimension="team", group="A"),
        cell("active_share", "2026-W20", None, dimension="team", group="B", withheld="This group has fewer than 8 people."),
    )
    answers = []
    for group in ("B", "there is no such team"):
        with pytest.raises(NotReleased) as refused:
            show(evidence, "active_share", "team", "2026-W20", group=group)
        answers.append((refused.value.what, refused.value.where, refused.value.remedy))
    assert answers[0] == answers[1]
    assert show(evidence, "active_share", "team", "2026-W20", group="A")[0].value == 0.4


def test_a_category_finds_the_cell_it_was_merged_into() -> None:
    evidence = evidence_of(
        cell("tiers", "2026-W20", 0.7, category="none + tried"), cell("tiers", "2026-W20", 0.3, category="occasional")
    )
    (figure,) = show(evidence, "tiers", "organisation", "2026-W20", category="tried")
    assert figure.category == "none + tried"


def test_a_record_has_the_documented_fields() -> None:
    record = show(made_up(), "active_share", "division", "2026-W40")[0].record()
    assert {"group", "n", "value", "low", "high", "withheld"} <= record.keys()
