"""Whether it worked: effects of programmes, held against a comparison, with an interval and what would overturn them."""
