"""Shelf of saved questions: one file is one question that people ask again and again, answered from released figures."""
