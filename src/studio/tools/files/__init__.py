"""Files of any kind: put in order, found, counted, checked."""
