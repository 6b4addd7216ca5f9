# lib_desk.sh - whole days at a desk as shell commands, the same on each engine. After lib.sh:
#
#	day() { as=ana; does 'Ringing' call ring --queue general; tells 'd["hand"]["item"] > 0' next; }
#	on_engines day
#	finish
#
# What is done is done in $store by the person in $as; $engine is its name.
engine= store= as=ana python=
if command -v python3 >/dev/null; then
	python=python3
else
	echo 'no python3: JSON was not read, only asked for'
fi

amiss() {
	wrong "$engine, $*"
}
desk() {
	timeout 30 "$carrel" -s "$store" --as "$as" "$@"
}
# does 'REGEX' WORD...: status 0, nothing on standard error, the regex in the answer.
does() {
	regex=$1
	shift
	run desk "$@"
	[ "$rc" -eq 0 ] || amiss "$*: status $rc"
	[ -s "$tmp/err" ] && amiss "$*: something on standard error"
	grep -qE "$regex" "$tmp/out" || amiss "$*: no answer with $regex"
}
# denied 'REGEX' WORD...: not done, and a sentence with the regex.
denied() {
	regex=$1
	shift
	run desk "$@"
	[ "$rc" -ne 0 ] || amiss "$*: was not refused"
	grep -qE "$regex" "$tmp/err" || amiss "$*: no refusal with $regex"
}
# tells 'EXPRESSION' WORD...: the answer as JSON is d, and the Python expression holds of it.
tells() {
	expression=$1
	shift
	does '^[{]' --json "$@"
	[ -n "$python" ] || return 0
	python3 - "$tmp/out" "$expression" 2>"$tmp/err" <<'P' || amiss "$*: not $expression"
import json, sys
d = json.load(open(sys.argv[1], encoding="utf-8"))
def has(o, keys):
    missing = [k for k in keys.split() if k not in o]
    if missing:
        print("missing:", missing, file=sys.stderr)
    return not missing
sys.exit(0 if eval("(" + sys.argv[2] + ")") else 1)
P
}
# The value of a key anywhere in the last answer, without a JSON reader.
value_of() {
	sed -n "s/.*\"$1\": \"\{0,1\}\([^\",]*\)\"\{0,1\},\{0,1\}\$/\1/p" "$tmp/out" | head -1
}
# script WHO: the lines of standard input in a console of that person.
script() {
	cat >"$tmp/lines.script"
	was=$as as=$1
	run desk --script "$tmp/lines.script"
	as=$was
	[ "$rc" -eq 0 ] || amiss "script of $1: status $rc"
}

# on_engines FUNCTION: on SQLite, and on a PostgreSQL of its own where there is one.
on_engines() {
	engine=sqlite store=$tmp/store.db
	"$1"
	if address=$(sh "$root/tests/tools/pg.sh" start "$tmp/pg" $$); then
		at_end="sh '$root/tests/tools/pg.sh' stop '$tmp/pg'; $at_end"
		engine=postgres store=$address
		"$1"
	else
		echo "PostgreSQL was left out: $address"
	fi
}
