"""The command line: a thin shell over what `import mubar` offers. One file per command."""
