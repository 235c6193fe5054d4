"""Charts that grow in: bars, lines, areas, rings, one large number, two that are compared."""
