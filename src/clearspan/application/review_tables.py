"""The tables of work that is reviewed, and of decisions that are made twice; days are day numbers, times seconds since 1970."""

from sqlalchemy import Boolean, Column, Integer, String, Table

from clearspan.application.tables import NAMES

WORK_PIECE = Table(
    "work_piece",
    NAMES,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("person", Integer, nullable=False, index=True),
    Column("lies_at", String(300), nullable=False),
    Column("handed_in_day", Integer, nullable=False),
)
"""One row is a piece of work that was handed in for review: a number drawn by chance, its author (`person`), and where a copy
without names lies; that is emptied when both raters are done. Of the work itself nothing is kept, nor who handed it in."""

REVIEW_TASK = Table(
    "review_task",
    NAMES,
    Column("piece", Integer, primary_key=True, autoincrement=False),
    Column("person", Integer, primary_key=True, autoincrement=False),
    Column("given_day", Integer, nullable=False),
    Column("done_day", Integer),
    sqlite_with_rowid=False,
)
"""One row is a piece of work that a rater (`person`) was asked to rate, and the day on which they did; their levels are rows of
`rating`."""

DECISION_ANSWER = Table(
    "decision_answer",
    NAMES,
    Column("number", Integer, primary_key=True),
    Column("person", Integer, nullable=False, index=True),
    Column("item", String(160), nullable=False),
    Column("advice_right", Boolean, nullable=False),
    Column("opened_at", Integer, nullable=False),
    Column("own", Integer),
    Column("own_right", Boolean),
    Column("final", Integer),
    Column("final_right", Boolean),
    Column("answered_at", Integer),
)
"""One row is an exercise in two steps that somebody opened: whether the advice that they get is right, what they chose alone
(`own`, the place among the options) and after the advice (`final`), and whether each was right."""
