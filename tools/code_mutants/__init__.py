"""Mutation of the code of the model core: which code, which changes, which tests, what survived."""
