"""Speed and memory, as ratios measured within one run; `make bench` prints them and writes docs/performance.md."""
