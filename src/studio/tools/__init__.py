"""The catalogue: one package or module per material, one typed function per tool."""
