# dgpm: build, test, install. `make help` lists the targets.
VERSION := 0.1.0

prefix ?= /usr/local
PREFIX ?= $(prefix)
bindir ?= $(PREFIX)/bin
datarootdir ?= $(PREFIX)/share
datadir ?= $(datarootdir)
mandir ?= $(datarootdir)/man
localedir ?= $(datarootdir)/locale
docdir ?= $(datarootdir)/doc/dgpm

CC ?= cc
PKG_CONFIG ?= pkg-config
INSTALL ?= install

# One build directory a variant, so that a sanitizer build never mixes with a plain one. The program is build/dgpm.
VARIANT :=
ifeq ($(SAN),1)
VARIANT := san
endif
ifeq ($(COV),1)
VARIANT := coverage
endif
ifeq ($(SAN),thread)
VARIANT := tsan
endif
B ?= build$(if $(VARIANT),/$(VARIANT))

OPT ?= -O2 -g
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wmissing-prototypes -Wstrict-prototypes -Wwrite-strings \
	-Wvla -Wformat=2 -fno-common
ifeq ($(WERROR),1)
WARN += -Werror
endif
ifeq ($(SAN),1)
OPT := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
LDFLAGS += -fsanitize=address,undefined
endif
# Counters beside the objects. Nothing is folded together, and threads do not lose each other's counts; a process that
# ends by _exit() or its own signal writes them too.
ifeq ($(COV),1)
OPT := -O0 -g
COV_CFLAGS := --coverage -fprofile-update=atomic
COV_OBJ = $(B)/tests/coverage/written.o
LDFLAGS += --coverage -Wl,--wrap=_exit,--wrap=raise,--wrap=dgpm_sandbox_enter,-u,__wrap__exit
endif
ifeq ($(SAN),thread)
OPT := -O1 -g -fno-omit-frame-pointer -fsanitize=thread
LDFLAGS += -fsanitize=thread
endif

# Hardened unless HARDEN=0: what a fault in memory could be used for is narrowed down, at no cost that was measured. A
# sanitizer does more of it, and does not go with FORTIFY_SOURCE.
HARDEN ?= 1
ifeq ($(HARDEN),1)
HARDEN_LDFLAGS := -pie -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack
HARDEN_CFLAGS := -fPIE -fstack-protector-strong
ifeq ($(SAN),)
ifneq ($(filter -O1 -O2 -O3 -Os,$(OPT)),)
HARDEN_CFLAGS += -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
endif
endif
endif

# libcsv has no .pc file, and that of libxlsxwriter asks for a package that Debian 13 does not install with it.
PKGS := yaml-0.1 libpcre2-8 libutf8proc nettle libzip expat
# Asked once, and only when something is built: `make deps` must run where pkg-config is not there yet.
ask = $(shell $(PKG_CONFIG) $1 || echo MISSING)
told = $(if $(filter MISSING,$1),$(error a library or pkg-config itself is missing: run 'make deps' first),$1)
PKG_CFLAGS = $(eval PKG_CFLAGS := $$(call told,$$(call ask,--cflags $(PKGS))))$(PKG_CFLAGS)
PKG_LIBS = $(eval PKG_LIBS := $$(call told,$$(call ask,--libs $(PKGS))))$(PKG_LIBS)
CHECK_CFLAGS = $(eval CHECK_CFLAGS := $$(call told,$$(call ask,--cflags check)))$(CHECK_CFLAGS)
CHECK_LIBS = $(eval CHECK_LIBS := $$(call told,$$(call ask,--libs check)))$(CHECK_LIBS)

# Paths are for the program alone: another PREFIX does not make the library anew.
DEFS := -D_GNU_SOURCE -DDGPM_VERSION='"$(VERSION)"'
PATH_DEFS := -DDGPM_DATADIR='"$(datadir)/dgpm"' -DDGPM_LOCALEDIR='"$(localedir)"'
ALL_CFLAGS = -std=gnu17 $(OPT) $(COV_CFLAGS) $(HARDEN_CFLAGS) $(WARN) -pthread -Ilib -Icmd $(DEFS) $(PKG_CFLAGS) $(CFLAGS)
ALL_LIBS = $(PKG_LIBS) -lcsv -lxlsxwriter -pthread $(LIBS)

