"""What is done about it: programmes as experiments, targets, pods, the time ledger and its value."""
