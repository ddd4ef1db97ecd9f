"""Everything a surface may show; the only reader of released numbers."""
