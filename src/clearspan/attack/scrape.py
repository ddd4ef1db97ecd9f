"""Reads pages as a person does who copies their tables: rows of texts, and the links to what is shown."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from clearspan.attack.observed import Observed, observed_from


@dataclass(frozen=True)
class Scraped:
    """A page's table rows, each the texts of its cells, and the addresses that it offers to download."""

    rows: tuple[tuple[str, ...], ...]
    downloads: tuple[str, ...]


def scrape(html: str) -> Scraped:
    """The tables and downloads of a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return Scraped(tuple(tuple(row) for row in reader.rows), tuple(reader.downloads))


def shares(text: str) -> set[int]:
    """The whole percentages in a text."""
    return {int(found) for found in re.findall(r"(\d+)%", text)}


def cells_of_csv(text: str) -> Iterator[Observed]:
    """The cells in a page's download; rows that are no cells are left out."""
    for row in csv.DictReader(io.StringIO(text)):
        if row.get("metric") and row.get("group") and row.get("period"):
            yield observed_from(row, {})


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.downloads: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and "download" in given and given.get("href"):
            self.downloads.append(given["href"] or "")
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th") and self.rows:
            self.rows[-1].append("")
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside and self.rows and self.rows[-1]:
            self.rows[-1][-1] += data
