"""A file that arrived, and the sample of it from which its source is recognised."""
