"""Which release rule, or which duty of the surfaces, stops which attacker."""

RULES: dict[str, tuple[str, ...]] = {
    "minus_one": ("minimum", "complement"),
    "hierarchy": ("complement",),
    "margins": ("complement",),
    "date_shift": ("membership",),
    "overlap": ("complement",),
    "homogeneity": ("homogeneity",),
    "dominance": ("dominance",),
    "repetition": ("perturbation",),
    "erase_and_compare": ("once",),
    "error_oracle": ("surface: refusals and reasons say nothing about what is hidden",),
    "query_count": ("surface: only cells of the fixed grid are answered",),
}
"""Attacker -> rules of privacy.release that stop it; with one of them off, the attacker finds a leak. A duty of the
surfaces starts with 'surface: '."""
