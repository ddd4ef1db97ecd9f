"""The shelf of causes: one file is one reason why a team may be stuck."""
