"""The shelf of sources: one file, one vendor feed."""
