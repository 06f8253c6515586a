"""Only `auto` is here."""
