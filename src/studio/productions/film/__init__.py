"""Films made of words: their looks, their shots, the whole of them."""
