"""Who did what: the chains of the gateway and of the knowledge service, and whether they are whole."""
