#!/bin/sh
# test_checks.sh - each test that tests/README.md names for a rule exists, is run, and is where it says.
set -u
. "$(dirname "$0")/../support/lib.sh"
cd "$root" || exit 1
bad=0 rules=0
exists() {
	name=$1
	shift
	for file in "$@"; do
		case $name in
		*.sh) [ "$(basename "$file")" = "$name" ] && [ -f "$file" ] && return 0 ;;
		*) grep -q "^START_TEST($name)" "$file" && grep -q "_test(.*\b$name\b" "$file" && return 0
			# The call may be wrapped before its name.
			[ "$(grep -c "\b$name\b" "$file")" -ge 2 ] && return 0 ;;
		esac
	done
	return 1
}
rows() {
	sed -n '/^## What holds/,$p' tests/README.md | grep '^| ' | sed 1d
}
rows >"$tmp/rows"
while IFS='|' read -r _ rule tests files _; do
	rules=$((rules + 1))
	# shellcheck disable=SC2046 # several words
	set -- $(echo "$files" | tr ',' ' ')
	for test in $(echo "$tests" | tr -d '`' | tr ',' ' '); do
		exists "$test" "$@" || { echo "no test $test for:$rule"; bad=1; }
	done
done <"$tmp/rows"
[ "$rules" -ge 11 ] || { echo "only $rules rules were read"; bad=1; }
# The control: one that is not there is missed.
exists keys__sequence__nine_terminals tests/unit/tui/test_keys.c && { echo "nothing is missed"; bad=1; }
[ "$bad" -eq 0 ] && echo "$rules rules, each with its tests"
exit $bad
