"""Attackers that drive the finished surfaces and must come back empty."""
