"""From a wave to facts: links for a mail merge, answers by link, and what is stored of them on the way."""

import csv
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.organisation import silent

from clearspan.application.store import FILE
from clearspan.errors import UsageError
from clearspan.jobs.forget import forget
from clearspan.jobs.listen import ANSWERS_FOLDER, Request, close_wave, plan_wave, send_wave
from clearspan.jobs.run import read_exports
from clearspan.listening.item import Audience, Construct
from clearspan.listening.packs import items_of, packs
from clearspan.listening.respondent import PULSE_KEY, respondent
from clearspan.privacy.keyring import load_or_create
from clearspan.settings import load_settings
from clearspan.vocabulary.period import day_number
from clearspan.warehouse.store import Store
from clearspan.web.app import build

PEOPLE = 44
BASE = "http://127.0.0.1:8400"
ITEMS = items_of(packs())


@pytest.fixture
def directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder into which a staff list of 44 people was read."""
    monkeypatch.setenv("CLEARSPAN_NOW", "2026-05-04T09:00:00+00:00")
    exports = tmp_path / "exports"
    exports.mkdir()
    with (exports / "staff.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("email", "team", "department", "division", "job_family", "level", "hire_date"))
        for number in range(PEOPLE):
            level = "Director" if number < 12 else "Senior"
            writer.writerow((f"p{number}@example.com", f"t{number % 4}", "d", "v", "f", level, "2020-01-06"))
    out = tmp_path / "out"
    out.mkdir()
    (out / "clearspan.toml").write_text('leading_levels = "Director; Executive"\n')
    read_exports(exports, out, load_settings(out), silent)
    return out


def links(directory: Path, name: str) -> dict[str, str]:
    """address -> path of the link, of a wave that is sent now."""
    to = directory.parent / f"{name}.csv"
    send_wave(directory, name, to)
    assert to.stat().st_mode & 0o077 == 0
    with to.open(newline="") as file:
        return {row["email"]: row["link"].removeprefix(BASE) for row in csv.DictReader(file)}


def answered(client: TestClient, path: str, fields: dict[str, str]) -> int:
    return client.post(path, data=fields, follow_redirects=False).status_code


def scale(step: str) -> dict[str, str]:
    """The same step for every question; a form takes those that are on it."""
    ranked = {f"rank_ai_problems.{place}": name for place, name in enumerate(("routine_work", "cost_pressure"), 1)}
    return dict.fromkeys(ITEMS, step) | ranked


def stored_text(directory: Path) -> bytes:
    return b"".join(path.read_bytes() for path in directory.glob(f"{FILE}*"))


def test_answers_become_facts_of_their_people_and_the_link_forgets_whose_they_were(directory: Path) -> None:
    planned = plan_wave(directory, Request("may", Audience.PULSE, 1.0, 14, (Construct.ALIGNMENT, Construct.TRUST)))
    assert planned.people == PEOPLE and planned.seconds == (58,)
    sent = links(directory, "may")
    assert len(sent) == len(set(sent.values())) == PEOPLE
    tokens = {path.rpartition("/")[2] for path in sent.values()}
    assert not any(token.encode() in stored_text(directory) for token in tokens)
    with TestClient(build(directory), base_url=BASE) as client:
        assert all(client.get(path).status_code == 200 for path in list(sent.values())[:3])
        statuses = [answered(client, path, scale("4")) for path in list(sent.values())[:30]]
        assert statuses == [303] * 30
        assert answered(client, sent["p0@example.com"], scale("1")) == 303, "thanks again, and nothing saved"
        assert "Thank you" in client.get(sent["p0@example.com"]).text
    with sqlite3.connect(directory / FILE) as opened:
        assert opened.execute("SELECT count(*) FROM invitation WHERE answered AND respondent IS NOT NULL").fetchone() == (0,)
        assert opened.execute("SELECT count(DISTINCT respondent), max(value) FROM reply").fetchone() == (30, 4.0)
    closed = close_wave(directory, "may", silent)
    assert (closed.wave.invited, closed.wave.answered) == (PEOPLE, 30)
    facts, staff = Store.open(directory).rows("answer"), Store.open(directory).rows("person_spell")
    assert len(facts["person"].unique()) == 30 and set(facts["person"].to_pylist()) <= set(staff["person"].to_pylist())
    assert {row["value"] for row in facts.to_pylist() if not row["item"].startswith("rank_")} == {4.0}
    assert {row["value"] for row in facts.to_pylist() if row["item"] == "rank_ai_problems.cost_pressure"} == {2.0}
    assert set(facts["day"].to_pylist()) == {day_number(date(2026, 5, 4))}
    assert not list((directory / ANSWERS_FOLDER).iterdir())
    with sqlite3.connect(directory / FILE) as opened:
        assert [opened.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("reply", "invitation")] == [0, 0]
    assert close_wave(directory, "may", silent).answers == 0
    assert Store.open(directory).rows("answer").num_rows == facts.num_rows


def test_nobody_is_asked_too_much_or_twice_and_a_wave_is_sent_once(directory: Path) -> None:
    for name in ("one", "two"):
        plan_wave(directory, Request(name, Audience.PULSE, 1.0, 14))
    with pytest.raises(UsageError, match="would ask 0 people"):
        plan_wave(directory, Request("three", Audience.PULSE, 1.0, 14))
    with pytest.raises(UsageError, match="a wave of that name"):
        plan_wave(directory, Request("one", Audience.SELF_CHECK, 1.0, 14))
    send_wave(directory, "one", directory / "one.csv")
    with pytest.raises(UsageError, match="sent before"):
        send_wave(directory, "one", directory / "again.csv")
    assert not (directory / "again.csv").exists()
    check = plan_wave(directory, Request("leaders", Audience.SELF_CHECK, 1.0, 14))
    assert check.people == 12 and sum(check.seconds) <= 15 * 60


def test_somebody_who_is_forgotten_leaves_no_answer_behind_before_or_after_a_wave_closes(directory: Path) -> None:
    plan_wave(directory, Request("may", Audience.PULSE, 1.0, 14))
    sent = links(directory, "may")
    with TestClient(build(directory), base_url=BASE) as client:
        for path in sent.values():
            answered(client, path, scale("5"))
    key = load_or_create(PULSE_KEY)
    assert forget(directory, "p7@example.com")
    with sqlite3.connect(directory / FILE) as opened:
        assert opened.execute("SELECT count(DISTINCT respondent) FROM reply").fetchone() == (PEOPLE - 1,)
    close_wave(directory, "may", silent)
    before = Store.open(directory).rows("answer")
    assert len(before["person"].unique()) == PEOPLE - 1
    assert forget(directory, "p8@example.com")
    after = Store.open(directory).rows("answer")
    gone = set(before["person"].to_pylist()) - set(after["person"].to_pylist())
    assert len(gone) == 1
    assert respondent(key, "may", gone.pop()).encode() not in stored_text(directory)


def test_what_is_sent_is_checked_before_it_is_read(directory: Path) -> None:
    plan_wave(directory, Request("may", Audience.PULSE, 1.0, 14))
    path = links(directory, "may")["p1@example.com"]
    form = {"content-type": "application/x-www-form-urlencoded"}
    with TestClient(build(directory, public_name="pulse.example.com"), base_url=BASE) as client:
        assert answered(client, path, {"trust_output": "99", "nonsense": "1"}) == 422
        assert client.post(path, content=b"x" * 20_000, headers=form).status_code == 413
        assert client.post(path, json={"a": 1}).status_code == 415
        assert client.post(path, content=iter([b"a=1"]), headers=form).status_code == 411
        assert client.post(path, data={"a": "1"}, headers={"sec-fetch-site": "cross-site"}).status_code == 403
        assert client.post("/pulse/answer/" + "A" * 22, data={"a": "1"}).status_code == 404
        assert client.post("/adoption", data={"a": "1"}).status_code == 405
        public = {"host": "pulse.example.com"}
        assert client.get(path, headers=public).status_code == 200
        assert (
            client.get("/", headers=public).status_code == client.get(path, headers={"host": "evil.example"}).status_code == 421
        )
        page = client.get(path)
        assert page.headers["cache-control"] == "no-store" and page.headers["referrer-policy"] == "no-referrer"
        assert "form-action 'self'" in page.headers["content-security-policy"] and "<script" not in page.text
    with sqlite3.connect(directory / FILE) as opened:
        assert opened.execute("SELECT count(*) FROM reply").fetchone() == (0,)
