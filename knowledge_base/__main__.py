"""`python -m knowledge_base migrate|load|ask|ingest|chat`, the `civicdesk` command."""

from knowledge_base.cli import main

if __name__ == "__main__":
    main()
