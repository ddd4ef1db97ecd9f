"""Answers to items, where items were placed, canvases, sign-offs, one exemption, and ratings."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Makes the tables."""
    _make_items()
    _make_canvases()
    _make_signatures()


def _make_items() -> None:
    op.create_table(
        "item_answer",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("person", sa.Integer, nullable=False, index=True),
        sa.Column("item", sa.String(64), nullable=False),
        sa.Column("choice", sa.String(64), nullable=False),
        sa.Column("category", sa.Integer, nullable=False),
        sa.Column("ai_free", sa.Boolean, nullable=False),
        sa.Column("answered_at", sa.Integer, nullable=False),
    )
    op.create_table(
        "item_curve",
        sa.Column("item", sa.String(64), primary_key=True),
        sa.Column("slope", sa.Float, nullable=False),
        sa.Column("intercepts", sa.String, nullable=False),
        sa.Column("answers", sa.Integer, nullable=False),
        sa.Column("fitted_day", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )


def _make_canvases() -> None:
    op.create_table(
        "canvas",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("person", sa.Integer, nullable=False, index=True),
        sa.Column("team", sa.String(256), nullable=False, index=True),
        sa.Column("drawn", sa.String, nullable=False),
        sa.Column("changed_day", sa.Integer, nullable=False),
    )
    op.create_table(
        "canvas_sign_off",
        sa.Column("canvas", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("step", sa.String(120), primary_key=True),
        sa.Column("person", sa.Integer, nullable=False, index=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("signed_day", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )


def _make_signatures() -> None:
    op.create_table(
        "expectation_sign_off",
        sa.Column("family", sa.String(64), primary_key=True),
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("person", sa.Integer, nullable=False, index=True),
        sa.Column("signed_day", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "author_exemption",
        sa.Column("place", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("person", sa.Integer, nullable=False),
        sa.Column("since_day", sa.Integer, nullable=False),
    )
    op.create_table(
        "rating",
        sa.Column("kit", sa.String(64), primary_key=True),
        sa.Column("thing", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("question", sa.String(64), primary_key=True),
        sa.Column("person", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("level", sa.Integer, nullable=False),
        sa.Column("rated_day", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
