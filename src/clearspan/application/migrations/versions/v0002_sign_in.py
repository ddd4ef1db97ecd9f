"""Links to sign in, sessions, given roles, looks at a person's data, and what people contest."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "sign_in_link",
        sa.Column("token_hash", sa.LargeBinary(32), primary_key=True),
        sa.Column("person", sa.Integer, nullable=False, index=True),
        sa.Column("made_at", sa.Integer, nullable=False),
        sa.Column("used", sa.Boolean, nullable=False),
    )
    op.create_table(
        "session",
        sa.Column("token_hash", sa.LargeBinary(32), primary_key=True),
        sa.Column("person", sa.Integer, nullable=False, index=True),
        sa.Column("roles", sa.String, nullable=False),
        sa.Column("shown", sa.Boolean, nullable=False),
        sa.Column("since", sa.Integer, nullable=False),
    )
    op.create_table(
        "role_given",
        sa.Column("person", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("role", sa.String(32), primary_key=True),
        sa.Column("given_at", sa.Integer, nullable=False),
    )
    op.create_table(
        "own_look",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("person", sa.Integer, nullable=False, index=True),
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("what", sa.String(160), nullable=False),
        sa.Column("at", sa.Integer, nullable=False),
    )
    op.create_table(
        "contest",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("person", sa.Integer, nullable=False, index=True),
        sa.Column("about", sa.String(64), nullable=False),
        sa.Column("said", sa.String(2000), nullable=False),
        sa.Column("at", sa.Integer, nullable=False),
        sa.Column("answer", sa.String(2000)),
        sa.Column("answered_at", sa.Integer),
    )
