"""Judgment drills: a role task, what may be consulted, and an AI output that is clean or carries one error."""
