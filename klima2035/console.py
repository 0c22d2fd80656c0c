"""The command line's manners: help and errors in German or English, one line each, never a traceback."""

from __future__ import annotations

import gc
import inspect
import os
import sys
import time
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from klima2035 import standins
from klima2035.complaints import HIDDEN, hint
from klima2035.errors import InputError, KlimaError, nearest
from klima2035.logbook import Entry
from klima2035.logbook import path as log_path
from klima2035.messages import system, text

INTERRUPTED, BAD_INPUT, ENVIRONMENT = 130, 2, 3
MOST_TOLD = 200  # faults printed at once


@dataclass(frozen=True, slots=True)
class Wish:
    """How a user wants to be spoken to."""

    lang: str
    verbose: bool


def language(arguments: list[str]) -> str:
    """Return the language asked for anywhere on the command line; German by default."""
    joined = " ".join(arguments)
    return "en" if "--lang en" in joined or "--lang=en" in joined else "de"


class Command(click.Command):
    """A command whose help texts are keys of the messages."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that shows how to call it."""
        usage = text(f"usage.{self.name}", ctx.obj.lang)
        formatter.write_usage("klima2035", usage, text("usage", ctx.obj.lang))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what it does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(inspect.cleandoc(text(f"help.{self.name}", ctx.obj.lang)))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options with their meaning."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [(param.get_help_record(ctx), param.help or "") for param in options]
        rows = [(record[0], text(key, ctx.obj.lang)) for record, key in records if record is not None]
        with formatter.section(text("options", ctx.obj.lang)):
            formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``--help`` with its text."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "help"
        return option


