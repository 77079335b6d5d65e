"""What the real Kanbert may turn out to be like: independent switches, each a guess that could be wrong (api.md 11.6).

Without any the practice Kanbert behaves as the documents promise or, where they are silent, as its framework does. A
seed decides which rows, requests and seconds are concerned; the same seed concerns the same ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Self

from importers.errors import Problem
from reconcile.errors import SettingsError


class Personality(StrEnum):
    """Each is its name on the command line and one line of description."""

    description: str

    def __new__(cls, word: str, description: str = "") -> Self:
        member = str.__new__(cls, word)
        member._value_ = word
        member.description = description
        return member

    # pages
    NEXT_CURSOR_URL = "next-cursor-url", "meta names its links next_cursor_url, as documented, not next_page_url"
    HOSTILE_NEXT_URL = "hostile-next-url", "the links in meta lead to another host; the cursors are right"
    FOREIGN_URLS = "foreign-urls", "every link of a page, in its body and in its headers, leads to another host"
    PAGE_SIZE_IGNORED = "page-size-ignored", "a page has 30 rows whatever page[size] says"
    PAGE_SIZE_CAPPED = "page-size-capped", "a page has at most 25 rows whatever page[size] says"
    ROWS_REPEATED = "rows-repeated", "every page after the first repeats a row of the page before"
    ROWS_SKIPPED = "rows-skipped", "every page after the first lacks a row, another one each time it is asked for"
    UNSTABLE_SORT = "unstable-sort", "with sort, rows that share the value at the border of a page are skipped"
    LIST_LAG = "list-lag", "a new payment takes up to 60 s to appear in the list"
    # filters
    FILTER_IGNORED = "filter-ignored", "a filter is accepted and has no effect"
    FILTER_EMPTY = "filter-empty", "a list with a filter has no rows"
    ARCHIVED_REFUSED = "archived-refused", "filtering by archived is a 400, whatever the value (U10)"
    ARCHIVED_WITH_REFUSED = "archived-with-refused", "archived eq with is a 400; only and without are known (U10)"
    # numbers
    NUMBERS_AS_STRINGS = "numbers-as-strings", 'amounts, and other numbers with a fraction, come as texts: "119.00"'
    NUMBERS_AS_INTEGERS = "numbers-as-integers", "a whole amount comes without decimals: 119"
    NUMBERS_AS_LONG_FLOATS = "numbers-as-long-floats", "amounts carry the noise of binary floats: 119.000000000001"
    AMOUNTS_IN_CENTS = "amounts-in-cents", "all amounts, read and posted, are cents: 11900 (U1)"
    OUT_NEGATIVE = "out-negative", "payments of type out, and their bookings, have negative values"
    # objects
    BOOKINGS_MISSING = "bookings-missing", "payments in the list have no bookings (U8)"
    UNKNOWN_ENUMS = "unknown-enums", "one row in four has a word nobody documented as its type or status"
    EXTRA_PROPERTIES = "extra-properties", "every object has properties nobody documented"
    NULL_REQUIRED = "null-required", "one row in four has null in a required property"
    INCLUDES_ON_REQUEST = "includes-on-request", "lists show discounts, line_items, external_costs only on include"
    DISCOUNT_GRANTED = "discount-granted", "the early-payment discount is already taken off sum_gross (U31)"
    # what is stored of a payment
    PAYMENT_TYPE_SWAPPED = "payment-type-swapped", "customers pay by out, suppliers are paid by in (U3)"
    OVERPAYMENT_ACCEPTED = "overpayment-accepted", "more than the open amount is accepted without a word (U5)"
    REFERENCE_CUT_20 = "reference-cut-20", "references are stored up to their 20th character"
    REFERENCE_CUT_50 = "reference-cut-50", "references are stored up to their 50th character"
    REFERENCE_CUT_140 = "reference-cut-140", "longer references are accepted, and stored up to their 140th character"
    REFERENCE_TRIMMED = "reference-trimmed", "references are stored without outer and with single inner spaces"
    REFERENCE_UPPER = "reference-upper", "references are stored in capitals"
    DATE_DAY_EARLIER = "date-day-earlier", "date_of_payment is stored a day too early (U15)"
    DATE_DAY_LATER = "date-day-later", "date_of_payment is stored a day too late (U15)"
    # the way there and back; nothing is stored of a POST that one of these answers
    HTML_200 = "html-200", "one request in four is answered with a page of HTML and status 200"
    HTML_502 = "html-502", "one request in four is answered with a page of HTML and status 502"
    HTML_503 = "html-503", "one request in four is answered with a page of HTML and status 503"
    THROTTLED = "throttled", "one request in four is a 429 with Retry-After in seconds"
    THROTTLED_WITHOUT_TIME = "throttled-without-time", "one request in four is a 429 without Retry-After"
    THROTTLED_UNTIL_DATE = "throttled-until-date", "one request in four is a 429 with Retry-After as an HTTP date"
    TOKEN_EXPIRES = "token-expires", "the token is refused from its 6th to 40th request on, for good"
    SLOW = "slow", "one request in four is answered 2 to 5 s late; a POST is stored"
    HANGING = "hanging", "one request in eight is never answered"
    HALF_WRITTEN = "half-written", "the answer to one read in four breaks off within its body"
    REDIRECTED = "redirected", "one request in four is a redirect to the same path here"
    REDIRECTED_ABROAD = "redirected-abroad", "one request in four is a redirect to another host"
    # stored, and then no proper word of it
    APPLIED_THEN_500 = "applied-then-500", "one POST in two is stored and answered with 500"
    APPLIED_THEN_502 = "applied-then-502", "one POST in two is stored and answered with 502 in HTML"
    APPLIED_THEN_503 = "applied-then-503", "one POST in two is stored and answered with 503 in HTML"
    APPLIED_THEN_504 = "applied-then-504", "one POST in two is stored and answered with 504 in HTML"
    APPLIED_THEN_HTML = "applied-then-html", "one POST in two is stored and answered with 200 in HTML"
    APPLIED_THEN_DROPPED = "applied-then-dropped", "one POST in two is stored and its connection ends without an answer"
    APPLIED_THEN_HALF_WRITTEN = "applied-then-half-written", "one POST in two is stored, its answer breaks off"
    APPLIED_THEN_HANGING = "applied-then-hanging", "one POST in two is stored and never answered"
    ZOMBIE = "zombie", "one POST in two ends without an answer and is stored 1 to 600 s later"


def named(words: Iterable[str]) -> tuple[Personality, ...]:
    """The personalities with these names. Raises SettingsError for a name nobody has."""
    asked, known = tuple(words), {str(one) for one in Personality}
    unknown = [word for word in asked if word not in known]
    if unknown:
        remedy = "reconcile sandbox --list-personalities shows them"
        sentence = "there is no such personality"
        raise SettingsError(Problem("sandbox, personality", sentence, remedy, unknown[0], code="sandbox-personality"))
    return tuple(Personality(word) for word in asked)
