"""Times are UTC inside and the office's own outside."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Asia/Ho_Chi_Minh")


def local_day(moment: datetime) -> date:
    """The day it was in the office at this moment."""
    return moment.astimezone(HERE).date()
