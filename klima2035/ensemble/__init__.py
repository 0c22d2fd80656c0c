"""Many draws of one scenario: bands, probabilities and what decides the outcome."""
