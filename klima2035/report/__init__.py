"""The council pack: one document made of blocks, set as PDF, as one HTML file and as slides."""

KINDS = ("pdf", "html", "pptx")  # the ways in which it is set
