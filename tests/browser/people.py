"""People at their screens: what they do is named as one would say it. Only what several tests share stands here."""

from pathlib import Path

from playwright.sync_api import Page

PASSWORD = "mat-khau-cho-kiem-thu"
PATIENCE = 15_000  # milliseconds
EXPECTED = ("422 (UNPROCESSABLE", "409 (CONFLICT")  # a refusal is no fault of the page


class Person:
    """Somebody with a browser; keeps every complaint of the console."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self._hears(said.type, said.text))

    def signs_in(self, username: str) -> None:
        self.page.goto("/sign-in")
        self.types(username=username, password=PASSWORD)
        self.sends("/sign-in")

    def types(self, **values: str) -> None:
        """Fill fields by their names; a choice is chosen by what it says."""
        for name, value in values.items():
            field = self.page.locator(f"main [name={name}]")
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(label=value)
            else:
                field.fill(value)

    def sends(self, address: str) -> None:
        """Press the button of the form that goes to this address."""
        self.page.locator(f"main form[action*='{address}'] [type=submit]").first.click()
        self.page.wait_for_load_state()

    def follows(self, address: str) -> None:
        """Press the first link that leads there."""
        self.page.locator(f"main a[href*='{address}']").first.click()
        self.page.wait_for_load_state()

    def opens(self, code: str) -> None:
        """Tap the item of this code in the list."""
        self.page.locator("a.item-row", has=self.page.locator(f".item-code:text-is('{code}')")).click()
        self.page.locator("#item h2", has_text=f"{code}.").wait_for()

    def saves(self, part: str) -> None:
        """Save one part of the open item and see that it says so."""
        self.page.locator(f"#{part} form [type=submit]").last.click()
        self.page.locator(f"#{part} .saved").wait_for()

    def sees(self, text: str) -> None:
        self.page.get_by_text(text).first.wait_for()

    def downloads(self, address: str) -> Path:
        with self.page.expect_download() as waiting:
            self.page.locator(f"main a[href*='{address}']").first.click()
        return Path(waiting.value.path())

    def _hears(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"} and not any(word in text for word in EXPECTED):
            self.complaints.append(text)
