#!/bin/sh
# test_symbols.sh [BUILD_DIR] - what the linker saw: the program and its modules call nothing that is
# banned, not even through a macro or a header. (tests/tools/lint.sh reads the source; this, the result.)
set -u
. "$(dirname "$0")/../support/lib.sh"
need carrel nm
banned='system|popen|strcpy|strcat|sprintf|vsprintf|strtok|atoi|atol|gets|rand|srand|mktemp|tmpnam'

# Prints the banned names among those a file takes from elsewhere, checked variants included.
taken() {
	nm -u "$1" | sed 's/^ *[A-Za-z] //; s/@.*//; s/^__\(.*\)_chk$/\1/' | grep -Ex "$banned"
}

# Positive control: a program that does call them is caught.
cat >"$tmp/bad.c" <<'C'
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int main(int n, char **v)
{
	char b[99];
	strcpy(b, v[n - 1]);
	sprintf(b, "%s%d", v[0], n);
	return system(b);
}
C
${CC:-gcc} -O2 -D_FORTIFY_SOURCE=2 -w -o "$tmp/bad" "$tmp/bad.c" || exit 1
if [ "$(taken "$tmp/bad" | sort | tr '\n' ' ')" != "sprintf strcpy system " ]; then
	echo "the control was not caught: $(taken "$tmp/bad" | tr '\n' ' ')"
	exit 1
fi
failed=0
for f in "$build/carrel" "$build"/*.so "$build/carrel-mail"; do
	[ -e "$f" ] || continue
	found=$(taken "$f" | tr '\n' ' ')
	if [ -n "$found" ]; then
		echo "$f calls: $found"
		failed=1
	else
		echo "$f: $(nm -u "$f" | wc -l) names from elsewhere, none banned"
	fi
done
exit "$failed"
