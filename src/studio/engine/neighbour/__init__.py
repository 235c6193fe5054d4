"""Being a good neighbour: how much of the machine our work may take, and what goes first; pure rules."""
