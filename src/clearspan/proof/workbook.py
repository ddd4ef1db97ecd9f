"""Reads the first sheet of an Excel workbook (.xlsx) with nothing but the standard library.

Format: ECMA-376 part 1, SpreadsheetML. Cells hold numbers, shared or inline texts, truth values or errors; a date is a number of
days whose style says that it is one. Formulas count by the value that was stored with them.
"""

import re
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

import pyarrow as pa

SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DATE_STYLES = frozenset({*range(14, 23), *range(45, 48)})
"""Numbers of the built-in formats that show a date or a time."""
DATE_LETTERS = re.compile(r"[ymd]", re.IGNORECASE)
LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
FIRST = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
"""Day 0, by whether the workbook counts from 1904."""

Cell = str | float | None


def workbook_table(path: Path) -> pa.Table:
    """The first sheet as a table, named by its first row. Raises ValueError where it is no workbook."""
    try:
        with ZipFile(path) as archive:
            texts, dates, zero = _shared(archive), _date_styles(archive), _day_zero(archive)
            rows = _rows(archive, _first_sheet(archive), texts, dates, zero)
    except (BadZipFile, ElementTree.ParseError, IndexError) as error:
        raise ValueError("no workbook") from error
    if not rows:
        raise ValueError("an empty sheet")
    names = [str(name).strip() if name is not None else "" for name in rows[0]]
    kept = [row for row in rows[1:] if any(cell is not None for cell in row)]
    wide = [[row[at] if at < len(row) else None for row in kept] for at in range(len(names))]
    columns = [(name, _column(values)) for name, values in zip(names, wide, strict=True) if name]
    return pa.Table.from_arrays([values for _, values in columns], [name for name, _ in columns])


def _column(values: list[Cell]) -> pa.Array:
    """Numbers where all are numbers, else texts."""
    if all(value is None or isinstance(value, float) for value in values):
        return pa.array(values, pa.float64())
    return pa.array([_text(value) for value in values], pa.string())


def _text(value: Cell) -> str | None:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return None if value is None else str(value)


def _first_sheet(archive: ZipFile) -> str:
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    first = book.findall(f"{SPACE}sheets/{SPACE}sheet")[0]
    wanted = next(value for key, value in first.attrib.items() if key.endswith("}id"))
    for relation in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels")):
        if relation.attrib["Id"] == wanted:
            target = relation.attrib["Target"]
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise ValueError("no sheet")


def _shared(archive: ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    root = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
    return ["".join(part.text or "" for part in item.iter(f"{SPACE}t")) for item in root]


def _date_styles(archive: ZipFile) -> frozenset[int]:
    """The numbers of the cell styles that show a date."""
    if "xl/styles.xml" not in archive.namelist():
        return frozenset()
    root = ElementTree.fromstring(archive.read("xl/styles.xml"))
    own = {
        int(each.attrib["numFmtId"])
        for each in root.iter(f"{SPACE}numFmt")
        if DATE_LETTERS.search(LITERAL.sub("", each.attrib["formatCode"]))
    }
    styles = root.findall(f"{SPACE}cellXfs/{SPACE}xf")
    return frozenset(at for at, style in enumerate(styles) if int(style.attrib.get("numFmtId", 0)) in DATE_STYLES | own)


def _day_zero(archive: ZipFile) -> date:
    setting = ElementTree.fromstring(archive.read("xl/workbook.xml")).find(f"{SPACE}workbookPr")
    return FIRST[setting is not None and setting.attrib.get("date1904") in {"1", "true"}]


def _rows(archive: ZipFile, sheet: str, texts: list[str], dates: frozenset[int], zero: date) -> list[list[Cell]]:
    found: list[list[Cell]] = []
    with archive.open(sheet) as file:
        for _, element in ElementTree.iterparse(file):
            if element.tag != f"{SPACE}row":
                continue
            row: list[Cell] = []
            for cell in element:
                at = _position(cell.attrib.get("r", ""), len(row))
                row.extend([None] * (at - len(row)))
                row.append(_cell(cell, texts, dates, zero))
            found.append(row)
            element.clear()
    return found


def _position(reference: str, following: int) -> int:
    letters = re.match(r"[A-Z]+", reference)
    if letters is None:
        return following
    at = 0
    for letter in letters[0]:
        at = at * 26 + ord(letter) - 64
    return at - 1


def _cell(cell: ElementTree.Element, texts: list[str], dates: frozenset[int], zero: date) -> Cell:
    kind = cell.attrib.get("t", "n")
    if kind == "inlineStr":
        return "".join(part.text or "" for part in cell.iter(f"{SPACE}t")) or None
    value = cell.findtext(f"{SPACE}v")
    if value is None or kind == "e":
        return None
    if kind == "s":
        return texts[int(value)] or None
    if kind in {"str", "d"}:
        return value or None
    if int(cell.attrib.get("s", 0)) in dates:
        return (zero + timedelta(days=int(float(value)))).isoformat()
    return float(value)
