"""Who is who is repaired by hand: facts follow, what was undone stays so, and bots are in no group."""

import json
from pathlib import Path

import pytest
from tests.jobs.test_collect_again import ALIASES, HEADER, USAGE, Folder
from typer.testing import CliRunner

from clearspan.cli.app import app
from clearspan.errors import UsageError
from clearspan.jobs.forget import forget
from clearspan.privacy.identities import BOT
from clearspan.privacy.identity_counts import read_counts

STAFF = HEADER + "1,ada@example.com,Blue,\n2,bob@example.com,Blue,ada@example.com\n9,deploy@example.com,Blue,ada@example.com\n"
USED = USAGE + "".join(
    f"{name},chatgpt,2026-05-04,2026-05-10,1,1\n" for name in ("a.l@old.example", "deploy@example.com", "x@y.example")
)
WRONG = ALIASES + "bob@example.com,email,a.l@old.example\n"
SECRETS = ("ada", "bob", "deploy", "a.l@", "example")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path)
    folder.run({"staff-2026-05-04.csv": STAFF, "usage.csv": USED, "alias.csv": WRONG})
    return folder


def said(folder: Folder, *arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, ["identities", *arguments, "--dir", str(folder.out)])
    assert done.exit_code == code, done.output
    assert not [secret for secret in SECRETS if secret in done.output]
    return done.output


def users(folder: Folder) -> set[int]:
    return {row["person"] for row in folder.rows("usage")}


def test_a_wrong_join_is_undone_for_stored_facts_and_does_not_come_back(folder: Folder, tmp_path: Path) -> None:
    bob, spells = folder.person("bob"), folder.rows("person_spell")
    assert bob in users(folder)

    assert "1 identifiers" in said(folder, "undo", "--identifier", "a.l@old.example")
    assert folder.person("bob") == bob
    assert bob not in users(folder)
    assert folder.rows("person_spell") == spells
    assert folder.contact(bob) == "bob@example.com"

    folder.run({"staff-2026-05-04.csv": STAFF, "usage.csv": USED, "alias-2.csv": WRONG + "\n"})
    assert bob not in users(folder)

    right = tmp_path / "right.csv"
    right.write_text(ALIASES + "ada@example.com,email,a.l@old.example\nbob@example.com,email,deploy@example.com\n,email,z\n")
    told = said(folder, "join", str(right), code=1)
    assert "1 of 3 rows hold" in told
    assert "record 2, identifier: would make one person of two" in told
    assert folder.person("ada") in users(folder)

    said(folder, "undo", "--rule", "upload")
    assert not {folder.person("ada"), bob} & users(folder)
    said(folder, "allow", "--identifier", "a.l@old.example")
    assert bob in users(folder)


def test_a_rule_is_undone_as_a_whole_and_believed_again(folder: Folder) -> None:
    bob = folder.person("bob")

    said(folder, "undo", "--rule", "Alias Table")
    assert bob not in users(folder)
    assert "Not believed: alias table" in said(folder, "list")

    said(folder, "allow", "--rule", "alias table")
    assert bob in users(folder)


def test_a_bot_on_the_staff_list_is_in_no_team_and_comes_back(folder: Folder, tmp_path: Path) -> None:
    before = folder.rows("person_spell")
    bot = folder.person("deploy")
    listed = tmp_path / "bots.csv"
    listed.write_text("kind,identifier\nemail,deploy@example.com\ngithub_login,ci-runner\n")

    assert "2 of 2" in said(folder, "bots", str(listed))
    assert {row["person"] for row in folder.rows("person_spell")} == {folder.person("ada"), folder.person("bob")}
    assert BOT in users(folder)
    assert folder.contact(BOT) is None
    with pytest.raises(UsageError, match="bot"):
        forget(folder.out, "deploy@example.com")

    folder.run({"staff-2026-05-11.csv": STAFF, "usage.csv": USED})
    assert bot not in {row["person"] for row in folder.rows("person_spell")}

    said(folder, "bots", "deploy@example.com", "--person")
    again = folder.rows("person_spell")
    assert len(again) == len(before)
    assert folder.person("deploy") in users(folder) & {row["person"] for row in again}


def test_whom_no_staff_list_has_is_counted_by_source_kind_and_rule(folder: Folder) -> None:
    said(folder, "bots", "deploy@example.com")

    counts = json.loads(said(folder, "list", "--json"))
    assert counts["sources"] == [{"source": "neutral_usage", "people": 2, "unlisted": 1}]
    assert counts["identifiers"] == [
        {"source": "neutral_usage", "kind": "email", "rule": rule, "identifiers": found, "unlisted": unlisted, "bots": bots}
        for rule, found, unlisted, bots in (("alias table", 1, 0, 0), ("alone", 1, 1, 0), ("bot or service account", 0, 0, 1))
    ]
    stored = read_counts(folder.out)
    assert stored and stored.to_json() == counts
    assert stored.bots == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("undo",), "--rule"),
        (("undo", "--rule", "same roster row"), "no such rule"),
        (("undo", "--identifier", "nobody@nowhere.example"), "nobody is known"),
        (("bots", "some-login"), "which kind"),
        (("bots", "not an address@", "--kind", "email"), "no identifiers of their kind"),
    ],
)
def test_wrong_use_is_said_without_what_was_given(folder: Folder, arguments: tuple[str, ...], message: str) -> None:
    with pytest.raises(UsageError, match=message) as refused:
        CliRunner().invoke(
            app, ["identities", *arguments, "--dir", str(folder.out)], catch_exceptions=False, standalone_mode=False
        )
    assert "nowhere" not in str(refused.value)
