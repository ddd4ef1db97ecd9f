"""Interviews and reviews of work: questions with anchored levels, two raters, and whether the raters agree."""
