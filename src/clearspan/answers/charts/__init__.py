"""The kinds of chart: each file draws one from plain data, at a given width."""
