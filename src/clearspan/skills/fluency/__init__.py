"""What people know of the tools and of where they help: questions, the map of tools and tasks, and the adaptive test."""
