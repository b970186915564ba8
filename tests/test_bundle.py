"""The folders that travel with the program: found in a wheel, in a checkout, nowhere."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, get_args

import pytest
from hatchling.build import build_wheel

from mdmakg.bundle import FolderName, folder, folder_in
from mdmakg.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMES: tuple[FolderName, ...] = ("data", "ontology", "queries", "shapes")


def test_every_folder_is_tried() -> None:
    """The names listed here are those of the type."""
    assert get_args(FolderName) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_checkout_has_every_folder(name: FolderName, checkout: Path) -> None:
    """The program under test, installed editable, finds the folders of the checkout."""
    assert folder(name).samefile(checkout / name)


@pytest.mark.parametrize("name", NAMES)
def test_wheel_layout(name: FolderName, tmp_path: Path) -> None:
    """In an installed wheel the folder stands inside the package."""
    inside = tmp_path / "site-packages" / "mdmakg" / "_bundle" / name
    inside.mkdir(parents=True)
    assert folder_in(tmp_path / "site-packages" / "mdmakg", name) == inside


def test_installed_package_ignores_folders_around_it(tmp_path: Path) -> None:
    """A folder called data two levels above an installed package is somebody else's."""
    package = tmp_path / "lib" / "mdmakg"
    package.mkdir(parents=True)
    (tmp_path / "data").mkdir()
    with pytest.raises(InputError, match="bundle-missing"):
        folder_in(package, "data")


def test_a_src_folder_alone_is_no_checkout(tmp_path: Path) -> None:
    """Without pyproject.toml beside it, src is not the src of a checkout."""
    package = tmp_path / "src" / "mdmakg"
    package.mkdir(parents=True)
    (tmp_path / "data").mkdir()
    with pytest.raises(InputError, match="bundle-missing"):
        folder_in(package, "data")
    (tmp_path / "pyproject.toml").touch()
    assert folder_in(package, "data") == tmp_path / "data"


def test_missing_folder_names_itself_and_the_remedy(tmp_path: Path) -> None:
    """Whoever meets a broken installation learns which folder is gone and what to do."""
    with pytest.raises(InputError) as caught:
        folder_in(tmp_path, "queries")
    (fault,) = caught.value.faults
    assert fault.place.file == str(tmp_path)
    assert "queries/" in fault.message
    assert "install mdmakg again" in fault.message


def test_zipped_program_is_refused(tmp_path: Path) -> None:
    """A program run from inside a zip archive says that this is not supported."""
    archive = tmp_path / "mdmakg.zip"
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr("mdmakg/_bundle/data/blog.yaml", "")
    with pytest.raises(InputError, match="bundle-zipped"):
        folder_in(zipfile.Path(archive, "mdmakg/"), "data")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory, checkout: Path) -> Iterator[zipfile.ZipFile]:
    """Build the wheel of the checkout and open it."""
    place = tmp_path_factory.mktemp("wheel")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(checkout)
        name = build_wheel(str(place))
    with zipfile.ZipFile(place / name) as archive:
        yield archive


def test_wheel_carries_every_tracked_file(
    wheel: zipfile.ZipFile, checkout: Path, tracked_files: tuple[Path, ...]
) -> None:
    """What git tracks in the four folders is in the wheel, byte for byte."""
    expected = {
        f"mdmakg/_bundle/{path.relative_to(checkout).as_posix()}": path.read_bytes()
        for path in tracked_files
        if path.relative_to(checkout).parts[0] in NAMES
    }
    assert {name.split("/")[2] for name in expected} == set(NAMES)
    assert expected.keys() <= set(wheel.namelist())
    assert all(wheel.read(name) == content for name, content in expected.items())


def test_wheel_carries_every_module(wheel: zipfile.ZipFile, checkout: Path) -> None:
    """No module is left behind, not even one whose folder has the name of an ignored one."""
    source = checkout / "src"
    expected = {path.relative_to(source).as_posix() for path in source.rglob("*.py")}
    carried = {name for name in wheel.namelist() if name.endswith(".py")}
    assert expected == {name for name in carried if not name.startswith("mdmakg/_bundle/")}
    assert "mdmakg/py.typed" in wheel.namelist()
