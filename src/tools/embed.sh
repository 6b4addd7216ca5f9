#!/bin/sh
# embed.sh NAME FILE... - writes C to standard output: `const struct embedded NAME_files[]` (name is
# the path as given, text NUL-terminated) and its count. See include/carrel/embedded.h.
set -eu
name=$1
shift
printf '/* Made by src/tools/embed.sh. */\n#include "carrel/embedded.h"\n\n'
i=0
for f in "$@"; do
	printf 'static const char file_%d[] = {' "$i"
	od -An -v -tu1 "$f" | sed 's/  */,/g; s/^,//; s/$/,/'
	printf '0};\n'
	i=$((i + 1))
done
printf 'const struct embedded %s_files[] = {\n' "$name"
i=0
for f in "$@"; do
	printf '\t{"%s", file_%d, sizeof(file_%d) - 1},\n' "$f" "$i" "$i"
	i=$((i + 1))
done
[ "$i" -gt 0 ] || printf '\t{0},\n'
printf '};\nconst size_t %s_files_count = %d;\n' "$name" "$i"
