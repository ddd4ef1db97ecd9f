"""What is known of occupations from public sources: their tasks, and how much of them AI could do or is used for."""
