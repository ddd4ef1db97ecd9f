"""Which release rule, or which duty of the surfaces, stops which attacker."""

from clearspan.attack.run import all_attackers


def stopping_rules() -> dict[str, tuple[str, ...]]:
    """Attacker -> rules of the release that stop it: with one of them off, the attacker finds a leak."""
    return {name: attacker.stopped_by for name, attacker in all_attackers().items()}
