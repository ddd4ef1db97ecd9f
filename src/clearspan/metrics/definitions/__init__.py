"""The shelf of metrics: one file, one measure."""
