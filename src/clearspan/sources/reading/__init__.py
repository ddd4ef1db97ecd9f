"""Files as Arrow rows: opening, parsing, typing, and sieving out what cannot be used."""
