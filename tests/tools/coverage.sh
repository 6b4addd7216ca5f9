#!/bin/sh
# coverage.sh BUILD_DIR - after a run of the coverage build: lines covered a file, worst first, and
# the whole. gcov comes with the compiler, so nothing else needs to be there.
set -u
O=$1
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
find "$O/obj" -name '*.gcda' | sort >"$tmp/data"
if [ ! -s "$tmp/data" ]; then
	echo "coverage: no counts in $O/obj; run make coverage" >&2
	exit 1
fi
# -n: no .gcov files. gcov names the source, then its percentage on the next line.
xargs gcov -n <"$tmp/data" 2>/dev/null |
	awk '/^File / {
		file = substr($2, 2, length($2) - 2)
	}
	/^Lines executed:/ && file ~ /^src\// {
		split($0, part, /[:% ]/)
		if (!(file in total)) {
			total[file] = $NF
			percent[file] = part[3]
		}
		file = ""
	}
	END {
		for (f in total) {
			printf "%6.1f %%  of %5d lines  %s\n", percent[f], total[f], f | "sort -n"
			lines += total[f]
			hit += percent[f] * total[f] / 100
		}
		close("sort -n")
		if (lines > 0)
			printf "%6.1f %%  of %5d lines  in all\n", 100 * hit / lines, lines
	}'
