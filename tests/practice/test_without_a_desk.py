"""Practice reaches people without a desk: a poster that needs nothing else, and text messages on working days."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from clearspan.cli.app import app
from clearspan.errors import UsageError
from clearspan.practice.industry import LONGEST_MESSAGE, TextMessage
from clearspan.practice.library import shipped
from clearspan.practice.text_course import dated
from clearspan.reports.poster import write_poster
from clearspan.vocabulary.period import day_of

FRIDAY = 20_777
"""2026-11-20."""


def test_messages_skip_weekends_and_keep_their_distance() -> None:
    pack = replace(shipped().industries["manufacturing"], messages=tuple(TextMessage(day, str(day), "") for day in (1, 2, 2, 6)))
    assert day_of(FRIDAY).isoformat() == "2026-11-20"
    assert [message.day - FRIDAY for message in dated(pack, FRIDAY)] == [0, 3, 4, 10]
    assert [message.day - FRIDAY for message in dated(pack, FRIDAY, every_day=True)] == [0, 1, 2, 6]


def test_a_course_and_a_poster_are_written_for_every_pack_that_has_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEARSPAN_NOW", "2026-11-21T10:00:00Z")
    packs = [pack for pack in shipped().industries.values() if pack.deskless]
    assert "manufacturing" in {pack.name for pack in packs}
    for pack in packs:
        html = write_poster(pack, tmp_path / "poster.html").read_text(encoding="utf-8")
        assert "<script" not in html and "http://" not in html and "https://" not in html
        assert html.count("<h2>Rules</h2>") == 1
    to = tmp_path / "messages.csv"
    app(["library", "messages", "--industry", "manufacturing", "--to", str(to), "--dir", str(tmp_path)], standalone_mode=False)
    with to.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert rows[0]["date"] == "2026-11-23"
    assert all(len(row["text"]) <= LONGEST_MESSAGE and row["text"].isascii() for row in rows)
    with pytest.raises(UsageError, match="there is no pack nowhere"):
        app(["library", "poster", "--industry", "nowhere", "--to", str(to), "--dir", str(tmp_path)], standalone_mode=False)
    with pytest.raises(UsageError, match="that is no day"):
        app(["library", "messages", "--industry", "manufacturing", "--to", str(to), "--start", "soon"], standalone_mode=False)
