"""How people reach it: the only room that knows terminals, HTTP and MCP."""
