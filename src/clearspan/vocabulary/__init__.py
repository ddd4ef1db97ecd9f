"""Frozen nouns that every room shares; no logic that needs another room."""
