"""Pages and API: they ask answers; they hold no rules."""
