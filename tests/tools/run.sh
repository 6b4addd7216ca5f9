#!/bin/sh
# run.sh BUILD_DIR PROGRAM... - runs test programs and scripts one after the other, shows what each
# says, and ends with one summary line. A script that exits 77 is skipped and has said why.
set -u
O=$1
shift
export CARREL_BUILD="$O"
export TZ=UTC LC_ALL=C.UTF-8
unset CARREL_STORE CARREL_AGENT CARREL_NOW NO_COLOR
case $O in *asan* | *tsan*) export CK_FORK=no ;; esac
passed=0 failed=0 skipped=0 bad=

program() {
	if [ "${CARREL_UNDER:-}" = valgrind ]; then
		CK_FORK=no valgrind -q --error-exitcode=9 --leak-check=full "$1"
	else
		"$1"
	fi
}
for t in "$@"; do
	name=$(basename "$t")
	log="$O/tests/$name.log"
	mkdir -p "$O/tests"
	start=$(date +%s)
	case $t in
	*.sh) sh "$t" "$O" >"$log" 2>&1 ;;
	*) program "$t" >"$log" 2>&1 ;;
	esac
	rc=$?
	# The looker for leaks sometimes dies itself, which says nothing about the program: once more.
	if [ "$rc" -ne 0 ] && grep -q 'LeakSanitizer has encountered a fatal error' "$log"; then
		program "$t" >"$log" 2>&1
		rc=$?
	fi
	took=$(($(date +%s) - start))
	case $t in
	*.sh)
		case $rc in
		0) p=1 f=0 s=0 ;;
		77) p=0 f=0 s=1 ;;
		*) p=0 f=1 s=0 ;;
		esac ;;
	*)
		line=$(grep -E '^[0-9]+%: Checks:' "$log" | tail -1)
		checks=$(echo "$line" | sed -n 's/.*Checks: \([0-9]*\),.*/\1/p')
		fails=$(echo "$line" | sed -n 's/.*Failures: \([0-9]*\),.*/\1/p')
		errors=$(echo "$line" | sed -n 's/.*Errors: \([0-9]*\).*/\1/p')
		f=$((${fails:-0} + ${errors:-0}))
		p=$((${checks:-0} - f)) s=0
		[ "$rc" -ne 0 ] && [ "$f" -eq 0 ] && f=1 ;;
	esac
	passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
	word=ok
	[ "$s" -gt 0 ] && word=skip
	[ "$f" -gt 0 ] && word=FAIL && bad="$bad $name"
	printf '  %-4s %-28s %4d passed %3d failed  %3d s\n' "$word" "$name" "$p" "$f" "$took"
	grep -E '^skip:' "$log"
	if [ "$f" -gt 0 ]; then
		grep -vE '^[0-9]+%: Checks:|^Running suite' "$log" | tail -40 | sed 's/^/       /'
	fi
done
[ -n "$bad" ] && echo "Failed:$bad (whole output in $O/tests/*.log)"
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
