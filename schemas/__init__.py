"""Schemas: the shape of the JSON output and of the database, as JSON Schema and SQL."""
