#!/bin/sh
# compile_commands.sh 'CC FLAGS' FILE... - prints compile_commands.json for editors and clang tools.
set -eu
command=$(printf '%s' "$1" | sed 's/\\/\\\\/g; s/"/\\"/g')
shift
here=$(pwd)
printf '['
separator=
for f in "$@"; do
	printf '%s\n{"directory": "%s", "file": "%s", "command": "%s -c %s"}' \
		"$separator" "$here" "$f" "$command" "$f"
	separator=,
done
printf '\n]\n'
