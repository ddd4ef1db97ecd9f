"""Writers of the files that each vendor and system would export, quirks included."""
