"""Work that is reviewed: handed in blind, rated alone, agreement first, groups alone; people see what is kept of them."""

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from fastapi.testclient import TestClient

from clearspan import clock
from clearspan.application.sign_ins import SignIns, Visitor
from clearspan.application.store import Application
from clearspan.errors import UsageError
from clearspan.jobs.forget import forget
from clearspan.jobs.identify import IDENTITY_FOLDER, PSEUDONYM_KEY
from clearspan.jobs.own_data import LEVELS
from clearspan.jobs.ratings import rate
from clearspan.jobs.work_review import standing
from clearspan.privacy.identities import Identities
from clearspan.privacy.keyring import load_or_create
from clearspan.skills.interview.kit import KitName
from clearspan.skills.interview.kit_file import work_review
from clearspan.skills.interview.review_record import ReviewRecord
from clearspan.vocabulary.period import day_number
from clearspan.vocabulary.role import Role
from clearspan.vocabulary.tables import TABLES
from clearspan.warehouse.schema import arrow_schema
from clearspan.warehouse.store import Store
from clearspan.web.app import build
from clearspan.web.visiting import COOKIE

NAMES: tuple[str, ...] = ("dana", "boss", "chief", "ines", "omar", "lea")
ADDRESS = {name: f"{name}.north@example.org" for name in NAMES}
LEADS = {"dana": "boss", "boss": "chief"}
QUESTIONS = tuple(work_review().questions)
PLACE = "Shared drive, folder Reviews, file 7"
Visits = dict[str, TestClient]


@pytest.fixture
def visits(tmp_path: Path) -> Iterator[Visits]:
    """name -> a browser: an author, two people above her, two raters, and the enablement lead."""
    with Identities(tmp_path / IDENTITY_FOLDER, load_or_create(PSEUDONYM_KEY)) as identities:
        told = identities.resolve(["email"] * len(NAMES), list(ADDRESS.values()))
    numbers, people = (dict(zip(NAMES, each.tolist(), strict=True)) for each in told)
    spell = {"from_day": 20000, "team": "Sales", "role": "Sales", "source": "roster", "arrival": 1, "as_of": 20000}
    rows = [
        {
            **spell,
            "person": people[name],
            "identity": numbers[name],
            "is_manager": int(name in LEADS.values()),
            "manager": people[LEADS[name]] if name in LEADS else None,
        }
        for name in NAMES
    ]
    with Store.open(tmp_path).draft() as draft:
        draft.add("person_spell", pa.Table.from_pylist(rows, schema=arrow_schema(TABLES["person_spell"])))
        draft.commit()
    app, now = build(tmp_path), int(clock.now().timestamp())
    with Application(tmp_path) as store:
        roles = {name: frozenset({Role.EMPLOYEE} | ({Role.LEAD} if name == "lea" else set[Role]())) for name in NAMES}
        tokens = {name: SignIns(store).start(Visitor(people[name], roles[name]), now) for name in NAMES}
    yield {name: TestClient(app, base_url="http://127.0.0.1", cookies={COOKIE: token}) for name, token in tokens.items()}


def handed_in(visits: Visits, first: str = "ines", second: str = "omar", **told: str) -> str:
    sent = {"author": ADDRESS["dana"], "first": ADDRESS[first], "second": ADDRESS[second], "lies_at": PLACE, "agreed": "yes"}
    return visits["lea"].post("/my/reviews/lead", data=sent | told).text


def number_of(visits: Visits) -> str:
    found = re.search(r"It is number (\d+)", handed_in(visits))
    assert found is not None
    return found[1]


def test_who_cannot_rate_blind_is_refused_and_nobody_but_the_lead_hands_in(visits: Visits) -> None:
    for first, second, why in (
        ("ines", "ines", "two different people"),
        ("dana", "ines", "the author cannot rate"),
        ("lea", "ines", "knows whose it is"),
        ("boss", "ines", "leads the author"),
        ("chief", "ines", "leads the author"),
    ):
        assert why.casefold() in handed_in(visits, first, second).casefold()
    assert "names a person" in handed_in(visits, lies_at="/home/dana/offer.txt")
    assert "address given for the author" in handed_in(visits, author="eve@example.org")
    assert "must know of it and agree" in handed_in(visits, agreed="")
    for answer in (visits["boss"].get("/my/reviews/lead"), visits["boss"].post("/my/reviews/lead", data={"withdraw": "1"})):
        assert answer.status_code == 403 and "It is open to: lead" in answer.text
    assert "Nothing is under review" in visits["lea"].get("/my/reviews/lead").text


