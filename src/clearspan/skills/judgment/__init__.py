"""When people rely on AI and when they do not: what answers to judgment drills say, trust and doubt kept apart."""
