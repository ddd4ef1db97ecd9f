"""Work that is reviewed, who rates it, and decisions that are made twice."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Makes the tables."""
    _make_reviews()
    _make_decisions()


def _make_reviews() -> None:
    op.create_table(
        "work_piece",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("person", sa.Integer, nullable=False, index=True),
        sa.Column("lies_at", sa.String(300), nullable=False),
        sa.Column("handed_in_day", sa.Integer, nullable=False),
    )
    op.create_table(
        "review_task",
        sa.Column("piece", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("person", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("given_day", sa.Integer, nullable=False),
        sa.Column("done_day", sa.Integer),
        sqlite_with_rowid=False,
    )


def _make_decisions() -> None:
    op.create_table(
        "decision_answer",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("person", sa.Integer, nullable=False, index=True),
        sa.Column("item", sa.String(160), nullable=False),
        sa.Column("advice_right", sa.Boolean, nullable=False),
        sa.Column("opened_at", sa.Integer, nullable=False),
        sa.Column("own", sa.Integer),
        sa.Column("own_right", sa.Boolean),
        sa.Column("final", sa.Integer),
        sa.Column("final_right", sa.Boolean),
        sa.Column("answered_at", sa.Integer),
    )
