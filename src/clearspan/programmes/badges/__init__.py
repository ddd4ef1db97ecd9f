"""Badges that rest on evidence: three layers, observed change and an end date, signed so that anyone can verify them offline."""
