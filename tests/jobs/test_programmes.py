"""A programme goes from a template to its verdict on real facts, in the browser's steps and by commands; its pods stay closed."""

import csv
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.organisation import Job

from clearspan.answers.desk import Desk
from clearspan.answers.leadership import leadership_page
from clearspan.attack.attackers.named_findings import IDENTIFIER, NAMING
from clearspan.errors import CannotTell, UsageError
from clearspan.jobs.form_pods import form_pods
from clearspan.jobs.plan_programmes import Draft, assign, close, declare_draft, past_of, programmes_of, register_of, start
from clearspan.jobs.read_now import read_now
from clearspan.programmes.assignment import Arm, Wanted
from clearspan.programmes.pods import Pods
from clearspan.programmes.programme import Design
from clearspan.programmes.register import check_log
from clearspan.programmes.stage import Stage
from clearspan.simulator.assignment import read_assignment
from clearspan.simulator.organisation import build_organisation
from clearspan.simulator.plan import Plan
from clearspan.vocabulary.finding import FindingKind
from clearspan.warehouse.findings import Findings
from clearspan.web.app import build

pytestmark = pytest.mark.xdist_group("organisation")
NAME, BY = "support-replies", "Support"


@pytest.fixture(scope="module")
def directory(job: Job, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what the main job made, with a programme that starts in the middle of the data."""
    copied = tmp_path_factory.mktemp("programmes") / "out"
    shutil.copytree(job.directory, copied, ignore=shutil.ignore_patterns("pictures", "report"))
    return copied


@pytest.fixture(scope="module")
def client(directory: Path) -> Iterator[TestClient]:
    """A browser without a screen."""
    with TestClient(build(directory), base_url="http://127.0.0.1", follow_redirects=True) as opened:
        yield opened


def leaves(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], object]]:
    """Everything in a finding, with where it stands."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from leaves(each, (*path, str(name)))
    elif isinstance(value, list):
        for each in value:
            yield from leaves(each, path)
    else:
        yield path, value


def test_a_programme_goes_from_its_declaration_to_a_verdict(directory: Path, tmp_path: Path) -> None:
    past = past_of(directory)
    assert len(past.teams) >= 10 and past.outcome("active_share", [each.team for each in past.teams]).shape[1] > 10
    draft = Draft(NAME, "role_use_case_sprint", "Replies", owner=BY, sponsor="Operations", length_days=60, cost="9000 USD")
    power = declare_draft(directory, draft, BY)
    assert power is not None and (power.smallest is None or power.smallest > 0) and "teams" in power.sentence
    begins = int(past.rows["start"].to_numpy().max()) - 63
    held = assign(directory, NAME, Wanted(Design.WAITLIST, 5, begins, 0), BY)
    assert held.assignment is not None and held.digest == held.assignment.digest and held.power is not None
    path = tmp_path / "assignment.csv"
    path.write_text(held.assignment.csv(), encoding="utf-8")
    structure = build_organisation(Plan(people=200, seed=7, weeks=20)).structure
    assert len(read_assignment(path, structure)) == len(held.places)
    if not held.power["answerable"]:
        with pytest.raises(CannotTell, match="sign why"):
            start(directory, NAME, BY)
    start(directory, NAME, BY, "To learn how it goes.")
    with pytest.raises(UsageError, match="names no unit"):
        close(directory, NAME, "someone@example.org")
    published = read_now(directory)
    assert {f"{NAME}-day-30", f"{NAME}-day-60"} <= set(published)
    [held] = programmes_of(directory)
    assert held.stage is Stage.READ_OUT
    check_log(NAME, held.log)


def test_what_leaves_names_nobody_and_nothing_exact(directory: Path) -> None:
    found = [*Findings(directory).of(FindingKind.PROGRAMME), *Findings(directory).of(FindingKind.VALUE)]
    assert len(found) >= 3
    for each in found:
        for path, value in leaves(json.loads(json.dumps(dict(each.details)))):
            assert not NAMING & set(path)
            assert not (isinstance(value, str) and IDENTIFIER.search(value)), (path, value)
            assert not isinstance(value, float) or round(value, 2) == value
    value = next(each for each in found if each.kind is FindingKind.VALUE)
    assert value.outcome == "cannot tell" and "diary" in str(value.details["ledger_why"])
    assert all(row["why"] for row in value.details["programmes"])  # type: ignore[union-attr, index, call-overload]


def test_pages_show_the_programme_and_take_the_next_steps(client: TestClient, directory: Path) -> None:
    assert "Replies" in client.get("/programmes").text
    page = client.get(f"/programmes/{NAME}").text
    assert "The planned read-outs" in page and "frozen with hash" in page and not re.search(r"[0-9a-f]{16}", page)
    asked = client.get("/planning", params={"template": "champion_pods", "population": "organisation:", "length": "60"}).text
    assert "What its test could see" in asked and "How they are made up" in asked
    form = {
        "template": "champion_pods",
        "population": "organisation:",
        "length": "60",
        "name": "pods",
        "owner": BY,
        "sponsor": BY,
    }
    assert client.post("/planning", data={**form, "name": "No name"}).status_code == 422
    assert "Draw who starts when" in client.post("/planning", data=form).text
    assert client.post("/planning/pods", data={"step": "assign", "start": "2026-11-02", "by": BY}).status_code == 200
    refused = client.post("/planning/pods", data={"step": "start", "by": BY})
    assert refused.status_code == 422 and "sign why" in refused.text
    assert (
        client.post("/planning/pods", data={"step": "start", "by": BY}, headers={"sec-fetch-site": "cross-site"}).status_code
        == 403
    )
    assert client.post("/programmes", data={}).status_code == 405
    public = TestClient(build(directory, public_name="pods.example.org"), base_url="http://pods.example.org")
    assert public.post("/planning", data=form).status_code == 421 and public.get("/pod/none").status_code == 404
    gated = TestClient(build(directory, signing_in_required=True), base_url="http://127.0.0.1", follow_redirects=False)
    assert gated.get("/planning").headers["location"] == gated.get("/value").headers["location"] == "/sign-in"
    assert client.get("/programmes/nothing").status_code == 404
    for path in ("/value", "/leadership", "/pods"):
        assert client.get(path).status_code == 200
    shown = leadership_page(Desk(directory).evidence())
    assert {"capability", "targets", "found"} <= {block.name for block in shown.blocks}
    assert not any("complet" in block.claim.lower() for block in shown.blocks)


def test_a_pod_is_open_to_its_members_alone(client: TestClient, directory: Path, job: Job, tmp_path: Path) -> None:
    held = next(each for each in programmes_of(directory) if each.programme.name == "pods")
    offers = tmp_path / "offers.csv"
    emails = sorted({row["email"] for row in csv.DictReader((job.exports / "neutral" / "licences.csv").open())})
    offers.write_text("email\n" + "\n".join(emails) + "\n", encoding="utf-8")
    links = tmp_path / "links.csv"
    done = form_pods(directory, "pods", offers, (held.start_day or 0), links, BY)
    assert done.pods >= 1 and 8 * done.pods <= done.people <= 12 * done.pods
    with pytest.raises(UsageError, match="formed already"):
        form_pods(directory, "pods", offers, (held.start_day or 0), tmp_path / "more.csv", BY)
    rows = list(csv.DictReader(links.open()))
    assert sum(row["leads"] == "yes" for row in rows) == done.pods
    link = next(row["link"] for row in rows if row["leads"] == "no").partition("8400")[2]
    assert "I agree that my pod sees this" in client.get(link).text
    client.post(link, data={"promised": "1"})
    client.post(link, data={"agree": "yes"})
    told = client.post(link, data={"promised": "1", "kept": "partly", "tried_1": "yes", "exit_useful": "9", "other": "x"}).text
    assert "Show one person of the pod how I did it" in told and "1 of 3" in told and "partly" in told
    assert client.get("/pod/nothing-that-is-a-token").status_code == 404
    with register_of(directory) as (store, _):
        seat = Pods(store).seat(link.rpartition("/")[2])
        assert seat is not None and [each.behaviours for each in Pods(store).told(seat.pod, 1)] == [1]
        assert len(Pods(store).leading()) == done.pods
    start(directory, "pods", BY, "The pods are formed.")
    close(directory, "pods", BY, "The test is over.")
    assert client.get(link).status_code == 404
    with register_of(directory) as (store, _):
        assert Pods(store).leading() == {} and all(place.arm in set(Arm) for place in held.places)
