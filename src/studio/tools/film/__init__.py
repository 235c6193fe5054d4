"""Films made of words: their looks, their shots."""
