"""Who published what into an organisation's own library."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "publication",
        sa.Column("link", sa.String(160), primary_key=True),
        sa.Column("person", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("published_day", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
