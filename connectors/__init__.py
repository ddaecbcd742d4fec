"""How a person reaches us: the public HTTP API, the web page, one turn of a conversation."""