def test_each_rates_alone_and_sees_neither_author_nor_the_others_levels(visits: Visits) -> None:
    number = number_of(visits)
    path = f"/my/reviews/{number}"
    assert number in visits["ines"].get("/my/reviews").text and "(1)" in visits["ines"].get("/my").text
    page = visits["ines"].get(path).text
    assert PLACE in page and "dana" not in page.casefold() and page.count('type="radio"') == 16
    assert [visits[name].get(path).status_code for name in ("dana", "boss", "lea")] == [404, 404, 404]
    assert "Give each question a level" in visits["ines"].post(path, data={"right": "3"}).text
    levels = dict(zip(QUESTIONS, ("3", "2", "4", "1"), strict=True))
    assert "are kept" in visits["ines"].post(path, data=levels).text
    assert visits["ines"].get(path).status_code == 404 and visits["ines"].post(path, data=levels).status_code == 400
    assert (
        "required checked" not in visits["omar"].get(path).text and "1 of 2 rated" in visits["lea"].get("/my/reviews/lead").text
    )
    visits["omar"].post(path, data=dict.fromkeys(QUESTIONS, "3"))
    lead = visits["lea"].get("/my/reviews/lead").text
    assert "Nothing is under review" in lead and "0 of 20 pieces" in lead and number not in lead
    assert lead.index("How far raters agree") < lead.index("What it says of groups") < lead.index("Hand in a piece")


def test_author_and_rater_see_export_and_delete_what_is_kept_of_them(visits: Visits, tmp_path: Path) -> None:
    number = int(number_of(visits))
    for rater, level in (("ines", 3), ("omar", 2)):
        visits[rater].get(f"/my/reviews/{number}")
        visits[rater].post(f"/my/reviews/{number}", data=dict.fromkeys(QUESTIONS, str(level)))
    mine = visits["dana"].get("/my/data.json").json()
    (piece,) = mine["application"]["work_piece"]
    assert piece["number"] == number and piece["lies_at"] == "", "where it lies is kept no longer than it is needed"
    levels = mine["application"][LEVELS]
    assert len(levels) == 8 and set(levels[0]) == {"number", "question", "level", "rated_day"}, "by whom is not told"
    looks = [look["who"] for look in mine["looks"]]
    assert looks.count("a rater, who is not told whose it is") == 2 and "the enablement lead" in looks
    page = visits["dana"].get("/my/data").text
    assert page.count("<td>2 and 3</td>") == 4 and "What raters gave" not in visits["ines"].get("/my/data").text
    theirs = visits["ines"].get("/my/data.json").json()["application"]
    assert len(theirs["rating"]) == 4 and theirs["review_task"][0]["piece"] == number and "work_piece" not in theirs
    visits["ines"].post("/my/reviews", data={"number": str(number)})
    assert "Take it back" in visits["dana"].get("/my/reviews").text, "only the author can"
    visits["dana"].post("/my/reviews", data={"number": str(number)})
    assert LEVELS not in visits["dana"].get("/my/data.json").json()["application"]
    other = int(number_of(visits))
    visits["ines"].post(f"/my/reviews/{other}", data=dict.fromkeys(QUESTIONS, "3"))
    with pytest.raises(UsageError, match="rated there, blind"):
        rate(tmp_path, KitName.WORK_REVIEW, (other, "right", 2), ADDRESS["boss"])
    assert forget(tmp_path, ADDRESS["dana"])
    with Application(tmp_path) as store, store.reading() as connection:
        for table in ("work_piece", "review_task", "rating"):
            assert not connection.exec_driver_sql(f"SELECT * FROM {table}").all()


def test_agreement_is_told_in_tens_from_twenty_on_and_of_earlier_days_alone(visits: Visits, tmp_path: Path) -> None:
    chance, today = np.random.default_rng(4), day_number(clock.now().date())
    with Application(tmp_path) as store:
        record = ReviewRecord(store)
        for piece in range(24):
            number, level = record.hand_in(99, (7, 9), "x", today - 40), int(chance.integers(1, 5))
            for rater in (7, 9):
                given = {question: min(max(level + (rater == 9 and piece % 5 == 0), 1), 4) for question in QUESTIONS}
                record.keep(number, rater, given, today - (40 - piece if piece < 22 else 0))
    found = standing(tmp_path)
    assert (found.rated, found.counted) == (22, 20) and all(map(found.agreement.holds, QUESTIONS))
    page = visits["lea"].get("/my/reviews/lead").text
    kappa = found.agreement.kappa["right"]
    assert f"{kappa.value:.2f}" in page and f"{kappa.low:.2f} to {kappa.high:.2f}" in page and kappa.of == 20
