#!/bin/sh
# test_lib.sh - the helpers of the shell tests can fail: each is tried on what holds and on what does not,
# in a test of three lines that is run as run.sh would run it.
set -u
. "$(dirname "$0")/../support/lib.sh"
need python3
mkdir -p "$tmp/tests/support" "$tmp/tests/tools" "$tmp/build" "$tmp/d"
cp "$root"/tests/support/lib*.sh "$tmp/tests/support/"
printf '#!/bin/sh\necho "skip: no server"\nexit 77\n' >"$tmp/tests/tools/pg.sh"
# Says what it is told to: status, standard output, standard error.
cat >"$tmp/build/carrel" <<'C'
#!/bin/sh
while [ "$1" != say ]; do shift; done
[ -z "$3" ] || printf '%s\n' "$3"
[ -z "$4" ] || printf '%s\n' "$4" >&2
exit "$2"
C
chmod +x "$tmp/build/carrel"

# outcome STATUS WORDS LINES: a test of these lines ends so, and says these words.
outcome() {
	{
		echo 'set -u'
		echo '. "$(dirname "$0")/../support/lib.sh"'
		echo '. "$root/tests/support/lib_desk.sh"'
		echo 'mkdir "$tmp/d"; store=x engine=none'
		echo "$3"
		echo finish
	} >"$tmp/tests/tools/test_it.sh"
	sh "$tmp/tests/tools/test_it.sh" "$tmp/build" >"$tmp/out" 2>"$tmp/err" </dev/null
	rc=$?
	seen=$((seen + 1))
	if [ "$rc" -ne "$1" ] || ! grep -qF "$2" "$tmp/out"; then
		wrong "$3" "status $rc, wanted $1 and $2"
	fi
}
holds() { outcome 0 '1 looked at, 0 wrong' "$1"; }
fails() { outcome 1 "$1" "$2"; }

holds "says 'fine' \"\$carrel\" say 0 'all is fine' ''"
holds "says 'all.*heard' \"\$carrel\" say 0 all heard"
fails 'status 1, wanted 0' "says 'fine' \"\$carrel\" say 1 'all is fine' ''"
fails 'wanted 0 and fine' "says 'fine' \"\$carrel\" say 0 'nothing' ''"
holds "refuses 'no' \"\$carrel\" say 1 '' 'no such'"
fails 'status 0, wanted 1' "refuses 'no' \"\$carrel\" say 0 '' 'no such'"
fails 'status 2, wanted 1' "refuses 'no' \"\$carrel\" say 2 '' 'no such'"
holds "check 'it is' test 1 -eq 1"
fails 'FAIL it is' "check 'it is' test 1 -eq 2"
holds "check 'it is not' not test 1 -eq 2"
fails 'FAIL it is not' "check 'it is not' not test 1 -eq 1"
holds "works it '^fine' \"\$carrel\" say 0 fine ''"
fails 'it: status 3' "works it '^fine' \"\$carrel\" say 3 fine ''"
fails 'it: no answer with' "works it '^fine' \"\$carrel\" say 0 bad fine"
holds "refused it 1 'not there' \"\$carrel\" say 1 '' 'carrel: not there'"
fails 'status 2, not 1' "refused it 1 'not there' \"\$carrel\" say 2 '' 'carrel: not there'"
fails 'no sentence' "refused it 1 'not there' \"\$carrel\" say 1 '' 'not there'"
fails 'not one line' "refused it 1 'one' \"\$carrel\" say 1 '' 'carrel: one
two'"
fails 'standard output is not empty' "refused it 1 'one' \"\$carrel\" say 1 out 'carrel: one'"
fails 'a file was changed' "touch_it() { echo x >\"\$tmp/d/file\"; \"\$carrel\" say 1 '' 'carrel: one'; }
refused it 1 'one' touch_it"
holds "does '^ok' say 0 ok ''"
fails 'status 1' "does '^ok' say 1 ok ''"
fails 'something on standard error' "does '^ok' say 0 ok 'but'"
fails 'no answer with ^ok' "does '^ok' say 0 no ''"
holds "denied 'never' say 1 '' never"
fails 'was not refused' "denied 'never' say 0 '' never"
fails 'no refusal with' "denied 'never' say 1 never ''"
holds "tells 'd[\"a\"] == 1' say 0 '{\"a\": 1}' ''"
fails 'not d["a"] == 2' "tells 'd[\"a\"] == 2' say 0 '{\"a\": 1}' ''"
fails 'not has(d' "tells 'has(d, \"a b\")' say 0 '{\"a\": 1}' ''"
fails 'not d' "tells 'd' say 0 '{\"a\": ' ''"
outcome 0 'PostgreSQL was left out: skip: no server' "one() { does . say 0 \$engine ''; }
on_engines one"
outcome 77 'skip: no nothing-of-this-name' 'need carrel nothing-of-this-name'
outcome 0 swept 'at_end="echo swept"'
finish
