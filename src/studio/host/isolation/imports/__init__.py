"""The second layer: a guard where Python imports, in our workers and in the Pythons they start."""
