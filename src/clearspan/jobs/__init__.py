"""The only place where rooms meet and things change."""
