# carrel: one Makefile, every mode beside the others.
#
#   make            the program, build/release/carrel
#   make demo       install what is missing, build, open a demo centre
#   make check      install what the tests need, build, run everything
#   make help       the rest
#
# Objects live in $(B)/$(MODE)/, so that a sanitizer build never disturbs the release one.

VERSION := 0.1.0
MODE ?= release
B ?= build
O := $(B)/$(MODE)
V ?= 0

prefix ?= /usr/local
bindir ?= $(prefix)/bin
libdir ?= $(prefix)/lib
datadir ?= $(prefix)/share
mandir ?= $(datadir)/man
DESTDIR ?=

CC ?= gcc
CXX ?= g++
PKG_CONFIG ?= pkg-config
INSTALL ?= install

Q := $(if $(filter 1,$(V)),,@)
say = $(if $(filter 1,$(V)),,@printf '  %-6s %s\n' '$(1)' '$(2)')

# ---- libraries -------------------------------------------------------------------------------
# libpq is compiled against but loaded on demand (src/store/pq.c): it costs 2.7 ms at start-up.
PKGS := ncursesw sqlite3 yaml-0.1 jansson libxcrypt nettle
PKG_CFLAGS := $(shell $(PKG_CONFIG) --cflags $(PKGS) libpq 2>/dev/null)
PKG_LIBS := $(shell $(PKG_CONFIG) --libs $(PKGS) 2>/dev/null) -lunistring -lm
CHECK_CFLAGS = $(shell $(PKG_CONFIG) --cflags check vterm 2>/dev/null)
CHECK_LIBS = $(shell $(PKG_CONFIG) --libs check 2>/dev/null)
VTERM_LIBS = $(shell $(PKG_CONFIG) --libs vterm 2>/dev/null)

# ---- flags -----------------------------------------------------------------------------------
WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wformat=2 -Wvla \
	-Wimplicit-fallthrough -Wpointer-arith -Wwrite-strings -Wundef \
	-Werror=format-security -Werror=implicit -Werror=incompatible-pointer-types -Werror=int-conversion
WERROR := $(if $(CI),-Werror)
# Flags that not every compiler takes are probed once a build folder (reference: OpenSSF guide).
PROBE := -fstack-clash-protection -fcf-protection=full -ftrivial-auto-var-init=zero \
	-fstrict-flex-arrays=3 -fzero-init-padding-bits=all -Wtrampolines -Wbidi-chars=any
HARDEN := -fstack-protector-strong -fno-delete-null-pointer-checks -fno-strict-overflow \
	-fno-strict-aliasing -fPIE
HARDEN_LD := -pie -Wl,-z,relro,-z,now,-z,noexecstack -Wl,--as-needed

MODE_FLAGS_release := -O2 -g -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3
MODE_FLAGS_debug := -O0 -g3
MODE_FLAGS_asan := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
MODE_FLAGS_tsan := -O1 -g -fsanitize=thread
MODE_FLAGS_coverage := -O0 -g --coverage
MODE_FLAGS := $(MODE_FLAGS_$(MODE))
ifeq ($(MODE_FLAGS),)
$(error MODE must be release, debug, asan, tsan or coverage, not '$(MODE)')
endif

-include $(O)/probed.mk
CPPFLAGS_ALL = -Iinclude -Isrc -I$(O)/gen -D_GNU_SOURCE -DCARREL_VERSION='"$(VERSION)"' \
	-DCARREL_DATADIR='"$(datadir)/carrel"' -DCARREL_LIBDIR='"$(libdir)/carrel"' \
	-DCARREL_LOCALEDIR='"$(datadir)/locale"' $(PKG_CFLAGS) $(CPPFLAGS)
CFLAGS_ALL = -std=c11 $(MODE_FLAGS) $(WARN) $(WERROR) $(HARDEN) $(PROBED) $(CFLAGS)
LDFLAGS_ALL = $(MODE_FLAGS) $(HARDEN_LD) $(LDFLAGS)

# ---- sources ---------------------------------------------------------------------------------
# A layer is a folder and a static library. What a layer may use is said here once more than in
# `make lint`: a test program of a layer links only what the layer may see.
LAYERS := base model conf tui store bridge app cmd view
# Upward reference, the only one: app declares cmd_table[] and view_table[], cmd and view define them.
USES_base := base
USES_model := model base
USES_conf := conf base
USES_tui := tui base
USES_store := store model base
USES_bridge := bridge store model base
USES_app := view cmd app bridge store tui conf model base
USES_cmd := $(USES_app)
USES_view := $(USES_app)

