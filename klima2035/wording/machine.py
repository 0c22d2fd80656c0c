"""What the machine refuses, in German and English: what it is, and what to do."""

from __future__ import annotations

import errno

_GONE = (
    (
        "das Laufwerk ist nicht mehr erreichbar; bitte die Verbindung prüfen (Netzlaufwerk, USB-Stick) und noch einmal "
        "starten, oder einen Ordner auf diesem Rechner wählen"
    ),
    (
        "the drive cannot be reached any more; check the connection (network drive, USB stick) and start again, or "
        "choose a folder on this machine"
    ),
)
_HELD = (
    "wird gerade von einem anderen Programm benutzt; bitte dort schließen (etwa in Excel) und noch einmal starten",
    "is in use by another program; close it there (in Excel, for example) and start again",
)
_FORBIDDEN = (
    "keine Berechtigung; bitte einen Ordner wählen, in den geschrieben werden darf, oder die Rechte ändern lassen",
    "permission denied; choose a folder that may be written to, or have the permissions changed",
)
_LONG = (
    "der Name oder der Pfad ist zu lang; bitte einen kürzeren Ordner wählen, näher am Laufwerk",
    "the name or the path is too long; choose a shorter folder, nearer to the drive",
)
_FULL = (
    "kein Platz mehr auf dem Datenträger; bitte Platz schaffen oder einen Ordner auf einem anderen Datenträger wählen",
    "no space left on the disk; make room or choose a folder on another disk",
)
_READ_ONLY = (
    "der Datenträger ist schreibgeschützt; bitte den Schutz aufheben oder einen anderen Ordner wählen",
    "the disk is read-only; remove the protection or choose another folder",
)
_BROKEN = (
    (
        "der Datenträger meldet einen Fehler oder ist nicht mehr da (Netzlaufwerk getrennt, Stick gezogen?); bitte "
        "Verbindung und Datenträger prüfen, oder einen anderen Ordner wählen"
    ),
    (
        "the disk reports an error or has gone (network drive lost, stick pulled?); check connection and disk, or "
        "choose another folder"
    ),
)
_QUOTA = (
    "das zugeteilte Kontingent ist aufgebraucht; bitte Platz schaffen oder einen anderen Ordner wählen",
    "the quota is used up; make room or choose another folder",
)

REFUSALS: dict[int, tuple[str, str]] = {  # what the operating system says, by its number
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _QUOTA,
    errno.EFBIG: (
        "die Datei würde größer, als hier erlaubt ist; bitte einen Ordner auf einem anderen Datenträger wählen",
        "the file would become larger than is allowed here; choose a folder on another disk",
    ),
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.EROFS: _READ_ONLY,
    errno.ENOENT: ("gibt es nicht", "does not exist"),
    errno.ENOTDIR: ("ein Teil des Pfades ist kein Ordner", "a part of the path is no folder"),
    errno.EISDIR: ("das ist ein Ordner", "that is a folder"),
    errno.EEXIST: ("gibt es schon", "exists already"),
    errno.ENAMETOOLONG: _LONG,
    errno.EMFILE: ("zu viele offene Dateien", "too many open files"),
    errno.EBUSY: _HELD,
    errno.ETXTBSY: _HELD,
    errno.EIO: _BROKEN,
    errno.ENXIO: _GONE,
    errno.ENODEV: _GONE,
    errno.ENOTCONN: _GONE,
    errno.ESTALE: _GONE,
    errno.ETIMEDOUT: _GONE,
    errno.EHOSTUNREACH: _GONE,
    errno.ENETUNREACH: _GONE,
    errno.ENETDOWN: _GONE,
    errno.ECONNABORTED: _GONE,
    errno.ECONNRESET: _GONE,
}
WINDOWS: dict[int, tuple[str, str]] = {  # what Windows says, by its own number
    19: _READ_ONLY,  # WRITE_PROTECT
    21: _GONE,  # NOT_READY
    23: _BROKEN,  # CRC
    32: _HELD,  # SHARING_VIOLATION
    33: _HELD,  # LOCK_VIOLATION
    39: _FULL,  # HANDLE_DISK_FULL
    51: _GONE,  # REM_NOT_LIST
    53: _GONE,  # BAD_NETPATH
    55: _GONE,  # DEV_NOT_EXIST
    59: _GONE,  # UNEXP_NET_ERR
    64: _GONE,  # NETNAME_DELETED
    67: _GONE,  # BAD_NET_NAME
    111: _LONG,  # BUFFER_OVERFLOW
    112: _FULL,  # DISK_FULL
    121: _GONE,  # SEM_TIMEOUT
    206: _LONG,  # FILENAME_EXCED_RANGE
    1117: _BROKEN,  # IO_DEVICE
    1167: _GONE,  # DEVICE_NOT_CONNECTED
    1231: _GONE,  # NETWORK_UNREACHABLE
    1295: _QUOTA,  # DISK_QUOTA_EXCEEDED
}

