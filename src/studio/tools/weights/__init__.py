"""Models of the machine: what is there, where it comes from, whether it is whole."""
