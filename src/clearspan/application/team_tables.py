"""The tables of what teams did together; days are day numbers."""

from sqlalchemy import Column, Integer, String, Table

from clearspan.application.tables import NAMES

TEAM_CHANGE = Table(
    "team_change",
    NAMES,
    Column("team", String(256), primary_key=True),
    Column("exercise", String(64), primary_key=True),
    Column("changed", String(600), nullable=False),
    Column("again_day", Integer, nullable=False),
    Column("written_day", Integer, nullable=False, index=True),
    sqlite_with_rowid=False,
)
"""One row is what a team changed after an exercise, in its own words, and the day on which it looks again. Who was there, who
wrote it and who did what is not kept."""
