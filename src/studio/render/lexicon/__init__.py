"""The words of a brief → what to show: places, things, people, light and mood; what is not known stays a word."""
