"""Training records: whom they are about, how long it took, and whether it was about AI."""
