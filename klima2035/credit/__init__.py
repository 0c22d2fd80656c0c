"""Credit per measure: Shapley values of a scenario's measures against its trend."""
