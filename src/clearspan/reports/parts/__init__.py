"""The stylesheet and the pieces of markup that pages and the report share."""
