"""Files by their SHA-256, in a local folder."""

import hashlib
import os
import re
import tempfile
from pathlib import Path

SHA256 = re.compile(r"[0-9a-f]{64}")


class LocalStore:
    """Keeps bytes under their hash: the same file twice is kept once, and nothing is ever changed."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, content: bytes) -> str:
        """Keep these bytes; returns their SHA-256."""
        sha256 = hashlib.sha256(content).hexdigest()
        path = self.path(sha256)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._write(path, content)
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes again; raises FileNotFoundError if they are not here."""
        return self.path(sha256).read_bytes()

    def path(self, sha256: str) -> Path:
        """Where these bytes lie; raises ValueError for anything that is not a hash."""
        if not SHA256.fullmatch(sha256):
            raise ValueError(sha256)
        return self.root / sha256[:2] / sha256

    def check(self) -> None:
        """Raises OSError where nothing can be kept."""
        self.root.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=self.root):
            pass

    def _write(self, path: Path, content: bytes) -> None:
        """Whole or not at all, even if the power fails."""
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).replace(path)


class _Files:
    """The store of this process; `use` is called once by create_app."""

    store: LocalStore


def use(root: Path) -> None:
    """Keep files below this folder from now on."""
    _Files.store = LocalStore(root)


def files() -> LocalStore:
    """Where this installation keeps its files."""
    return _Files.store
