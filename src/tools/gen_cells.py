#!/usr/bin/env python3
"""gen_cells.py > src/base/cells_tables.h - the allow-list and the widths, from Unicode data.

Run by hand when a newer Unicode is wanted; the result is committed. What is not in the table
may not be drawn."""

import unicodedata

# Default_Ignorable_Code_Point among letters and marks: nothing would be seen.
INVISIBLE = (
    {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0}
    | set(range(0x180B, 0x1810))
    | set(range(0xFE00, 0xFE10))
    | set(range(0xE0100, 0xE01F0))
)
# Terminals disagree on the width: circled numbers and hexagrams (1 or 2), Hangul vowels and
# finals (0 or 1), emoji modifiers (0 or 2), regional indicators (1, or 2 a pair).
DOUBTFUL = (
    set(range(0x1160, 0x1200))
    | set(range(0xD7B0, 0xD800))
    | set(range(0x3248, 0x3250))
    | set(range(0x4DC0, 0x4E00))
    | set(range(0x1F3FB, 0x1F400))
    | set(range(0x1F1E6, 0x1F200))
)


def kind(cp):
    ch = chr(cp)
    cat = unicodedata.category(ch)
    wide = unicodedata.east_asian_width(ch) in "WF"
    if cp < 0x300 or cp in INVISIBLE or cp in DOUBTFUL:
        return None  # below 0x300 cells.c decides without a table
    if cat in ("Mn", "Me"):
        return "MARK"
    if cat == "Mc":
        # A spacing mark takes a cell of its own, as in glibc, xterm, vte and tmux.
        return None if wide else "NARROW"
    if cat == "Zs" or cp == 0x2800:  # the blank Braille pattern looks like a space
        return "SPACE"
    if cat[0] in "LNPS":
        return "WIDE" if wide else "NARROW"
    return None


def ranges():
    out = []
    for cp in range(0x110000):
        k = kind(cp)
        if k is None:
            continue
        if out and out[-1][1] == cp - 1 and out[-1][2] == k:
            out[-1][1] = cp
        else:
            out.append([cp, cp, k])
    return out


def main():
    rows = ranges()
    print(f"/* Made by src/tools/gen_cells.py from Unicode {unicodedata.unidata_version}: edit that. */")
    print("#ifndef CARREL_BASE_CELLS_TABLES_H\n#define CARREL_BASE_CELLS_TABLES_H\n")
    print("/* clang-format off */")
    print(f"static const struct cells_range cells_ranges[{len(rows)}] = {{")
    line = "\t"
    for lo, hi, k in rows:
        item = f"{{0x{lo:X}, 0x{hi:X}, {k[0]}}}, "
        if len(line) + len(item) > 93:
            print(line.rstrip())
            line = "\t"
        line += item
    print(line.rstrip())
    print("};\n/* clang-format on */\n\n#endif")


main()
