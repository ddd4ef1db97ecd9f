"""Feedback on a request: by rule, and by a model where one is set and the person agreed."""

from pathlib import Path

import pytest
from tests.delivery.chat_server import Answer, chat_server

from clearspan.jobs.coaching import coached
from clearspan.practice.coach import feedback
from clearspan.practice.library import shipped

CASE = shipped().use_cases["sales/prepare_first_call"]
GOOD = CASE.prompt.replace("[", "").replace("]", "") + " Larkfield Clinics buys two day clinics in the north " * 8


def lacks(request: str) -> str:
    return " ".join(point.said for point in feedback(CASE, request) if not point.there)


def test_a_full_request_lacks_nothing_and_an_empty_one_gets_nothing() -> None:
    assert lacks(GOOD) == "" and feedback(CASE, " \n") == ()


def test_what_is_missing_is_said_first_and_in_words() -> None:
    short = feedback(CASE, "Tell me about Larkfield Clinics")
    assert not short[0].there and "5 words" in lacks("Tell me about Larkfield Clinics")
    assert "[brackets]" in lacks(CASE.prompt) and "material" in lacks(CASE.prompt)
    assert "way out" in lacks("Use only this text. List five points at most, name the source after each. " + "word " * 60)
    assert "Take it out" in lacks(GOOD + " write to tomas@larkfield.example") and "Take it out" in lacks(
        GOOD + " +49 30 1234567 8"
    )


GOOD_ANSWER = '{"good": "It names the texts.", "try_next": ["a", "b", "c", "d"], "confidence": "medium"}'


@pytest.mark.parametrize(
    ("agreed", "content", "status", "said"),
    [
        (True, GOOD_ANSWER, 200, "It names the texts."),
        (True, "9 out of 10!", 200, "form that was asked for"),
        (True, GOOD_ANSWER, 500, "does not answer (500)"),
        (False, GOOD_ANSWER, 200, ""),
    ],
)
def test_a_model_is_asked_only_where_somebody_agreed(tmp_path: Path, agreed: bool, content: str, status: int, said: str) -> None:
    def model(path: str, fields: dict[str, object]) -> Answer:
        return status, {}, {"choices": [{"message": {"content": content}}]}

    with chat_server(model) as server:
        (tmp_path / "clearspan.toml").write_text(f'coach_address = "{server.address}/v1"\ncoach_model = "m"\n')
        found = coached(tmp_path, CASE, GOOD, agreed)
    assert len(server.of("/chat/completions")) == int(agreed)
    assert said in f"{found.model.good if found.model else ''}{found.trouble}" and found.points
    if found.model:
        assert found.model.try_next == ("a", "b", "c") and "fairly sure" in found.model.sure
    assert not list(tmp_path.glob("*.sqlite"))
