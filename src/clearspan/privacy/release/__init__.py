"""What may leave: group figures as released cells, under the nine rules. The maths is published in docs/privacy-maths.md."""
