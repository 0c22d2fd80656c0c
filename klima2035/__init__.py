"""klima2035 projects a city's greenhouse-gas emissions under measure scenarios, what that costs and who pays."""

__version__ = "1.0.0"
