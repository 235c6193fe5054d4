"""CPU work that cannot touch a GPU: four layers, each of which says whether it is in force."""
