"""Workflow redesign: a process with the reason of each step, before and after, and what became of it."""
