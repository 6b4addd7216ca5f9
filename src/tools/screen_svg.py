#!/usr/bin/env python3
"""screen_svg.py TEXT STYLE [THEME] - a saved screen as a picture.

TEXT and STYLE are what `save-screen` and `save-style` wrote in a script: the rows of the screen, and
one letter a cell with the legend of the letters below. THEME is a carrel-theme/1 file; only its
one-line form is read. Prints SVG. Only the documentation needs this; no build does.
"""
import html
import re
import sys
import unicodedata

CELL_W, CELL_H, FONT, PAD = 8.4, 17, 14, 14
BACKGROUND, FOREGROUND = "#1b1e24", "#d6dae1"
NAMED = {
    "black": "#1b1e24", "red": "#c4424b", "green": "#6fae5f", "yellow": "#d0a13f",
    "blue": "#5b8fd8", "magenta": "#b06fc9", "cyan": "#4fb0b5", "white": "#d6dae1",
    "grey": "#7d8590", "bright-black": "#7d8590", "bright-red": "#f0717a",
    "bright-green": "#93d182", "bright-yellow": "#f0c969", "bright-blue": "#86b3f2",
    "bright-magenta": "#d29ae6", "bright-cyan": "#7cd6da", "bright-white": "#ffffff",
}
# Which arms of a frame character are drawn: up, right, down, left. As lines, because the glyphs of
# most fonts leave gaps between rows.
ARMS = {"─": "0101", "│": "1010", "┌": "0110", "┐": "0011", "└": "1100", "┘": "1001",
        "├": "1110", "┤": "1011", "┬": "0111", "┴": "1101", "┼": "1111"}


