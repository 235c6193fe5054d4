"""From the words of a brief to what is shown; what is not known stays a word."""
