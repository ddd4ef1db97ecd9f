"""The steps by which the application store came to be, for Alembic."""
