"""The addresses: what they answer, what they refuse, and what stands before them."""

import csv
import io
import json
from pathlib import Path

import httpx
import pytest

from clearspan.warehouse.releases import Releases

GROUP = "Sales / Sales North / Sales North1"

REFUSED = [
    "/?team=x",
    "/adoption?dimension=team&dimension=role",
    "/adoption?dimension=shoe",
    "/adoption?period=yesterday",
    "/adoption?tool=abacus",
    "/adoption?part=0",
    "/adoption?part=²",
    "/health?period=2026-W40",
    "/adoption?period=2026-W40&from=2026-09-01",
    "/adoption?tool=" + "x" * 500,
    "/adoption.csv?group=x",
    "/api/metrics?x=1",
    "/api/show/active_share?by=team",
    "/api/show/active_share?period=2026-W40",
    "/api/show/active_share?by=team&by=role&period=2026-W40",
    "/api/show/active_share?by=team&period=2026-W40&role=Engineer",
    "/api/show/no_such_metric?by=team&period=2026-W40",
    "/api/cells.csv?group=x",
    "/api/explain?metric=nope&by=team&period=2026-W40",
]


@pytest.mark.parametrize("path", REFUSED)
def test_nothing_but_the_fixed_grid_is_accepted(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 400
    if path.startswith("/api/"):
        assert answer.json()["error"]
    else:
        assert "That cannot be asked" in answer.text


@pytest.mark.parametrize("path", ["/api/show/active_share?by=team&period=2019-W01", "/?period=2019-W01"])
def test_a_period_that_is_not_released_is_not_found(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "2026-W40" in answer.text


def _hidden(client: httpx.Client) -> str:
    for week in range(27, 41):
        for row in client.get("/api/show/active_share", params={"by": "team", "period": f"2026-W{week}"}).json():
            if row["withheld"]:
                return f"2026-W{week}|{row['group']}"
    raise AssertionError("no team is withheld in any week")


def test_a_hidden_group_is_answered_like_one_that_does_not_exist(client: httpx.Client) -> None:
    period, hidden = _hidden(client).split("|")
    answers = [
        client.get("/api/show/active_share", params={"by": "team", "period": period, "group": group})
        for group in (hidden, "Nowhere / No / Team")
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content


def test_what_the_command_line_prints_comes_as_json(client: httpx.Client) -> None:
    rows = client.get("/api/show/active_share?by=division&period=2026-W40&tool=any").json()
    assert len(rows) == 6
    assert {"group", "n", "value", "low", "high", "withheld"} <= rows[0].keys()


def test_explain_carries_the_passport(client: httpx.Client) -> None:
    told = client.get("/api/explain?metric=active_share&by=division&period=2026-W40").json()
    assert told["passport"]["definition"] == told["card"]["meaning"]
    assert told["passport"]["data_as_of"] == "4 October 2026"
    assert told["passport"]["rows"] == 41_200
    assert len(told["figures"]) == 6


def test_every_metric_has_its_card(client: httpx.Client) -> None:
    cards = {card["name"]: card for card in client.get("/api/metrics").json()}
    assert {"active_share", "tiers", "expected_active_share"} <= cards.keys()
    assert all(card["caution"] and card["gamed_by"] and card["counter_metric"] for card in cards.values())


def test_the_cells_are_exactly_those_released(client: httpx.Client, directory: Path) -> None:
    rows = list(csv.reader(io.StringIO(client.get("/api/cells.csv").text)))
    released = Releases(directory).cells()
    assert rows[0] == released.column_names
    assert len(rows) == released.num_rows + 1


def test_a_page_exports_what_it_shows(client: httpx.Client) -> None:
    text = client.get("/adoption.csv?dimension=role&period=2026-W40").text
    rows = list(csv.DictReader(io.StringIO(text)))
    shown = {
        row["group"]: row["value"]
        for row in rows
        if row["metric"] == "active_share" and row["period"] == "2026-W40" and row["by"] == "role"
    }
    told = client.get("/api/show/active_share?by=role&period=2026-W40").json()
    assert shown == {row["group"]: "" if row["value"] is None else str(row["value"]) for row in told}


def test_another_host_name_is_refused(client: httpx.Client) -> None:
    for host in ("evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8400", ""):
        assert client.get("/", headers={"host": host}).status_code in {400, 421}
    for host in ("localhost", "localhost:8400", "127.0.0.1:1", "[::1]:8400"):
        assert client.get("/health", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_pages_can_only_be_read(client: httpx.Client, method: str) -> None:
    assert client.request(method, "/").status_code == 405


@pytest.mark.parametrize("path", ["/health", "/api/metrics", "/static/clearspan.css", "/nowhere", "/adoption?x=1"])
def test_every_answer_keeps_to_itself(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "server" not in headers or "python" not in headers["server"].lower()


@pytest.mark.parametrize("path", ["/", "/static/clearspan.css", "/static/clearspan.js"])
def test_an_unchanged_answer_is_not_sent_again(client: httpx.Client, path: str) -> None:
    tag = client.get(path).headers["etag"]
    again = client.get(path, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


PAGES = [
    "/",
    "/adoption",
    "/adoption?dimension=team",
    f"/team?group={GROUP}&dimension=team",
    "/health",
    "/measures",
    "/about-our-data",
]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_small(client: httpx.Client, path: str) -> None:
    with client.stream("GET", path, headers={"accept-encoding": "gzip"}) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-encoding"] == "gzip"
        assert sum(len(piece) for piece in answer.iter_raw()) < 60_000


def test_errors_of_programs_come_as_json_and_hold_nothing_of_the_question(client: httpx.Client) -> None:
    secret = "Ada Lovelace"
    answer = client.get("/api/show/active_share", params={"by": secret, "period": "2026-W40"})
    assert json.loads(answer.text)["remedy"]
    assert secret not in answer.text


def test_each_figure_has_a_page_and_an_explanation_and_a_withheld_one_has_neither(client: httpx.Client) -> None:
    rows = client.get("/api/show/active_share?by=division&period=2026-W40").json()
    (figure, *_) = [row["figure"] for row in rows if row["figure"]]
    told = client.get(f"/api/explain/{figure}").json()
    assert (told["id"], told["figure"]) == (figure, next(row for row in rows if row["figure"] == figure))
    page = client.get(f"/figure/{figure}")
    assert (page.status_code, f"clearspan explain {figure} --dir DIR" in page.text) == (200, True)
    assert f'href="/figure/{figure}"' in client.get("/adoption?period=2026-W40").text
    for path in ("/api/explain/", "/figure/"):
        assert client.get(path + figure[:-1] + "0").status_code == 404
        assert client.get(path + "active_share").status_code == 400
        assert client.get(path + figure + "?period=2026-W40").status_code == 400


def test_findings_are_asked_for_by_kind_and_quarter(client: httpx.Client) -> None:
    assert client.get("/api/findings?kind=diagnosis").json() == []
    assert client.get("/api/findings.csv").text.startswith("kind,dimension,group,period,outcome,version,sensitive,details")
    assert client.get("/api/findings?kind=people").status_code == 400
    assert client.get("/api/findings?group=x").status_code == 400
    assert client.get("/api/findings?period=2026-Q1").status_code == 404
