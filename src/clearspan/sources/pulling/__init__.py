"""Pulling pages from vendors' APIs: signing, calling, paging and windows, once for all sources."""
