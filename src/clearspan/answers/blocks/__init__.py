"""The blocks that pages are made of: each file answers one question from the evidence."""
