"""Which release rule, or which duty of the surfaces, stops which attacker."""

SURFACE = "surface: "
"""Marks a duty of the surfaces, which no release rule can do for them."""

RULES: dict[str, tuple[str, ...]] = {
    "minus_one": ("minimum",),
    "hierarchy": ("complement",),
    "margins": ("complement",),
    "date_shift": ("membership",),
    "overlap": ("homogeneity",),
    "homogeneity": ("homogeneity",),
    "dominance": ("dominance",),
    "repetition": ("perturbation",),
    "erase_and_compare": ("once",),
    "error_oracle": (f"{SURFACE}refusals and reasons say nothing about what is hidden",),
    "query_count": (f"{SURFACE}only cells of the fixed grid are answered",),
}
"""Attacker -> rules of the release that stop it: with one of them off, the attacker finds a leak."""
