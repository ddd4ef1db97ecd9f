"""Why something was offered."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Adds the column."""
    op.add_column("practice_step", sa.Column("reason", sa.String(16), nullable=True))
