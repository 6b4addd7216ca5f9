#!/bin/sh
# test_lint.sh - every rule of lint.sh can fail: a tiny tree that breaks one rule is named with file
# and line, and the same tree without the breach passes.
set -u
. "$(dirname "$0")/../support/lib.sh"
here=$root/tests/tools
tree=$tmp/tree
: >"$tmp/tried"
: >"$tmp/missed"

# Pipes run in shells of their own, so the counts are lines of files.
miss() {
	echo "$*"
	echo "$*" >>"$tmp/missed"
	[ -f "$tmp/out" ] && sed 's/^/  /' "$tmp/out"
}

# A clean tree with everything that the rules must let pass.
plant() {
	mkdir -p "$tree/include/carrel" "$tree/tests/tools" "$tree/tests/unit/tui" "$tree/src/base" \
		"$tree/src/model" "$tree/src/conf" "$tree/src/tui" "$tree/src/store" "$tree/src/app" \
		"$tree/src/cmd" "$tree/src/view"
	{
		grep '^layer ' "$here/layers.txt"
		echo 'mem.h base'
		echo 'bare.h base'
		echo 'call.h model'
		echo 'grid.h tui'
		echo 'option.h conf'
		echo 'store.h store'
		echo 'app.h app'
	} >"$tree/tests/tools/layers.txt"
	for h in mem call grid option store app; do
		printf '/* %s.h - what it is. */\n' "$h" >"$tree/include/carrel/$h.h"
	done
	cat >"$tree/src/tui/grid.c" <<'C'
/* Never system() or strcpy(). Prose: "Select a case from the list". */
#include "carrel/grid.h"
#include "carrel/mem.h"

const char *grid_say(void)
{
	// atoi(
	return "Select a case from the list; system(\"x\") is \\\" only text"; /* rand() */
}
C
	cat >"$tree/src/tui/term_curses.c" <<'C'
#include <ncursesw/curses.h>
C
	cat >"$tree/src/store/db.c" <<'C'
#include <sqlite3.h>
#include "carrel/call.h"

const char *db_sql(void)
{
	return "SELECT id FROM casefile WHERE id = $1";
}
C
	cat >"$tree/src/app/app.c" <<'C'
#include "carrel/app.h"
#include "carrel/grid.h"
#include "carrel/store.h"

int app_snprintf(int (*atoi_like)(int))
{
	return atoi_like(1);
}
C
	body 60 >"$tree/src/base/long.c"
	printf '/* 500 lines are allowed. */\n%.0s' $(seq 500) >"$tree/src/base/full.c"
	printf '/* 750 in a test. */\n%.0s' $(seq 750) >"$tree/tests/unit/tui/test_full.c"
	printf '/* More with a reason. */\n%.0s' $(seq 800) >"$tree/src/base/argued.c"
	printf '# Reasons.\nsrc/base/argued.c one table\n' >"$tree/tests/tools/long_files.txt"
	echo '/* Finds ../sha''red/data beside the repository. */' >"$tree/tests/unit/tui/test_grid.c"
}

# body N - a function whose body takes N lines, braces included.
body() {
	printf 'void f(void);\n\nvoid f(void)\n{\n'
	printf '\tf();\n%.0s' $(seq $(($1 - 2)))
	printf '}\n'
}

# fresh - the clean tree again. Without .clang-format, whose check is slow, the layout is not judged.
fresh() {
	rm -rf "$tree"
	cp -R "$tmp/clean" "$tree"
}

# breaks RULE FILE LINE [TIMES] - what standard input holds, appended to FILE, must be named.
breaks() {
	fresh
	mkdir -p "$(dirname "$tree/$2")"
	[ "$1" = format ] && cp "$root/.clang-format" "$tree/"
	cat >>"$tree/$2"
	echo "$1 $2" >>"$tmp/tried"
	if sh "$here/lint.sh" "$tree" >"$tmp/out" 2>&1; then
		miss "lint let a breach of '$1' pass: $2"
	elif ! grep -q "^$2:$3: $1: " "$tmp/out"; then
		miss "lint did not say '$2:$3: $1:' but:"
	elif [ "$(grep -c "^[^ :]*:[0-9]*: " "$tmp/out")" -ne "${4:-1}" ]; then
		miss "lint found more or less than was broken:"
	fi
}

