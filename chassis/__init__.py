"""What every service stands on: settings, logging, web, database, tokens, masking, regions, clock."""
