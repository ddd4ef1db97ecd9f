"""Holds the figures of a clean output to its sources: each stands in them, or is worked out of them by arithmetic shown."""

import ast
import operator
import re
from collections.abc import Iterable

from clearspan.skills.item_files.plain import plain

SMALLEST = 10
"""Smaller numbers are counts of what stands there ("two points"), and are not looked up."""

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_OPERATIONS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}


def figures(text: str) -> set[float]:
    """The numbers in a text (Markdown), 1,250 and 1250 being the same."""
    return {_value(found) for found in _NUMBER.findall(plain(text))}


def unsupported(outputs: Iterable[str], packet: str, computed: Iterable[str]) -> list[str]:
    """The numbers of some outputs, as written there, that neither the packet nor a computation has."""
    known = figures(packet) | {
        _value(_NUMBER.findall(each.rpartition("=")[2])[0]) for each in computed if not wrong_sum(each, packet)
    }
    found = [number for output in outputs for number in _NUMBER.findall(plain(output))]
    return [number for number in dict.fromkeys(found) if _value(number) >= SMALLEST and _value(number) not in known]


def wrong_sum(text: str, packet: str) -> str:
    """What is wrong with a computation written as 450 - 38 = 412, of numbers of the packet; nothing where it is right.

    The result may be rounded as far as it is written. 100, and numbers below 10, need no source.
    """
    left, equals, right = text.rpartition("=")
    results = _NUMBER.findall(right)
    if not equals or len(results) != 1:
        return "is not written as 450 - 38 = 412."
    terms = re.sub(r"[×·]", "*", left.replace("÷", "/").replace("−", "-")).replace("%", "")
    strange = [
        each for each in _NUMBER.findall(terms) if _value(each) not in figures(packet) | {100.0} and _value(each) >= SMALLEST
    ]
    if strange:
        return f"uses {', '.join(strange)}, which no source has."
    try:
        value = _worked_out(ast.parse(terms.replace(",", "").strip(), mode="eval").body)
    except (SyntaxError, ValueError, ZeroDivisionError):
        return "is not arithmetic of + - * / and brackets."
    decimals = len(results[0].partition(".")[2])
    return "" if abs(value - _value(results[0])) <= 0.5000001 * 10**-decimals else f"makes {value:g}."


def _worked_out(node: ast.expr) -> float:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        return float(node.value)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_worked_out(node.operand)
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATIONS:
        return _OPERATIONS[type(node.op)](_worked_out(node.left), _worked_out(node.right))
    raise ValueError("no arithmetic")


def _value(number: str) -> float:
    return float(number.replace(",", ""))
