"""Commands: they ask answers and start jobs; they hold no rules."""
