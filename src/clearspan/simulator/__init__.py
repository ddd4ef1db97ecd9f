"""An organisation with planted truths that writes vendor-format files."""
