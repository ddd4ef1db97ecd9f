"""Asking people: question packs, waves that nobody is bothered by, answers by link, and how far people agree."""
