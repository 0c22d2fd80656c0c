"""Messages of single commands: one module each, joined in `messages`."""
