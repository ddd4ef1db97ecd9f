"""A file is opened whatever it is packed and encoded as, and what cannot be opened is told in one message."""

import bz2
import gzip
import io
import zipfile
from pathlib import Path

import pytest

from clearspan.errors import UnreadableFile
from clearspan.sources.reading.arrived import arrived
from clearspan.sources.reading.opening import Limits

TEXT = "name,count\nJosé,1\n"


def opened(path: Path, data: bytes, limits: Limits | None = None) -> str:
    path = path / "export"
    path.write_bytes(data)
    return b"".join(arrived(path, path.parent, limits or Limits()).blocks()).decode()


def zipped(members: dict[str, bytes]) -> bytes:
    """An archive of the members, the same bytes whenever it is made: the tests are named by them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        gzip.compress(TEXT.encode("utf-16"), mtime=0),
        gzip.compress(TEXT[:5].encode(), mtime=0) + gzip.compress(TEXT[5:].encode(), mtime=0),
        zipped({"export.csv": TEXT.encode("utf-8-sig"), "__MACOSX/._export.csv": b"x"}),
    ],
)
def test_the_same_text_comes_out(tmp_path: Path, data: bytes) -> None:
    assert opened(tmp_path, data) == TEXT


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "is empty"),
        (gzip.compress(b"", mtime=0), "is empty"),
        (gzip.compress(TEXT.encode(), mtime=0)[:-9], "damaged or ends early"),
        (b"\x1f\x8bnot gzip at all", "damaged or ends early"),
        (zipped({"a.csv": b"a" * 99})[:-30], "damaged or ends early"),
        (zipped({"a.csv": b"a", "b.csv": b"b"}), "zip with 2 files"),
        (zipped({}), "zip with 0 files"),
        (zipped({"[Content_Types].xml": b"a", "xl/sheet.xml": b"b"}), "spreadsheet"),
        (bz2.compress(TEXT.encode()), "bzip2"),
        (b"PAR1 and so on", "Parquet"),
        (TEXT.encode("utf-16")[:-1], "begins as utf-16-le text"),
    ],
)
def test_what_cannot_be_opened_is_told_with_a_remedy(tmp_path: Path, data: bytes, what: str) -> None:
    with pytest.raises(UnreadableFile, match=what) as caught:
        opened(tmp_path, data)
    assert caught.value.where == "export"
    assert caught.value.remedy


@pytest.mark.parametrize("pack", [gzip.compress, lambda data: zipped({"bomb": data})])
def test_a_bomb_is_refused_before_it_fills_the_memory(tmp_path: Path, pack) -> None:
    bomb = pack(bytes(32 << 20))
    with pytest.raises(UnreadableFile, match="unpacks to more than 200 times its size"):
        opened(tmp_path, bomb, Limits(ratio_from_bytes=1 << 20))


def test_more_than_the_limit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="holds more than 1,000 bytes"):
        opened(tmp_path, b"x" * 1001, Limits(total_bytes=1000))


def test_a_folder_or_a_missing_file_is_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing"):
        with pytest.raises(UnreadableFile, match="cannot be read"):
            arrived(path)


def test_an_arrival_is_named_below_its_folder_and_has_the_digest_of_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.csv").write_bytes(b"abc")
    file = arrived(tmp_path / "a" / "x.csv", tmp_path)
    assert (file.name, file.size) == ("a/x.csv", 3)
    assert file.digest == "6437b3ac38465133ffb63b75273a8db548c558465d79db03fd359c6cd5bd9d85"
