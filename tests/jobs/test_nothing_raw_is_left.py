"""Whatever arrives, whole or damaged, no name, address, title or prompt of it is in anything that was written or said."""

import logging
import re
import tempfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import clearspan.sources.vendors
from clearspan.jobs.run import read_exports
from clearspan.settings import load_settings
from clearspan.shelf import read_shelf
from clearspan.sources.reading.arrived import arrived
from clearspan.sources.source import Source

FOLDER = Path(__file__).parents[1] / "sources"
SOURCES = read_shelf(clearspan.sources.vendors, Source)
EXAMPLES = sorted(path for path in FOLDER.glob("*/**/arrived*") if path.is_file())
PERSONAL = re.compile(r"quillfeather|oystermouth|brambleby|thistlewick", re.IGNORECASE)
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+\w")
PLANTED = "Salamander-4711"
TEXT_FIELDS = re.compile(
    r'("(?:prompt|text|title|subject|summary|description|content|body|name|displayName|notes|snippet|message)"\s*:\s*")([^"\\]{3,})"'
)


def planted(content: bytes) -> bytes:
    """The content with a secret at the end of every text that a person may have written."""
    text = content.decode("utf-8", errors="surrogateescape")
    return TEXT_FIELDS.sub(rf'\g<1>\g<2> {PLANTED}"', text).encode("utf-8", errors="surrogateescape")


def exports_of(folder: Path) -> set[str]:
    """Puts every example into a folder, whole and cut short; returns the addresses that stand in them.

    In a staff list the title of a job is kept, as the job family.
    """
    addresses: set[str] = set()
    for number, path in enumerate(EXAMPLES):
        content = b"".join(arrived(path).blocks())
        if SOURCES[path.relative_to(FOLDER).parts[0]].kind != "roster":
            content = planted(content)
        addresses |= set(ADDRESS.findall(content.decode("utf-8", errors="replace")))
        (folder / f"{number:03}-whole").write_bytes(content)
        (folder / f"{number:03}-cut").write_bytes(content[: int(len(content) * 0.7)])
    return addresses


def written(directory: Path) -> str:
    """Everything that was written, Parquet unpacked."""
    found = []
    for path in directory.rglob("*"):
        if path.suffix == ".parquet":
            found.append(str(pq.read_table(path).to_pydict()))
        elif path.is_file():
            found.append(path.read_bytes().decode("latin-1"))
    return "\n".join(found)


def test_no_raw_text_is_left_of_any_source_also_where_files_are_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    exports, directory, temporary = (tmp_path / name for name in ("exports", "out", "temporary"))
    for folder in (exports, directory, temporary):
        folder.mkdir()
    addresses = exports_of(exports)
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    caplog.set_level(logging.DEBUG)
    reports = read_exports(exports, directory, load_settings(directory), lambda _what, _done: None)

    assert sum(report.kept for report in reports) > 0.3 * sum(report.rows for report in reports)
    assert any(report.failed for report in reports), "some of the damaged files cannot be used"
    said = "\n".join(
        [written(directory), written(temporary), caplog.text, *capfd.readouterr(), *(str(each.to_json()) for each in reports)]
    )
    assert PLANTED not in said
    assert sorted({match.group() for match in PERSONAL.finditer(said)}) == []
    assert sorted(address for address in addresses if address in said) == []
