"""Exit codes are the same for every command; the suite finds the commands by itself."""

import argparse

import pytest

from mubar.cli import main as cli
from mubar.core.errors import InputError, SimulationError

NONE = "no-such-thing"


def leaves(parser, words=()):
    """(words, parser) of every command, those in groups too."""
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not below:
        yield words, parser
    for action in below:
        for name, one in action.choices.items():
            yield from leaves(one, (*words, name))


COMMANDS = {" ".join(words): parser for words, parser in leaves(cli._parser())}
every = pytest.mark.parametrize("command", COMMANDS)


def arguments(command, optional=False):
    """What the command can't do without; ``optional`` positional arguments too."""
    given = []
    for action in COMMANDS[command]._actions:
        if action.option_strings:
            given += [action.option_strings[-1], NONE] if action.required else []
        elif action.required or optional:
            given.append(NONE)
    return given


def test_commands_are_found():
    assert {"run", "cells", "show", "export", "plot", "warmup", "transport fit"} <= set(COMMANDS)


@every
def test_help(mubar, command):
    ended = mubar(*command.split(), "--help")
    assert (ended.code, ended.err) == (0, "")
    assert f"usage: mubar {command} " in ended.out


@every
def test_an_unknown_option(mubar, command):
    ended = mubar(*command.split(), *arguments(command), "--no-such-option")
    assert ended.faults("--no-such-option", "--help") == []
    assert ended.out == ""


@pytest.mark.parametrize("command", [command for command in COMMANDS if arguments(command)])
def test_nothing_where_something_is_needed(mubar, command):
    assert mubar(*command.split()).faults("required", "--help") == []


@pytest.mark.parametrize("command", [command for command in COMMANDS if arguments(command, optional=True)])
def test_names_of_what_does_not_exist(mubar, command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ended = mubar(*command.split(), *arguments(command, optional=True))
    assert ended.faults("expected") == []
    assert NONE in ended.err or " -" in ended.err  # else an option that is needed with them
    assert ended.out == ""
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("error", "code", "text"),
    [
        (InputError.one("here", "this", "that"), 2, "here: found 'this', expected that"),
        (SimulationError("it stopped", "failed", "Try less."), 3, "failed: it stopped"),
        (KeyboardInterrupt(), 130, "interrupted"),
        (OSError("the disk is gone"), 1, "the disk is gone"),
        (ZeroDivisionError("by zero"), 1, "internal error: ZeroDivisionError"),
    ],
)
@every
def test_what_ends_a_command(mubar, command, monkeypatch, error, code, text):
    def raising(args):
        raise error

    parser = cli._parser()
    {" ".join(words): one for words, one in leaves(parser)}[command].set_defaults(execute=raising)
    monkeypatch.setattr(cli, "_parser", lambda: parser)
    ended = mubar(*command.split(), *arguments(command))
    assert ended.faults(text, code=code) == []
    assert ended.out == ""


def test_the_help_lists_the_codes(mubar):
    text = mubar("--help").out
    for code in ("0 done", "2 bad input", "3 the simulation failed", "130 interrupted"):
        assert code in " ".join(text.split())
