"""The models of the machine: where they lie, where they come from, and whether they are whole."""
