"""Where facts rest: the only door to the query engine."""
