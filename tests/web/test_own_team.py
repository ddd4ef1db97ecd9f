"""Team practice on a person's own pages: what was found comes first, and what a team changed is the team's."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from fastapi.testclient import TestClient

from clearspan import clock
from clearspan.application.sign_ins import SignIns, Visitor
from clearspan.application.store import FILE, Application
from clearspan.jobs.team_practice import TeamPractising, forget_old_changes
from clearspan.practice.team_change import KEPT_DAYS
from clearspan.vocabulary.finding import Finding, FindingKind
from clearspan.vocabulary.grid import Dimension
from clearspan.vocabulary.period import day_number
from clearspan.vocabulary.role import Role
from clearspan.vocabulary.tables import TABLES
from clearspan.warehouse.findings import Findings
from clearspan.warehouse.schema import arrow_schema
from clearspan.warehouse.store import Store
from clearspan.web.app import build
from clearspan.web.visiting import COOKIE

ANN, BEN, CAT, DOT = 7, 8, 9, 10
NORTH, SOUTH = "Sales / North", "Sales / South"
PATH, WORDS = "/my/practice/team/once_by_hand", "We take turns <at> the first draft."


@pytest.fixture
def visits(tmp_path: Path) -> Iterator[dict[int, TestClient]]:
    """person -> a browser: two of one team, that is an island, one of another, and one of none."""
    teams = {ANN: NORTH, BEN: NORTH, CAT: SOUTH, DOT: None}
    shared = {"from_day": 20000, "role": "Sales", "is_manager": 0, "source": "roster", "arrival": 1, "as_of": 20000}
    rows = [{"person": person, "identity": person, "team": team, **shared} for person, team in teams.items()]
    with Store.open(tmp_path).draft() as draft:
        draft.add("person_spell", pa.Table.from_pylist(rows, schema=arrow_schema(TABLES["person_spell"])))
        draft.commit()
    seen = [(NORTH, "islands", 20270), (SOUTH, "islands", 20180), (SOUTH, "none", 20270)]
    for start in (20180, 20270):
        found = [
            Finding(FindingKind.ISLANDS, Dimension.TEAM, group, "Q", day, said, 1) for group, said, day in seen if day == start
        ]
        Findings(tmp_path).publish(FindingKind.ISLANDS, f"q{start}", found)
    app = build(tmp_path)
    with Application(tmp_path) as store:
        now = int(clock.now().timestamp())
        tokens = {person: SignIns(store).start(Visitor(person, frozenset({Role.EMPLOYEE})), now) for person in teams}
    causes = {"causes": ({"cause": "team_design", "at_least": 0.8},)}
    both = f"{SOUTH} + Sales / West"
    told = [Finding(FindingKind.DIAGNOSIS, Dimension.TEAM, both, "Q", 20270, "cause", 1, causes)]
    Findings(tmp_path).publish(FindingKind.DIAGNOSIS, "q", told)
    yield {person: TestClient(app, base_url="http://127.0.0.1", cookies={COOKIE: token}) for person, token in tokens.items()}


def test_what_was_found_of_the_team_comes_first_with_why(visits: dict[int, TestClient]) -> None:
    page = visits[ANN].get("/my/practice/team").text
    first, others = page.split("<h2>Others</h2>")
    assert first.count("Found of your team: ") == 4 and PATH in first and "Found of your team" not in others
    assert "Why for you:" in visits[ANN].get(PATH).text and "Why for you:" not in visits[CAT].get(PATH).text
    page = visits[CAT].get("/my/practice/team").text
    assert page.count("Found of your team: ") == 3, "of the teams taken together; what was found in an earlier quarter is past"
    alone = visits[DOT].get("/my/practice/team").text
    assert alone.count("<li><a href") == page.count("<li><a href") and "Found of your team" not in alone
    assert visits[ANN].get("/my/practice/team/none").status_code == 404


def test_what_a_team_changed_is_read_by_its_members_alone_and_names_nobody(
    visits: dict[int, TestClient], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = clock.now().date() + timedelta(days=28)
    wrong = [("", again), (WORDS, again - timedelta(days=28)), (WORDS, "soon")]
    for words, day in wrong:
        assert 'role="alert"' in visits[ANN].post(PATH, data={"changed": words, "again": str(day)}).text
    for visit, words in ((visits[ANN], "First."), (visits[BEN], WORDS)):
        visit.post(PATH, data={"changed": words, "again": str(again)})
    for person in (ANN, BEN):
        for path in ("/my/practice/team", PATH):
            page = visits[person].get(path).text
            assert "We take turns &lt;at&gt; the first draft." in page and "First." not in page and str(again) in page
    assert not any(
        "We take turns" in visits[person].get(path).text for person in (CAT, DOT) for path in ("/my/practice/team", PATH)
    )
    visits[DOT].post(PATH, data={"changed": WORDS, "again": str(again)})
    with Application(tmp_path) as store, store.reading() as connection:
        (row,) = connection.exec_driver_sql("SELECT * FROM team_change").mappings().all()
    assert set(row) == {"team", "exercise", "changed", "again_day", "written_day"} and row["team"] == NORTH
    assert TeamPractising(tmp_path, BEN).changes()["once_by_hand"].again_day == day_number(again)
    visits[CAT].post(PATH, data={"remove": "yes"})
    assert TeamPractising(tmp_path, ANN).changes()
    monkeypatch.setenv("CLEARSPAN_NOW", (clock.now() + timedelta(days=KEPT_DAYS)).isoformat())
    assert not TeamPractising(tmp_path, ANN).changes() and forget_old_changes(tmp_path) == 1
    assert b"We take turns" not in (tmp_path / FILE).read_bytes()
