"""The shelf of estimators: one file is one way to answer whether it worked."""