class Group(Command, click.Group):
    """The program itself: commands with their meaning below the options."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands, then the options."""
        rows = [(name, text(f"help.{name}", ctx.obj.lang).split("\n")[0]) for name in self.list_commands(ctx)]
        with formatter.section(text("commands", ctx.obj.lang)):
            formatter.write_dl(rows)
        super().format_options(ctx, formatter)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which they were declared."""
        return list(self.commands)


def usage_fault(error: click.ClickException, lang: str) -> str:  # noqa: PLR0911 - one return a kind
    """Return in one line what is wrong with the command line."""
    if isinstance(error, click.NoSuchOption):
        return text("no_option", lang, error.option_name) + _hint(error.option_name, error.possibilities, lang)
    if isinstance(error, click.exceptions.NoSuchCommand):
        return text("no_command", lang, error.command_name) + _hint(error.command_name, error.possibilities, lang)
    if isinstance(error, click.MissingParameter):
        usage = "" if error.ctx is None else text(f"usage.{error.ctx.command.name}", lang)
        return text("missing_argument", lang, usage)
    if isinstance(error, click.BadParameter) and error.param is not None:
        kind = error.param.type
        name = error.param.opts[0]
        if isinstance(kind, click.Choice):
            return f"{name}: " + text("bad_choice", lang, allowed=", ".join(map(str, kind.choices)))
        if isinstance(kind, click.IntRange):
            return f"{name}: " + text("bad_number", lang, kind.min, kind.max)
        if isinstance(kind, click.Path):
            return f"{name}: " + text("is_file", lang)
        return f"{name}: {error.message}"
    if type(error) is click.UsageError and error.ctx is not None and error.ctx.command is not None:
        return text("too_many_arguments", lang, text(f"usage.{error.ctx.command.name}", lang))
    if isinstance(error, click.BadOptionUsage):
        return text("no_value", lang, error.option_name)
    return error.format_message()


def _hint(word: str, known: Iterable[str] | None, lang: str) -> str:
    told = hint(nearest(word, known or ()), lang)
    return f"; {told}" if told else ""


def complain(error: BaseException, wish: Wish) -> int:
    """Print what went wrong on the error stream and return the exit code; raise again what is a bug."""
    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    found = _diagnosis(error, wish.lang)
    if found is None:
        raise error
    if wish.verbose:
        click.echo("".join(traceback.format_exception(error)), err=True)
    lines, code = found
    for line in lines:
        click.echo(_shown(line), err=True)
    return code


def _shown(line: str) -> str:
    """Return a line as a terminal may have it: what steers it or turns text round is written out."""
    return HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", line).replace("\r", "\\u000d")


def _diagnosis(error: BaseException, lang: str) -> tuple[list[str], int] | None:
    """Return the lines that tell a user what went wrong, and the exit code; None for a bug."""
    if isinstance(error, KeyboardInterrupt | click.Abort):
        return [text("interrupted", lang)], INTERRUPTED
    if isinstance(error, click.ClickException):
        return [text("fault", lang, usage_fault(error, lang))], BAD_INPUT
    if isinstance(error, InputError) and error.faults:
        from klima2035.faults import render  # noqa: PLC0415 - only where something is wrong

        told = [render(fault, lang) for fault in error.faults[:MOST_TOLD]]
        rest = len(error.faults) - len(told)
        return told + ([text("more_faults", lang, rest)] if rest else []), BAD_INPUT
    if isinstance(error, KlimaError):
        key = "fault" if error.exit_code == BAD_INPUT else "environment"
        return [text(key, lang, error)], error.exit_code
    if isinstance(error, OSError | MemoryError):
        return [text("environment", lang, _refused(error, lang))], ENVIRONMENT
    return None


def _refused(error: OSError | MemoryError, lang: str) -> str:
    """Return what the machine refuses."""
    if isinstance(error, MemoryError):
        return text("out_of_memory", lang)
    return (f"{error.filename}: " if error.filename else "") + system(error, lang)


def call(command: click.Command, arguments: list[str]) -> int:
    """Run a command and return its exit code."""
    wish, entry = Wish(language(arguments), "--verbose" in arguments), Entry(arguments)
    name = next((word for word in arguments if word in getattr(command, "commands", {})), "")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=standins.NAME)  # a console that knows no subscript two
    try:
        code = command.main(arguments, "klima2035", standalone_mode=False, obj=wish)
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):  # click's name for it; who read has left, as in ``klima2035 list | head``
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())  # what is still to be written, at the end of the process too
        os.close(nowhere)
        entry.close(name, 0)
        return 0
    except BaseException as error:
        return _failed(error, wish, entry, name)
    found = code if isinstance(code, int) else 0
    entry.close(name, found)
    return found


def _failed(error: BaseException, wish: Wish, entry: Entry, name: str) -> int:
    """Print and note what went wrong; return the exit code, or raise again what is a bug."""
    try:
        code = complain(error, wish)
    except BaseException:
        entry.close(name, None, error)
        place = log_path()
        if place is not None:
            click.echo(text("bug", wish.lang, place), err=True)
        raise
    entry.close(name, code, None if isinstance(error, click.exceptions.Exit) else error)
    return code


@contextmanager
def own_process() -> Iterator[list[str]]:
    """Set the process up for one short command and give its arguments; for use before numpy is imported.

    One thread for linear algebra: the matrices are tiny, and threads cost more to start and stop than they save.
    The collector of cyclic garbage passes a tenth as often, not at the end.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.set_threshold(7_000, 10, 10)
    try:
        yield sys.argv[1:]
    finally:
        gc.freeze()


class Progress:
    """Says on a terminal what is going on; silent elsewhere."""

    def __init__(self, lang: str) -> None:
        context = click.get_current_context(silent=True)
        self.verbose = context is not None and isinstance(context.obj, Wish) and context.obj.verbose
        self.lang, self.on, self._began = lang, sys.stderr.isatty(), time.perf_counter()

    def __call__(self, subject: str, stage: str) -> None:
        """Name the stage that begins; with ``--verbose`` on a line of its own with the seconds since the start."""
        if self.verbose:
            click.echo(f"{time.perf_counter() - self._began:7.2f} s  {subject}: {text(stage, self.lang)}", err=True)
        elif self.on:
            click.echo(f"\r\x1b[K{subject}: {text(stage, self.lang)} ...", nl=False, err=True)

    def done(self) -> None:
        """Clear the line."""
        if self.verbose:
            click.echo(f"{time.perf_counter() - self._began:7.2f} s", err=True)
        elif self.on:
            click.echo("\r\x1b[K", nl=False, err=True)


OUT = click.option(
    "--out", metavar="DIR", type=click.Path(file_okay=False, path_type=Path), default=Path("outputs"), help="help.out"
)
LANG = click.option("--lang", type=click.Choice(["de", "en"]), expose_value=False, help="help.lang")  # see language()
VERBOSE = click.option("--verbose", is_flag=True, expose_value=False, help="help.verbose")
