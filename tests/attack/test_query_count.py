"""Query count: finds answers off the fixed grid; ignored parameters and refusals are no leak."""

from dataclasses import replace

from tests.attack.planted import WEEK, MemorySurface, half, haul, insider, people

from clearspan.attack.question import Reply

ROLL = [*people(20, team="T1", role="Sales"), *people(20, team="T2", role="Other")]
SHOWN = [half("team", "T1", 20), half("team", "T2", 20)]


def found_with(answer) -> int:
    return haul("query_count", SHOWN, insider(ROLL), [MemorySurface(SHOWN, answer=answer)]).leaks


def test_a_surface_that_refuses_what_it_does_not_know() -> None:
    surface = MemorySurface(SHOWN)
    found = haul("query_count", SHOWN, insider(ROLL), [surface])
    assert found.leaks == 0
    assert found.attempts == len(surface.asked) > 50


def test_a_surface_that_ignores_what_it_does_not_know() -> None:
    assert (
        found_with(lambda question: Reply(200, "", tuple(SHOWN)) if question.verb == "GET" and not question.path else None) == 0
    )


def test_a_filter_that_changes_the_figure() -> None:
    fewer = replace(SHOWN[0], numerator=3, denominator=7, value=3 / 7, n=5.0)
    assert found_with(lambda question: Reply(200, "", (fewer,)) if ("role", "Sales") in question.extra else None) == 1


def test_a_crossing_of_two_dimensions() -> None:
    crossed = half("team,role", "T1,Sales", 9)
    assert found_with(lambda question: Reply(200, "", (crossed,)) if question.by == "team,role" else None) == 1


def test_a_date_range_off_the_calendar() -> None:
    short = replace(SHOWN[0], start_day=WEEK.start - 1, end_day=WEEK.start + 2)
    assert found_with(lambda question: Reply(200, "", (short,)) if ".." in (question.period or "") else None) == 1


def test_a_verb_and_a_path_that_are_answered() -> None:
    assert found_with(lambda question: Reply(200, "done") if question.verb == "DELETE" else None) == 1
    assert found_with(lambda question: Reply(200, "PAR1") if question.path == "/release/membership.parquet" else None) == 1
