"""Content items as files: one item is one Markdown file with facts above and fixed headings below."""
