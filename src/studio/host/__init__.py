"""The machine: what is here, what is free, what we may use."""
