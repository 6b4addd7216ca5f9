#!/bin/sh
# make_runner.sh FILE... - a main() for Check that runs suite_<x>() of every test_<x>.c given.
set -eu
printf '#include <check.h>\n#include <stdlib.h>\n\n'
for f in "$@"; do
	s=$(basename "$f" .c)
	printf 'Suite *suite_%s(void);\n' "${s#test_}"
done
printf '\nint main(void)\n{\n\tSRunner *sr = srunner_create(NULL);\n'
for f in "$@"; do
	s=$(basename "$f" .c)
	printf '\tsrunner_add_suite(sr, suite_%s());\n' "${s#test_}"
done
cat <<'C'
	srunner_run_all(sr, CK_ENV);
	int failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
C
