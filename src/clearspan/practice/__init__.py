"""What to try next: the library of use cases, lessons, team practice and tracks, and how one is chosen."""
