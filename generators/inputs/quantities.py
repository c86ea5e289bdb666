"""Number cells: a number, a mark or both; and what an author most likely meant who wrote something else."""

import re
import unicodedata
from decimal import Decimal

from generators.inputs.complaints import Cell, Complaint
from generators.inputs.declare import Column, Kind
from generators.inputs.marks import BESIDE, INSTEAD, MEANING, split

_MARKED = re.compile(r"(.*?) ?((?:\[[a-z]+\])+)")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_BLANK = "a blank is not zero: write 0, or [x] if not available"
_MAX_DIGITS = 15  # beyond it a float no longer holds every digit that was written

# What authors write where a number should stand, and what to write instead; the first that fits is said.
_ABSENT = re.compile(
    r"(?i)n\.?/?a\.?|nil|none|null|nan|no data|missing|(not |un)(reported|available|known|recorded|rated|collected|applicable)"
    r"|tbc|tba|supp(ressed)?|withheld|confidential|[-–—.:*†‡?~…]+"
)
_SMALL = re.compile(r"(?i)(<|≤|&lt;|fewer than|less than|under|up to) ?=? ?[0-9].*")
_LARGE = re.compile(r"(?i)(>|≥|&gt;|more than|over|at least) ?=? ?[0-9].*|[0-9]+ ?\+")
_RANGE = re.compile(r"[0-9.]+ ?(?:-|–|—|to) ?[0-9.]+")
_ABOUT = re.compile(
    r"(?i)(?:~|≈|c\.?|ca\.?|circa|about|approx(?:imately|\.)?|est(?:imated|\.)?) ?([0-9]+(?:\.[0-9]+)?)"
)
_SHORT = re.compile(r"(?i)([0-9]{1,4}(?:\.[0-9]{1,3})?) ?(k|m|mn|thousand|million|bn|billion)")
_THOUSANDS = {"k": 1_000, "t": 1_000, "m": 1_000_000, "b": 1_000_000_000}
_DATE = re.compile(
    r"[0-9]{1,4}[/-][0-9]{1,2}[/-][0-9]{1,4}|[0-9]{1,2}[- ][A-Za-z]{3}([- ][0-9]{2,4})?|[A-Za-z]{3}-[0-9]{2}"
)
_FAILED = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!)|#+")
_LOOSE_MARK = re.compile(r"(.*?) ?[\[(]? ?([A-Za-z]+) ?[\])]?")
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:([ ,'’_])[0-9]{3})(?:\1[0-9]{3})*(?:\.[0-9]+)?")


def read_number(text: str, column: Column) -> Cell | Complaint:
    """Reads a number with the marks that its column takes."""
    if not text and column.optional:
        return Cell(float("nan"), "")
    if column.absent and text.lower() == column.absent.lower():
        return Cell(float("nan"), "[x]")
    marked = _MARKED.fullmatch(text)
    digits, mark = (marked[1].strip(), marked[2]) if marked else (text, "")
    if bad := _bad_mark(digits, mark, column):
        return bad
    if mark and not digits:
        return Cell(float("nan"), mark)
    if not _NUMBER.fullmatch(digits) or len(re.sub(r"\D", "", digits)) > _MAX_DIGITS:
        return Complaint("not-a-number" if text else "blank", _kind(text, column), _instead(text, digits, mark, column))
    if column.kind is Kind.WHOLE and not digits.isdecimal():
        return Complaint("not-a-number", "a whole number", _not_whole(digits, mark))
    return _outside(float(digits), column) or Cell(float(digits), mark)


def _bad_mark(digits: str, mark: str, column: Column) -> Complaint | None:
    allowed = ", ".join(f"[{code}]" for code in column.marks)
    codes = split(mark)
    if any(code not in column.marks for code in codes) or len(set(codes)) < len(codes):
        expected = f"one of the marks {allowed}" if allowed else "a number without a mark"
        return Complaint("unknown-mark", expected, "use one of these, or write the number alone")
    absent = [code for code in codes if code in INSTEAD]
    if absent and (digits or len(codes) > 1):
        return Complaint(
            "mark-beside-number", "a number or a mark", f"[{absent[0]}] stands instead of a number: delete one of them"
        )
    if codes and not absent and not digits:
        return Complaint(
            "mark-without-number", f"a number before {mark}", f"{mark} stands beside a number, such as 12{mark}"
        )
    return None


def _kind(text: str, column: Column) -> str:
    kind = "a whole number" if column.kind is Kind.WHOLE else "a number"
    if _NUMBER.fullmatch(text):
        return f"{kind} of at most {_MAX_DIGITS} digits"
    return f"{kind} or a mark" if not text or _ABSENT.fullmatch(text) else kind


def _instead(text: str, digits: str, mark: str, column: Column) -> str:
    """How to write what the author most likely meant."""
    if not text:
        return f"a blank is not zero: write a number or {column.absent}" if column.absent else _BLANK
    if _NUMBER.fullmatch(digits):
        return "round it"
    if _ABSENT.fullmatch(text):
        return "write [x] if not available, [z] if not applicable, [c] if confidential"
    if _FAILED.fullmatch(text) or text.startswith("="):
        return "a formula of the spreadsheet stands here: type the number, or [x] if not available"
    if _DATE.fullmatch(digits):
        return "a spreadsheet turned it into a date: type the number again"
    if _SMALL.fullmatch(digits):
        return "write [c] if the source withholds a small number, or [low] if it rounds to 0"
    if _RANGE.fullmatch(digits) or _LARGE.fullmatch(digits):
        return "a range is not a number: write [x], and the range under note"
    if found := _ABOUT.fullmatch(digits):
        return f"write {found[1]}[e], which says that it is estimated"
    plain = _plain(digits)
    if column.kind is Kind.WHOLE and re.fullmatch(r"-[0-9]+(\.[0-9]+)?", plain):
        return "a count cannot be negative"
    if plain != digits and _fits(plain, column):
        return f"write {plain}{mark}" + (" without the percent sign" if "%" in digits else "")
    if (found := _SHORT.fullmatch(plain)) and (out := _written_out(found[1], found[2])):
        return f"write the number out: {out}{mark}"
    return _loose_mark(text) or column.unread or f"write it like {_like(digits, column)}, or [x] if not available"


def _written_out(number: str, word: str) -> str:
    """`2700000` of 2.7 and `million`."""
    return format((Decimal(number) * _THOUSANDS[word[0].lower()]).normalize(), "f")


def _not_whole(digits: str, mark: str) -> str:
    if digits.startswith("-"):
        return "a count cannot be negative"
    whole, _, rest = digits.partition(".")
    return f"write {whole}{mark}" if not rest.strip("0") else "a count has no decimals"


def _plain(text: str) -> str:
    """The number in plain digits: without a currency, a percent sign, thousands separators or what cannot be seen."""
    bare = "".join(_plain_letter(char) for char in text).strip()
    bare = re.sub(r"^(-?)'?\+? ?[£$€]? ?", r"\1", bare).removesuffix("%").strip()
    if _GROUPED.fullmatch(bare):
        bare = re.sub(r"[ ,'’_]", "", bare)
    elif re.fullmatch(r"-?[0-9]+,[0-9]{1,2}", bare):
        bare = bare.replace(",", ".")
    elif re.fullmatch(r"-?[0-9]+(\.[0-9]+)?[eE]\+?[0-9]{1,2}", bare):
        bare = format(Decimal(bare), "f")
    bare = re.sub(r"^(-?)0+(?=[0-9])", r"\1", bare)
    bare = re.sub(r"^(-?)\.(?=[0-9])", r"\g<1>0.", bare).removesuffix(".")
    return re.sub(r"\.0+$", "", bare)


def _fits(number: str, column: Column) -> bool:
    fits = _NUMBER.fullmatch(number) and (number.isdecimal() or column.kind is Kind.NUMBER)
    return bool(fits) and len(number) <= _MAX_DIGITS


def _plain_letter(char: str) -> str:
    if (digit := unicodedata.decimal(char, None)) is not None:
        return str(digit)
    match unicodedata.category(char):
        case "Cf" | "Cc":
            return ""
        case "Zs":
            return " "
        case "Pd":
            return "-"
        case _:
            return "-" if char == "\u2212" else char


def _loose_mark(text: str) -> str | None:
    """A mark without its brackets, or in capitals: `X`, `(c)`, `12[E]`, `12e`."""
    found = _LOOSE_MARK.fullmatch(text)
    if found is None or (code := found[2].lower()) not in MEANING:
        return None
    if (code in INSTEAD and not found[1]) or (code in BESIDE and _NUMBER.fullmatch(found[1])):
        return f"write {found[1]}[{code}]"
    return None


def _like(digits: str, column: Column) -> str:
    """The number within the text, as an example."""
    found = re.match(r"-?[0-9][0-9,]*(\.[0-9]+)?", digits)
    if not found:
        return "12"
    number = found[0].replace(",", "")
    return number if column.kind is Kind.NUMBER else number.split(".")[0].lstrip("-")


def bound_in_words(bound: float) -> str:
    """`60,000,000`, `0.5`: an end of a plausible range."""
    return format(Decimal(str(bound)).normalize(), ",f")


def _outside(value: float, column: Column) -> Complaint | None:
    least, most = column.least, column.most
    if (least is None or value >= least) and (most is None or value <= most):
        return None
    if column.unit == "percent" and most == 100 and value > 100:
        return Complaint("implausible", "a percentage from 0 to 100", "check the decimal point")
    low, high = (None if bound is None else bound_in_words(bound) for bound in (least, most))
    bounds = f"from {low} to {high}" if low and high else f"of at least {low}" if low else f"of at most {high}"
    fix = "check the value; the range is declared with the table"
    if column.unit == "percent" and 0 < value < 1 and (most is None or 100 * value <= most):
        fix = f"a share of 1 is 100 percent: did you mean {100 * value:.12g}?"
    return Complaint("implausible", f"a number {bounds}", fix)
