"""What holds for every pull: which windows are due, how long a vendor is waited for, and where credentials go."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.standins.standin import Asked, Reply, Server, serving

from clearspan.errors import BadAnswer, UsageError, VendorRefused, VendorUnavailable
from clearspan.sources.pulling.api import Api
from clearspan.sources.pulling.http_caller import ADDRESS, HttpCaller
from clearspan.sources.pulling.paging import by_cursor, by_link_header, by_next_url
from clearspan.sources.pulling.patience import Pace, Patience, asked_wait
from clearspan.sources.pulling.sign import Bearer
from clearspan.sources.pulling.window import Pulled, Rhythm, Window, due

SINCE = date(2026, 1, 1)
API = Api("https://vendor.example", (), Bearer(), 1, 365, lambda _caller, _window: iter(()))


def caller(server: Server, slept: list[float] | None = None) -> HttpCaller:
    given_values = {"token": "secret-token", ADDRESS: server.base}
    return HttpCaller(API, given_values, Patience(tries=3), (slept if slept is not None else []).append)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 40), st.integers(0, 5), st.integers(0, 35), st.lists(st.integers(1, 12), max_size=8))
def test_every_day_is_asked_and_asked_last_when_it_is_final(length: int, lag: int, restated: int, pauses: list[int]) -> None:
    rhythm = Rhythm(length, lag, restated, 365)
    pulled: dict[date, Pulled] = {}
    today = SINCE + timedelta(days=50)
    for pause in [*pauses, 400 - sum(pauses)]:
        for window in due(rhythm, SINCE, today, pulled):
            assert pulled.get(window.first) is None or pulled[window.first].on < today
            pulled[window.first] = Pulled(window.last, today)
        assert due(rhythm, SINCE, today, pulled) == [], "nothing is asked twice a day"
        newest = today - timedelta(days=max(lag, 1))
        asked = {day for first, found in pulled.items() for day in Window(first, found.last).days()}
        oldest = max(SINCE, today - timedelta(days=365)) + timedelta(days=length)
        assert {newest - timedelta(days=back) for back in range((newest - oldest).days + 1)} <= asked
        for first, found in pulled.items():
            final = found.last + timedelta(days=lag + restated)
            assert found.on >= final or today < final or first < oldest, "what may have been restated was asked again"
        today += timedelta(days=pause)


def test_a_snapshot_is_taken_once_a_day_or_a_week() -> None:
    rhythm = Rhythm(0, 0, 0, 0)
    assert due(rhythm, SINCE, SINCE, {}) == [Window(SINCE, SINCE)]
    assert due(rhythm, SINCE, SINCE, {SINCE: Pulled(SINCE, SINCE)}) == []
    weekly = Rhythm(0, 0, 0, 0, every_days=7)
    days = [SINCE + timedelta(days=day) for day in range(15)]
    taken: dict[date, Pulled] = {}
    for day in days:
        taken |= {window.first: Pulled(day, day) for window in due(weekly, SINCE, day, taken)}
    assert list(taken) == [days[0], days[7], days[14]]


def test_a_wait_is_as_long_as_the_vendor_asks() -> None:
    noon = datetime(2026, 9, 3, 12, tzinfo=UTC)
    assert asked_wait({"retry-after": "120"}, noon) == 120
    assert asked_wait({"retry-after": "Thu, 03 Sep 2026 12:01:30 GMT"}, noon) == 90
    assert asked_wait({"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(noon.timestamp()) + 60)}, noon) == 60
    assert asked_wait({"x-ratelimit-remaining": "12", "x-ratelimit-reset": "1"}, noon) is None
    assert asked_wait({"retry-after": "soon"}, noon) is None
    patience = Patience(first=1, longest=5)
    assert [patience.wait(attempt, None) for attempt in (1, 2, 3, 4)] == [1, 2, 4, 5]


def test_no_more_calls_than_the_vendor_allows_in_any_minute() -> None:
    at, slept = [0.0], list[float]()

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        at[0] += seconds

    pace = Pace(2, sleep, lambda: at[0])
    for step in (0, 10, 10, 5):
        at[0] += step
        pace.step()
    assert slept == [40.0, 5.0]


def test_a_vendor_that_stays_down_or_asks_too_much_is_left_for_the_next_time() -> None:
    replies = [Reply(status=503), Reply(status=503), Reply(status=503), Reply(status=429, headers={"Retry-After": "86400"})]
    with serving(lambda _: replies.pop(0)) as server, caller(server) as calls:
        with pytest.raises(VendorUnavailable, match="tried 3 times"):
            calls.get("/x")
        with pytest.raises(VendorUnavailable, match="86400 seconds"):
            calls.get("/x")


def test_credentials_stay_with_the_vendor() -> None:
    def elsewhere(asked: Asked) -> Reply:
        return Reply({"next": "https://elsewhere.example/steal"})

    with serving(elsewhere) as server, caller(server) as calls:
        with pytest.raises(BadAnswer, match="another host"):
            list(by_next_url(calls, "/x", field="next"))
        with pytest.raises(UsageError, match="https"):
            list(calls.linked(lambda: ["http://elsewhere.example/part"]))
    with pytest.raises(UsageError, match="https"):
        HttpCaller(API, {"token": "x", ADDRESS: "http://vendor.example"})


def test_a_vendor_that_goes_round_in_circles_is_stopped() -> None:
    def circles(asked: Asked) -> Reply:
        at = int(asked.query.get("at", 0))
        return Reply({"at": str((at + 1) % 3)}, headers={"Link": f'<{asked.base}/x?at={(at + 1) % 3}>; rel="next"'})

    with serving(circles) as server, caller(server) as calls:
        with pytest.raises(BadAnswer, match="circles"):
            list(by_cursor(calls, "/x", {}, lambda body: body["at"], "at"))
        with pytest.raises(BadAnswer, match="circles"):
            list(by_link_header(calls, "/x"))


def test_a_refusal_names_the_call_and_no_secret() -> None:
    with (
        serving(lambda _: Reply({"token": "secret-token"}, status=403)) as server,
        caller(server) as calls,
        pytest.raises(VendorRefused) as refused,
    ):
        calls.get("/x", {"key": "value-in-query"})
    assert "GET 127.0.0.1/x" in str(refused.value)
    assert "secret-token" not in str(refused.value)
    assert "value-in-query" not in str(refused.value)
