"""Programmes, their teams and their log; pods, their members and what these tell each other."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Makes the tables."""
    _programmes()
    _pods()


def _programmes() -> None:
    op.create_table(
        "programme",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("stage", sa.String(16), nullable=False),
        sa.Column("declared", sa.String, nullable=False),
        sa.Column("created_day", sa.Integer, nullable=False),
        sa.Column("start_day", sa.Integer),
        sa.Column("seed", sa.Integer),
        sa.Column("digest", sa.String(64)),
        sa.Column("power", sa.String),
        sa.Column("signed", sa.String),
    )
    op.create_table(
        "programme_team",
        sa.Column("programme", sa.String(64), primary_key=True),
        sa.Column("team", sa.String(256), primary_key=True),
        sa.Column("arm", sa.String(16), nullable=False),
        sa.Column("start_day", sa.Integer),
        sa.Column("stratum", sa.String(256), nullable=False),
        sa.Column("block", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "programme_log",
        sa.Column("programme", sa.String(64), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("at", sa.Integer, nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("what", sa.String(400), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sqlite_with_rowid=False,
    )


def _pods() -> None:
    op.create_table(
        "pod",
        sa.Column("pod", sa.String(16), primary_key=True),
        sa.Column("programme", sa.String(64), nullable=False, index=True),
        sa.Column("start_day", sa.Integer, nullable=False),
        sa.Column("weeks", sa.Integer, nullable=False),
        sa.Column("behaviours", sa.Integer, nullable=False),
        sa.Column("task", sa.String(64), nullable=False),
    )
    op.create_table(
        "pod_member",
        sa.Column("pod", sa.String(16), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("person", sa.Integer, nullable=False, index=True),
        sa.Column("leads", sa.Boolean, nullable=False),
        sa.Column("token_hash", sa.LargeBinary(32), index=True),
        sa.Column("agreed_day", sa.Integer),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "pod_entry",
        sa.Column("pod", sa.String(16), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("week", sa.Integer, primary_key=True),
        sa.Column("item", sa.String(64), primary_key=True),
        sa.Column("value", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
