"""The explorer: scenarios in the browser, live and as one file."""
