"""A person's badge: the change in their work comes from what systems recorded, and nobody gets a badge for another's address."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from tests.organisation import silent
from tests.skills.test_profile import DRILLED, FLUENT

from clearspan import clock
from clearspan.application.own_rows import rows_of
from clearspan.application.store import Application
from clearspan.errors import UsageError
from clearspan.jobs import badges
from clearspan.jobs.badges import PersonBadges
from clearspan.jobs.identify import IDENTITY_FOLDER, PSEUDONYM_KEY
from clearspan.jobs.run import read_exports
from clearspan.privacy.identities import Identities
from clearspan.privacy.keyring import load_or_create
from clearspan.programmes.badges.award import Award, Evidence, ObservedChange
from clearspan.programmes.badges.verification import NEEDED, verify
from clearspan.settings import load_settings
from clearspan.skills.profile import profile_of
from clearspan.skills.record import ItemAnswer, SkillRecord
from clearspan.vocabulary.period import day_number

TODAY = date(2026, 10, 5)
BEGAN = date(2026, 7, 6)
MONDAYS = [BEGAN + timedelta(weeks=week) for week in range(-12, 13)]


def _exports(folder: Path) -> Path:
    rows = "".join(
        f"ada@example.com,claude,{monday},{monday + timedelta(days=6)},3,9\n" for monday in MONDAYS[-11:] + MONDAYS[:2]
    )
    folder.mkdir()
    (folder / "usage.csv").write_text("email,tool,period_start,period_end,active_days,actions\n" + rows)
    (folder / "staff.csv").write_text("Employee_ID,Work_Email,Team\n1,ada@example.com,Red\n2,bob@example.com,Red\n")
    return folder


def test_a_change_is_what_systems_recorded_and_a_badge_is_for_ones_own_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 10, 5, 9, tzinfo=UTC))
    read_exports(_exports(tmp_path / "exports"), tmp_path, load_settings(tmp_path), silent)
    with Identities(tmp_path / IDENTITY_FOLDER, load_or_create(PSEUDONYM_KEY)) as identities:
        ada = int(identities.find(["email"], ["ada@example.com"])[1][0])
    mine = PersonBadges(tmp_path, ada)
    assert mine.change() is None, "nothing was practised yet"
    with Application(tmp_path) as store:
        began = int(datetime(2026, 7, 6, 9, tzinfo=UTC).timestamp())
        SkillRecord(store).keep_answer(ada, ItemAnswer("knowing_cut_off", "0", 1, False, began))
    assert mine.change() == ObservedChange(weeks_before=2, weeks_now=11, redesigned=False)
    monkeypatch.setattr(mine._skills, "profile", lambda: profile_of(FLUENT, DRILLED, []))
    with pytest.raises(UsageError, match="was not earned yet"):
        mine.issue("ada@example.com")
    earned = Award(tuple(Evidence(name, "Seen.", 3) for name in sorted(NEEDED)), ())
    monkeypatch.setattr(badges, "decide", lambda *_: earned)
    monkeypatch.setattr(mine._skills, "band", "lead")
    with pytest.raises(UsageError, match="not an address of yours"):
        mine.issue("bob@example.com")
    badge = mine.issue("ada@example.com")
    assert mine.issued() == [badge] and verify(badge, day_number(TODAY), email="ada@example.com").good
    with Application(tmp_path) as store:
        assert "badge" in rows_of(store, [ada]), "it is among what the person sees and may erase"
