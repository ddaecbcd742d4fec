"""How an answer is made: a list of steps over one context. Start reading at `pipeline.py`."""
