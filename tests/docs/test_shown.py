"""The reading of pages on which the other tests of this folder stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from shown import Command, Edit, Save, begins_beside, matches, steps

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """\
# A page
<!-- begin: build -->

```console
$ first --option
printed
$ second \\
>   continued
$ echo $?
1
```

Not typed: `$ inline`, nor

```sh
$ nobody runs this
```

<!-- save: notes/one.txt -->
```yaml
a: 1
```

<!-- edit: notes/one.txt -->
```diff
-a: 1
+a: 2
```

1. In a list:

   ```console
   $ third
   ```
"""


def test_a_page_is_read_in_order(tmp_path: Path) -> None:
    """Commands, files and changes come as they stand, with the lines they stand on."""
    page = tmp_path / "page.md"
    page.write_text(PAGE, "utf-8")
    assert begins_beside(page) == "build"
    assert steps(page) == (
        Command(5, "first --option", ("printed",)),
        Command(7, "second \\\n  continued", ()),
        Command(9, "echo $?", ("1",)),
        Save(21, "notes/one.txt", "a: 1\n"),
        Edit(26, "notes/one.txt", "a: 1\n", "a: 2\n"),
        Command(33, "third", ()),
    )


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        (["one", "two"], ["one", "two"], True),
        (["one"], ["one", "two"], False),
        (["one", "…"], ["one", "two", "three"], True),
        (["…", "three"], ["one", "two", "three"], True),
        (["one", "…", "three"], ["one", "three"], True),
        (["a … c"], ["a b c"], True),
        (["a … c"], ["a b d"], False),
        (["a.c"], ["abc"], False),
        (["one "], ["one", ""], True),
    ],
)
def test_ellipses_stand_for_anything(shown: list[str], printed: list[str], *, same: bool) -> None:
    """An ellipsis hides lines or characters; everything else must be the same."""
    assert matches(shown, printed) is same
