"""Badges that were issued."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "badge",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("person", sa.Integer, nullable=False, index=True),
        sa.Column("family", sa.String(64), nullable=False),
        sa.Column("band", sa.String(64), nullable=False),
        sa.Column("credential", sa.String, nullable=False),
        sa.Column("issued_day", sa.Integer, nullable=False),
        sa.Column("ends_day", sa.Integer, nullable=False),
    )
