"""Clearspan: connect, measure, diagnose, practise, prove."""

__version__ = "0.1.0"
