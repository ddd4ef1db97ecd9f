"""Steps of practice, questions that come back, answers to drills, and how people want to be reached."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "practice_step",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("person", sa.Integer, nullable=False, index=True),
        sa.Column("item", sa.String(160), nullable=False),
        sa.Column("step", sa.String(16), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("at", sa.Integer, nullable=False),
        sa.Column("propensity", sa.Float),
        sa.Column("among", sa.Integer),
    )
    op.create_table(
        "recall_card",
        sa.Column("person", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("item", sa.String(160), primary_key=True),
        sa.Column("card", sa.String, nullable=False),
        sa.Column("due_at", sa.Integer, nullable=False, index=True),
    )
    op.create_table(
        "drill_attempt",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("person", sa.Integer, nullable=False, index=True),
        sa.Column("item", sa.String(160), nullable=False),
        sa.Column("seeded", sa.Boolean, nullable=False),
        sa.Column("polished", sa.Boolean, nullable=False),
        sa.Column("ai_free", sa.Boolean, nullable=False),
        sa.Column("opened_at", sa.Integer, nullable=False),
        sa.Column("answered_at", sa.Integer),
        sa.Column("confidence", sa.Integer),
        sa.Column("action", sa.String(16)),
        sa.Column("located", sa.Boolean),
        sa.Column("fixed", sa.Boolean),
        sa.Column("minutes", sa.Integer),
    )
    op.create_table(
        "preference",
        sa.Column("person", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("nudges", sa.Boolean, nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("quiet_from", sa.Integer, nullable=False),
        sa.Column("quiet_to", sa.Integer, nullable=False),
        sa.Column("minutes_from_utc", sa.Integer, nullable=False),
    )
