"""The outside as the ports want it. Chroma, LangChain and the embedders are imported here only."""
