#!/bin/sh
# test_fuzz_targets.sh - every function that reads text from outside is reached by a fuzz target.
#
# Such a function is told by its prototype: public (include/carrel, or a header within src that is not
# of store, view or cmd), its name ends in what readers are called here, and it takes the text as a const char *. It is
# covered when a target calls it. tests/fuzz/covered.txt says of the others why not:
#	FUNCTION through OTHER      OTHER does nothing else with its text, and is covered
#	FUNCTION table              looks one word up in a table
#	FUNCTION random TEST        the unit test of that name gives it random bytes
#	FUNCTION not WHY            reads no text from outside, in spite of its name
# A line for a function that is not there, or that is covered anyway, is an error, too.
set -u
cd "$(dirname "$0")/../.." || exit 2
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT

# Prototypes of the headers given, one a line; comments and bodies left out.
prototypes() {
	cat "$@" | sed 's|//.*||' | tr '\n' ' ' | sed 's|/\*[^*]*\*\+\([^/*][^*]*\*\+\)*/||g' |
		tr ';{}' '\n\n\n' | grep '('
}
# Of these the names of those that read text.
readers() {
	grep -E '(FILE \*f|(const char \*|struct strbuf \*)(text|bytes|s|json|cell|iso|typed|word|words|name|kept|given|id|code|tag|value|line|spec|number|shown|address|mail|body|fields|key)?)[,)]' |
		grep -oE '[a-z_0-9]+_(parse|parse_[a-z_]+|read|read_file|scan|expand|decode|feed|mask|plain|names|nests|nest|sections|section|unguard|redact|open_memory|import_[a-z]+)\(' |
		tr -d '(' | sort -u
}
covered() { # every name a target calls
	cat tests/fuzz/fuzz_*.c | grep -oE '[a-z_0-9]+\(' | tr -d '(' | sort -u
}

# Positive control: the rule sees a reader, and sees that nobody calls it.
cat >"$tmp/control.h" <<'H'
/* bool not_this_parse(const char *text); */
bool surely_nobody_parse(const char *text, size_t n);
int surely_nobody_writes(const char *text);
H
if [ "$(prototypes "$tmp/control.h" | readers)" != surely_nobody_parse ]; then
	echo "the control was not seen: $(prototypes "$tmp/control.h" | readers | tr '\n' ' ')"
	exit 1
fi

headers=$(find include/carrel src/base src/model src/conf src/tui src/bridge src/app -name '*.h' | sort)
# shellcheck disable=SC2086 # a list of names without spaces
prototypes $headers | readers >"$tmp/readers"
covered >"$tmp/covered"
sed 's/#.*//; /^ *$/d' tests/fuzz/covered.txt >"$tmp/said"
failed=0
say() {
	echo "$1"
	failed=$((failed + 1))
}
while read -r function; do
	grep -qx "$function" "$tmp/covered" && continue
	grep -q "^$function " "$tmp/said" ||
		say "$function: no target in tests/fuzz calls it, and tests/fuzz/covered.txt does not say why"
done <"$tmp/readers"
while read -r function how what rest; do
	grep -qx "$function" "$tmp/readers" || say "covered.txt: $function is no reader (any more)"
	grep -qx "$function" "$tmp/covered" && say "covered.txt: $function has a target by now"
	case $how in
	through)
		grep -qx "$what" "$tmp/covered" || grep -q "^$what through " "$tmp/said" ||
			say "covered.txt: $function through $what, which no target calls" ;;
	random)
		grep -rqs "START_TEST($what)" tests/unit || say "covered.txt: $function: there is no test $what" ;;
	table) [ -z "$what" ] || say "covered.txt: $function: table says all" ;;
	not) [ -n "$what" ] || say "covered.txt: $function: say why not" ;;
	*) say "covered.txt: $function: $how is none of through, random, table, not" ;;
	esac
	: "$rest"
done <"$tmp/said"
n=$(wc -l <"$tmp/readers")
[ "$n" -ge 40 ] || say "only $n readers were seen: the rule is broken"
[ $failed -eq 0 ] || exit 1
echo "test_fuzz_targets: $n readers of text, $(wc -l <"$tmp/said") of them by another way, the rest by a target"
