"""What all work systems have in common: items with a history, labels that say something, accounts without a person, meetings."""