TEXTS: dict[str, tuple[str, str]] = {
    "machine_kept": (
        "{}. Die bisherigen Ergebnisse stehen unverändert da.",
        "{}. The results so far are as they were.",
    ),
    "in_use": (
        (
            "{target} lässt sich nicht ersetzen: eine Datei darin ist in einem anderen Programm offen{files}. Die "
            "bisherigen Ergebnisse stehen unverändert da; bitte die Datei dort schließen (zum Beispiel in Excel) "
            "und den Befehl noch einmal geben"
        ),
        (
            "{target} cannot be replaced: a file in it is open in another program{files}. The results so far are "
            "as they were; close the file there (in Excel, for example) and give the command again"
        ),
    ),
    "in_use_kept": (
        (
            "{target} lässt sich nicht ersetzen: eine Datei darin ist in einem anderen Programm offen{files}. Die "
            "bisherigen Ergebnisse stehen unverändert da, die neuen liegen vollständig in {kept}. Zum Ersetzen die "
            "Datei dort schließen (zum Beispiel in Excel) und den Befehl noch einmal geben; das räumt {kept} weg"
        ),
        (
            "{target} cannot be replaced: a file in it is open in another program{files}. The results so far are "
            "as they were, the new ones are complete in {kept}. To replace them, close the file in the other "
            "program (in Excel, for example) and give the command again; that clears {kept} away"
        ),
    ),
    "leftover": (
        (
            "{}: was ein abgebrochener Lauf hinterlassen hat, lässt sich nicht wegräumen ({}); bitte den Ordner "
            "von Hand löschen und noch einmal starten"
        ),
        "{}: what a run that was cut off has left cannot be cleared ({}); delete the folder by hand and start again",
    ),
    "locked": (
        "{target} wird gerade von einem anderen Lauf geschrieben ({owner}); bitte warten oder ein anderes Ziel wählen",
        "{target} is being written by another run ({owner}); wait or choose another place",
    ),
    "locked_forever": (
        (
            "{target} wird von einem anderen Lauf geschrieben ({owner}); ob er noch läuft, ist von hier aus nicht "
            "zu sehen. Bitte warten oder, wenn es ihn nicht mehr gibt, {lock} löschen"
        ),
        (
            "{target} is being written by another run ({owner}); whether it still runs cannot be told from here. "
            "Wait or, if there is no such run any more, delete {lock}"
        ),
    ),
    "owner": ("Prozess {process} auf {host}, seit {since}", "process {process} on {host}, since {since}"),
    "owner_unknown": ("Besitzer unbekannt", "owner unknown"),
    "windows_name": (
        "{path}: '{name}' kann unter Windows kein Name eines Ordners oder einer Datei sein; bitte einen anderen wählen",
        "{path}: '{name}' cannot name a folder or a file on Windows; choose another",
    ),
    "windows_long": (
        (
            "{path}: Pfade darin hätten {length} Zeichen, Windows erlaubt {most}; bitte einen Ordner mit einem um "
            "{over} Zeichen kürzeren Pfad wählen oder lange Pfade einschalten lassen (LongPathsEnabled)"
        ),
        (
            "{path}: paths in it would have {length} characters, Windows allows {most}; choose a folder whose path is "
            "{over} characters shorter, or have long paths switched on (LongPathsEnabled)"
        ),
    ),
}
