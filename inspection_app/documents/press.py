"""HTML of ours to a tagged PDF by WeasyPrint, with nothing but the files bundled for documents."""

import hashlib
import re
import unicodedata
from pathlib import Path
from typing import Any

import weasyprint
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from .report import STATIC

BASE = "https://documents.invalid/"  # stands for static/documents; a name that can never be looked up
MEDIA_TYPES = {".css": "text/css", ".woff2": "font/woff2"}


class NotBundled(ValueError):
    """The page asks for something that is not bundled with documents."""


class Bundled(weasyprint.URLFetcher):
    """Serves the files of static/documents and refuses every other address; a refusal stops the build."""

    def __init__(self) -> None:
        super().__init__(fail_on_errors=True)

    def fetch(self, url: str, headers: object = None) -> Any:
        """A bundled file; NotBundled for any other address."""
        path = (STATIC / url.removeprefix(BASE)).resolve()
        if not url.startswith(BASE) or not path.is_relative_to(STATIC.resolve()) or path.suffix not in MEDIA_TYPES:
            raise NotBundled(url)
        return weasyprint.urls.URLFetcherResponse(
            url, body=path.read_bytes(), headers={"Content-Type": MEDIA_TYPES[path.suffix]}
        )


def drawable(page: str) -> str:
    """The text with «□» for what the fonts lack, such as emoji: their empty glyph cannot be read by anybody."""
    known = TTFont(STATIC / "fonts" / "Tinos-Regular.woff2").getBestCmap()
    return "".join(mark if mark == "\n" or ord(mark) in known else _stand_in(mark) for mark in page)


def _stand_in(mark: str) -> str:
    """Nothing for marks that only change their neighbours: joiners, skin tones, accents, controls."""
    return "" if unicodedata.category(mark) in {"Cc", "Cf", "Mn", "Sk"} else "□"


def lay_out(page: str) -> Any:
    """The pages of a finished HTML text."""
    # WeasyPrint 70 breaks a last line after its first word where it fits, but not with the space that ends it.
    page = re.sub(r"[ \n]+(</(?:p|th|td|li)>)", r"\1", drawable(page))
    return weasyprint.HTML(string=page, base_url=BASE, url_fetcher=Bundled()).render(pdf_variant="pdf/ua-1")


def write(document: Any, target: Path, snapshot: bytes) -> None:
    """Write the pages as PDF/UA-1, identified by their snapshot: the same one gives the same bytes."""
    identifier = hashlib.sha256(snapshot).hexdigest()[:32].encode()
    document.write_pdf(target, pdf_variant="pdf/ua-1", pdf_identifier=identifier)
