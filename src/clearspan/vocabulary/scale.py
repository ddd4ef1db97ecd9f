"""The scales on which people answer, and the names by which answers that are no opinion are known."""

SCALES = ((5.0, 1.0), (7.0, 1.0), (10.0, 0.0), (100.0, 0.0))
"""(highest, lowest) of the scales in use, the shortest first; where a file does not state a question's scale, it is the shortest
that holds all its answers."""

DIARY = "diary_"
"""Begins the names of questions that are answered in minutes or by one of several kinds."""

RANK = "rank_"
"""Begins the names of answers that say at which place somebody puts something."""
