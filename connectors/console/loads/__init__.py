"""Files on their way into the knowledge base, documents, and what changed between their versions."""