LIB_SRC := $(sort $(wildcard lib/*/*.c))
CMD_SRC := $(sort $(wildcard cmd/*.c))
UNIT_SRC := $(sort $(wildcard tests/unit/*/test_*.c))
FUZZ_SRC := $(sort $(wildcard tests/fuzz/fuzz_*.c))
BENCH_SRC := $(sort $(wildcard tests/bench/*.c))
LIB_OBJ := $(LIB_SRC:%.c=$(B)/%.o) $(COV_OBJ)
CMD_OBJ := $(CMD_SRC:%.c=$(B)/%.o)
UNIT_BIN := $(UNIT_SRC:%.c=$(B)/%)
# Those that start threads.
THREAD_SRC = $(shell grep -lE 'threads|pthread' $(UNIT_SRC))
# The fuzz targets linked with a driver that replays files: no fuzzer needed.
REPLAY_BIN := $(FUZZ_SRC:tests/fuzz/fuzz_%.c=$(B)/tests/fuzz/replay_%)
BENCH_BIN := $(BENCH_SRC:%.c=$(B)/%)
PO := $(sort $(wildcard lib/po/*.po))
MO := $(PO:lib/po/%.po=$(B)/locale/%/LC_MESSAGES/dgpm.mo)
MAN := $(sort $(wildcard man/*.[1-9]))
# The same pages in the other languages, which are made of these and of a catalogue: share/man/ja/man1/dgpm.1.
MAN_PO := $(sort $(wildcard man/*.po))
MAN_TOLD := $(foreach l,$(MAN_PO:man/%.po=%),$(foreach m,$(MAN),$l/man$(subst .,,$(suffix $m))/$(notdir $m)))

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:
.SECONDARY:
.PHONY: all objects test-programs deps deps-dev demo check test lint tsan bench faults coverage fuzz hostile page install uninstall dist deb clean help po-update FORCE
# One line a file; V=1 shows the commands, make -s nothing.
quiet := $(findstring s,$(firstword -$(MAKEFLAGS)))
say = $(if $(V),,@$(if $(quiet),,printf '  %-5s %s\n' $1 $2;))

# What make itself starts may use every core, unless the user said how many.
JOBS = $(if $(findstring -j,$(MAKEFLAGS)),,-j$(shell nproc 2>/dev/null || echo 2))

help: ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo 'variables: PREFIX=/usr/local DESTDIR= CC= SAN=1 (ASan, UBSan) SAN=thread WERROR=1 V=1 SHARED=DIR (real data for the tests) HARDEN=0'

all: $(B)/dgpm $(MO) $(MAN_TOLD:%=$(B)/man/%) ## the program, at build/dgpm

objects: $(LIB_OBJ) $(CMD_OBJ)

# Sums have 128 bits: what a compiler for 32 bits would say of them is not worth reading.
bits = $(shell echo __SIZEOF_INT128__ | $(CC) $(CFLAGS) -E -P - 2>/dev/null | tail -n 1)
is64 = $(eval is64 := $(if $(filter __SIZEOF_INT128__,$(bits)),$(error dgpm is for 64-bit systems: '$(CC) $(CFLAGS)' has no 128-bit integers)))$(is64)

# Rewritten when the compiler or its flags are others than last time; all objects hang on it.
put = @mkdir -p $(@D); printf '%s\n' '$(subst ','\'',$1)' | cmp -s - $@ || printf '%s\n' '$(subst ','\'',$1)' >$@
$(B)/flags: FORCE
	$(is64)$(call put,$(CC) $(ALL_CFLAGS))
$(B)/flags-paths: FORCE
	$(call put,$(PATH_DEFS))
FORCE:

$(B)/dgpm: $(CMD_OBJ) $(B)/libdgpm.a
	$(call say,LINK,$@)$(CC) $(HARDEN_LDFLAGS) $(LDFLAGS) -o $@ $^ $(ALL_LIBS)

$(B)/libdgpm.a: $(LIB_OBJ)
	@rm -f $@
	$(call say,AR,$@)ar rcs $@ $^

$(CMD_OBJ): $(B)/flags-paths
# private: the prerequisites, flags among them, do not get it.
$(CMD_OBJ): private DEFS += $(PATH_DEFS)

$(B)/%.o: %.c $(B)/flags
	@mkdir -p $(@D)
	$(call say,CC,$<)$(CC) $(ALL_CFLAGS) $(if $(filter tests/unit/%,$<),-Itests/unit $(CHECK_CFLAGS)) -MMD -MP -c -o $@ $<

$(UNIT_BIN): %: %.o $(B)/tests/unit/unit.o $(B)/libdgpm.a
	$(call say,LINK,$@)$(CC) $(HARDEN_LDFLAGS) $(LDFLAGS) -o $@ $^ $(CHECK_LIBS) $(ALL_LIBS)

$(B)/tests/fuzz/replay_%: $(B)/tests/fuzz/fuzz_%.o $(B)/tests/fuzz/replay.o $(B)/libdgpm.a
	$(call say,LINK,$@)$(CC) $(HARDEN_LDFLAGS) $(LDFLAGS) -o $@ $^ $(ALL_LIBS)

$(B)/tests/bench/%: $(B)/tests/bench/%.o $(B)/libdgpm.a
	$(call say,LINK,$@)$(CC) $(HARDEN_LDFLAGS) $(LDFLAGS) -o $@ $^ $(ALL_LIBS)

$(B)/tests/coverage/written.o: DEFS += -DDGPM_COUNTERS='"$(abspath $(B))"'

$(B)/tests/faults/faults: $(B)/tests/faults/faults.o $(COV_OBJ)
	$(call say,LINK,$@)$(CC) $(LDFLAGS) -o $@ $^

# Preloaded into the program: nothing of ours in it.
$(B)/tests/faults/shim.so: tests/faults/shim.c tests/faults/faults.h $(B)/flags
	@mkdir -p $(@D)
	$(call say,CC,$<)$(CC) -std=gnu17 $(OPT) $(WARN) -D_GNU_SOURCE -shared -fPIC -o $@ $<

$(B)/locale/%/LC_MESSAGES/dgpm.mo: lib/po/%.po
	@mkdir -p $(@D)
	$(call say,MSG,$@)msgfmt --check -o $@ $<

# $(B)/man/ja/man1/dgpm.1 is made of man/dgpm.1 and man/ja.po: nothing but awk is needed.
define page_rule
$(B)/man/$1: man/$(notdir $1) man/$(firstword $(subst /, ,$1)).po man/translate.awk
	@mkdir -p $$(@D)
	$$(call say,MAN,$$@)LC_ALL=C awk -v mode=page -v po=man/$(firstword $(subst /, ,$1)).po -f man/translate.awk $$< >$$@
endef
$(foreach p,$(MAN_TOLD),$(eval $(call page_rule,$p)))

-include $(wildcard $(B)/lib/*/*.d $(B)/cmd/*.d $(B)/tests/*/*.d $(B)/tests/unit/*/*.d)

deps: ## install what building and testing need, only what is missing
	@tests/deps.sh build

deps-dev: ## the same for lint, bench and fuzz
	@tests/deps.sh dev

demo: deps ## install what is missing, build, review the example portfolio
	@$(MAKE) --no-print-directory $(JOBS) all
	@tests/demo.sh $(B)/dgpm

check: deps ## install what is missing, build, run every test (SAN=1: with sanitizers)
	@$(MAKE) --no-print-directory $(JOBS) test

test-programs: all $(UNIT_BIN) $(REPLAY_BIN)

test: test-programs ## the tests alone
	@B='$(B)' SAN='$(SAN)' SHARED='$(SHARED)' tests/run.sh

lint: deps-dev ## analyzers, every header alone, man pages, data, both languages complete
	@tests/lint.sh

tsan: ## ThreadSanitizer over what runs on several threads
	@$(MAKE) --no-print-directory $(JOBS) SAN=thread all $(patsubst %.c,build/tsan/%,$(THREAD_SRC))
	@CC='$(CC)' tests/tsan.sh

bench: deps-dev ## the figures, as ratios to the floors in one run
	@$(MAKE) --no-print-directory $(JOBS) all $(BENCH_BIN)
	@B='$(B)' SHARED='$(SHARED)' tests/bench/run.sh

faults: all $(B)/tests/faults/faults $(B)/tests/faults/shim.so ## every command with allocations and calls of the system that fail (FAULTS=0: all)
	@B='$(B)' tests/faults/run.sh

coverage: deps ## lines, branches and functions that the tests and some faults reach, room by room
	@tests/coverage.sh

hostile: all $(B)/tests/unit/book/test_hostile ## files made to harm: status, time and memory of each
	@B='$(B)' tests/hostile.sh

page: all ## the HTML reports in a real browser, where one can be had
	@B='$(B)' SHARED='$(SHARED)' tests/page.sh

fuzz: deps-dev ## fuzz every reader for FUZZ_SECONDS each (default 30), with libFuzzer
	@tests/fuzz/run.sh

po-update: ## refresh lib/po and man/*.po from the sources
	@tests/po.sh
	@tests/po-man.sh

install: all ## install under DESTDIR and PREFIX
	$(INSTALL) -d $(DESTDIR)$(bindir) $(DESTDIR)$(datadir)/dgpm $(DESTDIR)$(docdir)
	$(INSTALL) -m 755 $(B)/dgpm $(DESTDIR)$(bindir)/dgpm
	cd schemas && find . -type f ! -path './completion/*' | while read -r f; do \
		$(INSTALL) -D -m 644 "$$f" "$(DESTDIR)$(datadir)/dgpm/$$f" || exit 1; done
	for m in $(MAN); do $(INSTALL) -D -m 644 $$m $(DESTDIR)$(mandir)/man$${m##*.}/$${m##*/} || exit 1; done
	for m in $(MAN_TOLD); do $(INSTALL) -D -m 644 $(B)/man/$$m $(DESTDIR)$(mandir)/$$m || exit 1; done
	for l in $(PO:lib/po/%.po=%); do \
		$(INSTALL) -D -m 644 $(B)/locale/$$l/LC_MESSAGES/dgpm.mo \
			$(DESTDIR)$(localedir)/$$l/LC_MESSAGES/dgpm.mo || exit 1; done
	$(INSTALL) -D -m 644 schemas/completion/dgpm.bash $(DESTDIR)$(datadir)/bash-completion/completions/dgpm
	$(INSTALL) -D -m 644 schemas/completion/_dgpm $(DESTDIR)$(datadir)/zsh/site-functions/_dgpm
	$(INSTALL) -D -m 644 schemas/completion/dgpm.fish $(DESTDIR)$(datadir)/fish/vendor_completions.d/dgpm.fish
	$(INSTALL) -m 644 README.md NEWS.md LICENSE $(DESTDIR)$(docdir)

uninstall: ## remove what install put there
	rm -f $(DESTDIR)$(bindir)/dgpm $(DESTDIR)$(datadir)/bash-completion/completions/dgpm \
		$(DESTDIR)$(datadir)/zsh/site-functions/_dgpm $(DESTDIR)$(datadir)/fish/vendor_completions.d/dgpm.fish
	rm -rf $(DESTDIR)$(datadir)/dgpm $(DESTDIR)$(docdir)
	for m in $(MAN); do rm -f $(DESTDIR)$(mandir)/man$${m##*.}/$${m##*/}; done
	for m in $(MAN_TOLD); do rm -f $(DESTDIR)$(mandir)/$$m; done
	for l in $(PO:lib/po/%.po=%); do rm -f $(DESTDIR)$(localedir)/$$l/LC_MESSAGES/dgpm.mo; done

dist: ## dgpm-VERSION.tar.gz of what is committed
	@mkdir -p build
	git archive --prefix=dgpm-$(VERSION)/ -o build/dgpm-$(VERSION).tar.gz HEAD
	@echo build/dgpm-$(VERSION).tar.gz

deb: ## a Debian package of what is committed: build/deb/*.deb
	@.debian/package.sh $(VERSION)

clean: ## remove build/
	rm -rf build
