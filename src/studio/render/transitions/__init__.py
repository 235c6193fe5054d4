"""Ways from one picture to the next: a pure function of both, of how far it has come, and of a seed."""
