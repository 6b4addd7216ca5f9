#!/bin/sh
# test_key_count.sh BUILD_DIR - the calls that golden scripts count: each is there with the keys it may
# take, and each count is real: asked for one key less, the same script fails at that very line.
set -u
. "$(dirname "$0")/../support/lib.sh"
need carrel
bad=0

carrel() {
	(cd "$tmp" && env -i PATH=/usr/bin:/bin HOME="$tmp" LC_ALL=C.UTF-8 TZ=UTC \
		CARREL_NOW=2026-11-19T14:05:00Z "$build/carrel" "$@")
}
# run SCRIPT: on a centre of its own; what it says stands in $tmp/said.
run() {
	cp "$tmp/centre.db" "$tmp/this.db"
	carrel -s this.db --script "$1" --language en --size 80x24 >"$tmp/said" 2>&1
}
# refused WHAT WORDS LINE...: a script of these lines ends with these words.
refused() {
	what=$1 words=$2
	shift 2
	printf '%s\n' "sign-on ana" "$@" >"$tmp/script"
	if run "$tmp/script" || ! grep -qF "$words" "$tmp/said"; then
		echo "$what: expected a refusal that says “$words”, got:"
		tail -3 "$tmp/said"
		bad=1
	fi
}

carrel demo --into centre.db --size small --seed 1 >/dev/null || exit 1
for call in known:5 several:10 unknown:13 added:12 wrong:3; do
	grep -qx "count ${call#*:}" "$root/tests/golden/call-${call%:*}.script" || {
		echo "call-${call%:*}.script does not count ${call#*:} keys"
		bad=1
	}
done
counts=0
for script in $(grep -lE '^count [0-9]' "$root"/tests/golden/*.script); do
	for line in $(grep -nE '^count [0-9]' "$script" | cut -d: -f1); do
		keys=$(sed -n "${line}s/count //p" "$script")
		sed "${line}s/.*/count $((keys - 1))/" "$script" >"$tmp/script"
		if run "$tmp/script" || ! grep -qF "script:$line: These were $keys keys" "$tmp/said"; then
			echo "$(basename "$script"):$line: $((keys - 1)) keys would do as well:"
			tail -3 "$tmp/said"
			bad=1
		fi
		counts=$((counts + 1))
	done
done
[ "$counts" -ge 5 ] || { echo "only $counts counts were tried"; bad=1; }

refused "too many" "These were 3 keys, at most 2 are allowed." \
	"count start" "press Down Down Up" "count at-most 2"
refused "typing" "These were 5 keys, not 1." "press F3" "count start" "type rosav" "count 1"
refused "a command for nothing" "would cost none" "count start" "next" "count 0"
refused "no end" "never counted to the end" "count start" "press Down"
refused "no beginning" "Nothing is counted here" "press Down" "count 1"
refused "no number" "count takes start" "count some"
printf '%s\n' "sign-on ana" "count start" "press Down Up" "tick 1000" "resize 100x30" \
	"count at-most 5" "count start" "paste two words" "count 1" >"$tmp/script"
run "$tmp/script" || { echo "a count that holds was refused:"; tail -3 "$tmp/said"; bad=1; }
[ "$bad" -eq 0 ] && echo "$counts counted calls, each fails for a key more"
exit $bad
