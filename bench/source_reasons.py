"""Why a source takes more than three times a bare decoding, where it does."""

REASONS: dict[str, str] = {}
"""Source -> what else its reading has to do."""
