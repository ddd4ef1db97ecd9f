"""Messages on their way, events that chat services told, and where people can be written to."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "outbox",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("person", sa.Integer, nullable=False, index=True),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("key", sa.String(160), nullable=False, unique=True),
        sa.Column("message", sa.String, nullable=False),
        sa.Column("state", sa.String(16), nullable=False, index=True),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("next_at", sa.Integer, nullable=False),
        sa.Column("token", sa.String(32), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(32), nullable=False, index=True),
        sa.Column("remote", sa.String(200)),
        sa.Column("made_at", sa.Integer, nullable=False),
        sa.Column("settled_at", sa.Integer),
    )
    op.create_table("chat_event", sa.Column("key", sa.String(200), primary_key=True), sa.Column("at", sa.Integer, nullable=False))
    op.create_table(
        "conversation",
        sa.Column("person", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("channel", sa.String(16), primary_key=True),
        sa.Column("reference", sa.String, nullable=False),
        sa.Column("at", sa.Integer, nullable=False),
    )
