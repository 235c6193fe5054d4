"""Products that turn: solids of revolution and cartons, with the client's name going round."""
