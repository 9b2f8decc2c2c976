#!/usr/bin/env python3
"""terminal-picture.py OUT.svg COMMAND... - runs the commands at a terminal of 96 columns and draws what it shows.

The text is real: each command runs in a pseudo-terminal (script(1)) in the current folder, and its colours are kept. The picture is
SVG of plain text, dark whatever the theme of the page around it. Made so, in the folder of the sample album (make demo):

  ../../tools/manual/terminal-picture.py ../../tools/manual/terminal.svg 'redbook info album.cue' ...
"""
import html
import re
import subprocess
import sys
import tempfile

COLUMNS = 96
LINE, WIDTH, SIZE, MARGIN = 20, 8.43, 14, 16
COLORS = {"31": "#ff7b72", "35": "#d2a8ff", "36": "#79c0ff"}


def output(command):
    with tempfile.NamedTemporaryFile() as log:
        subprocess.run(["script", "-qec", f"stty cols {COLUMNS}; {command}", log.name], stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, check=False)
        text = log.read().decode("utf-8", "replace")
    text = re.sub(r"\r[^\n]*\x1b\[K", "", text.replace("\r\n", "\n"))  # the progress line, which is gone at the end
    return text.splitlines()[1:-2]  # script's own lines


def wrapped(line):
    """The lines of the screen that it takes, each a list of parts: control sequences, and text between them."""
    rows, at, color = [[]], 0, ""
    for part in re.split(r"(\x1b\[[0-9;]*m)", line):
        if part.startswith("\x1b"):
            color = part
            rows[-1].append(part)
            continue
        while at + len(part) > COLUMNS:
            rows[-1].append(part[:COLUMNS - at])
            part, at = part[COLUMNS - at:], 0
            rows.append([color])
        rows[-1].append(part)
        at += len(part)
    return ["".join(row) for row in rows]


def spans(line):
    """The line as tspans, by its SGR sequences."""
    out, color = [], ""
    for part in re.split(r"(\x1b\[[0-9;]*m)", line):
        if part.startswith("\x1b"):
            color = next((COLORS[c] for c in part[2:-1].split(";") if c in COLORS), "")
        elif part:
            text = html.escape(part)
            out.append(f'<tspan fill="{color}" font-weight="bold">{text}</tspan>' if color else text)
    return "".join(out)


def main():
    lines = []
    for command in sys.argv[2:]:
        lines += [f"\x1b[1;36m$\x1b[0m {command}"] + output(command) + [""]
    lines = [row for line in lines[:-1] for row in wrapped(line)]
    width, height = int(COLUMNS * WIDTH + 2 * MARGIN), len(lines) * LINE + 2 * MARGIN
    rows = "\n".join(f'<text x="{MARGIN}" y="{MARGIN + LINE * n + 15}">{spans(line)}</text>' for n, line in enumerate(lines) if line)
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        file.write(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">\n'
                   f'<style>text{{font:{SIZE}px "DejaVu Sans Mono",Menlo,Consolas,monospace;fill:#e6edf3;white-space:pre}}</style>\n'
                   f'<rect width="{width}" height="{height}" rx="8" fill="#161b22"/>\n{rows}\n</svg>\n')


if __name__ == "__main__":
    main()
