"""Signing in with a link that works once, own pages that nobody else opens, and the access table at the gate."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from fastapi.testclient import TestClient

from clearspan import clock
from clearspan.answers.access import ACCESS, Reach, Subject
from clearspan.application.sign_ins import LINK_SECONDS, LINKS_AN_HOUR
from clearspan.errors import DeliveryFailed, UsageError
from clearspan.jobs.contacts import CONTACT_FOLDER, CONTACT_KEY
from clearspan.jobs.contest import answer_contest, contests
from clearspan.jobs.identify import IDENTITY_FOLDER, PSEUDONYM_KEY
from clearspan.jobs.sign_in import DEMONSTRATION, employed, give_role, show_as, sign_in_link, take_role
from clearspan.privacy.contact import Contact, Contacts
from clearspan.privacy.identities import Identities
from clearspan.privacy.keyring import load_or_create
from clearspan.vocabulary.role import Role
from clearspan.vocabulary.tables import TABLES
from clearspan.warehouse.schema import arrow_schema
from clearspan.warehouse.store import Store
from clearspan.web import signing_in
from clearspan.web.app import build

ADA, BOB = "ada@example.org", "bob@example.org"


@pytest.fixture
def staffed(tmp_path: Path) -> Path:
    """A folder in which two people are employed: Ada leads, and Bob is led."""
    with Identities(tmp_path / IDENTITY_FOLDER, load_or_create(PSEUDONYM_KEY)) as identities:
        numbers, people = (each.tolist() for each in identities.resolve(["email"] * 2, [ADA, BOB]))
    with Contacts(tmp_path / CONTACT_FOLDER, load_or_create(CONTACT_KEY)) as contacts:
        contacts.store([(people[0], Contact(ADA)), (people[1], Contact(BOB))])
    spell = {"from_day": 20000, "team": "Sales", "level": "Staff", "source": "roster", "arrival": 1, "as_of": 20000}
    rows = [
        spell | {"person": person, "identity": identity, "is_manager": leads}
        for person, identity, leads in zip(people, numbers, (1, 0), strict=True)
    ]
    with Store.open(tmp_path).draft() as draft:
        draft.add("person_spell", pa.Table.from_pylist(rows, schema=arrow_schema(TABLES["person_spell"])))
        draft.commit()
    return tmp_path


@pytest.fixture
def visit(staffed: Path) -> Iterator[TestClient]:
    """A browser at the pages of that folder, with nobody signed in."""
    with TestClient(build(staffed), base_url="http://127.0.0.1", follow_redirects=False) as client:
        yield client


def enter(visit: TestClient, directory: Path, address: str) -> None:
    link = sign_in_link(directory, address, "test")
    assert link is not None and "Ada" not in repr(link) and address not in repr(link)
    assert visit.post(link.link.removeprefix("http://127.0.0.1:8400"), data={}, headers=FORM).status_code == 303


FORM = {"content-type": "application/x-www-form-urlencoded"}


def test_a_link_signs_in_once_and_opening_it_does_not_use_it_up(visit: TestClient, staffed: Path) -> None:
    link = sign_in_link(staffed, "ADA@example.org", "test")
    assert link is not None
    path = link.link.removeprefix("http://127.0.0.1:8400")
    assert visit.get("/my/data").headers["location"] == "/sign-in"
    assert [visit.get(path).status_code for _ in range(2)] == [200, 200]
    came = visit.post(path, headers=FORM)
    cookie = came.headers["set-cookie"]
    assert came.headers["location"] == "/my" and "HttpOnly" in cookie and "SameSite=strict" in cookie
    assert "employee, manager" in visit.get("/my").text
    visit.cookies.clear()
    assert visit.post(path, headers=FORM).status_code == 404 and visit.get("/my").status_code == 303


def test_links_are_few_short_lived_and_for_people_who_are_employed(
    visit: TestClient, staffed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = int(clock.now().timestamp())
    assert sign_in_link(staffed, "eve@example.org", "test") is None
    links = [sign_in_link(staffed, BOB, "test") for _ in range(LINKS_AN_HOUR + 1)]
    assert links[-1] is None and links[0] is not None
    path = links[0].link.removeprefix("http://127.0.0.1:8400")
    later = datetime.fromtimestamp(now + LINK_SECONDS + 2, UTC)
    monkeypatch.setenv("CLEARSPAN_NOW", later.isoformat())
    assert visit.get(path).status_code == 404 and visit.post(path, headers=FORM).status_code == 404


def test_a_person_sees_their_data_and_every_look_contests_and_deletes_it(visit: TestClient, staffed: Path) -> None:
    enter(visit, staffed, BOB)
    page, taken = visit.get("/my/data").text, visit.get("/my/data.json").json()
    assert "Where you work" in page and "address, for sign_in" in page
    assert [row["team"] for row in taken["facts"]["person_spell"]] == ["Sales"]
    assert [look["who"] for look in taken["looks"]] == ["yourself", "yourself", "test"]
    assert "person" not in taken["facts"]["person_spell"][0] and "token_hash" not in str(taken)
    visit.post("/my/data/contest", data={"about": "person_spell", "said": "I left <b>Sales</b> in May."})
    answer_contest(staffed, contests(staffed, open_only=True)[0].number, "Mended with the next list.")
    page = visit.get("/my/data").text
    assert "I left &lt;b&gt;Sales&lt;/b&gt; in May." in page and "Mended with the next list." in page
    assert visit.post("/my/data/delete", data={"sure": ""}).status_code == 200 and employed(staffed, BOB)
    assert "Nothing about you is left" in visit.post("/my/data/delete", data={"sure": "yes"}).text
    assert Store.open(staffed).rows("person_spell").num_rows == 1 and not contests(staffed)
    assert visit.get("/my").status_code == 303 and sign_in_link(staffed, BOB, "test") is None


def test_roles_are_given_by_hand_and_taken_with_the_session(visit: TestClient, staffed: Path) -> None:
    give_role(staffed, BOB, Role.LEAD)
    enter(visit, staffed, BOB)
    assert "starting and changing programmes" in visit.get("/my").text
    assert take_role(staffed, BOB, Role.LEAD) and visit.get("/my").status_code == 303
    with pytest.raises(UsageError, match="not given by hand"):
        give_role(staffed, BOB, Role.MANAGER)


def test_only_a_demo_is_seen_as_somebody_else(visit: TestClient, staffed: Path) -> None:
    assert visit.post("/sign-in/as", data={"role": "executive"}).status_code == 400
    (staffed / DEMONSTRATION).touch()
    assert visit.post("/sign-in/as", data={"role": "executive"}).status_code == 303
    assert "costs and value" in visit.get("/my").text
    assert visit.post("/my/data/delete", data={"sure": "yes"}).status_code == 400
    with pytest.raises(UsageError):
        show_as(staffed / "elsewhere", Role.LEAD)


def test_at_the_gate_pages_open_to_whom_the_access_table_names(staffed: Path) -> None:
    with TestClient(build(staffed, signing_in_required=True), base_url="http://127.0.0.1", follow_redirects=False) as visit:
        assert visit.get("/").headers["location"] == "/sign-in" and visit.get("/api/metrics").status_code == 401
        assert visit.get("/pulse/answer/nothing").status_code == 404
        enter(visit, staffed, BOB)
        assert visit.get("/measures").status_code == 200 and visit.get("/health").status_code == 403
        assert visit.get("/health.csv").status_code == 403 and visit.get("/api/metrics").status_code == 200
        give_role(staffed, BOB, Role.ADMINISTRATOR)
        enter(visit, staffed, BOB)
        assert visit.get("/health").status_code == 200


def test_no_role_reads_about_another_person() -> None:
    personal = {Subject.OWN: Reach.SELF}
    assert all(may.get(subject) is reach for may in ACCESS.values() for subject, reach in personal.items())


def test_another_site_cannot_send_for_somebody(visit: TestClient, staffed: Path) -> None:
    enter(visit, staffed, BOB)
    sent = visit.post("/my/data/delete", data={"sure": "yes"}, headers={"sec-fetch-site": "cross-site"})
    assert sent.status_code == 403 and sign_in_link(staffed, BOB, "test") is not None


def test_asking_for_a_link_does_not_tell_who_is_on_the_staff_list(
    visit: TestClient, staffed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert visit.post("/sign-in", data={"address": BOB}).status_code == 400
    told = ('smtp_address = "127.0.0.1:1"', 'smtp_encryption = "none"', 'mail_from = "a@example.org"')
    (staffed / "clearspan.toml").write_text("\n".join(told))
    mailed: list[str] = []
    done = threading.Event()

    def mail(directory: Path, address: str) -> bool:
        mailed.append(address)
        done.set()
        raise DeliveryFailed("the mail server cannot be reached", where="127.0.0.1")

    monkeypatch.setattr(signing_in, "mail_link", mail)
    known, unknown = (visit.post("/sign-in", data={"address": address}) for address in (BOB, "eve@example.org"))
    assert done.wait(5) and (known.status_code, known.text) == (unknown.status_code, unknown.text) == (200, known.text)
