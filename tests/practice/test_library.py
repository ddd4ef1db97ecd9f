"""The shipped library holds what it promises; what is wrong with a file is said on its line; own content stands first."""

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from clearspan.cli.app import app
from clearspan.errors import ShelfError, UsageError
from clearspan.practice.checks.check import check_file, check_libraries
from clearspan.practice.library import library_of, read_library, shipped
from clearspan.skills.item_files.plain import plain
from clearspan.skills.item_files.reading_age import grade

CONTENT = Path(str(files("clearspan"))) / "content"
ITEMS = Path(__file__).parent / "items"
USE_CASE = "use_cases/sales/prepare_first_call.md"
DRILL = "drills/sales/call_brief_for_northgate.md"
DECISION = "decisions/sales/which_renewal_first.md"
LESSON = "lessons/sales/only_these_texts.md"
TEAM = "team_practice/review_one_output.md"
PACK = "industries/manufacturing.md"
REST = ("tracks/leaders.md", "tool_facts/assistants_can_invent.md", "use_cases/sales/family.toml", "drills/sales/set.toml")

WRONG = [
    (USE_CASE, 'title = "Prepare a first call with a prospect"\n', "", "`title` is missing between the two +++ lines."),
    (USE_CASE, "minutes_after = 18", 'minutes_after = "18"', "`minutes_after` must be a whole number from 1 to 960."),
    (USE_CASE, "minutes_after = 18", "minutes_after = 45", "With checking, the task takes as long as before or longer"),
    (USE_CASE, 'risk = "medium"', 'risk = "some"', "`risk` must be one of: low, medium, high."),
    (USE_CASE, 'risk = "medium"', "risk = medium", "The facts cannot be read here"),
    (USE_CASE, 'licence = "Apache-2.0"', 'licence = "CC-BY-NC-4.0"', "CC-BY-NC-4.0 forbids commercial use or changes"),
    (USE_CASE, "review_by = 2027-05-17\n", "", "`review_by` is missing"),
    (USE_CASE, "review_by = 2027-05-17", "review_by = 2029-05-17", "`review_by` must be 1 to 400 days after `reviewed`."),
    (USE_CASE, "judgment.verifying", "judgment.guessing", "The framework has no judgment.guessing."),
    (USE_CASE, '["41-3091.00", "41-4012.00"]', '["43-4051.00"]', "43-4051.00 is not among the `role_codes` of the family's"),
    (USE_CASE, "sales/call_brief_for_northgate", "sales/no_such_drill", "There is no drills/sales/no_such_drill."),
    (USE_CASE, "## Redesign question", "## Redesign", "The section `## Redesign` is not one of this kind of item."),
    (USE_CASE, "### Not with AI", "### Never", "Under `## Who does what` the part `### Not with AI` is missing or empty."),
    (USE_CASE, "an invented maker", "like Nestlé, a maker", "'Nestlé' is real."),
    (USE_CASE, "ask\nyour legal contact", "write\nto legal@northgate.com", "This mail address may be somebody's."),
    (
        DRILL,
        'wrong = "Chief Operating Officer"',
        'wrong = "Managing Director"',
        "`wrong` must stand in `seeded`, letter for letter.",
    ),
    (
        DRILL,
        'clean = "Dana Okafor, Vice',
        'clean = "no Chief Operating Officer, Vice',
        "The words of `wrong` stand in the clean output, too.",
    ),
    (DRILL, 'evidence = "Dana', 'evidence = "Dr Dana', "`evidence` is not in the sources, letter for letter."),
    (DRILL, "with {{twin}}, and plant", "with her, and plant", "An output lacks the mark {{twin}}."),
    (
        DRILL,
        'use_cases = ["sales/prepare_first_call"]',
        'use_cases = ["sales/other"]',
        "There is no use_cases/sales/other.",
    ),
    (DECISION, 'evidence = "Unless', 'evidence = "If', "`evidence` is not in the sources, letter for letter."),
    (DECISION, "that day is 30 November", "that day is 29 November", "Right advice, or `why`, has 29, which no source has."),
    (DECISION, "Stanmore is bigger and cross, but can no longer leave this year.", "", "Right and wrong advice differ by more"),
    (DECISION, '  "Vesper Hotels",\n', "", "`options` must hold at least 3, and none twice."),
    (LESSON, "minutes = 5", "minutes = 8", "`minutes` must be a whole number from 3 to 7."),
    (LESSON, "## Try this", "## Exercise", "The section `## Try this` is missing."),
    (DRILL, "## Output, raw", "### Output, raw", "The section `## Output, raw` is missing."),
    (TEAM, "1. (2 min)", "1. (9 min)", "The steps take 27 minutes together, and must take 20."),
    (TEAM, "1. (2 min) The", "1. The", "A step must begin with its minutes"),
    (PACK, "You hear a new noise.", "You hear a new and quite unusual noise.", "A text message has at most 160 characters"),
    (PACK, "You hear a", "You hear „a", "A text message may hold plain letters"),
    (PACK, "tracks/leaders", "tracks/nobody", "There is no tracks/nobody."),
]


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """One item of each kind, in a library that needs no other."""
    for name in (USE_CASE, DRILL, DECISION, LESSON, TEAM, PACK, *REST):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ITEMS / name, tmp_path / name)
    return tmp_path


