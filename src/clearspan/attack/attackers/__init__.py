"""Shelf of attackers: each file declares one Attacker named after the file."""
