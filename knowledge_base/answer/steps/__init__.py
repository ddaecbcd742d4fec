"""One step a module, in the order in which `pipeline.py` lists them."""
