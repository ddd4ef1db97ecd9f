"""What may enter, under which name, and what may be shown."""
