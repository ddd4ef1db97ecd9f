"""The same answers, for print."""
