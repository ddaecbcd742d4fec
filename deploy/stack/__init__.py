"""The launcher: sets the machine up, starts the five processes, and keeps them running.

Standard library only: it runs with the machine's Python 3.11 before any environment exists.
"""
