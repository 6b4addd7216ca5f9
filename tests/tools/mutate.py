#!/usr/bin/env python3
"""mutate.py [OPTION]... FILE... - do the tests notice when the program is wrong?

Makes one small fault at a time in a copy of the tree, builds, and runs the tests that could see it,
nearest first: the suite of the same name, the layer's program, then whatever --programs names. A fault
that no test notices is a survivor, and is printed as file:line with what was changed. FILE is a source
below src/; with --draw N, N of them are drawn by --seed. Faults that do not compile do not count.
`make mutants` runs it; carrel-hacking(7) says how to read what it prints.
"""
import argparse
import filecmp
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time

# A name, a pattern on a line whose strings and comments are masked, what stands there instead.
SWAPS = [
    ("flip", r"(?<=\bif )\((?=.*\)( \{)?$)", "(!("),
    ("edge", r"(?<= )<(?= [^<])", "<="),
    ("edge", r"(?<= )>(?= [^>])", ">="),
    ("edge", r"(?<= )<=(?= )", "<"),
    ("edge", r"(?<= )>=(?= )", ">"),
    ("equal", r"(?<= )==(?= )", "!="),
    ("equal", r"(?<= )!=(?= )", "=="),
    ("both", r"(?<= )&&(?= |$)", "||"),
    ("both", r"(?<= )\|\|(?= |$)", "&&"),
    ("step", r"(?<= )\+(?= \d)", "-"),
    ("step", r"(?<= )-(?= \d)", "+"),
]
# What neither links nor runs a layer cannot see a fault in it.
BLIND = {"store": ("conf", "tui", "app", "cmd", "view"), "unit-bridge": ("conf", "tui", "app", "cmd", "view")}
CALL = re.compile(r"^\t+[a-z_]\w*\([^{}]*\);$")  # a call whose result nobody takes, on one line
HEAD = re.compile(r"^(?:static )?(?!static|struct \w+ \w+ =)([a-z_][\w ]*[ *]+)(\w+)\([^;]*$")
# What only tells or tidies: a test that insists on it would hold the program back.
QUIET = re.compile(r"\b(free|log_\w+|\w+_fini|\w+_free|assert|memset)\(")


def masked(text):
    """The text with the inside of strings, characters and comments blanked, at the same length."""
    blank = lambda m: re.sub(r"[^\n]", "\x01", m.group(0))
    return re.sub(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'|/\*.*?\*/|//[^\n]*', blank, text, flags=re.S)


def early_return(kind):
    kind = kind.strip()
    if kind == "void":
        return "return;"
    if kind.startswith("struct ") and "*" not in kind:
        return "return (%s){0};" % kind
    return "return 0;"


def mutants(text):
    """Every fault this knows how to make: (line number, operator, the line before, the line after)."""
    lines, plain = text.split("\n"), masked(text).split("\n")
    found, head, last = [], None, ""
    for at, (line, bare) in enumerate(zip(lines, plain)):
        begins = last.endswith((";", "{", "}", ":", ")", "else", "\x01"))
        last = bare or last
        match = HEAD.match(bare)
        if match:
            head = match.group(1)
        if bare == "{" and head:
            found.append((at + 1, "return", line, "{ " + early_return(head)))
            head = None
        if not bare.startswith("\t") or bare.lstrip().startswith(("for (", "static ", "case ")):
            continue
        if begins and CALL.match(bare) and not QUIET.search(bare):
            found.append((at + 1, "drop", line, re.match(r"\t*", line).group(0) + ";"))
        for name, pattern, instead in SWAPS:
            for hit in re.finditer(pattern, bare):
                after = line[:hit.start()] + instead + line[hit.end():]
                if name == "flip":
                    # The condition ends with the last bracket of the line.
                    end = after.rindex(")")
                    after = after[:end] + "))" + after[end + 1:]
                found.append((at + 1, name, line, after))
    return found


