"""The package as installed: metadata, lazy names, what an import costs, declared dependencies, layers."""

import ast
import importlib.metadata
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

import mubar

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
HEAVY = {"matplotlib", "netCDF4", "numba", "pandas", "rich", "scipy", "xarray"}


def distribution(requirement: str) -> str:
    """The normalised name in front of a requirement's extras and versions (PEP 503)."""
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name, requirement
    return re.sub(r"[-_.]+", "-", name.group()).lower()


def run_python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout


def test_version_is_the_same_everywhere() -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert importlib.metadata.version("mubar") == mubar.__version__
    assert f"\nversion: {mubar.__version__}\n" in citation


def test_command_is_installed() -> None:
    (command,) = importlib.metadata.entry_points(group="console_scripts", name="mubar")
    assert command.value == "mubar.cli.main:main"
    assert callable(command.load())


def test_type_information_is_shipped() -> None:
    assert (Path(mubar.__file__).parent / "py.typed").is_file()


def test_import_loads_nothing_heavy() -> None:
    loaded = run_python("import sys, mubar; print(*{name.partition('.')[0] for name in sys.modules})")
    assert HEAVY.isdisjoint(loaded.split())


def test_a_result_is_saved_without_what_figures_fits_and_compilations_need(tmp_path: Path) -> None:
    mubar.simulate("chen2020", "Discharge at 1C for 1 second")  # now it is compiled
    code = f"""
import sys, mubar
mubar.simulate("chen2020", "Discharge at 1C for 1 minute").to_netcdf({str(tmp_path / "a.nc")!r})
print(*sys.modules)"""
    loaded = run_python(code).split()
    assert {"matplotlib", "numba", "scipy", "rich"}.isdisjoint(loaded)


@pytest.mark.parametrize("name", sorted(mubar.__all__))
def test_every_public_name_loads(name: str) -> None:
    value = getattr(mubar, name)
    assert value is getattr(mubar, name)
    assert name in dir(mubar)
    if isinstance(value, ModuleType):
        assert value.__file__, f"{name} is a folder without __init__.py"


def test_errors_are_caught_by_the_names_of_the_package() -> None:
    """What goes wrong with input is a `mubar.InputError`, an unknown name a `mubar.UnknownNameError` too."""
    with pytest.raises(mubar.InputError, match="chen2020") as caught:
        mubar.load_cell("chen2002")
    assert isinstance(caught.value, mubar.UnknownNameError)
    with pytest.raises(mubar.InputError, match="state of charge"):
        mubar.simulate("chen2020", "Rest for 1 hour", soc=1.5)


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'load_cel'"):
        _ = mubar.load_cel  # type: ignore[attr-defined]


def test_type_checkers_see_the_names_that_load() -> None:
    """The TYPE_CHECKING imports, the look-up table and __all__ name the same things from the same modules."""
    tree = ast.parse(Path(mubar.__file__).read_text(encoding="utf-8"))
    (block,) = (node for node in tree.body if isinstance(node, ast.If))
    seen = {
        alias.name: node.module
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    table = mubar._WHERE
    told = {name: where.removesuffix(f".{name}") for name, where in table.items()}
    assert seen == told
    assert {*table, "__version__"} == set(mubar.__all__)


def third_party_imports() -> set[str]:
    """Distributions imported anywhere in src, inside functions too."""
    modules: set[str] = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                modules.add(node.module.partition(".")[0])
    modules -= {"mubar", *sys.stdlib_module_names}
    owners = importlib.metadata.packages_distributions()
    return {distribution(owner) for module in modules for owner in owners[module]}


def test_dependencies_are_what_the_source_imports() -> None:
    extras = PROJECT["optional-dependencies"]
    declared = {distribution(each) for each in PROJECT["dependencies"]}
    optional = {distribution(each) for name in ("md", "parquet", "video", "widget") for each in extras[name]}
    assert third_party_imports() == declared | optional


def test_every_dependency_has_its_reason() -> None:
    """docs/dependencies.md has one table row for each dependency of pyproject.toml, and no other."""
    rows = re.findall(r"^\| `([^`]+)`", (ROOT / "docs/dependencies.md").read_text(encoding="utf-8"), re.M)
    extras = PROJECT["optional-dependencies"].values()
    declared = [*PROJECT["dependencies"], *(each for extra in extras for each in extra)]
    assert sorted(map(distribution, rows)) == sorted({distribution(each) for each in declared} - {"mubar"})


@pytest.mark.parametrize("name", ["run", "dev", "bench"])
def test_lock_is_portable_and_holds_what_is_declared(name: str) -> None:
    """Pinned versions only: no address, path or option of the machine that made it."""
    lock = (ROOT / f"requirements/{name}.lock").read_text(encoding="utf-8")
    pins = [line for line in lock.splitlines() if not line.startswith("#")]
    assert all(re.match(r"[a-z0-9-]+==[0-9a-z.]+( ; .+)?$", pin) for pin in pins), pins
    extras = PROJECT["optional-dependencies"]
    declared = [*PROJECT["dependencies"]]
    if name != "run":
        declared += extras["md"] + extras["parquet"] + extras["widget"] + extras["dev"]
    if name == "bench":
        declared += extras["bench"]
    assert {distribution(each) for each in declared} - {"mubar"} <= {distribution(pin) for pin in pins}


def test_locks_agree() -> None:
    run, dev, bench = (
        set((ROOT / f"requirements/{name}.lock").read_text(encoding="utf-8").splitlines())
        for name in ("run", "dev", "bench")
    )
    assert run < dev < bench


def test_every_folder_of_modules_is_a_package() -> None:
    """A folder without __init__.py imports as well, but the layers contract does not see into it."""
    folders = {path.parent for path in (ROOT / "src/mubar").rglob("*.py")}
    assert not [folder for folder in folders if not (folder / "__init__.py").is_file()]


def test_import_layers_hold() -> None:
    command = shutil.which("lint-imports", path=Path(sys.executable).parent)
    assert command, "import-linter is not installed: make test"
    checked = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr
