"""Waves, who was asked, invitations, replies, and how long answering took."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "wave",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("audience", sa.String(16), nullable=False),
        sa.Column("seed", sa.Integer, nullable=False),
        sa.Column("forms", sa.String, nullable=False),
        sa.Column("opens_day", sa.Integer, nullable=False),
        sa.Column("closes_day", sa.Integer, nullable=False),
        sa.Column("sent_day", sa.Integer),
        sa.Column("closed_day", sa.Integer),
        sa.Column("key_id", sa.String(8), nullable=False),
        sa.Column("invited", sa.Integer),
        sa.Column("answered", sa.Integer),
    )
    op.create_table(
        "asked",
        sa.Column("wave", sa.String(64), primary_key=True),
        sa.Column("person", sa.Integer, primary_key=True),
        sa.Column("form", sa.Integer, nullable=False),
        sa.Column("seconds", sa.Integer, nullable=False),
        sa.Column("day", sa.Integer, nullable=False, index=True),
    )
    op.create_table(
        "invitation",
        sa.Column("token_hash", sa.LargeBinary(32), primary_key=True),
        sa.Column("wave", sa.String(64), nullable=False, index=True),
        sa.Column("form", sa.Integer, nullable=False),
        sa.Column("respondent", sa.String(32)),
        sa.Column("answered", sa.Boolean, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reply",
        sa.Column("respondent", sa.String(32), primary_key=True),
        sa.Column("item", sa.String(160), primary_key=True),
        sa.Column("wave", sa.String(64), nullable=False, index=True),
        sa.Column("value", sa.Float, nullable=False),
        sa.Column("day", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "time_taken",
        sa.Column("mark", sa.String(32), primary_key=True),
        sa.Column("wave", sa.String(64), nullable=False, index=True),
        sa.Column("seconds", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
