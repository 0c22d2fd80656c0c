"""What the council report says of itself, in German and English."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "report_page": ("Seite {page} von {pages}", "Page {page} of {pages}"),
    "report_slide": ("Folie {page} von {pages}", "Slide {page} of {pages}"),
    "report_contents": ("Inhalt", "Contents"),
    "report_skip": ("Zum Inhalt springen", "Skip to content"),
    "report_table": ("Tabelle", "Table"),
    "report_figure": ("Abbildung", "Figure"),
    "report_source": ("Quelle", "Source"),
    "report_sources": ("Quellen", "Sources"),
    "report_evidence": ("Belege", "Evidence"),
    "report_evidence_told": (
        "Die hochgestellten Zahlen im Text verweisen hierher: auf die Datei mit der Zahl und auf die Quellen dahinter.",
        "The raised numbers in the text point here: to the file that holds the figure and to the sources behind it.",
    ),
    "report_evidence_of": ("Beleg {}", "Evidence {}"),
    "report_back": ("zurück zum Text", "back to the text"),
    "report_described": ("Was die Abbildung zeigt", "What the figure shows"),
    "report_as_table": ("Die Zahlen als Tabelle", "The figures as a table"),
    "report_wide": ("{}, waagerecht verschiebbar", "{}, scrolls sideways"),
    "report_note": ("Anmerkung", "Note"),
    "report_slide_title": ("Titel", "Title"),
    "report_slide_subtitle": ("Untertitel", "Subtitle"),
    "report_slide_text": ("Text", "Text"),
    "report_slide_claims": ("Aussagen", "Statements"),
    "report_slide_footer": ("Fußzeile", "Footer"),
    "report_slide_number": ("Foliennummer", "Slide number"),
    "report_slide_first": ("Titelfolie", "Title slide"),
    "report_slide_other": ("Titel und Inhalt", "Title and content"),
    "report_keywords": (
        "Klimaschutz; Treibhausgase; Maßnahmen; Kosten; Stadtrat",
        "climate action; greenhouse gases; measures; cost; city council",
    ),
    "report_mark_reached": ("erreicht", "reached"),
    "report_mark_at_risk": ("gefährdet", "at risk"),
    "report_mark_missed": ("verfehlt", "missed"),
    "report_mark_cannot_judge": ("nicht beurteilbar", "cannot be judged"),
    "report_mark_serious": ("Ernst", "Serious"),
    "report_mark_warning": ("Warnung", "Warning"),
    "report_mark_note": ("Hinweis", "Note"),
    "report_missing": (
        "{kind}: das Paket {package} fehlt; einrichten mit: pip install \"klima2035[report]\"",
        "{kind}: the package {package} is missing; install it with: pip install \"klima2035[report]\"",
    ),
}  # fmt: skip
