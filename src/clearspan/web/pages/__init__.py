"""The shelf of pages: one file, one page."""
