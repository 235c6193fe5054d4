"""Places as they sound while nothing in particular happens: layers without end."""