class Tree:
    """A copy of the tree with a build of its own, inside it: the program looks for share/ from there."""

    def __init__(self, root, into, make):
        self.dir, self.out = into, os.path.join(into, "build")
        self.make = make
        listed = subprocess.run(["git", "-C", root, "ls-files", "-z"], capture_output=True, check=True)
        names = [n for n in listed.stdout.decode().split("\0") if os.path.isfile(os.path.join(root, n))]
        self.sweep(set(names))
        for name in names:
            self.bring(os.path.join(root, name), os.path.join(into, name))

    def sweep(self, names):
        """Takes away what is not in the tree any more; what was built before still serves."""
        for folder, below, files in os.walk(self.dir):
            below[:] = [d for d in below if os.path.join(folder, d) != self.out]
            for name in files:
                path = os.path.join(folder, name)
                if os.path.relpath(path, self.dir) not in names:
                    os.remove(path)

    @staticmethod
    def bring(source, target):
        """A file that differs gets the time of now: a run that was killed leaves a fault, built."""
        if os.path.isfile(target) and filecmp.cmp(source, target, shallow=False):
            return
        os.makedirs(os.path.dirname(target), exist_ok=True)
        shutil.copy(source, target)

    def build(self, program):
        """Builds one test program; false when it does not compile."""
        targets = [os.path.join(self.out, "debug", "tests", program)]
        if not program.startswith("unit-"):
            targets.append("all")  # it runs the program itself
        call = [self.make, "--no-print-directory", "-s", "B=" + self.out, "MODE=debug"] + targets
        return subprocess.run(call, cwd=self.dir, capture_output=True).returncode == 0

    def passes(self, program, suite, seconds):
        """Runs it, or one suite of it, as run.sh would; a run that takes too long has failed."""
        env = dict(os.environ, CARREL_BUILD=os.path.join(self.out, "debug"), TZ="UTC",
                   LC_ALL="C.UTF-8", CK_VERBOSITY="silent")
        for name in ("CARREL_STORE", "CARREL_AGENT", "CARREL_NOW", "NO_COLOR", "CK_RUN_SUITE"):
            env.pop(name, None)
        if suite:
            env["CK_RUN_SUITE"] = suite
        run = subprocess.Popen([os.path.join(self.out, "debug", "tests", program)], cwd=self.dir, env=env,
                               stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            return run.wait(timeout=seconds) == 0
        except subprocess.TimeoutExpired:
            os.killpg(run.pid, signal.SIGKILL)
            run.wait()
            return False


def plan(tree, layer, module, others):
    """What could see a fault in the module, nearest first: (program, suite or nothing)."""
    own = "unit-" + layer
    near = [("store", module)] if os.path.exists(tree.dir + "/tests/store/test_%s.c" % module) else []
    if os.path.exists(tree.dir + "/tests/unit/%s/test_%s.c" % (layer, module)):
        near.insert(0, (own, module))
    whole = [own] if os.path.isdir(tree.dir + "/tests/unit/" + layer) else []
    seeing = [o for o in others if o != own and layer not in BLIND.get(o, ())]
    return near + [(name, None) for name in whole + seeing]


def killer(tree, path, fault, tests, limits):
    """The test program that noticed, None for a survivor, False when it did not compile."""
    full = os.path.join(tree.dir, path)
    with open(full, encoding="utf-8") as f:
        before = f.read()
    lines = before.split("\n")
    lines[fault[0] - 1] = fault[3]
    try:
        with open(full, "w", encoding="utf-8") as f:
            f.write("\n".join(lines))
        for program, suite in tests:
            if not tree.build(program):
                return False
            if not tree.passes(program, suite, limits[program]):
                return program + (":" + suite if suite else "")
        return None
    finally:
        with open(full, "w", encoding="utf-8") as f:
            f.write(before)


def sound(tree, programs):
    """Seconds each program may take; without faults every one of them has to pass."""
    limits = {}
    for program in programs:
        if not tree.build(program):
            sys.exit("mutate.py: %s does not build without a fault" % program)
        start = time.monotonic()
        if not tree.passes(program, None, 900):
            sys.exit("mutate.py: %s fails without a fault: mend that first" % program)
        limits[program] = 30 + 5 * (time.monotonic() - start)
    return limits


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--into", default="build/mutants", help="the folder of the copy and its build")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--draw", type=int, default=0, metavar="N", help="N of the files, by the seed")
    parser.add_argument("--each", type=int, default=2, metavar="N", help="faults a file")
    parser.add_argument("--programs", default="store,unit-bridge,unit-app,unit-view,golden",
                        help="test programs to ask after the layer's own, in this order")
    parser.add_argument("--least", type=int, default=0, metavar="PERCENT", help="fail below this score")
    parser.add_argument("--list", action="store_true", help="print the faults and make none of them")
    return parser.parse_args()


def tell(path, fault):
    return "%s:%d: %s: %s  ->  %s" % (path, fault[0], fault[1], fault[2].strip(), fault[3].strip())


def main():
    options = arguments()
    chance = random.Random(options.seed)
    files = sorted(options.files)
    if options.draw:
        files = sorted(chance.sample(files, min(options.draw, len(files))))
    if options.list:
        for path in files:
            with open(path, encoding="utf-8") as f:
                for fault in mutants(f.read()):
                    print(tell(path, fault))
        return 0
    others = [name for name in options.programs.split(",") if name]
    tree = Tree(os.getcwd(), options.into if os.path.isabs(options.into)
                else os.path.join(os.getcwd(), options.into), os.environ.get("MAKE", "make"))
    plans = {path: plan(tree, path.split("/")[1], os.path.basename(path)[:-2], others) for path in files}
    limits = sound(tree, dict.fromkeys(name for tests in plans.values() for name, _ in tests))
    killed, survivors = 0, []
    for path in files:
        with open(path, encoding="utf-8") as f:
            choice = mutants(f.read())
        chance.shuffle(choice)
        made = 0
        for fault in choice:
            if made == options.each:
                break
            noticed = killer(tree, path, fault, plans[path], limits)
            if noticed is False:
                continue
            made += 1
            killed += noticed is not None
            if noticed is None:
                survivors.append(tell(path, fault))
            print("%-9s %s%s" % ("survived" if noticed is None else "killed", tell(path, fault),
                                 "" if noticed is None else "  (%s)" % noticed), flush=True)
    total = killed + len(survivors)
    print("mutants: %d of %d killed, seed %d, %d files" % (killed, total, options.seed, len(files)))
    for line in survivors:
        print("  survivor " + line)
    return 1 if total and 100 * killed < options.least * total else 0


if __name__ == "__main__":
    sys.exit(main())
