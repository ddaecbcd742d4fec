"""One flow for every item: what is asked, read, chosen, filled in and signed stands in its definition."""