def test_nothing_is_wrong_on_the_shipped_shelf() -> None:
    opened, troubles = check_libraries([CONTENT])
    assert [str(trouble) for trouble in troubles] == []
    assert {shelved.shelf.folder for shelved in opened} == {
        "use_cases", "lessons", "drills", "decisions", "team_practice", "tracks", "tool_facts", "industries",
    }  # fmt: skip


def test_a_drill_and_its_twin_differ_in_one_place_alone() -> None:
    drills = shipped().drills.values()
    assert drills
    for drill in drills:
        for polished in (True, False):
            seeded, clean = (plain(drill.output(seeded=each, polished=polished)) for each in (True, False))
            assert plain(drill.twin.wrong) in seeded
            assert plain(drill.twin.wrong) not in clean
            assert seeded.replace(plain(drill.twin.seeded), plain(drill.twin.clean)) == clean


def test_what_is_wrong_with_a_file_is_said_with_its_line(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, old, new, told in WRONG:
        path = copied / name
        text = path.read_text(encoding="utf-8")
        assert old in text, old
        path.write_text(text.replace(old, new), encoding="utf-8")
        _, troubles = check_libraries([copied])
        assert any(trouble.what.startswith(told) for trouble in troubles), (told, [str(each) for each in troubles])
        assert len({trouble.file for trouble in troubles}) == 1 or "There is no" in told, told
        path.write_text(text, encoding="utf-8")


def test_the_line_is_that_of_the_fault(copied: Path) -> None:
    path = copied / USE_CASE
    path.write_text(path.read_text(encoding="utf-8").replace('risk = "medium"', 'risk = "some"'), encoding="utf-8")
    shelved, troubles = check_file(path)
    assert shelved.file.lines[troubles[0].line - 1] == 'risk = "some"'
    path = copied / TEAM
    path.write_text(path.read_text(encoding="utf-8").replace("3. (2 min) Turn", "3. Turn"), encoding="utf-8")
    shelved, troubles = check_file(path)
    assert shelved.file.lines[troubles[-1].line - 1].startswith("3. Turn")
    with pytest.raises(ShelfError, match=r"prepare_first_call.md, line 7: `risk` must be one of"):
        read_library([copied])


def test_two_items_that_are_nearly_the_same_are_told(copied: Path) -> None:
    text = (copied / USE_CASE).read_text(encoding="utf-8").replace("Prepare a first call", "Get ready for a call")
    twin = copied / "use_cases" / "sales" / "get_ready.md"
    twin.write_text(text.replace("shift planners", "planners"), encoding="utf-8")
    _, troubles = check_file(twin)
    assert any("of its wording with use_cases/sales/prepare_first_call" in trouble.what for trouble in troubles)


def test_an_organisations_own_item_takes_the_place_of_its_namesake(copied: Path, tmp_path: Path) -> None:
    shutil.copytree(copied, tmp_path / "home" / "library")
    own = tmp_path / "home" / "library" / USE_CASE
    own.write_text(own.read_text(encoding="utf-8").replace("Prepare a first call with", "Meet"), encoding="utf-8")
    library = library_of(tmp_path / "home")
    assert library.use_cases["sales/prepare_first_call"].title == "Meet a prospect"
    assert set(library.use_cases) == set(shipped().use_cases)
    assert library.item("drills/sales/call_brief_for_northgate") is library.drills["sales/call_brief_for_northgate"]
    assert library_of(tmp_path) is shipped()


def test_the_commands_say_what_is_wrong_and_what_there_is(
    copied: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*words: str) -> int:
        try:
            app(list(words), standalone_mode=False)
        except SystemExit as done:
            return int(done.code or 0)
        return 0

    with pytest.raises(UsageError, match="lies in a folder of its kind"):
        app(["library", "check", str(Path(__file__))], standalone_mode=False)
    assert app(["library", "check", str(copied / USE_CASE)], standalone_mode=False) in (0, None)
    assert "nothing to mend. It is a use case" in capsys.readouterr().out
    assert app(["library", "check", str(copied)], standalone_mode=False) in (0, None)
    assert "8 files: nothing to mend." in capsys.readouterr().out
    (copied / USE_CASE).write_text("# Mine\n", encoding="utf-8")
    assert app(["library", "check", str(copied / USE_CASE)], standalone_mode=False) == 1
    assert f"{USE_CASE}, line 1: The file must begin with a line of +++" in capsys.readouterr().out
    app(["library", "list", "--dir", str(tmp_path / "none"), "--family", "sales", "--json"], standalone_mode=False)
    assert '"name":"sales/prepare_first_call"' in capsys.readouterr().out


def test_the_reading_grade_is_near_the_published_one() -> None:
    """The beginning of the address at Gettysburg is at about grade 12 by this formula, a primer at or below 1."""
    address = (
        "Four score and seven years ago our fathers brought forth on this continent, a new nation, conceived in Liberty, and "
        "dedicated to the proposition that all men are created equal. Now we are engaged in a great civil war, testing whether "
        "that nation, or any nation so conceived and so dedicated, can long endure."
    )
    assert 11 < grade(address) < 14
    assert (
        grade("See the dog run. The dog can run and the cat can run. We all run to the red barn. It is fun to run and hop.") < 1
    )
