"""Which words tell the day that readers give."""

import datetime
import re

WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
MONTHS = "january february march april may june july august september october november december".split()
SHORT = {m[:3]: n for n, m in enumerate(MONTHS) if m not in ("may", "march")} | {"sept": 8}


def published(document):
    stamp = (document.published or "")[:10]
    return datetime.date.fromisoformat(stamp) if re.fullmatch(r"\d{4}-\d\d-\d\d", stamp) else None


def gives(word, told, today):
    day = datetime.date.fromisoformat(told) if len(told) == 10 else None
    if word in WEEKDAYS:
        return bool(day and today) and day.weekday() == WEEKDAYS.index(word) and abs((today - day).days) <= 10
    month = MONTHS.index(word) if word in MONTHS else SHORT.get(word)
    if month is not None:
        return len(told) >= 7 and int(told[5:7]) == month + 1
    if word == "yesterday":
        return bool(day and today) and (today - day).days == 1
    if word in ("today", "tonight"):
        return bool(day) and day == today
    return word == told[:4]
