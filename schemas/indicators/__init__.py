"""The indicators: one declaration each, per theme; `catalogue` holds them all."""
