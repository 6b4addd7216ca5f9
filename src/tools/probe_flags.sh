#!/bin/sh
# probe_flags.sh CC FLAG... - prints a make line with those flags that this compiler takes.
set -u
cc=$1
shift
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
echo 'int main(void) { return 0; }' > "$tmp/t.c"
taken=
for flag in "$@"; do
	if $cc -Werror "$flag" -c -o "$tmp/t.o" "$tmp/t.c" 2>/dev/null; then
		taken="$taken $flag"
	fi
done
echo "PROBED :=$taken"
