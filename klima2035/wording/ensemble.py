"""What the command `ensemble` says, in German and English."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "title_of_draw": ("{} (Ziehung {}, Startwert {})", "{} (draw {}, seed {})"),
    "workers_died": (
        (
            "Rechenprozesse sind {times}-mal bei Teil {part} von {parts} gestorben, meist aus Mangel an Speicher; "
            "weniger zugleich mit --workers 1, kleinere Stücke mit --block 32. Derselbe Aufruf geht dort weiter"
        ),
        (
            "Worker processes died {times} times on part {part} of {parts}, mostly for lack of memory; "
            "fewer at once with --workers 1, smaller pieces with --block 32. The same command goes on from there"
        ),
    ),
    "no_processes": (
        "Es lassen sich keine Rechenprozesse starten ({}); ohne sie geht es mit --workers 1",
        "No worker processes can be started ({}); without them it works with --workers 1",
    ),
    "out_of_memory": (
        "der Speicher reicht nicht; weniger zugleich mit --workers 1, kleinere Stücke mit --block 32",
        "out of memory; fewer at once with --workers 1, smaller pieces with --block 32",
    ),
    "no_cluster": (
        "Für --scheduler fehlt dask.distributed: pip install 'klima2035[cluster]'",
        "--scheduler needs dask.distributed: pip install 'klima2035[cluster]'",
    ),
    "no_scheduler": (
        "Unter '{}' antwortet kein dask-Scheduler; die Adresse hat die Form tcp://rechner:8786",
        "No dask scheduler answers at '{}'; an address looks like tcp://host:8786",
    ),
    "scheduler_lost": (
        (
            "Die Verbindung zum dask-Scheduler {} ist abgerissen; läuft er noch? "
            "Fertige Teile bleiben liegen, derselbe Aufruf geht dort weiter"
        ),
        (
            "The connection to the dask scheduler {} was lost; is it still running? "
            "Finished parts are kept, the same command goes on from there"
        ),
    ),
    "no_workers": (
        (
            "Beim dask-Scheduler {} ist seit Minuten kein Worker; bitte welche starten (dask worker ADRESSE). "
            "Fertige Teile bleiben liegen, derselbe Aufruf geht dort weiter"
        ),
        (
            "The dask scheduler {} has had no worker for minutes; start some (dask worker ADDRESS). "
            "Finished parts are kept, the same command goes on from there"
        ),
    ),
    "cluster_workers_died": (
        (
            "Beim dask-Scheduler {} sind mehrere Worker am selben Teil gestorben, meist aus Mangel an Speicher; "
            "Worker mit mehr Speicher und --nthreads 1 starten, kleinere Stücke mit --block 32. "
            "Fertige Teile bleiben liegen, derselbe Aufruf geht dort weiter"
        ),
        (
            "At the dask scheduler {} several workers died on the same part, mostly for lack of memory; "
            "start workers with more memory and --nthreads 1, smaller pieces with --block 32. "
            "Finished parts are kept, the same command goes on from there"
        ),
    ),
    "not_importable": (
        "Ein dask-Worker kann klima2035 nicht laden ({found}); auf jedem Worker muss dasselbe stehen wie hier: {here}",
        "A dask worker cannot import klima2035 ({found}); each worker needs what is installed here: {here}",
    ),
    "other_versions": (
        (
            "Auf einem dask-Worker steht {found}, hier {here}; die Ergebnisse wären nicht dieselben. "
            "Auf jedem Worker muss dasselbe stehen wie hier"
        ),
        (
            "A dask worker has {found}, this machine {here}; results would not be the same. "
            "Each worker needs what is installed here"
        ),
    ),
    "usage.ensemble": ("ensemble [SZENARIO ...] [OPTIONEN]", "ensemble [SCENARIO ...] [OPTIONS]"),
    "help.ensemble": (
        """Rechnet ein Szenario sehr oft, jedes Mal mit anderen unsicheren Zahlen.

        Ergebnis: Spannen je Jahr, Wahrscheinlichkeit jedes Meilensteins und was am meisten entscheidet. Mehrere
        Szenarien werden in denselben Ziehungen verglichen. Wird abgebrochen, geht derselbe Aufruf dort weiter.""",
        """Compute a scenario very often, each time with other uncertain figures.

        Result: bands by year, the probability of each milestone and what decides most. Several scenarios are
        compared in the same draws. After an interruption the same command goes on where it stopped.""",
    ),
    "usage.merge": ("merge SZENARIO [SZENARIO ...] [OPTIONEN]", "merge SCENARIO [SCENARIO ...] [OPTIONS]"),
    "help.merge": (
        """Setzt Teile zusammen, die `ensemble --shard k/N` geschrieben hat.

        Mit denselben Angaben zu Ziehungen, Startwert und Rahmen wie die Teile.""",
        """Put parts together that `ensemble --shard k/N` wrote.

        With the same draws, seed and frameworks as the parts.""",
    ),
    "help.draws": ("Zahl der Ziehungen (Vorgabe: 2048).", "Number of draws (default: 2048)."),
    "help.seed": (
        "Startwert: gleiche Zahl, gleiche Ziehungen (Vorgabe: 1).",
        "Seed: same number, same draws (default: 1).",
    ),
    "help.draw": (
        "Rechnet Ziehung K statt der Werte in den Tabellen; eigener Ordner SZENARIO-draw-K-S.",
        "Compute draw K instead of the values in the tables; own folder SCENARIO-draw-K-S.",
    ),
    "help.workers": (
        "Zahl der Rechenprozesse (Vorgabe: alle Kerne); das Ergebnis hängt nicht davon ab.",
        "Number of processes (default: all cores); results do not depend on it.",
    ),
    "help.scheduler": (
        "Adresse eines laufenden dask-Schedulers, z. B. tcp://rechner:8786.",
        "Address of a running dask scheduler, such as tcp://host:8786.",
    ),
    "help.shard": (
        "Rechnet nur den k-ten von N Teilen und legt ihn ab; `merge` setzt sie zusammen.",
        "Compute only the k-th of N parts and keep it; `merge` puts them together.",
    ),
    "help.own_framework": (
        "Nur der Rahmen des Szenarios, nicht auch die anderen aus scenarios/framework.",
        "Only the scenario's framework, not the others in scenarios/framework too.",
    ),
    "help.no_indices": (
        "Ohne Anteile an der Streuung (Sobol-Indizes); etwas schneller.",
        "Without shares of the variance (Sobol indices); somewhat faster.",
    ),
    "help.block": (
        "Ziehungen, die zusammen durch das Modell laufen; ändert keine Zahl.",
        "Draws that pass through the model together; changes no figure.",
    ),
    "bad_shard": (
        "'{}' ist kein Teil; erlaubt ist k/N mit 1 ≤ k ≤ N, etwa 3/10",
        "'{}' is no shard; allowed is k/N with 1 ≤ k ≤ N, such as 3/10",
    ),
    "draw_needs_seed": (
        "--seed gehört zu --draw K: ohne Ziehung ist nichts zufällig",
        "--seed belongs to --draw K: nothing is random without a draw",
    ),
    "unbalanced": (
        "Hinweis: {draws} ist nicht 1.024, 2.048, 4.096 ...; die Ziehungen füllen den Raum dann weniger gleichmäßig.",
        "Note: {draws} is not 1,024, 2,048, 4,096 ...; the draws then fill the space less evenly.",
    ),
    "shards_missing": (
        "{lacking} von {of} Teilen fehlen (Ziehungen {draws}); erst `ensemble --shard k/N` ebenso rechnen",
        "{lacking} of {of} parts are missing (draws {draws}); compute `ensemble --shard k/N` likewise first",
    ),
    "shard_done": (
        "Teil {number}/{count} ist fertig und liegt in {folder}",
        "Shard {number}/{count} is done and lies in {folder}",
    ),
    "drawing_draws": ("zieht", "drawing"),
    "ensemble_head": ("{title}: {draws} Ziehungen, Startwert {seed}", "{title}: {draws} draws, seed {seed}"),
    "ensemble_rows": (
        "  {rows} unsichere Zahlen werden gezogen; {kept} Arten von Zahlen nicht (Gründe in run.json)",
        "  {rows} uncertain figures are drawn; {kept} kinds of figures are not (reasons in run.json)",
    ),
    "ensemble_bands": ("  Neun von zehn Ziehungen liegen zwischen:", "  Nine of ten draws lie between:"),
    "ensemble_figure": (
        "    {name} {span}: {low} und {high}, Mitte {middle}",
        "    {name} {span}: {low} and {high}, middle {middle}",
    ),
    "ensemble_milestones": (
        "  Meilensteine (Rahmen: {framework}; in Klammern andere, wo sie es ändern; ± Standardfehler in Punkten):",
        "  Milestones (framework: {framework}; in brackets where another one changes it; ± standard error in points):",
    ),
    "ensemble_milestones_alone": (
        "  Meilensteine (Rahmen: {framework}; ± Standardfehler in Punkten):",
        "  Milestones (framework: {framework}; ± standard error in points):",
    ),
    "ensemble_milestone": ("    {title}: hält {chance}{note}", "    {title}: holds {chance}{note}"),
    "in_no_draw": ("in keiner Ziehung", "in no draw"),
    "in_all_draws": ("in allen Ziehungen", "in all draws"),
    "in_draws": ("in {} der Ziehungen", "in {} of draws"),
    "in_draws_error": ("in {} ± {} der Ziehungen", "in {} ± {} of draws"),
    "million_tonnes": ("Mio. t", "million t"),
    "ensemble_carbon_budget": (
        "  CO₂-Budget {name} (ab {start}): reicht bis {year} {chance}",
        "  CO₂ budget {name} (from {start}): lasts until {year} {chance}",
    ),
    "ensemble_means": (
        "  {name}: das Geld reicht bis {year} {chance}",
        "  {name}: the money lasts until {year} {chance}",
    ),
    "ensemble_decides": ("  Was „{name}“ {span} am meisten bewegt:", "  What moves “{name}” {span} most:"),
    "ensemble_factor": (
        "    {name}: {low} im untersten, {high} im obersten Fünftel",
        "    {name}: {low} in its lowest, {high} in its highest fifth",
    ),
    "ensemble_difference": (
        "{b} gegen {a}, {year}: {low} bis {high}; niedriger in {share} der Ziehungen",
        "{b} against {a}, {year}: {low} to {high}; lower in {share} of draws",
    ),
}
