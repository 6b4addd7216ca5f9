#!/bin/sh
# test_mutate.sh - mutate.py finds what no test looks at: in a tree of one source and one test it makes
# faults, has them noticed or not, and leaves the tree as it was. What it may not touch it leaves alone.
set -u
. "$(dirname "$0")/../support/lib.sh"
need python3 git make
mutate=$root/tests/tools/mutate.py
tree=$tmp/tree
mkdir -p "$tree/src/model" "$tree/tests/unit/model"
cd "$tree" || exit 1

cat >src/model/sum.c <<'C'
/* sum.c - if (a < b) in a comment is prose. */
int sum_two(int a, int b)
{
	if (a < 0 && b < 0)
		return -1; /* a == b */
	return a + 1 + b;
}

void sum_say(const char *s)
{
	sum_note("if (a == b) drop(this);", s);
	sum_log(s,
		sum_name(s));
	free(s);
}
C
# The only test looks at the sum, and neither at the sign nor at what is said. `return 0` does not compile.
: >tests/unit/model/test_sum.c
printf '#!/bin/sh\ngrep -q "a + 1 + b" src/model/sum.c\n' >test.sh
cat >Makefile <<'M'
$(B)/debug/tests/unit-model: src/model/sum.c
	@! grep -q '^{ return 0;' $<
	@mkdir -p $(@D)
	@cp test.sh $@
	@chmod +x $@
M
git init -q . && git add -A

says '^' python3 "$mutate" --list src/model/sum.c
cp "$tmp/out" "$tmp/list"
check 'a condition is turned round' grep -qF 'if (a < 0 && b < 0)  ->  if (!(a < 0 && b < 0))' "$tmp/list"
check 'an edge is moved' grep -qF -- '->  if (a <= 0 && b < 0)' "$tmp/list"
check 'and becomes or' grep -qF -- '->  if (a < 0 || b < 0)' "$tmp/list"
check 'a step goes the other way' grep -qF -- '->  return a - 1 + b;' "$tmp/list"
check 'a function returns at once' grep -qF 'sum.c:3: return: {  ->  { return 0;' "$tmp/list"
check 'and so does one of nothing' grep -qF 'sum.c:10: return: {  ->  { return;' "$tmp/list"
check 'a call is left out' grep -qF 'sum.c:11: drop:' "$tmp/list"
check 'comments are left alone' not grep -qE 'sum.c:1:|a != b' "$tmp/list"
check 'half a call is left alone' not grep -q 'sum.c:13:' "$tmp/list"
check 'what only tidies is left alone' not grep -q 'sum.c:14:' "$tmp/list"

before=$(sha256sum src/model/sum.c)
says 'mutants: 1 of [0-9]+ killed, seed 1, 1 files.*survivor src/model/sum.c:4: ' \
	python3 "$mutate" --into "$tmp/mutants" --programs '' --each 99 src/model/sum.c
cp "$tmp/out" "$tmp/first"
check 'what is looked at is noticed' grep -q '^killed.*sum.c:6: .*(unit-model:sum)$' "$tmp/first"
check 'what does not compile is not counted' not grep -q 'sum.c:3: return' "$tmp/first"
check 'the tree is as it was' test "$(sha256sum src/model/sum.c)" = "$before"
check 'and so is the copy' cmp -s src/model/sum.c "$tmp/mutants/src/model/sum.c"
says '^' python3 "$mutate" --into "$tmp/mutants" --programs '' --each 99 src/model/sum.c
check 'the same seed makes the same faults' cmp -s "$tmp/out" "$tmp/first"
# A run that was killed has left its fault in the copy.
sed -i 's/a + 1 + b/a - 1 + b/' "$tmp/mutants/src/model/sum.c"
says 'mutants: 1 of' python3 "$mutate" --into "$tmp/mutants" --programs '' --each 99 src/model/sum.c
refuses 'mutants: 1 of' python3 "$mutate" --into "$tmp/mutants" --programs '' --each 99 --least 90 \
	src/model/sum.c
# A tree whose tests fail already says nothing about a fault.
sed -i 's/a + 1 + b/a + b/' src/model/sum.c
refuses 'fails without a fault' python3 "$mutate" --into "$tmp/mutants" --programs '' src/model/sum.c
finish
