"""tests/mutate/mutants.py - the mutants of src: each is a change of one line"""
import os
import re

SWAPS = {
    "==": ["!="], "!=": ["=="], "<=": ["<"], ">=": [">"], "<": ["<="], ">": [">="], "&&": ["||"], "||": ["&&"],
    "+": ["-"], "-": ["+"], "*": ["/"], "/": ["*"], "%": ["*"], "<<": [">>"], ">>": ["<<"], "&": ["|"], "|": ["&"],
    "+=": ["-="], "-=": ["+="], "|=": ["&="], "++": ["--"], "true": ["false"], "false": ["true"],
}
TOKEN = re.compile(r"\s(==|!=|<=|>=|<<|>>|&&|\|\||\+=|-=|\|=|[+*/%&|<>-])\s|(\+\+)(?=[;)])|\b(true|false)\b")
NUMBER = re.compile(r"(?<![\w.\"'])(\d+)(?![\w.\"'xX])")
CALL = re.compile(r"^\s+(\(void\))?[a-z_]\w*(->\w+|\.\w+|\[[^\]]*\])*(\(.*\)| [-+|&^*/]?= [^;]+|\+\+|--);$")
DECLARATION = re.compile(r"^\s+(static |const |unsigned |struct )*[a-z_]\w*( \**| const \**)[a-z_]\w*( = |\[|;|,)")
# An allocation of one more element behaves the same, and so does a local array.
ALLOCATION = re.compile(r"\bcalloc\([^,]*?(?<![\w.])(\d+),|\b(?:m|re)alloc\(.* \+ (\d+)\) \* sizeof")
ARRAY = re.compile(r"^\s+(?:static |const |unsigned )*[a-z_]\w* \**\w+(\[[^\]]*\])+")


def strip_comments(text):
    """The text with comments and strings replaced by blanks, so that offsets stay the same."""
    def blank(match):
        found = match.group(0)
        return re.sub(r"[^\n]", " ", found) if found.startswith("/*") else found[0] + "\1" * (len(found) - 2) + found[-1]
    return re.sub(r"/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", blank, text, flags=re.S)


def functions_of(lines):
    """For each line, the head of the function that contains it, or None."""
    head, inside, heads = "", False, []
    for number, line in enumerate(lines):
        if line == "{":
            first = number
            while first > 0 and lines[first - 1] and not lines[first - 1].startswith(("}", "#")):
                first -= 1
            head, inside = " ".join(lines[first:number]), True
        heads.append(head if inside else None)
        if line == "}":
            inside = False
    return heads


def mutants_of_line(line, plain, head):
    """Yields (operator, new line) for each mutation of a line."""
    for match in TOKEN.finditer(plain):
        group = next(g for g in (1, 2, 3) if match.group(g))
        token = match.group(group)
        if token == "*" and re.search(r"\w \*$", plain[: match.end(group)]) and DECLARATION.match(plain):
            continue
        for other in SWAPS[token]:
            yield "swap " + token, line[: match.start(group)] + other + line[match.end(group):]
    array = ARRAY.match(plain)
    allocated = [found.end(1) if found.group(1) else found.end(2) for found in ALLOCATION.finditer(plain)]
    for match in NUMBER.finditer(plain):
        if (array and match.end(1) <= array.end()) or match.end(1) in allocated:
            continue
        value = int(match.group(1))
        yield "one off", line[: match.start(1)] + str(value + 1) + line[match.end(1):]
    condition = re.match(r"^(\s*(?:\} else )?if \()(.*)(\)( \{)?)$", plain)
    if condition and condition.group(2).count("(") == condition.group(2).count(")"):
        start, end = condition.start(2), condition.end(2)
        yield "negate", line[:start] + "!(" + line[start:end] + ")" + line[end:]
    if CALL.match(plain) and not DECLARATION.match(plain):
        indent = len(line) - len(line.lstrip())
        yield "drop", line[:indent] + ";"
    returned = re.match(r"^(\s+return )(.+)(;)$", plain)
    if returned and returned.group(2) not in ("0", "RBK_OK", "NULL", "false"):
        value = "RBK_OK" if "rbk_status" in head else "NULL" if re.search(r"\*\w+\(", head) else "0"
        yield "return nothing", line[: returned.start(2)] + value + line[returned.end(2):]


def of_file(path):
    """All mutants of a file: (path, number of the line from 0, operator, line, mutated line)."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    lines, plain = text.split("\n"), strip_comments(text).split("\n")
    found = []
    for number, head in enumerate(functions_of(plain)):
        if head is None or plain[number].lstrip().startswith("#"):
            continue
        for operator, new in mutants_of_line(lines[number], plain[number], head):
            if new != lines[number]:
                found.append((path, number, operator, lines[number], new))
    return found


def of_room(room):
    return [mutant for name in sorted(os.listdir(f"src/{room}")) if name.endswith(".c") for mutant in of_file(f"src/{room}/{name}")]
