"""Messages by topic: one module a command or a kind of paper, joined in `messages`."""
