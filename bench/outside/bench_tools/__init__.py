"""Tools the benchmarks bring along, as good as installed: the package's metadata lies beside it."""
