"""Money: what it costs, who pays, what is missing, what is saved, and whom the city must ask."""
