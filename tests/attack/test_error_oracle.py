"""Error oracle: finds reasons and refusals that depend on what is hidden."""

import pytest
from tests.attack.planted import MemorySurface, half, haul, hidden, insider, people

from clearspan.attack.question import Question, Reply

ROLL = [*people(20, team="T1"), *people(3, team="T2"), *people(2, team="T3")]
SHOWN = [half("team", "T1", 20), hidden("team", "T2"), hidden("team", "T3")]


def found_with(answer) -> int:
    return haul("error_oracle", SHOWN, insider(ROLL), [MemorySurface(SHOWN, answer=answer)]).leaks


def test_refusals_in_words_that_never_change() -> None:
    surface = MemorySurface(SHOWN)
    found = haul("error_oracle", SHOWN, insider(ROLL), [surface])
    assert found.leaks == 0
    assert len(surface.asked) > 5


@pytest.mark.parametrize(
    ("reason", "leaks"),
    [
        ("fewer than 8 people", 0),
        ("protects others", 0),
        ("only 3 people", 1),
        ("everyone is alike", 1),
        ("one person dominates", 1),
    ],
)
def test_reasons_for_withholding(reason: str, leaks: int) -> None:
    assert haul("error_oracle", [half("team", "T1", 20), hidden("team", "T2", withheld=reason)], insider(ROLL)).leaks == leaks


def test_a_withheld_cell_that_shows_its_size() -> None:
    assert haul("error_oracle", [hidden("team", "T2", n=5.0)], insider(ROLL)).leaks == 1


def test_a_hidden_group_that_is_refused_in_other_words() -> None:
    def telling(question: Question) -> Reply | None:
        group = dict(question.extra).get("group")
        known = group in {"T2", "T3"}
        return Reply(403 if known else 404, "nothing is released about that") if group else None

    assert found_with(telling) > 0


def test_a_refusal_that_tells_the_size() -> None:
    sizes = {"T2": 3, "T3": 2}

    def telling(question: Question) -> Reply | None:
        group = dict(question.extra).get("group")
        return Reply(404, f"{group} has {sizes.get(group, 0)} people") if group else None

    assert found_with(telling) > 0


def test_a_hidden_group_that_is_shown_by_name() -> None:
    def telling(question: Question) -> Reply | None:
        return Reply(200, "", (half("team", "T2", 3),)) if ("group", "T2") in question.extra else None

    assert found_with(telling) > 0


def test_a_question_that_breaks_the_surface() -> None:
    assert found_with(lambda question: Reply(500, "broken") if question.metric == "no_such_metric" else None) > 0


def test_an_error_that_shows_the_insides() -> None:
    assert found_with(lambda question: Reply(400, "Traceback ...") if question.tool == "no_such_tool" else None) > 0