src_of = $(sort $(wildcard src/$(1)/*.c))
GEN_store := $(O)/gen/store/migrations.c
GEN_conf := $(O)/gen/conf/builtin.c
obj_of = $(patsubst src/%.c,$(O)/obj/%.o,$(call src_of,$(1))) $(patsubst $(O)/gen/%.c,$(O)/obj/gen/%.o,$(GEN_$(1)))
lib_of = $(O)/lib$(1).a
LIBS := $(foreach l,$(LAYERS),$(call lib_of,$(l)))
OBJS := $(foreach l,$(LAYERS),$(call obj_of,$(l)))

LANGUAGES := $(patsubst po/%.po,%,$(sort $(wildcard po/*.po)))
CATALOGUES := $(LANGUAGES:%=$(O)/locale/%/LC_MESSAGES/carrel.mo)

.PHONY: all
all: $(O)/carrel $(O)/carrel-phone.so $(CATALOGUES)

define layer_rule
$(call lib_of,$(1)): $(call obj_of,$(1))
	$(call say,AR,$$@)
	$(Q)rm -f $$@ && ar rcs $$@ $$^
endef
$(foreach l,$(LAYERS),$(eval $(call layer_rule,$(l))))

$(O)/carrel: $(O)/obj/main.o $(LIBS)
	$(call say,LD,$@)
	$(Q)$(CC) $(LDFLAGS_ALL) -o $@ $(O)/obj/main.o -Wl,--start-group $(LIBS) -Wl,--end-group $(PKG_LIBS)

$(O)/obj/%.o: src/%.c $(O)/probed.mk | $(O)/gen/version
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

$(O)/obj/gen/%.o: $(O)/gen/%.c $(O)/probed.mk
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

# One C++ file, one module, loaded only when a telephone number needs a country's plan (phone.h).
# The sanitizers' run-times cannot be loaded late, so the module never carries them.
$(O)/carrel-phone.so: src/base/phone.cc
	$(call say,CXX,$@)
	@mkdir -p $(@D)
	$(Q)$(CXX) -std=c++17 -O2 -g -Wall -Wextra -fPIC -shared -Wl,-z,relro,-z,now -Wl,--as-needed \
		-o $@ $< -lphonenumber

$(O)/probed.mk: src/tools/probe_flags.sh
	@mkdir -p $(@D)
	$(Q)sh src/tools/probe_flags.sh '$(CC)' $(PROBE) > $@

$(O)/gen/version:
	@mkdir -p $(@D) && echo $(VERSION) > $@

# ---- translations -----------------------------------------------------------------------------
# A language is a file po/LANG.po. --check compares the blanks of printf with the English ones.
$(O)/locale/%/LC_MESSAGES/carrel.mo: po/%.po
	$(call say,MSGFMT,$@)
	@mkdir -p $(@D)
	$(Q)msgfmt --check -o $@ $<

.PHONY: pot po-update
pot:
	@sh src/tools/pot.sh . > po/carrel.pot.new && mv po/carrel.pot.new po/carrel.pot
po-update: pot
	@for l in $(LANGUAGES); do msgmerge --quiet --update --backup=off --sort-output \
		--no-fuzzy-matching --add-location=file po/$$l.po po/carrel.pot && \
		msgattrib --no-obsolete --sort-output -o po/$$l.po po/$$l.po && \
		printf '%s: ' $$l && msgfmt --statistics -o /dev/null po/$$l.po 2>&1 || exit 1; done

# ---- embedded files --------------------------------------------------------------------------
MIGRATIONS := $(sort $(wildcard src/store/migrations/*.sql))
$(O)/gen/store/migrations.c: src/tools/embed.sh $(MIGRATIONS)
	$(call say,EMBED,$@)
	@mkdir -p $(@D)
	$(Q)sh src/tools/embed.sh migrations $(MIGRATIONS) > $@

BUILTIN := $(sort $(wildcard themes/*.yaml share/keys/*.yaml))
$(O)/gen/conf/builtin.c: src/tools/embed.sh $(BUILTIN)
	$(call say,EMBED,$@)
	@mkdir -p $(@D)
	$(Q)sh src/tools/embed.sh builtin $(BUILTIN) > $@

# ---- tests -----------------------------------------------------------------------------------
# tests/unit/<layer>/test_<module>.c defines `Suite *suite_<module>(void)`; the runner is made from
# the file names, so a new file is a new suite with no list to keep.
UNIT_LAYERS := $(foreach l,$(LAYERS),$(if $(wildcard tests/unit/$(l)/test_*.c),$(l)))
UNIT_BINS := $(foreach l,$(UNIT_LAYERS),$(O)/tests/unit-$(l))
# What the tests of every layer share.
SUPPORT_OBJS := $(patsubst tests/%.c,$(O)/testobj/%.o,$(sort $(wildcard tests/support/*.c)))
# The counts of make bench, held to their goals.
SUPPORT_OBJS_app := $(patsubst %,$(O)/testobj/bench/support_%.o,bench known suggest)

$(O)/testobj/%.o: tests/%.c $(O)/probed.mk
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS_ALL) -Itests $(CHECK_CFLAGS) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

define test_rule
$(O)/tests/$(1).runner.c: src/tools/make_runner.sh $(2)
	@mkdir -p $$(@D)
	$(Q)sh src/tools/make_runner.sh $(2) > $$@
$(O)/tests/$(1): $(O)/tests/$(1).runner.c $(patsubst tests/%.c,$(O)/testobj/%.o,$(2)) $(4) $(foreach l,$(3),$(call lib_of,$(l)))
	$(call say,LD,$$@)
	$(Q)$(CC) $(CPPFLAGS_ALL) -Itests $(CHECK_CFLAGS) $(filter-out -Wmissing-prototypes,$(CFLAGS_ALL)) $(LDFLAGS_ALL) -o $$@ \
		$$(filter %.c %.o,$$^) -Wl,--start-group $(foreach l,$(3),$(call lib_of,$(l))) -Wl,--end-group \
		$(CHECK_LIBS) $(5) $(PKG_LIBS)
endef
$(foreach l,$(UNIT_LAYERS),$(eval $(call test_rule,unit-$(l),$(sort $(wildcard tests/unit/$(l)/test_*.c)),$(USES_$(l)),$(patsubst tests/%.c,$(O)/testobj/%.o,$(sort $(wildcard tests/unit/$(l)/support_*.c))) $(SUPPORT_OBJS) $(SUPPORT_OBJS_$(l)))))
$(eval $(call test_rule,store,$(sort $(wildcard tests/store/test_*.c)),$(USES_bridge),$(patsubst tests/%.c,$(O)/testobj/%.o,$(sort $(wildcard tests/store/support_*.c)))))
$(eval $(call test_rule,golden,$(sort $(wildcard tests/golden/test_*.c)),$(USES_app),$(patsubst tests/%.c,$(O)/testobj/%.o,$(sort $(wildcard tests/golden/support_*.c)))))
$(eval $(call test_rule,pty,$(sort $(wildcard tests/pty/test_*.c)),$(USES_app),$(patsubst tests/%.c,$(O)/testobj/%.o,$(sort $(wildcard tests/pty/support_*.c))),$(VTERM_LIBS)))

TEST_BINS := $(UNIT_BINS) $(foreach s,store golden pty,$(if $(wildcard tests/$(s)/test_*.c),$(O)/tests/$(s)))

.PHONY: build-tests check-unit check-store check-golden check-pty check-fast
build-tests: all $(TEST_BINS)

check-unit: all $(UNIT_BINS)
	@sh tests/tools/run.sh $(O) $(UNIT_BINS)
check-store: all $(filter %/store,$(TEST_BINS))
	@sh tests/tools/run.sh $(O) $(filter %/store,$(TEST_BINS))
check-golden: all $(filter %/golden,$(TEST_BINS))
	@sh tests/tools/run.sh $(O) $(filter %/golden,$(TEST_BINS))
check-pty: all $(filter %/pty,$(TEST_BINS))
	@sh tests/tools/run.sh $(O) $(filter %/pty,$(TEST_BINS))
check-fast: build-tests
	@sh tests/tools/run.sh $(O) $(TEST_BINS) $(sort $(wildcard tests/tools/test_*.sh tests/fault/test_*.sh))

# The two commands set themselves up, so they run make again once the packages are there.
.PHONY: demo check deps deps-test
deps:
	@sh src/tools/deps.sh build
deps-test:
	@sh src/tools/deps.sh test
demo: deps
	@$(MAKE) --no-print-directory all
	@$(O)/carrel demo
check: deps-test
	@$(MAKE) --no-print-directory -j2 build-tests
	@$(MAKE) --no-print-directory check-fast

.PHONY: asan tsan coverage valgrind golden-update fuzz bench bench-hall
asan:
	@$(MAKE) --no-print-directory -j2 MODE=asan build-tests
	@$(MAKE) --no-print-directory MODE=asan check-unit check-store
tsan:
	@$(MAKE) --no-print-directory -j2 MODE=tsan build-tests
	@$(MAKE) --no-print-directory MODE=tsan check-unit check-store
coverage:
	@$(MAKE) --no-print-directory -j2 MODE=coverage build-tests
	@$(MAKE) --no-print-directory MODE=coverage check-fast
	@sh tests/tools/coverage.sh $(B)/coverage
valgrind: build-tests
	@CARREL_UNDER=valgrind sh tests/tools/run.sh $(O) $(UNIT_BINS)
golden-update: all $(O)/tests/golden
	@CARREL_GOLDEN_UPDATE=1 sh tests/tools/run.sh $(O) $(O)/tests/golden
	@git --no-pager diff --stat -- tests/golden || true

FUZZERS := $(patsubst tests/fuzz/fuzz_%.c,%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
FUZZ_SECONDS ?= 20
fuzz:
	@sh tests/fuzz/run.sh $(B)/fuzz $(FUZZ_SECONDS) $(FUZZERS)

BENCHES := $(patsubst tests/bench/bench_%.c,$(O)/bench/bench_%,$(sort $(wildcard tests/bench/bench_*.c)))
# Benches are not run by Check: what asserts stays with the tests.
BENCH_OBJS := $(patsubst tests/%.c,$(O)/testobj/%.o,$(sort $(wildcard tests/bench/support_*.c) \
	$(filter-out %/support_see.c,$(wildcard tests/pty/support_*.c))))
$(O)/bench/bench_%: $(O)/testobj/bench/bench_%.o $(BENCH_OBJS) $(LIBS)
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(LDFLAGS_ALL) -o $@ $(filter %.o,$^) -Wl,--start-group $(LIBS) -Wl,--end-group \
		$(VTERM_LIBS) -lutil $(PKG_LIBS)
# The floor is bare on purpose: nothing of carrel is linked into it.
$(O)/bench/floor_console: $(O)/testobj/bench/floor_console.o
	@mkdir -p $(@D)
	$(Q)$(CC) $(LDFLAGS_ALL) -o $@ $< $(PKG_LIBS)
bench: all $(BENCHES) $(O)/bench/floor_console
	@sh tests/bench/run.sh $(O)
# The figures of the design at ten million contacts: a quarter of an hour and 8 GB at the first run.
bench-hall: all $(BENCHES)
	@for b in store prefix find; do \
		BENCH_SIZE=hall CARREL_BUILD=$(O) $(O)/bench/bench_$$b || exit 1; done

# ---- the race: fifty consoles, one queue, both engines (tests/race) ----
RACE_CONSOLES ?= 50
RACE_ITEMS ?= 3000
RACE_OBJS := $(patsubst tests/%.c,$(O)/testobj/%.o,$(sort $(wildcard tests/race/*.c)) tests/bench/support_bench.c)
$(O)/race/race: $(RACE_OBJS) $(foreach l,$(USES_store),$(call lib_of,$(l)))
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(LDFLAGS_ALL) -o $@ $(RACE_OBJS) -Wl,--start-group \
		$(foreach l,$(USES_store),$(call lib_of,$(l))) -Wl,--end-group $(PKG_LIBS)
.PHONY: race
build-tests: $(O)/race/race
race: all $(O)/race/race
	@PG_FSYNC=on sh tests/race/run.sh $(O) $(RACE_CONSOLES) $(RACE_ITEMS)

# ---- monkey: any keys, pasted junk, resizes and colleagues, for as long as one likes, with the memory watched ----
MONKEY_SEED ?= 1
MONKEY_KEYS ?= 50000
.PHONY: monkey
monkey:
	@$(MAKE) --no-print-directory -j2 MODE=asan all $(B)/asan/tests/unit-view
	@MONKEY_SEED=$(MONKEY_SEED) MONKEY_KEYS=$(MONKEY_KEYS) CK_RUN_SUITE=monkey \
		sh tests/tools/run.sh $(B)/asan $(B)/asan/tests/unit-view

# ---- mutants: small faults, one at a time in a copy of the tree; what no test notices is named ----
MUTANT_SEED ?= 1
MUTANT_FILES ?= 25
MUTANTS_EACH ?= 2
MUTANTS ?= $(foreach l,model app store tui,$(call src_of,$(l)))
.PHONY: mutants
mutants:
	@MAKE='$(MAKE)' python3 tests/tools/mutate.py --into $(B)/mutants --seed $(MUTANT_SEED) \
		--draw $(MUTANT_FILES) --each $(MUTANTS_EACH) $(MUTANTS)

# ---- care ------------------------------------------------------------------------------------
.PHONY: lint tidy format docs docs-check picture compile_commands.json clean help
lint:
	@sh tests/tools/lint.sh .
tidy:
	@clang-tidy --quiet $(sort $(wildcard src/*/*.c)) -- $(CPPFLAGS_ALL) -std=c11
