"""Scores the diagnosis on simulated organisations whose truth is planted; stands beside the rooms, as the attackers do."""
