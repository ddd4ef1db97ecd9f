"""What people do in the application: rows that change one at a time, beside the facts that only ever arrive."""