format:
	@clang-format -i $(shell git ls-files '*.c' '*.h' | grep -v '\.def$$')
docs: $(O)/carrel
	@sh src/tools/docs.sh $(O)/carrel .
docs-check: $(O)/carrel
	@sh src/tools/docs.sh $(O)/carrel . --check
picture: $(O)/carrel
	@sh src/tools/screenshot.sh $(O)/carrel .
compile_commands.json:
	@sh src/tools/compile_commands.sh '$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL)' $(sort $(wildcard src/*/*.c src/*.c)) > $@
clean:
	rm -rf $(B)

.PHONY: install uninstall
install: all
	$(INSTALL) -d $(DESTDIR)$(bindir) $(DESTDIR)$(libdir)/carrel $(DESTDIR)$(datadir)/carrel \
		$(DESTDIR)$(mandir)/man1 $(DESTDIR)$(mandir)/man5 $(DESTDIR)$(mandir)/man7
	$(INSTALL) -m 755 $(O)/carrel $(DESTDIR)$(bindir)/carrel
	$(INSTALL) -m 644 $(O)/carrel-phone.so $(DESTDIR)$(libdir)/carrel/carrel-phone.so
	cp -R share/. $(DESTDIR)$(datadir)/carrel/
	cp -R themes $(DESTDIR)$(datadir)/carrel/
	for l in $(LANGUAGES); do $(INSTALL) -d $(DESTDIR)$(datadir)/locale/$$l/LC_MESSAGES && \
		$(INSTALL) -m 644 $(O)/locale/$$l/LC_MESSAGES/carrel.mo \
		$(DESTDIR)$(datadir)/locale/$$l/LC_MESSAGES/; done
	for s in 1 5 7; do for f in man/*.$$s; do \
		[ -e "$$f" ] && $(INSTALL) -m 644 "$$f" $(DESTDIR)$(mandir)/man$$s/ || true; done; done
uninstall:
	rm -f $(DESTDIR)$(bindir)/carrel
	rm -rf $(DESTDIR)$(libdir)/carrel $(DESTDIR)$(datadir)/carrel
	for l in $(LANGUAGES); do rm -f $(DESTDIR)$(datadir)/locale/$$l/LC_MESSAGES/carrel.mo; done
	for s in 1 5 7; do rm -f $(DESTDIR)$(mandir)/man$$s/carrel*.$$s; done

help:
	@echo 'make            build build/release/carrel'
	@echo 'make demo       install what is missing, build, open a demo centre'
	@echo 'make check      install what the tests need, build, run every test'
	@echo 'make install    DESTDIR= prefix=/usr/local   (and make uninstall)'
	@echo 'make check-unit | check-store | check-golden | check-pty   one part of the tests'
	@echo 'make golden-update   bless the golden screens again; read the diff before you commit'
	@echo 'make asan | tsan | valgrind | coverage   the same tests, watched'
	@echo 'make fuzz       FUZZ_SECONDS=20 on each parser'
	@echo 'make bench      every figure as a ratio to the bare engine of the same run (bench-hall: at 10 M contacts)'
	@echo 'make race       RACE_CONSOLES=50 RACE_ITEMS=3000: nobody gets what another has, on both engines'
	@echo 'make monkey     MONKEY_SEED=1 MONKEY_KEYS=50000: any keys at the console, with the memory watched'
	@echo 'make mutants    MUTANT_SEED=1 MUTANT_FILES=25 MUTANTS_EACH=2: does a test notice a fault?'
	@echo 'make pot | po-update   the words of the program into po/'
	@echo 'make lint | tidy | format | docs | docs-check   care'
	@echo 'Variables: MODE=release|debug|asan|tsan|coverage  B=build  V=1  CI=1 (warnings are errors)'

.DELETE_ON_ERROR:
-include $(OBJS:.o=.d) $(O)/obj/main.d $(wildcard $(O)/testobj/*/*/*.d) $(wildcard $(O)/testobj/*/*.d)
