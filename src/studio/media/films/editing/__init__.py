"""Changing films: the picture goes through filters, and all the rest stays as it is."""
