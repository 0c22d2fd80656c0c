"""Stress tests (what if it comes otherwise?) and what is in the city's own hands."""
