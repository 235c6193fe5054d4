"""How a tool is run; knows Tool, knows no particular tool."""
