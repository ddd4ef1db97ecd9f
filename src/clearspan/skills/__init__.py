"""What people can do: framework, drills, fluency, redesign."""
