"""The tables of what people showed that they can do; days are day numbers, times seconds since 1970."""

from sqlalchemy import Boolean, Column, Float, Integer, String, Table

from clearspan.application.tables import NAMES

ITEM_ANSWER = Table(
    "item_answer",
    NAMES,
    Column("number", Integer, primary_key=True),
    Column("person", Integer, nullable=False, index=True),
    Column("item", String(64), nullable=False),
    Column("choice", String(64), nullable=False),
    Column("category", Integer, nullable=False),
    Column("ai_free", Boolean, nullable=False),
    Column("answered_at", Integer, nullable=False),
)
"""One row is an answer to a question on fluency: the `choice` (its place, or the kind of help) and the `category` it was
marked."""

ITEM_CURVE = Table(
    "item_curve",
    NAMES,
    Column("item", String(64), primary_key=True),
    Column("slope", Float, nullable=False),
    Column("intercepts", String, nullable=False),
    Column("answers", Integer, nullable=False),
    Column("fitted_day", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""One row is an item that was placed by `answers` of people: its slope and, as a JSON list, its intercepts."""

CANVAS = Table(
    "canvas",
    NAMES,
    Column("number", Integer, primary_key=True),
    Column("person", Integer, nullable=False, index=True),
    Column("team", String(256), nullable=False, index=True),
    Column("drawn", String, nullable=False),
    Column("changed_day", Integer, nullable=False),
)
"""One row is a process that somebody draws and leads: `drawn` is JSON with its steps, who may decide, who backs it, and what was
measured."""

CANVAS_SIGN_OFF = Table(
    "canvas_sign_off",
    NAMES,
    Column("canvas", Integer, primary_key=True, autoincrement=False),
    Column("step", String(120), primary_key=True),
    Column("person", Integer, nullable=False, index=True),
    Column("digest", String(64), nullable=False),
    Column("signed_day", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""One row is the agreement of a control's owner to what becomes of its step; `digest` is the hash of the step as it was
signed."""

EXPECTATION_SIGN_OFF = Table(
    "expectation_sign_off",
    NAMES,
    Column("family", String(64), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("person", Integer, nullable=False, index=True),
    Column("signed_day", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""One row is an owner's agreement to what is expected of a job family; `digest` is the hash of what was signed."""

AUTHOR_EXEMPTION = Table(
    "author_exemption",
    NAMES,
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("person", Integer, nullable=False),
    Column("since_day", Integer, nullable=False),
)
"""One row at most (`place` is 1): the one person whom a new installation lets publish before others can."""

RATING = Table(
    "rating",
    NAMES,
    Column("kit", String(64), primary_key=True),
    Column("thing", Integer, primary_key=True, autoincrement=False),
    Column("question", String(64), primary_key=True),
    Column("person", Integer, primary_key=True, autoincrement=False),
    Column("level", Integer, nullable=False),
    Column("rated_day", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""One row is the level that a rater (`person`) gave to a thing (an interview or a piece of work, by a number that says nothing of
whose it is) on one question of a kit."""

BADGE = Table(
    "badge",
    NAMES,
    Column("number", Integer, primary_key=True),
    Column("person", Integer, nullable=False, index=True),
    Column("family", String(64), nullable=False),
    Column("band", String(64), nullable=False),
    Column("credential", String, nullable=False),
    Column("issued_day", Integer, nullable=False),
    Column("ends_day", Integer, nullable=False),
)
"""One row is a badge that was issued; `credential` is the signed document, which holds a salted hash of the holder's address."""

PUBLICATION = Table(
    "publication",
    NAMES,
    Column("link", String(160), primary_key=True),
    Column("person", Integer, primary_key=True, autoincrement=False),
    Column("digest", String(64), nullable=False),
    Column("published_day", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""One row is an author (`person`), or co-author, who published an item into the organisation's own library; `digest` is the
hash of its file."""
