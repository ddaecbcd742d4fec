"""What the back office is asked, one module a subject; `actions/backoffice_client.py` has them all."""
