"""What a panel of anybody's is refused for, naming file, record and field; and that its three formats read alike."""

import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from clearspan.errors import BadRecord, CannotTell, UnreadableFile, UsageError
from clearspan.proof.choices import Choices, Comparison
from clearspan.proof.effect import Design, comparison_for, effect_of
from clearspan.proof.panel import NEVER, Columns, Panel
from clearspan.proof.panel_file import read_panel

USED = ("person", "month", "start", "hours")
COLUMNS = Columns(*USED)
HEAD = "person,month,start,hours"
SOUND = ["a,1,2,5", "a,2,2,7", "b,1,2,4", "b,2,2,6.5", "c,1,0,4", "c,2,0,5", "d,1,,3", "d,2,,4.5"]


def _panel(folder: Path, rows: list[str], head: str = HEAD, columns: Columns = COLUMNS, log: bool = False) -> Panel:
    path = folder / "panel.csv"
    path.write_text("\n".join([head, *rows]) + "\n")
    return read_panel(path, columns, log)


def _effect(panel: Panel, design: Design = Design.STAGGERED, comparison: Comparison | None = None) -> None:
    effect_of(panel, design, Choices(comparison or comparison_for(panel)))


REFUSED = {
    "missing outcome": ([*SOUND, "e,1,2,"], {}, "record 9, field hours: is missing"),
    "outcome not a number": ([*SOUND, "e,1,2,NaN"], {}, "record 9, field hours: is missing"),
    "outcome is a word": ([*SOUND, "e,1,2,some"], {}, "record 9, field hours: is not a number"),
    "logarithm of 0": ([*SOUND, "e,1,2,0"], {"log": True}, "record 9, field hours: has no logarithm"),
    "missing unit": ([*SOUND, ",1,2,4"], {}, "record 9, field person: is missing"),
    "missing time": ([*SOUND, "e,,2,4"], {}, "record 9, field month: is missing"),
    "time is a word": ([*SOUND, "e,soon,2,4"], {}, "record 9, field month: is no time"),
    "twice": ([*SOUND, "b,2,2,9"], {}, "record 9, field month: is there twice"),
    "leaves treatment": ([*SOUND, "e,1,1,4", "e,2,,4"], {}, "record 10, field start: is empty although"),
    "two starts": ([*SOUND, "e,1,1,4", "e,2,2,4"], {}, "record 10, field start: is another date"),
    "start is a word": ([*SOUND, "e,1,soon,4"], {}, "record 9, field start: is not written as the times"),
    "a year of 100 months": (
        [row.replace(",1,", ",202412,", 1).replace(",2,", ",202501,", 1) for row in SOUND],
        {},
        "record 1, field month: is a year and month glued",
    ),
    "a start of 100 months": (
        [row.replace(",2,", ",202501,") for row in SOUND if ",1," in row],
        {},
        "field start: is a year and month",
    ),
    "cluster changes": (
        [f"{row},x" for row in SOUND] + ["e,1,,4,x", "e,2,,4,y"],
        {"head": f"{HEAD},team", "columns": Columns("person", "month", "start", "hours", "team")},
        "record 10, field team: is another",
    ),
    "stratum changes": (
        [f"{row},x" for row in SOUND] + ["e,1,,4,x", "e,2,,4,y"],
        {"head": f"{HEAD},layer", "columns": Columns(*USED, stratum="layer")},
        "record 10, field layer: is another",
    ),
    "more than all around": (
        [f"{row},0.5" for row in SOUND] + ["e,1,,4,1.5"],
        {"head": f"{HEAD},near", "columns": Columns(*USED, exposure="near")},
        "record 9, field near: is not between 0 and 1",
    ),
    "treatment contradicts": (
        ["a,1,2,5,0", "a,2,2,7,0", "b,1,,4,0", "b,2,,5,0"],
        {"head": f"{HEAD},treated"},
        "record 2, field treated: contradicts the date in start",
    ),
    "treatment ends": (
        ["a,1,2,5,0", "a,2,2,7,1", "a,3,2,7,0", "b,1,,4,0", "b,2,,5,0", "b,3,,5,0"],
        {"head": f"{HEAD},treated"},
        "record 3, field treated: is 0 although its unit was treated before",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_record_that_cannot_be_used_is_refused_by_its_number_and_field(name: str, tmp_path: Path) -> None:
    rows, how, expected = REFUSED[name]
    with pytest.raises(BadRecord) as raised:
        _panel(tmp_path, rows, **how)
    assert expected in str(raised.value)
    assert str(tmp_path / "panel.csv") in str(raised.value)
    assert raised.value.remedy


TEAMS = [f"p{n},{month},{start if n < 8 else ''},{n + month},t{n // 4}" for n in range(16) for month in (1, 2) for start in (2,)]
UNTOLD = {
    "no control": ([row for row in SOUND if row[0] in "ab"], {}, "no control"),
    "one cluster": (
        [f"{row},x" for row in SOUND],
        {"head": f"{HEAD},team", "columns": Columns("person", "month", "start", "hours", "team")},
        "one cluster",
    ),
    "one cluster treated": (
        [f"{row},{'x' if row[0] in 'ab' else row[0]}" for row in SOUND],
        {"head": f"{HEAD},team", "columns": Columns("person", "month", "start", "hours", "team")},
        "only one cluster is treated",
    ),
    "no period before": (["a,1,1,5", "a,2,1,7", "b,1,,4", "b,2,,5"], {}, "nobody is treated after the first period"),
    "controls tell all": (
        [f"{row},{int(row[0] in 'ab')}" for row in SOUND] + ["e,1,2,5,1", "e,2,2,7,1", "f,1,,4,0", "f,2,,6,0"],
        {"head": f"{HEAD},big", "columns": Columns("person", "month", "start", "hours", "", ("big",))},
        "cohort 2, period 2: no overlap",
    ),
    "clustered by person, assigned by team": (TEAMS, {"head": f"{HEAD},team"}, "team was what was assigned"),
}


@pytest.mark.parametrize("name", UNTOLD)
def test_a_question_that_the_panel_cannot_answer_is_refused_with_the_reason(name: str, tmp_path: Path) -> None:
    rows, how, expected = UNTOLD[name]
    with pytest.raises(CannotTell) as raised:
        _effect(_panel(tmp_path, rows, **how))
    assert expected in str(raised.value)
    assert raised.value.remedy


def test_errors_by_team_are_taken_where_teams_were_assigned(tmp_path: Path) -> None:
    panel = _panel(tmp_path, TEAMS, f"{HEAD},team", Columns("person", "month", "start", "hours", "team"))
    assert (panel.units, panel.clusters) == (16, 4)


def test_what_is_known_of_units_beside_is_read_once_for_each(tmp_path: Path) -> None:
    rows = [f"{row},{int(row[2] == '2')},0.5,{row[0] < 'c'}" for row in SOUND]
    columns = Columns(*USED, uptake="took", exposure="near", stratum="layer")
    panel = _panel(tmp_path, rows, f"{HEAD},took,near,layer", columns)
    assert panel.uptake.tolist() == [1, 1, 1, 1] and panel.exposure.tolist() == [0.5] * 4
    assert len(set(panel.stratum[:2].tolist())) == len(set(panel.stratum[2:].tolist())) == 1


def test_a_treatment_column_may_say_who_is_treated_at_the_time_or_ever(tmp_path: Path) -> None:
    for told in ("01", "11"):
        rows = [f"a,{at},2,5,{flag}" for at, flag in zip("12", told, strict=True)] + ["b,1,,4,0", "b,2,,5,0"]
        assert _panel(tmp_path, rows, f"{HEAD},treated").units == 2


def test_what_is_no_table_and_what_is_no_column_is_said(tmp_path: Path) -> None:
    broken = tmp_path / "panel.parquet"
    broken.write_bytes(b"no such thing")
    twice = tmp_path / "twice.csv"
    twice.write_text("a,a\n1,2\n")
    for path in (broken, twice, tmp_path / "panel.docx", tmp_path / "absent.csv"):
        with pytest.raises(UnreadableFile) as raised:
            read_panel(path, COLUMNS)
        assert raised.value.where == str(path)
    with pytest.raises(UsageError) as wrong:
        _panel(tmp_path, SOUND, columns=Columns("who", "month", "start", "hours"))
    assert "there is no column 'who'" in str(wrong.value) and "person" in wrong.value.remedy


CELL = '<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _workbook(path: Path, rows: list[list[str]]) -> None:
    """A workbook as a spreadsheet program writes it: texts inline, numbers as they are, days by a style."""
    lines = []
    for at, row in enumerate(rows, start=1):
        cells = []
        for letter, value in zip("ABCD", row, strict=True):
            if value.replace(".", "").isdigit():
                style = ' s="1"' if letter in "BC" else ""
                cells.append(f'<c r="{letter}{at}"{style}><v>{value}</v></c>')
            elif value:
                cells.append(CELL.format(place=f"{letter}{at}", value=value))
        lines.append(f'<row r="{at}">{"".join(cells)}</row>')
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{rel}"><sheets><sheet name="x" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{SHEET}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}"><sheetData>{"".join(lines)}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)


def test_csv_excel_and_parquet_read_alike(tmp_path: Path) -> None:
    days = {"1": "45292", "2": "45323", "0": "", "": ""}
    fields = [row.split(",") for row in SOUND]
    _workbook(tmp_path / "panel.xlsx", [HEAD.split(","), *([a, days[b], days[c], d] for a, b, c, d in fields)])
    months = {"1": "2024-01-01", "2": "2024-02-01", "0": None, "": None}
    columns = [
        [row[0] for row in fields],
        [months[row[1]] for row in fields],
        [months[row[2]] for row in fields],
        [float(row[3]) for row in fields],
    ]
    pq.write_table(pa.Table.from_arrays([pa.array(each) for each in columns], HEAD.split(",")), tmp_path / "panel.parquet")
    lines = [",".join(str(each or "") for each in row) for row in zip(*columns, strict=True)]
    panels = [_panel(tmp_path, lines), *(read_panel(tmp_path / f"panel.{ending}", COLUMNS) for ending in ("xlsx", "parquet"))]
    for panel in panels:
        assert [panel.told(int(time)) for time in panel.times] == ["2024-01-01", "2024-02-01"]
        assert panel.cohort.tolist() == [panel.times[1], panel.times[1], NEVER, NEVER]
        assert panel.outcome.tolist() == [float(row[3]) for row in fields]
