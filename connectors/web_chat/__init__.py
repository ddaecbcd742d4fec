"""The web page and the open API: the citizen's own browser, proved by a signed token."""
