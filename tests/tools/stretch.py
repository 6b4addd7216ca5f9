"""stretch.py lengthen PERCENT <en.po >xx.po - every translation becomes PERCENT longer
stretch.py check SIZE SCRIPT FOLDER ENGLISH - do the screens that SCRIPT saved in FOLDER hold?

A text of one word becomes a longer word, any other gets more words, as in real languages."""
import math
import os
import re
import sys
import unicodedata

FILLER = "olendro vasti emoru quilantes oba der suministe farandol " * 8
FRAME = set("┌┐└┘├┤┬┴┼─│+-|")


def lengthen(percent):
    inside = head = head_next = False
    held = None  # the last line of a translation is the one that grows
    total = 0
    for line in sys.stdin:
        match = re.match(r'(msgstr(?:\[\d\])? )?"(.*)"$', line)
        starts = bool(match and match.group(1))
        if held and (starts or not match):
            print(grown(held, total, percent, head))
            held = None
        if starts:
            inside, total, head = True, 0, head_next
        elif not match:
            inside = False
        if line.startswith("msgid "):
            head_next = line == 'msgid ""\n'
        elif line.startswith('"') and not inside:
            head_next = False
        if not inside:
            sys.stdout.write(line)
            continue
        if held:
            print(held)
        held = line.rstrip("\n")
        total += len(match.group(2))
    if held:
        print(grown(held, total, percent, head))


def grown(line, total, percent, head):
    text = line[line.index('"') + 1 : -1]
    if head or not text:
        return line
    tail = "\\n" if text.endswith("\\n") else ""
    body = text[: len(text) - len(tail)]
    more = FILLER[: math.ceil(total * percent / 100)].rstrip()
    if " " in body:
        more = (" " + more)[: max(2, len(more))]
    else:
        more = more.replace(" ", "")
    return line[: line.index('"') + 1] + body + more + tail + '"'


def cells(text):
    """The screen as a list, one entry a cell; what a wide letter covers is empty."""
    row = []
    for ch in text:
        if unicodedata.combining(ch):
            continue
        row.append(ch)
        if unicodedata.east_asian_width(ch) in "WF":
            row.append("")
    return row


def boxes(rows):
    """Every window's upper edge and its two corners. A list over the note has corners of ASCII,
    the same above and below: an edge with sides under it is the upper one."""
    for top, row in enumerate(rows):
        below = rows[top + 1] if top + 1 < len(rows) else []
        for left, ch in enumerate(row):
            plain = row[left : left + 2] == ["+", "-"] and below[left : left + 1] == ["|"]
            if ch != "┌" and not plain:
                continue
            corner = "+" if plain else "┐"
            right = next((i for i in range(len(row) - 1, left, -1) if row[i] == corner), None)
            yield top, left, right


def open_frames(rows):
    framed = [i for i, row in enumerate(rows) if row and row[0] in "┌├└│"]
    if framed:
        for i in range(framed[0], framed[-1] + 1):
            if not rows[i] or rows[i][0] not in FRAME or rows[i][-1] not in FRAME:
                yield i, "the frame is open"
    for top, left, right in boxes(rows):
        if right is None:
            yield top, "the upper edge has no right corner"
            continue
        for i in range(top + 1, len(rows)):
            row = rows[i]
            if len(row) <= right or row[left] not in FRAME or row[right] not in FRAME:
                yield i, "the frame that begins in line %d is open" % (top + 1)
                break
            if row[left] in "└+":
                break


def check(size, script, folder, english):
    cols, lines = map(int, size.split("x"))
    wrong = 0
    for line in open(script, encoding="utf-8"):
        word, _, rest = line.strip().partition(" ")
        if word == "resize":
            cols, lines = map(int, rest.split("x"))
        if word != "save-screen":
            continue
        if not os.path.exists(os.path.join(folder, rest)):
            print("%s was not saved" % os.path.join(folder, rest))
            wrong += 1
            continue
        text = open(os.path.join(folder, rest), encoding="utf-8").read().split("\n")[:-1]
        rows = [cells(row) for row in text]
        found = [(i, "%d wide" % len(row)) for i, row in enumerate(rows) if len(row) > cols]
        if len(rows) > lines:
            found.append((lines, "there are %d lines" % len(rows)))
        found += open_frames(rows)
        before = open(os.path.join(english, rest), encoding="utf-8").read().split("\n")[-2]
        for key in ("F1", "F9", "?"):
            if key in before and key not in text[-1]:
                found.append((len(rows) - 1, "%s is lost" % key))
        for i, what in found:
            print("%s %s line %d: %s\n  |%s|" % (script.split("/")[-2], rest, i + 1, what,
                                                 text[i] if i < len(text) else ""))
        wrong += len(found)
    return wrong


if sys.argv[1] == "lengthen":
    lengthen(int(sys.argv[2]))
else:
    sys.exit(1 if check(*sys.argv[2:6]) else 0)
