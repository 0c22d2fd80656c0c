"""Commands of their own files, registered in `cli`."""