plant
cp -R "$tree" "$tmp/clean"
cp "$root/.clang-format" "$tree/"
sh "$here/lint.sh" "$tree" >"$tmp/out" 2>&1 || miss "lint refused a clean tree:"
grep -q '^lint: 0 breaches in' "$tmp/out" || miss "no summary line:"
judged=yes
grep '^skip:' "$tmp/out" && judged=

echo '#include "carrel/app.h"' | breaks layer src/model/up.c 1
echo '#include "carrel/option.h"' | breaks layer src/tui/grid.c 10
echo '#include "carrel/grid.h"' | breaks layer src/conf/side.c 1
echo '#include "carrel/option.h"' | breaks layer src/store/side.c 1
echo '#include "store/db.h"' | breaks layer src/tui/private.c 1
echo '#include "view/pane.h"' | breaks layer src/cmd/brother.c 1
echo '#include "carrel/store.h"' | breaks layer tests/unit/tui/test_up.c 1
echo '#include "carrel/call.h"' | breaks layer include/carrel/mem.h 2
echo '#include "carrel/nowhere.h"' | breaks layer src/app/unlisted.c 1
echo '/* stray.h - a header without a line. */' | breaks layer include/carrel/stray.h 1

echo '#include <sqlite3.h>' | breaks sql src/app/engine.c 1
echo '#include <libpq-fe.h>' | breaks sql src/base/engine.c 1
echo 'const char *s = "SELECT id FROM casefile";' | breaks sql src/app/sql.c 1
printf 'const char *s = "SELECT id "\n\t\t"FROM casefile";\n' | breaks sql src/app/split.c 1
echo 'const char *s = "UPDATE call SET end_at = $1";' | breaks sql src/view/sql.c 1
echo 'const char *s = "insert into call values ($1)";' | breaks sql src/cmd/sql.c 1
echo 'const char *s = "DELETE FROM draft";' | breaks sql src/model/sql.c 1

echo '#include <curses.h>' | breaks curses src/view/direct.c 1
echo '#include <ncursesw/ncurses.h>' | breaks curses src/tui/term_null.c 1

for call in system popen strcpy strcat sprintf vsprintf strtok atoi gets rand; do
	printf '/* why */\nint x = %s (0);\n' "$call" | breaks call src/base/call.c 2
done
echo 'int x = 1 + atoi("7") + rand();' | breaks call tests/unit/tui/test_two.c 1 2
printf '/* a\n b */ int x = atoi(0);\n' | breaks call src/base/comment.c 2
echo 'const char *sh = "/bin/sh";' | breaks shell src/base/shell.c 1

body 61 | breaks size src/base/function.c 4
printf '/* One too many. */\n' | breaks size src/base/full.c 501
printf '/* One too many. */\n' | breaks size tests/unit/tui/test_full.c 751
printf '/* One too many. */\n' | breaks size src/base/argued.c 801
echo 'src/base/full.c long once' | breaks size tests/tools/long_files.txt 3
echo 'src/base/gone.c a table' | breaks size tests/tools/long_files.txt 3
printf 'src/base/argued.c\n' | breaks size tests/tools/long_files.txt 3
echo '/* What it is. */' | breaks head include/carrel/bare.h 1

printf '\n/* TO''DO: later */\n' | breaks unfinished src/base/later.c 2
echo 'FIX''ME' | breaks unfinished man/carrel.1 1
echo '# /wo''rk/main' | breaks path src/tools/x.sh 1
echo '/* see sha''red/design.md */' | breaks path src/base/see.c 1
echo '/* /wo''rk/main */' | breaks path tests/unit/tui/test_path.c 1
printf 'int x; \n' | breaks space src/base/blank.c 1
[ -n "$judged" ] && echo 'int  x;' | breaks format src/base/layout.c 1
if command -v git >/dev/null 2>&1; then
	fresh
	git -C "$tree" init -q
	git -C "$tree" -c user.name=t -c user.email=t@localhost commit -q --allow-empty \
		-m 'As in /wo''rk/main'
	echo commit >>"$tmp/tried"
	sh "$here/lint.sh" "$tree" >"$tmp/out"
	grep -q ':1: commit: ' "$tmp/out" || miss "lint let a message with a path pass"
fi

tried=$(wc -l <"$tmp/tried" | tr -d ' ') missed=$(wc -l <"$tmp/missed" | tr -d ' ')
echo "$tried breaches tried, $missed not caught as they should be"
[ "$missed" -eq 0 ] && [ "$tried" -ge 44 ]
