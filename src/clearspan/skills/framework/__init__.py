"""The framework: what people can do, at four levels, and what is expected of whom."""
