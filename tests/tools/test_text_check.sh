#!/bin/sh
# test_text_check.sh BUILD_DIR - `carrel text check` on a folder of broken examples, one fault each.
# The first line of each says what is expected:  # expect: LINE:COLUMN RULE: WORDS
set -u
. "$(dirname "$0")/../support/lib.sh"
need carrel
export HOME="$tmp" XDG_CONFIG_HOME="$tmp/config" XDG_DATA_HOME="$tmp/data" LC_ALL=C.UTF-8
failed=0 broken=0

bad() {
	echo "test_text_check: $1"
	failed=1
}

cd "$root/tests/fixtures/texts-broken" || exit 1
for file in *.yaml; do
	want=$(sed -n '1s/^# expect: //p' "$file")
	"$carrel" text check --strict "$file" >"$tmp/out" 2>"$tmp/err"
	rc=$?
	if [ "$want" = nothing ]; then
		[ $rc -eq 0 ] || bad "$file: exit $rc: $(cat "$tmp/out")"
		continue
	fi
	broken=$((broken + 1))
	where=${want%% *} rest=${want#* }
	rule=${rest%%:*} words=${rest#*: }
	[ $rc -eq 1 ] || bad "$file: exit $rc, not 1"
	[ "$(grep -c . "$tmp/out")" -eq 1 ] || bad "$file: not one finding: $(cat "$tmp/out")"
	case $(cat "$tmp/out") in
	"$file:$where: "*"$words"*" [$rule]") ;;
	*) bad "$file: wanted $want, got $(cat "$tmp/out")" ;;
	esac
done
[ $broken -ge 30 ] || bad "only $broken broken examples"

# A warning alone does not fail, unless it is asked to.
"$carrel" text check review-past.yaml >"$tmp/out" 2>&1 || bad 'a warning alone fails'
grep -q 'warnings: 1' "$tmp/out" || bad 'a warning is not counted'

# What programs read.
"$carrel" text check --json card-number.yaml >"$tmp/json" 2>/dev/null && bad 'json: exit 0'
for part in '"files":1' '"errors":1' '"warnings":0' '"severity":"error"' '"rule":"card-number"' \
	'"file":"card-number.yaml"' '"line":13' '"column":17' '"path":"texts[0].text.en.formal"' \
	'"message":' '"suggestion":"take it out"'; do
	tr -d ' \n' <"$tmp/json" | sed 's/takeitout/take it out/' | grep -qF "$part" ||
		bad "json: no $part"
done

# All faults of many files at once; and a file that is not there.
"$carrel" text check . >"$tmp/out" 2>/dev/null && bad 'the whole folder is good'
[ "$(grep -c . "$tmp/out")" -ge "$broken" ] || bad 'the folder shows fewer faults than it has files'
"$carrel" text check no-such-file.yaml >"$tmp/out" 2>&1 && bad 'a missing file is good'
grep -q 'no-such-file.yaml: error: cannot be read' "$tmp/out" || bad "missing: $(cat "$tmp/out")"

# The library that is shipped.
cd "$root" && "$carrel" text check --strict share/texts >"$tmp/out" 2>&1 ||
	bad "share/texts: $(cat "$tmp/out")"
[ $failed -eq 0 ] && echo "test_text_check: $broken broken examples told, the good ones pass"
exit $failed
