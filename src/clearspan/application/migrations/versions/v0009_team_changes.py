"""What teams changed after an exercise."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "team_change",
        sa.Column("team", sa.String(256), primary_key=True),
        sa.Column("exercise", sa.String(64), primary_key=True),
        sa.Column("changed", sa.String(600), nullable=False),
        sa.Column("again_day", sa.Integer, nullable=False),
        sa.Column("written_day", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_team_change_written_day", "team_change", ["written_day"])
