"""Canonical indicators, one file a policy field."""
