"""Chooses the questions that are put to a surface, and the pages that are opened, when it cannot be asked everything."""

import numpy as np
import pyarrow as pa

from clearspan.attack.question import Question
from clearspan.vocabulary.period import PeriodKind, period_of

PAGES = ("/", "/adoption", "/team")
"""Pages that show figures of groups."""

ASKED_BY = ["metric", "dimension", "kind", "start_day", "tool"]


def sample_questions(table: pa.Table, how_many: int, seed: int = 1) -> list[Question]:
    """At most `how_many` questions about cells of `table`, each answered by several cells; the same for the same seed.

    Every metric and every dimension is asked about before one is asked about again.
    """
    rows = table.select(ASKED_BY).group_by(ASKED_BY).aggregate([]).sort_by([(name, "ascending") for name in ASKED_BY]).to_pylist()
    order = np.random.default_rng(seed).permutation(len(rows)).tolist()
    asked: dict[tuple[str, str], int] = {}
    ranked = []
    for index in order:
        row = rows[index]
        subject = (row["metric"], row["dimension"])
        asked[subject] = asked.get(subject, 0) + 1
        ranked.append((asked[subject], len(ranked), row))
    chosen = [row for *_, row in sorted(ranked, key=lambda item: item[:2])[:how_many]]
    return [
        Question(row["metric"], row["dimension"], period_of(row["start_day"], PeriodKind(row["kind"])).name, row["tool"])
        for row in chosen
    ]


def sample_addresses(table: pa.Table, how_many: int) -> list[str]:
    """At most `how_many` addresses of pages: every page by every dimension, in the last period of each length first."""
    rows = table.select(["dimension", "kind", "start_day"]).group_by(["dimension", "kind", "start_day"]).aggregate([])
    ordered = rows.sort_by([("start_day", "descending"), ("kind", "ascending"), ("dimension", "ascending")]).to_pylist()
    found = []
    for row in ordered:
        period = period_of(row["start_day"], PeriodKind(row["kind"])).name
        found += [f"{page}?dimension={row['dimension']}&period={period}" for page in PAGES[1:]]
    return [PAGES[0], *found][:how_many]
