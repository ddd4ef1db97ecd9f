"""Runs migrations on the connection that the store hands over."""

from alembic import context

from clearspan.application.tables import NAMES

context.configure(
    connection=context.config.attributes["connection"], target_metadata=NAMES, render_as_batch=True, transactional_ddl=False
)
context.run_migrations()
