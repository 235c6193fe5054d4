"""Sound: recordings and their formats, what is done to them, and pictures of them."""
