"""Monitoring: counted figures beside the path, why they differ, where it leads from here, what was reported before."""