def colour(name, palette, default):
    name = palette.get(name, name)
    if name in NAMED:
        return NAMED[name]
    if name.isdigit() and 16 <= int(name) <= 231:
        n = int(name) - 16
        steps = [0, 95, 135, 175, 215, 255]
        return "#%02x%02x%02x" % (steps[n // 36], steps[n // 6 % 6], steps[n % 6])
    if name.isdigit() and int(name) >= 232:
        return "#" + "%02x" % (8 + 10 * (int(name) - 232)) * 3
    if name.isdigit():
        return list(NAMED.values())[int(name) % 8]
    return default


def read_theme(path):
    """{style name: (fg, bg, set of attributes)}"""
    palette, styles, section = {}, {}, None
    for line in open(path, encoding="utf-8") if path else []:
        if re.match(r"\w+:\s*$", line):
            section = line.strip().rstrip(":")
        entry = re.match(r"  ([a-z-]+):\s*(.*?)\s*$", line)
        if not entry:
            continue
        if section == "palette":
            palette[entry[1]] = entry[2]
        elif section == "styles":
            fg = re.search(r"fg:\s*([\w-]+)", entry[2])
            bg = re.search(r"bg:\s*([\w-]+)", entry[2])
            attrs = re.search(r"attr:\s*\[([^]]*)\]", entry[2])
            styles[entry[1]] = (fg[1] if fg else "", bg[1] if bg else "",
                                set(re.findall(r"\w+", attrs[1])) if attrs else set())
    shown = {}
    for name, (fg, bg, attrs) in styles.items():
        front, back = colour(fg, palette, FOREGROUND), colour(bg, palette, BACKGROUND)
        if "reverse" in attrs:
            front, back = back, front
        shown[name] = (front, back, attrs)
    return shown


def width(char):
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def cells(row, letters):
    """(column, cells, text, letter) of each cluster."""
    out = []
    column = 0
    for char in row:
        if width(char) == 0 and out:
            out[-1][2] += char
            continue
        letter = letters[column] if column < len(letters) else "."
        out.append([column, width(char), char, letter])
        column += width(char)
    for column in range(column, len(letters)):
        out.append([column, 1, " ", letters[column]])
    return out


def frame_lines(x, y, arms):
    mid_x, mid_y = x + CELL_W / 2, y + CELL_H / 2
    ends = [(mid_x, y), (x + CELL_W, mid_y), (mid_x, y + CELL_H), (x, mid_y)]
    return "".join("M%.1f %.1fL%.1f %.1f" % (mid_x, mid_y, *end)
                   for end, arm in zip(ends, arms) if arm == "1")


def draw_row(number, row, letters, legend, theme):
    """Backgrounds, frame lines by colour and runs of text of one style, as SVG."""
    y = PAD + number * CELL_H
    back_out, text_out, lines, runs, grounds = [], [], {}, [], []
    for column, wide, text, letter in cells(row, letters):
        style = legend.get(letter, "default")
        front, back, attrs = theme.get(style, (FOREGROUND, BACKGROUND, set()))
        x = PAD + column * CELL_W
        if back != BACKGROUND and grounds and grounds[-1][2] == back and grounds[-1][1] == column:
            grounds[-1][1] += wide
        elif back != BACKGROUND:
            grounds.append([column, column + wide, back])
        if text in ARMS:
            lines[front] = lines.get(front, "") + frame_lines(x, y, ARMS[text])
        elif runs and runs[-1][1:4] == [style, front, attrs] and runs[-1][5] == column:
            runs[-1][4] += text
            runs[-1][5] += wide
        else:
            runs.append([column, style, front, attrs, text, column + wide])
    for start, end, back in grounds:
        back_out.append('<rect x="%.1f" y="%d" width="%.1f" height="%d" fill="%s"/>'
                        % (PAD + start * CELL_W, y, (end - start) * CELL_W, CELL_H, back))
    for front, path in lines.items():
        back_out.append('<path d="%s" stroke="%s"/>' % (path, front))
    for start, _, front, attrs, text, end in runs:
        if not text.strip() and "underline" not in attrs:
            continue
        extra = ' font-weight="bold"' if "bold" in attrs else ""
        extra += ' text-decoration="underline"' if "underline" in attrs else ""
        extra += ' font-style="italic"' if "italic" in attrs else ""
        extra += ' opacity="0.65"' if "dim" in attrs else ""
        text_out.append('<text x="%.1f" y="%.1f" fill="%s" textLength="%.1f"%s>%s</text>' % (
            PAD + start * CELL_W, y + CELL_H * 0.76, front, (end - start) * CELL_W, extra,
            html.escape(text)))
    return back_out + text_out


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    rows = open(sys.argv[1], encoding="utf-8").read().split("\n")[:-1]
    style_lines = open(sys.argv[2], encoding="utf-8").read().split("\n")
    legend = {}
    cursor = None
    for line in style_lines[len(rows):]:
        entry = re.match(r"(\S) ([a-z-]+)$", line)
        if entry:
            legend[entry[1]] = entry[2]
        place = re.match(r"cursor (\d+),(\d+)$", line)
        cursor = (int(place[1]), int(place[2])) if place else cursor
    theme = read_theme(sys.argv[3] if len(sys.argv) == 4 else None)
    columns = max(max(sum(map(width, r)), len(s)) for r, s in zip(rows, style_lines))
    w, h = columns * CELL_W + 2 * PAD, len(rows) * CELL_H + 2 * PAD
    print('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" width="%.0f" height="%.0f">'
          % (w, h, w, h))
    print('<rect width="100%%" height="100%%" rx="8" fill="%s"/>' % BACKGROUND)
    print('<g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="%d" '
          'xml:space="preserve" stroke-width="1.2">' % FONT)
    for number, row in enumerate(rows):
        for element in draw_row(number, row, style_lines[number], legend, theme):
            print(element)
    if cursor:
        print('<rect x="%.1f" y="%.1f" width="2" height="%d" fill="%s"/>' % (
            PAD + cursor[1] * CELL_W, PAD + cursor[0] * CELL_H, CELL_H, FOREGROUND))
    print("</g>\n</svg>")


if __name__ == "__main__":
    main()
