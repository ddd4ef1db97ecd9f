"""What the shelf test and `clearspan library check` say of content, in plain words."""
