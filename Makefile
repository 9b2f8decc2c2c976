# redbook - author compact discs offline
#
# `make help` lists the targets. Objects and products are in build/<flavour>-<flag set>/, so that builds with different
# flags never mix; build/redbook and the libraries in build/ are links to the newest ones. With B=FOLDER they are there, without links.

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:
# The same bytes on every machine: [a-z] and toupper of sed and awk depend on the locale.
export LC_ALL := C

# ---------------------------------------------------------------- variables for the command line
CC ?= cc
CXX ?= c++
AR ?= ar
CFLAGS ?= -O2 -g
PKG_CONFIG ?= pkg-config
# The folders of an installation, also by the names that GNU has for them.
PREFIX ?= /usr/local
prefix ?= $(PREFIX)
exec_prefix ?= $(prefix)
bindir ?= $(exec_prefix)/bin
libdir ?= $(exec_prefix)/lib
includedir ?= $(prefix)/include
datarootdir ?= $(prefix)/share
datadir ?= $(datarootdir)
mandir ?= $(datarootdir)/man
BINDIR ?= $(bindir)
LIBDIR ?= $(libdir)
INCLUDEDIR ?= $(includedir)
DATADIR ?= $(datadir)
MANDIR ?= $(mandir)
BASHCOMPDIR ?= $(datarootdir)/bash-completion/completions
ZSHCOMPDIR ?= $(datarootdir)/zsh/site-functions
FISHCOMPDIR ?= $(datarootdir)/fish/vendor_completions.d
SANITIZE ?=
# Addresses; those who publish the program set them here. BUGS: where users of this build report bugs, an address or a URL; empty: to
# whoever they got it from. MAINTAINER ("Name <mail>") and HOMEPAGE: what packages name (tools/packaging/contact.sh).
BUGS ?=
MAINTAINER ?=
HOMEPAGE ?=
WERROR ?= -Werror
TESTS ?=
comma := ,
empty :=
space := $(empty) $(empty)
# The shell, C, pkg-config or CMake would interpret these.
folders := $(prefix) $(BINDIR) $(LIBDIR) $(INCLUDEDIR) $(DATADIR) $(MANDIR) $(BASHCOMPDIR) $(ZSHCOMPDIR) $(FISHCOMPDIR)
number_sign := \#
unusable := $(foreach character," \ ` ; $(number_sign) $$,$(findstring $(character),$(folders)))
ifneq ($(strip $(unusable)),)
$(error the names of the folders of an installation cannot contain $(strip $(unusable)): use another prefix, libdir or the like)
endif

# If libcdio is not installed, the files that depend on it are omitted.
CDIO := $(shell $(PKG_CONFIG) --exists libcdio 2>/dev/null && echo yes)
NO_CDIO := $(if $(CDIO),,device/transport_cdio burn/open imapi/drives)

# If Pango or cairo is not installed, the module that draws PDFs is omitted.
PDF := $(shell $(PKG_CONFIG) --exists pangocairo cairo-pdf 2>/dev/null && echo yes)

# ---------------------------------------------------------------- sources by room, one per line
BASE := \
    error \
    findings \
    path \
    within \
    folder \
    entries \
    names \
    permissions \
    unfinished \
    journal \
    change \
    current \
    publish \
    recover \
    identity \
    output \
    bytes \
    read_at \
    room \
    input \
    utf8 \
    transcode \
    digest \
    crc32 \
    crc32_window \
    file_sums \
    version
CD := \
    address \
    codes \
    edc \
    ecc \
    scramble \
    sector \
    crc16 \
    cdtext_pack \
    subchannel \
    graphics_pack
DISC := \
    disc \
    track \
    text \
    layout \
    sessions \
    runs \
    placement \
    references \
    origin \
    rules \
    rules_table \
    subcode \
    q_queue \
    subcode_scan \
    subcode_compare
AUDIO := \
    id3_text \
    id3_genre \
    id3 \
    tag_blocks \
    sniff \
    mpeg \
    ogg \
    ogg_packets \
    ogg_repair \
    claims \
    headers \
    headers_riff \
    headers_iff \
    headers_rare \
    raw \
    unpack \
    decoder \
    encoder \
    sequence \
    open \
    opening \
    whole \
    whole_flac \
    probe \
    tags \
    tag_values \
    comments \
    flac \
    flac_crc \
    flac_decoder \
    flac_frames \
    flac_length \
    ogg_comments \
    channels \
    resample \
    kernels \
    tiles \
    filter_bank \
    filters \
    convert \
    dither \
    gain \
    shaper \
    true_peak \
    conform \
    sum \
    sector_sums \
    sink
FORMAT := \
    format \
    origin \
    rows \
    text_input \
    wide \
    encoding \
    guess \
    western \
    code \
    cue_lexer \
    cue_reader \
    cue_read \
    cue_files \
    cue_marks \
    cue_metadata \
    cue_sessions \
    cue_resolve \
    cue_write \
    cue_write_sessions \
    toc_lexer \
    toc_reader \
    toc_read \
    toc_data \
    toc_metadata \
    toc_languages \
    toc_resolve \
    toc_sessions \
    toc_session_texts \
    toc_writer \
    toc_write \
    toc_write_metadata \
    toc_write_languages \
    ccd \
    ccd_lexer \
    ccd_read \
    ccd_resolve \
    ccd_write \
    ddp_reader \
    ddp \
    ddp_map \
    ddp_pq \
    ddp_resolve \
    ddp_sums \
    ddp_write \
    stored \
    nrg \
    chd \
    chd_tracks \
    mds \
    cdi \
    gdi_read \
    gdi_write \
    q_list
CHD := \
    header \
    read \
    open \
    map \
    metadata \
    hunk \
    facts \
    verify \
    deflate \
    lzma \
    zstandard \
    flac \
    origin \
    map_encode \
    hunk_encode \
    seen \
    pool \
    write
TEXT := \
    cdtext \
    language \
    character \
    charset \
    fallback \
    jis \
    normal \
    encode \
    flow \
    decode \
    line \
    disc_text \
    disc_packs \
    languages \
    cdt \
    disc_cdt \
    times \
    renumber \
    v07t_names \
    v07t_read \
    v07t_write
IMAGE := \
    writer \
    map \
    payload \
    payload_backends \
    payload_plain \
    payload_decoded \
    payload_hunks \
    payload_ecm \
    reader \
    sectors \
    subchannel \
    modified_q \
    wide \
    sink \
    sink_audio \
    sink_chd \
    sink_cuts \
    sink_rows \
    volume \
    volume_check \
    scan
SOURCE := \
    alike \
    data \
    open \
    descriptor \
    folder \
    origin \
    names \
    sheet \
    texts \
    files \
    probe \
    sessions \
    locate \
    sectors \
    volumes \
    subchannel \
    replaced \
    shared \
    cdtext
STAGE := \
    reserved \
    state \
    stage \
    sessions \
    tracks \
    metadata \
    commit
AUTHOR := \
    sectors \
    share \
    sessions \
    cdtext \
    turns \
    level \
    losses \
    normalize \
    units \
    work \
    author
VERIFY := \
    difference \
    compare \
    read_ahead \
    compare_samples \
    compare_texts \
    compare_subchannel \
    inspection \
    check \
    check_layout \
    check_codes \
    check_cdtext \
    spectrum \
    hdcd \
    check_signal \
    check_payload \
    check_subchannel \
    check_chd \
    reader_facts \
    readers_table \
    readers
CONVERT := \
    target \
    survey \
    planning \
    plan \
    metadata \
    arrangement \
    fileset \
    delivery \
    cdtext \
    chd \
    origin \
    origin_subchannel \
    restore \
    write \
    q_list \
    iso \
    convert
EDIT := \
    indexes \
    marks_check \
    marks_apply \
    changes \
    descriptor \
    shared \
    packs \
    edit
REPORT := \
    discid \
    identifiers \
    hashing \
    disc_digest \
    manifest \
    dat_read \
    dat_write \
    match \
    match_explain \
    rename \
    rename_folder \
    rename_names \
    rename_texts \
    rename_check \
    rename_record \
    rename_steps \
    loudness \
    envelope \
    join_views \
    html \
    page \
    page_parts \
    page_summary \
    page_tracks \
    page_levels \
    page_joins \
    page_papers \
    measure \
    pq \
    pq_terms \
    pq_text \
    pq_csv \
    pq_pdf
IMAPI := \
    object \
    events \
    enumerators \
    properties \
    recorder \
    recorder_image \
    staging \
    redbook \
    master
ABOUT := \
    about
DEVICE := \
    transport \
    transport_cdio
BURN := \
    sense \
    mmc \
    mmc_answer \
    mmc_drive \
    mmc_disc \
    open
RECORDER := \
    feed \
    recorder \
    recorder_look \
    recorder_cdtext \
    recorder_begin \
    recorder_mode \
    recorder_session \
    recorder_tracks \
    recorder_send \
    recorder_finish \
    recorder_blank \
    recorder_write \
    verify \
    verify_verdict \
    verify_offset \
    verify_sectors \
    read_contents \
    read_disc \
    read_model \
    read_q \
    read_sectors \
    read_subchannel
PLAN := \
    medium \
    plan \
    plan_forms \
    plan_graphics \
    plan_text \
    plan_unwritten \
    cue_sheet \
    plan_ranges \
    plan_raw \
    plan_tracks \
    plan_judge \
    plan_source \
    write_parameters
TOOLS_CLI := \
    options \
    nearest \
    help \
    completions \
    terminal \
    messages \
    utf8 \
    values \
    table \
    fold \
    progress \
    cancel \
    json \
    findings_json \
    disc_input \
    output \
    output_folder \
    output_name \
    depfile \
    session
REDBOOK := \
    main \
    own_folder \
    burn_program \
    doctor \
    doctor_output \
    author \
    author_output \
    overrides \
    gaps \
    languages \
    sheet \
    edit \
    info \
    disc_output \
    disc_json \
    disc_parts \
    subchannel_notes \
    container_output \
    text \
    text_output \
    completion \
    compare \
    hash \
    hash_output \
    manifest \
    match \
    match_output \
    report \
    report_output \
    pdf_module \
    extract \
    extract_plan \
    extract_file \
    extract_losses \
    check \
    check_readers \
    convert \
    convert_disc \
    convert_many \
    convert_many_names \
    convert_many_work \
    convert_many_output \
    convert_output \
    playlists \
    audio_options
REDBOOK_BURN := \
    main \
    virtual \
    planning \
    plan \
    plan_drive \
    plan_output \
    plan_json \
    completion \
    device \
    confirm \
    drives \
    info \
    blank \
    read \
    verify \
    verdict \
    write \
    write_findings \
    write_session \
    write_drives

# The virtual recorder, src/device/virtual*.
VIRTUAL := \
    virtual \
    virtual_folder \
    virtual_config \
    virtual_sheet \
    virtual_text \
    virtual_model \
    virtual_disc \
    virtual_fault \
    virtual_reply \
    virtual_transcript \
    virtual_clock \
    virtual_state \
    virtual_tray \
    virtual_mode \
    virtual_feature \
    virtual_status \
    virtual_toc \
    virtual_raw \
    virtual_session \
    virtual_write \
    virtual_tracks \
    virtual_medium \
    virtual_read \
    virtual_command

LIB_SOURCES := $(BASE:%=src/base/%.c) $(CD:%=src/cd/%.c) $(DISC:%=src/disc/%.c) $(AUDIO:%=src/audio/%.c) \
               $(CHD:%=src/chd/%.c) $(FORMAT:%=src/format/%.c) $(TEXT:%=src/text/%.c) $(IMAGE:%=src/image/%.c) $(SOURCE:%=src/source/%.c) \
               $(STAGE:%=src/stage/%.c) $(AUTHOR:%=src/author/%.c) $(VERIFY:%=src/verify/%.c) $(CONVERT:%=src/convert/%.c) $(EDIT:%=src/edit/%.c) $(REPORT:%=src/report/%.c) $(IMAPI:%=src/imapi/%.c) $(ABOUT:%=src/about/%.c)
BURN_SOURCES := $(DEVICE:%=src/device/%.c) $(VIRTUAL:%=src/device/%.c) $(BURN:%=src/burn/%.c) $(RECORDER:%=src/burn/%.c) $(PLAN:%=src/burn/%.c) src/imapi/drives.c
IMAPI_SOURCES := src/imapi/com.c
PDF_SOURCES := src/report/pdf_module.c
FUZZ := \
    audio \
    chd \
    codec \
    commands \
    container \
    descriptor \
    drive \
    fileset \
    imapi \
    journal \
    lists \
    manifest \
    mmc \
    payload \
    pipeline \
    printed \
    recorder \
    sector \
    state \
    subcode \
    text

CLI_SOURCES := $(TOOLS_CLI:%=tools/cli/%.c)
REDBOOK_SOURCES := $(REDBOOK:%=tools/redbook/%.c)
REDBOOK_BURN_SOURCES := $(REDBOOK_BURN:%=tools/redbook-burn/%.c)
HEADERS := $(wildcard include/redbook/*.h)
SAMPLES := $(patsubst samples/%.c,%,$(wildcard samples/*.c samples/album/*.c))
GEN := $(patsubst tests/gen/%.c,%,$(wildcard tests/gen/*.c))
# A preload library that presents a virtual recorder as a device node to programs that have no support for it. It is for Linux
# with 64-bit addresses: with 32-bit addresses, there are two variants of each file call.
WIDE := $(shell printf '__LP64__' | $(CC) $(CFLAGS) -E -P - 2>/dev/null | grep -x 1)
ON_LINUX := $(and $(WIDE),$(filter Linux,$(shell uname -s)))
FAULT_TESTS := kills refusals readers powerloss sudden writers drives
FAULT_PRELOAD := calls files memory record server
FAULT_SHARED := run servers shapes tree work refused judge disk
DRIVE := real names files descriptors recorder packets cdrom settings clock
UNIT_TESTS := $(filter-out $(NO_CDIO:%=%_test) $(if $(ON_LINUX),,drive/%) $(if $(CDIO),,drive/libcdio_test),$(patsubst tests/unit/%.c,%,$(wildcard tests/unit/*/*_test.c)))
# Those that TESTS selects, as unit/ROOM or unit/ROOM/FILE/TEST; all if it is empty, none if it selects other groups only.
test_names := $(subst $(comma), ,$(TESTS))
wanted_units = $(foreach name,$(filter unit/%,$(test_names)),$(filter $(call unit_pattern,$(subst /, ,$(name))),$(UNIT_TESTS)))
unit_pattern = $(word 2,$(1))/$(or $(word 3,$(1)),%)$(if $(word 3,$(1)),_test)
names_group = $(if $(test_names),$(filter $(1),$(test_names)),all)
WANTED_FUZZ = $(if $(call names_group,fuzz),$(FUZZ),$(filter $(FUZZ),$(patsubst fuzz/%,%,$(filter fuzz/%,$(test_names)))))
WANTED_UNIT_TESTS = $(if $(call names_group,unit),$(UNIT_TESTS),$(sort $(wanted_units)))
MANPAGES := $(wildcard tools/redbook/*.1 tools/redbook-burn/*.1)
# One page for each public header, made from it; except those of the published interface, which has its own reference.
HEADER_PAGES := $(patsubst include/redbook/%.h,redbook_%.3,$(filter-out include/redbook/redbook.h include/redbook/imapi%,$(wildcard include/redbook/*.h)))
MANUAL_DATE := 2026-11-29
FORMAT_MANPAGES := $(wildcard tools/manual/*.5)
SCHEMA := tools/manual/redbook.schema.json

# ---------------------------------------------------------------- version, read from the header
version_part = $(shell sed -n 's/^.define RBK_VERSION_$(1) *//p' include/redbook/version.h)
MAJOR := $(call version_part,MAJOR)
VERSION := $(MAJOR).$(call version_part,MINOR).$(call version_part,PATCH)
# The number in the shared library's SONAME, raised when programs built with the last release would break (CONTRIBUTING.md, Releases).
ABI := 0

# ---------------------------------------------------------------- flags
LIB_PACKAGES := sndfile samplerate flac libutf8proc nettle libdeflate liblzma libzstd libdiscid expat
TOOL_PACKAGES := popt jansson
# Required by the burn tool only: without it, everything else is built.
CDIO_PACKAGE := libcdio
# Required by the PDF module only: without them, everything else is built.
PDF_LIBRARIES := pangocairo cairo-pdf
# A function that is deprecated in a newer version of a library causes a warning, not an error.
# psabi: functions that return vectors are inlined, so the ABI for returning them does not matter.
WARNINGS := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wno-psabi $(WERROR) -Wno-error=deprecated-declarations
# takes: the flags that this compiler accepts without a warning; links: the flags with which it can also link a program.
# Without --coverage, which would write a file about the probe to the current folder.
probe_cflags = $(filter-out --coverage,$(CFLAGS))
compiles = $(shell $(CC) $(probe_cflags) -Werror $(1) -x c -c /dev/null -o /dev/null 2>/dev/null && echo '$(1)')
makes_program = $(shell printf 'int main(void) { return 0; }' | $(CC) $(probe_cflags) $(LDFLAGS) -Werror $(1) -x c - -o /dev/null 2>/dev/null && echo '$(1)')
takes = $(or $(call compiles,$(1)),$(foreach flag,$(1),$(call compiles,$(flag))))
links = $(or $(call makes_program,$(1)),$(foreach flag,$(1),$(call makes_program,$(flag))))
# For the same bytes on every machine: no fused multiply-add, no excess precision (i386 computes in 80 bits by default).
excess_precision := $(shell printf '__FLT_EVAL_METHOD__' | $(CC) -std=c11 $(CFLAGS) -E -P - 2>/dev/null | grep -x 2)
ARITHMETIC := -ffp-contract=off $(if $(excess_precision),$(call takes,-msse2 -mfpmath=sse))
# Options that make a memory error end the program instead of being exploitable, as far as the compiler, the linker and the
# processor support them. HARDENING= omits them. FORTIFY_SOURCE needs optimization and conflicts with sanitizers; a level that the
# flags name stays.
processor := $(shell $(CC) $(CFLAGS) -dumpmachine 2>/dev/null)
branches := $(if $(filter aarch64%,$(processor)),-mbranch-protection=standard,$(if $(filter x86_64% i386% i486% i586% i686%,$(processor)),-fcf-protection))
optimized := $(filter-out -O0,$(lastword $(filter -O%,$(CFLAGS))))
HARDENING := $(call takes,-fstack-protector-strong -fstack-clash-protection $(branches)) \
             $(if $(or $(SANITIZE),$(findstring _FORTIFY_SOURCE,$(CC) $(CFLAGS) $(CPPFLAGS))),,$(if $(optimized),-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2))
hardening_link := $(if $(HARDENING),$(call links,$(addprefix -Wl$(comma)-z$(comma),relro now noexecstack)))
PROGRAM_LDFLAGS := $(hardening_link) $(if $(HARDENING),$(call links,-pie))
sanitize_flags := $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-omit-frame-pointer -fno-sanitize-recover=all)
pkg = $(shell $(PKG_CONFIG) $(1) $(2) 2>/dev/null)

# OWN_CPPFLAGS: of one file; CPPFLAGS of the command line could not be appended to.
ALL_CFLAGS = -std=c11 -D_DEFAULT_SOURCE -D_FILE_OFFSET_BITS=64 -Iinclude -Isrc $(WARNINGS) $(ARITHMETIC) $(HARDENING) -fPIC -pthread \
             $(sanitize_flags) $(CFLAGS) $(CPPFLAGS) $(OWN_CPPFLAGS)
LIB_CFLAGS = $(call pkg,--cflags,$(LIB_PACKAGES))
LIB_LIBS = $(call pkg,--libs,$(LIB_PACKAGES)) $(DLOPEN_LIBS) -lm -pthread
# Before version 2.34 of the GNU C library, dlopen is in a separate library.
DLOPEN_LIBS := $(if $(ON_LINUX),-ldl)
TOOL_CFLAGS = -Itools $(call pkg,--cflags,$(TOOL_PACKAGES))
TOOL_LIBS = $(call pkg,--libs,$(TOOL_PACKAGES))
BURN_CFLAGS = $(call pkg,--cflags,$(CDIO_PACKAGE))
BURN_LIBS = $(call pkg,--libs,$(CDIO_PACKAGE))
TEST_CFLAGS = -Itests $(call pkg,--cflags,cmocka)
TEST_LIBS = $(call pkg,--libs,cmocka)

checksum = $(shell printf '%s' $(call quoted,$(1)) | cksum | cut -d' ' -f1)
quoted = '$(subst ','\'',$(1))'
# Of each package by itself, since some may be missing.
library_flags := $(foreach package,$(LIB_PACKAGES) $(TOOL_PACKAGES) $(CDIO_PACKAGE) $(PDF_LIBRARIES),$(call pkg,--cflags --libs,$(package)))
flag_set := $(call checksum,$(CC) $(CFLAGS) $(CPPFLAGS) $(LDFLAGS) $(SANITIZE) $(ARITHMETIC) $(HARDENING) $(library_flags))
FLAVOUR := $(if $(SANITIZE),$(subst $(comma),-,$(SANITIZE)),plain)
B := build/$(FLAVOUR)-$(flag_set)
O := $(B)/obj

# What depends on the value of a variable that is not in the flag set depends on $(call value_of,NAME), a file that has the value's
# checksum in its name: another value is another file, which is newer.
value_of = $(B)/values/$(1)-$(call checksum,$($(1)))
$(B)/values/%:
	@mkdir -p $(@D) && rm -f $(@D)/$(firstword $(subst -, ,$*))-* && : > $@

# Targets that build and test everything use all processors by default.
AT_ONCE := $(if $(findstring j,$(firstword -$(MAKEFLAGS))),,-j$(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2))

# One line for each step; V=1 shows the whole command instead, make -s shows nothing.
SILENT := $(findstring s,$(firstword -$(MAKEFLAGS)))
say = $(if $(V),,@$(if $(SILENT),,printf '  %-7s %s\n' $(1) $(2);))

# ---------------------------------------------------------------- products
STATIC_LIB := $(B)/libredbook.a
BURN_LIB := $(B)/libredbook-burn.a
IMAPI_LIB := $(B)/libredbook-imapi.a
SONAME := libredbook.so.$(ABI)
SHARED_LIB := $(B)/libredbook.so.$(VERSION)
TOOL := $(B)/redbook
BURN_TOOL := $(if $(CDIO),$(B)/redbook-burn)
PDF_MODULE := $(if $(PDF),$(B)/redbook-pdf.so)
DRIVE_LIB := $(if $(ON_LINUX),$(B)/drive/virtual-drive.so)
FAULT_PROGRAMS := $(if $(ON_LINUX),$(B)/faults/calls.so $(FAULT_TESTS:%=$(B)/faults/%))
completions_of = $(B)/completions/$(1).bash $(B)/completions/_$(1) $(B)/completions/$(1).fish
COMPLETIONS := $(call completions_of,redbook) $(if $(BURN_TOOL),$(call completions_of,redbook-burn))

.PHONY: all
all: need-build $(STATIC_LIB) $(SHARED_LIB) $(BURN_LIB) $(IMAPI_LIB) $(TOOL) $(BURN_TOOL) $(PDF_MODULE) $(SAMPLES:%=$(B)/samples/%) newest
	@$(if $(CDIO),,echo "redbook-burn is not built: it requires the headers of libcdio (Debian, Ubuntu: libcdio-dev; elsewhere: libcdio)")
	@$(if $(PDF),,echo "the module for PQ sheets as PDF is not built: it requires the headers of Pango (Debian, Ubuntu: libpango1.0-dev; elsewhere: pango)")

.PHONY: newest
newest: $(STATIC_LIB) $(SHARED_LIB) $(BURN_LIB) $(IMAPI_LIB) $(TOOL) $(BURN_TOOL)
	@$(if $(filter file,$(origin B)),$(call link_newest),:)
link_newest = for product in redbook $(BURN_TOOL:$(B)/%=%) libredbook.a libredbook-burn.a libredbook-imapi.a libredbook.so.$(VERSION); do \
    [ "$$(readlink build/$$product)" = $(B:build/%=%)/$$product ] || ln -sfn $(B:build/%=%)/$$product build/$$product; done

LIB_OBJECTS := $(LIB_SOURCES:%.c=$(O)/%.o)
BURN_OBJECTS := $(filter-out $(NO_CDIO:%=$(O)/src/%.o),$(BURN_SOURCES:%.c=$(O)/%.o))
CLI_OBJECTS := $(CLI_SOURCES:%.c=$(O)/%.o)
REDBOOK_OBJECTS := $(REDBOOK_SOURCES:%.c=$(O)/%.o)
REDBOOK_BURN_OBJECTS := $(REDBOOK_BURN_SOURCES:%.c=$(O)/%.o)

$(O)/src/%.o: src/%.c | need-build
	$(call say,CC,$<)mkdir -p $(@D) && $(CC) $(ALL_CFLAGS) $(LIB_CFLAGS) -MMD -MP -c $< -o $@
$(BURN_OBJECTS): LIB_CFLAGS += $(BURN_CFLAGS)
$(O)/tools/%.o: tools/%.c | need-build
	$(call say,CC,$<)mkdir -p $(@D) && $(CC) $(ALL_CFLAGS) $(TOOL_CFLAGS) -MMD -MP -c $< -o $@

# The files of a report page, as strings in C.
PAGE_FILES := page.html style.css script.js
PAGE_STRINGS := $(PAGE_FILES:%=$(O)/src/report/page/%.inc)
$(PAGE_STRINGS): $(O)/src/report/page/%.inc: src/report/page/%
	$(call say,GEN,$@)mkdir -p $(@D) && sed -e 's/[\\"?]/\\&/g' -e 's/^/"/' -e 's/$$/\\n"/' $< > $@
$(O)/src/report/page.o: OWN_CPPFLAGS = -I$(O)/src
$(O)/src/report/page.o: $(PAGE_STRINGS)

$(STATIC_LIB): $(LIB_OBJECTS)
$(BURN_LIB): $(BURN_OBJECTS)
# If a program is linked with the burn library after this one, CoCreateInstance offers drives.
$(IMAPI_LIB): $(IMAPI_SOURCES:%.c=$(O)/%.o)
$(O)/src/imapi/com.o: OWN_CPPFLAGS = $(if $(CDIO),-DRBK_IMAPI_WITH_DRIVES)
$(STATIC_LIB) $(BURN_LIB) $(IMAPI_LIB):
	$(call say,AR,$@)rm -f $@ && $(AR) rcs $@ $^
$(SHARED_LIB): $(LIB_OBJECTS) src/libredbook.map
	$(call say,LD,$@)$(CC) -shared -Wl,-soname,$(SONAME) -Wl,--version-script=src/libredbook.map $(sanitize_flags) \
	    $(CFLAGS) $(hardening_link) $(LDFLAGS) $(LIB_OBJECTS) -o $@ $(LIB_LIBS)
$(TOOL): $(REDBOOK_OBJECTS) $(CLI_OBJECTS) $(STATIC_LIB)
	$(call say,LD,$@)$(CC) $(sanitize_flags) $(CFLAGS) $(PROGRAM_LDFLAGS) $(LDFLAGS) $^ -o $@ $(TOOL_LIBS) $(LIB_LIBS)
$(BURN_TOOL): $(REDBOOK_BURN_OBJECTS) $(CLI_OBJECTS) $(BURN_LIB) $(STATIC_LIB)
	$(call say,LD,$@)$(CC) $(sanitize_flags) $(CFLAGS) $(PROGRAM_LDFLAGS) $(LDFLAGS) $^ -o $@ $(BURN_LIBS) $(TOOL_LIBS) $(LIB_LIBS)

# Loaded when a PDF is drawn; it neither contains nor uses the library.
$(PDF_SOURCES:%.c=$(O)/%.o): LIB_CFLAGS = $(patsubst -I%,-isystem %,$(call pkg,--cflags,$(PDF_LIBRARIES)))
$(B)/redbook-pdf.so: $(PDF_SOURCES:%.c=$(O)/%.o)
	$(call say,LD,$@)$(CC) -shared -Wl,-soname,$(@F) $(sanitize_flags) $(CFLAGS) $(hardening_link) $(LDFLAGS) $^ -o $@ $(call pkg,--libs,$(PDF_LIBRARIES))
$(O)/tools/cli/help.o: OWN_CPPFLAGS = $(if $(BUGS),-DREDBOOK_BUGS=$(call quoted,"$(BUGS)"))
$(O)/tools/cli/help.o: $(call value_of,BUGS)
$(O)/tools/redbook/pdf_module.o: OWN_CPPFLAGS = -DREDBOOK_LIBRARY_FOLDER=$(call quoted,"$(LIBDIR)")
$(O)/tools/redbook/pdf_module.o: $(call value_of,LIBDIR)

# The preload library is for tests only and not installed. It needs no separate names for calls on large files.
DRIVE_OBJECTS := $(DRIVE:%=$(O)/tests/drive/%.o)
$(O)/tests/drive/%.o: tests/drive/%.c | need-build
	$(call say,CC,$<)mkdir -p $(@D) && $(CC) $(ALL_CFLAGS) -D_GNU_SOURCE -MMD -MP -c $< -o $@
$(DRIVE_LIB): $(DRIVE_OBJECTS) $(BURN_LIB) $(STATIC_LIB) tests/drive/preload.map
	$(call say,LD,$@)mkdir -p $(@D) && $(CC) -shared -Wl,-soname,$(@F) -Wl,--version-script=tests/drive/preload.map -Wl,--as-needed $(sanitize_flags) \
	    $(CFLAGS) $(hardening_link) $(LDFLAGS) $(filter-out %.map,$^) -o $@ -ldl $(LIB_LIBS)

# Fault injection: a preload library that kills commands, makes their calls fail or refuses them memory, and programs that check the
# result.
$(B)/faults/calls.so: $(FAULT_PRELOAD:%=tests/faults/preload/%.c) $(wildcard tests/faults/preload/*.h) | need-build
	$(call say,LD,$@)mkdir -p $(@D) && $(CC) $(ALL_CFLAGS) -D_GNU_SOURCE -U_FILE_OFFSET_BITS -U_FORTIFY_SOURCE -Itests -shared $(filter %.c,$^) -o $@ -ldl
$(B)/faults/%: tests/faults/%.c $(FAULT_SHARED:%=tests/faults/%.c) | need-build
	$(call say,LD,$@)mkdir -p $(@D) && $(CC) $(ALL_CFLAGS) $(TEST_CFLAGS) -MMD -MP $< $(FAULT_SHARED:%=tests/faults/%.c) -o $@

# Fuzz targets, linked with the driver or the compiler's fuzzer. That of the command line contains the whole tool.
FUZZ_ENGINE := $(if $(findstring fuzzer,$(SANITIZE)),-fsanitize=fuzzer)
FUZZ_SHARED := $(O)/tests/fuzz/fuzz.o $(if $(FUZZ_ENGINE),,$(O)/tests/fuzz/driver.o)
FUZZ_TOOL_OBJECTS := $(filter-out %/main.o,$(REDBOOK_OBJECTS)) $(CLI_OBJECTS)
FUZZ_NEEDS := $(TOOL) $(B)/gen/tone $(B)/gen/chd
$(O)/tests/fuzz/%.o: tests/fuzz/%.c | need-build
	$(call say,CC,$<)mkdir -p $(@D) && $(CC) $(ALL_CFLAGS) -Wno-unused-result -Itests/fuzz $(TOOL_CFLAGS) -MMD -MP -c $< -o $@
$(FUZZ:%=$(B)/fuzz/%): $(B)/fuzz/%: $(O)/tests/fuzz/%.o $(FUZZ_SHARED) $(BURN_LIB) $(STATIC_LIB)
	$(call say,LD,$@)mkdir -p $(@D) && $(CC) $(filter-out -fsanitize=%,$(sanitize_flags)) $(FUZZ_SANITIZE) $(CFLAGS) $(filter %.o,$^) $(BURN_LIB) $(STATIC_LIB) -o $@ $(TOOL_LIBS) $(LIB_LIBS)
FUZZ_SANITIZE := $(if $(SANITIZE),-fsanitize=$(subst fuzzer-no-link,fuzzer,$(SANITIZE)))
$(B)/fuzz/commands: $(FUZZ_TOOL_OBJECTS)
$(B)/fuzz/printed: $(CLI_OBJECTS)

# Authors the same albums many times in one process.
$(B)/soak/%: tests/soak/%.c $(STATIC_LIB) | need-build
	$(call say,LD,$@)mkdir -p $(@D) && $(CC) -std=c11 -Iinclude $(WARNINGS) -D_DEFAULT_SOURCE $(sanitize_flags) $(CFLAGS) -MMD -MP $< \
	    $(STATIC_LIB) -o $@ $(LIB_LIBS)

# Linked into every unit test: selects single test functions.
UNIT_ONLY := $(O)/tests/unit/only.o
# Programs with one source file each. Samples and generators include public headers only (except response, which measures the rate
# converter), tests also those of the rooms.
$(B)/samples/%: samples/%.c $(STATIC_LIB)
	$(call say,LD,$@)mkdir -p $(@D) && $(CC) -std=c11 -Iinclude $(WARNINGS) -D_DEFAULT_SOURCE $(sanitize_flags) $(CFLAGS) -MMD -MP $< \
	    $(STATIC_LIB) -o $@ $(LIB_CFLAGS) $(LIB_LIBS)
# The client in C++ is the only program that requires a C++ compiler, so only the tests build it.
$(B)/samples/%: samples/%.cpp $(IMAPI_LIB) $(BURN_LIB) $(STATIC_LIB)
	$(call say,LD,$@)mkdir -p $(@D) && $(CXX) -std=c++11 -Iinclude -include redbook/imapi_com.h -Wall -Wextra $(WERROR) $(sanitize_flags) $(if $(SANITIZE),-fno-sanitize=vptr) $(CFLAGS) \
	    -MMD -MP $< $(IMAPI_LIB) $(BURN_LIB) $(STATIC_LIB) -o $@ $(BURN_LIBS) $(LIB_LIBS)
# These programs have object files: after a change of a library they are only linked again, and ccache can store the objects.
TEST_OBJECTS := $(patsubst %,$(O)/tests/%.o,$(GEN:%=gen/%) corpus/dump_cue $(UNIT_TESTS:%=unit/%) unit/only)
$(TEST_OBJECTS): $(O)/tests/%.o: tests/%.c | need-build
	$(call say,CC,$<)mkdir -p $(@D) && $(CC) $(ALL_CFLAGS) $(if $(filter unit/%,$*),$(TEST_CFLAGS)) $(LIB_CFLAGS) \
	    $$(sed -n 's/^ \* link:.* \(-I[^ ]*\).*/\1/p' $<) -MMD -MP -c $< -o $@
$(filter $(O)/tests/unit/%,$(TEST_OBJECTS)): | need-test
$(B)/gen/%: $(O)/tests/gen/%.o $(STATIC_LIB)
	$(call say,LD,$@)mkdir -p $(@D) && $(CC) $(sanitize_flags) $(CFLAGS) $^ -o $@ $(LIB_LIBS)
$(B)/corpus/%: $(O)/tests/corpus/%.o $(STATIC_LIB)
	$(call say,LD,$@)mkdir -p $(@D) && $(CC) $(sanitize_flags) $(CFLAGS) $^ -o $@ $(LIB_LIBS)
$(filter $(B)/unit/burn/% $(B)/unit/device/%,$(UNIT_TESTS:%=$(B)/unit/%)): $(BURN_LIB)
$(filter $(B)/unit/drive/%,$(UNIT_TESTS:%=$(B)/unit/%)): $(DRIVE_LIB) $(BURN_LIB)
$(filter $(B)/unit/imapi/%,$(UNIT_TESTS:%=$(B)/unit/%)): $(IMAPI_LIB) $(BURN_LIB)
$(B)/unit/%: $(O)/tests/unit/%.o $(UNIT_ONLY) $(STATIC_LIB)
	$(call say,LD,$@)mkdir -p $(@D) && $(CC) $(sanitize_flags) $(CFLAGS) -pthread $< $(UNIT_ONLY) \
	    $(filter $(DRIVE_LIB),$^) $(filter $(IMAPI_LIB),$^) $(filter $(BURN_LIB),$^) $(STATIC_LIB) -o $@ $$(sed -n 's/^ \* link: //p' tests/unit/$*.c) $(TEST_LIBS) \
	    $(if $(filter $(BURN_LIB),$^),$(BURN_LIBS)) $(if $(filter $(DRIVE_LIB),$^),-Wl$(comma)-rpath$(comma)'$$ORIGIN/../../drive') $(LIB_LIBS)

$(call completions_of,redbook): $(TOOL)
$(call completions_of,redbook-burn): $(BURN_TOOL)
$(COMPLETIONS):
	$(call say,GEN,$@)mkdir -p $(@D) && $< completion $(if $(findstring .bash,$@),bash,$(if $(findstring .fish,$@),fish,zsh)) > $@

LIB_MANPAGES := $(wildcard tools/manual/*.3) $(HEADER_PAGES:%=$(B)/man3/%)
$(B)/man3/redbook_%.3: include/redbook/%.h tools/manual/header-page.awk
	$(call say,GEN,$@)mkdir -p $(@D) && awk -v version=$(VERSION) -v date=$(MANUAL_DATE) -v package=$(if $(filter burn%,$*),libredbook-burn,libredbook) \
	    -f tools/manual/header-page.awk $< > $@
$(HEADER_PAGES:%=$(B)/man3/%): $(call value_of,VERSION) $(call value_of,MANUAL_DATE)
.PHONY: manual
manual: $(LIB_MANPAGES)

# ---------------------------------------------------------------- required packages
.PHONY: need-build need-test setup-build setup-test
need-build:
	@tests/house/packages.sh check build
need-test:
	@tests/house/packages.sh check test
setup-build:
	@tests/house/packages.sh install build
setup-test:
	@tests/house/packages.sh install build test

# ---------------------------------------------------------------- demo, tests
# After the packages are installed, another make does the rest: this one has probed the compiler, which may not have been installed.
.PHONY: demo demo-built check
demo: setup-build
	@$(MAKE) --no-print-directory $(AT_ONCE) demo-built
demo-built: all
	@samples/album/demo.sh $(B) build/demo

check: setup-test
	@$(MAKE) --no-print-directory $(AT_ONCE) check-built

# The manual pages of section 3 are tested too.
.PHONY: check-built
check-built: manual
check-built: all $(WANTED_UNIT_TESTS:%=$(B)/unit/%) $(GEN:%=$(B)/gen/%) $(B)/corpus/dump_cue $(if $(call names_group,samples),$(B)/samples/imapi_client) \
    $(DRIVE_LIB) $(if $(WANTED_FUZZ),$(WANTED_FUZZ:%=$(B)/fuzz/%) $(FUZZ_NEEDS)) $(if $(call names_group,faults),$(FAULT_PROGRAMS)) $(if $(call names_group,soak),$(B)/soak/endure) $(COMPLETIONS)
	@B=$(B) CC='$(CC)' CXX='$(CXX)' MAKE='$(MAKE)' SANITIZE='$(SANITIZE)' HARDENING='$(HARDENING)' tests/run.sh '$(TESTS)'

# The long form of tests/faults: every call, every error, every state after a loss of power. SHAPE='author, new' selects one row.
.PHONY: faults powerloss faults-built powerloss-built
faults powerloss: setup-test
	@$(MAKE) --no-print-directory $(AT_ONCE) $@-built
faults-built powerloss-built: all $(GEN:%=$(B)/gen/%) $(FAULT_PROGRAMS)
	@B=$(B) FAULTS=all FAULTS_PROGRAMS='$(if $(filter powerloss-built,$@),powerloss)' tests/faults/run.sh $(if $(SHAPE),'$(SHAPE)')

# Authors, converts, burns and reads SOAK random albums from the seed SOAK_SEED on; also with 1 to 64 threads.
.PHONY: soak soak-built proof
soak: setup-test
	@$(MAKE) --no-print-directory $(AT_ONCE) soak-built
soak-built: all $(GEN:%=$(B)/gen/%) $(B)/soak/endure
	@B=$(B) SANITIZE='$(SANITIZE)' SOAK=$(or $(SOAK),1000) SOAK_JOBS='$(shell seq 2 64)' tests/soak/run.sh $(SOAK_SEED)

# All long forms, one after another.
proof:
	@$(MAKE) --no-print-directory faults
	@$(MAKE) --no-print-directory soak

# Reads the sheets of tests/corpus/cue with other programs; writes a page and an archive to build/conformance.
.PHONY: conformance conformance-built
conformance: setup-test
	@$(MAKE) --no-print-directory $(AT_ONCE) conformance-built
conformance-built: all
	@B=$(B) tests/interop/conformance.py build/conformance

# Tests for another architecture, with Debian's cross compiler and libraries and an emulator, all unpacked to build/elsewhere.
.PHONY: check-elsewhere
check-elsewhere:
	@MAKE='$(MAKE)' TESTS='$(TESTS)' tests/elsewhere/run.sh '$(ARCH)'

.PHONY: golden-update
golden-update: all $(GEN:%=$(B)/gen/%)
	@B=$(B) tests/golden/run.sh --update

.PHONY: asan ubsan tsan
asan:
	@$(MAKE) --no-print-directory check SANITIZE=address CFLAGS='-O1 -g'
ubsan:
	@$(MAKE) --no-print-directory check SANITIZE=undefined CFLAGS='-O1 -g'
tsan:
	@$(MAKE) --no-print-directory check SANITIZE=thread CFLAGS='-O1 -g'

# Uses clang's coverage-guided fuzzer if it is installed, else tests/fuzz/driver.c. FOR: seconds per target; TARGET: targets, separated
# by commas.
# QUICK=1: without sanitizers and without tracing of comparisons, which is 3 to 100 times as many executions; the next run without it
# starts with the inputs that this one has found.
# STILL=3600: each target until its edges have not grown for an hour of processor time; runs of FOR seconds are repeated. What earlier runs
# of the same sources found counts, so that it can be stopped and started again.
.PHONY: fuzz fuzz-built
FOR ?= 60
TARGET ?= $(FUZZ)
STILL ?=
FUZZ_CLANG := $(shell printf 'int LLVMFuzzerTestOneInput(const char *b, unsigned long n); int LLVMFuzzerTestOneInput(const char *b, unsigned long n) { return !b && n; }' | \
    clang -x c -fsanitize=fuzzer - -o /dev/null 2>/dev/null && echo clang)
FUZZ_CC := $(if $(findstring ccache,$(CC)),ccache )clang
FUZZ_FLAGS := $(if $(FUZZ_CLANG),CC='$(FUZZ_CC)' SANITIZE=address$(comma)undefined$(comma)fuzzer-no-link,SANITIZE=address$(comma)undefined)
QUICK ?=
FUZZ_QUICK := $(if $(QUICK),$(if $(FUZZ_CLANG),CC='$(FUZZ_CC)' SANITIZE=fuzzer-no-link CFLAGS='-O2 -g -fno-sanitize-coverage=trace-cmp',CFLAGS='-O2 -g'))
fuzz: setup-test
	@$(MAKE) --no-print-directory $(AT_ONCE) fuzz-built $(or $(FUZZ_QUICK),$(FUZZ_FLAGS) CFLAGS='-O1 -g') WERROR=
fuzz-built: $(addprefix $(B)/fuzz/,$(subst $(comma),$(space),$(TARGET))) $(FUZZ_NEEDS)
	@B=$(B) FUZZER='$(FUZZ_ENGINE)' FOR='$(FOR)' STILL='$(STILL)' SANITIZE='$(SANITIZE)' tests/fuzz/long.sh $(subst $(comma),$(space),$(TARGET))

# Mutation tests of src, test coverage, static analysis.
.PHONY: mutate cover analyse check-programs unit-programs tool-programs
SEED ?= 1
COUNT ?= 20
ROOM ?=
ONLY ?=
STAGES ?=
PROMISES ?=
mutate: setup-test
	@CC='$(CC)' $(if $(PROMISES),python3 -B tests/mutate/promises.py $(PROMISES),$(mutate_lines))
mutate_lines = python3 -B tests/mutate/mutate.py --seed $(SEED) --count $(COUNT) $(if $(ROOM),--room $(ROOM)) $(if $(ONLY),--only $(ONLY)) \
	    $(if $(STAGES),--stages $(STAGES))
# For mutate: what the quick groups use in addition to the tools, and all unit tests, whose commands it asks for, and the tools.
check-programs: $(GEN:%=$(B)/gen/%) $(B)/corpus/dump_cue $(DRIVE_LIB) $(COMPLETIONS)
unit-programs: $(UNIT_TESTS:%=$(B)/unit/%)
tool-programs: $(TOOL) $(BURN_TOOL) $(PDF_MODULE) $(COMPLETIONS)

# Without optimization, so that the counts are those of the source lines.
COVER_TESTS ?= unit,corpus,cli,golden,burn,fuzz
COVER_FLAGS := -O0 -g --coverage -fprofile-update=atomic
cover: setup-test
	@find build/plain-*/obj -name '*.gcda' -delete 2>/dev/null || true
	@$(MAKE) --no-print-directory $(AT_ONCE) check-built CFLAGS='$(COVER_FLAGS)' HARDENING= TESTS='$(COVER_TESTS)'; status=$$?; \
	    $(MAKE) --no-print-directory cover-table CFLAGS='$(COVER_FLAGS)' HARDENING=; exit $$status
.PHONY: cover-table
cover-table:
	@python3 tests/cover/cover.py $(B) build/cover

# PART: tidy, gcc or cppcheck; if empty, tidy and cppcheck.
PART ?=
ANALYSE_FLAGS = -std=c11 -D_DEFAULT_SOURCE -D_FILE_OFFSET_BITS=64 -Iinclude -Isrc -Itools -I$(O)/src \
    -DREDBOOK_LIBRARY_FOLDER='\"$(LIBDIR)\"' $(call pkg,--cflags,$(PDF_LIBRARIES))
analyse: $(PAGE_STRINGS)
	@printf '%s\n' $(sort $(LINT_FILES)) | COMPILER_FLAGS="$(ANALYSE_FLAGS)" TIDY_CHECKS='$(LINT_CHECKS)' tests/analyse/run.sh $(PART)

# Unit tests under valgrind; TESTS=unit/ROOM for those of a room.
.PHONY: valgrind valgrind-built
valgrind: setup-test
	@$(MAKE) --no-print-directory $(AT_ONCE) valgrind-built TESTS='$(or $(filter unit/%,$(TESTS)),unit)'
valgrind-built: all $(WANTED_UNIT_TESTS:%=$(B)/unit/%) $(GEN:%=$(B)/gen/%)
	@B=$(B) CC='$(CC)' MAKE='$(MAKE)' VALGRIND=1 tests/run.sh '$(TESTS)'

.PHONY: bench bench-built
bench: setup-test
	@$(MAKE) --no-print-directory $(AT_ONCE) bench-built
bench-built: all $(GEN:%=$(B)/gen/%)
	@B=$(B) tests/bench/run.sh

# ---------------------------------------------------------------- source checks
.PHONY: check-layers check-headers lint format format-check
check-layers:
	@tests/house/check-layers.sh
check-headers:
	@CC='$(CC)' CXX='$(CXX)' tests/house/check-headers.sh
C_FILES = $(shell find include src tools samples tests -name '*.[ch]')
# The disabled checks conflict with the style of this code: adjacent number parameters, checked narrowing, buffers with sizes.
LINT_CHECKS := $(subst $(space),$(comma),-* bugprone-* clang-analyzer-* $(addprefix -bugprone-,easily-swappable-parameters implicit-widening-of-multiplication-result reserved-identifier assignment-in-if-condition narrowing-conversions not-null-terminated-result macro-parentheses misplaced-widening-cast) \
    $(addprefix -clang-analyzer-,security.insecureAPI.DeprecatedOrUnsafeBufferHandling valist.Uninitialized core.uninitialized.* optin.performance.Padding))
LINT_FILES := $(LIB_SOURCES) $(IMAPI_SOURCES) $(if $(PDF),$(PDF_SOURCES)) $(BURN_SOURCES) $(CLI_SOURCES) $(REDBOOK_SOURCES) $(REDBOOK_BURN_SOURCES)
lint:
	@$(MAKE) --no-print-directory analyse PART=tidy
format:
	@clang-format -i $(C_FILES)
format-check:
	@clang-format --dry-run -Werror $(C_FILES)

# ---------------------------------------------------------------- install
# Files for users of the library, filled in with the folders of this installation.
PKG_CONFIG_FILES := libredbook.pc libredbook-burn.pc libredbook-imapi.pc
CMAKE_FILES := redbook-config.cmake redbook-config-version.cmake
filled_in_prefix = $(prefix)
filled_in_libdir = $(LIBDIR)
filled_in_includedir = $(INCLUDEDIR)
filled_in_version = $(VERSION)
filled_in_major = $(MAJOR)
filled_in_soname = $(SONAME)
filled_in_library_packages = $(LIB_PACKAGES)
filled_in_burn_packages = $(if $(CDIO),$(CDIO_PACKAGE))
filled_in_burn = $(if $(CDIO),-lredbook-burn)
fill_in = -e $(call quoted,s|@$(1)@|$(subst |,\|,$(subst &,\&,$(filled_in_$(1))))|)
# The functions in the NAME section of a page. Each of them gets a page that refers to this one (.so), so that man finds it.
names_of_page = sed -n '/^.SH NAME/,/^.SH SYNOPSIS/s/^\(rbk_[a-z0-9_]*\).*/\1/p' $(1)
.PHONY: install uninstall
install: all manual $(COMPLETIONS)
	install -d "$(DESTDIR)$(BINDIR)" "$(DESTDIR)$(LIBDIR)/pkgconfig" "$(DESTDIR)$(LIBDIR)/cmake/redbook" "$(DESTDIR)$(INCLUDEDIR)/redbook" "$(DESTDIR)$(MANDIR)/man1" "$(DESTDIR)$(MANDIR)/man3" "$(DESTDIR)$(MANDIR)/man5" \
	    "$(DESTDIR)$(DATADIR)/redbook" \
	    "$(DESTDIR)$(BASHCOMPDIR)" "$(DESTDIR)$(ZSHCOMPDIR)" "$(DESTDIR)$(FISHCOMPDIR)"
	install -m 755 $(TOOL) $(BURN_TOOL) "$(DESTDIR)$(BINDIR)"
	install -m 644 $(STATIC_LIB) $(BURN_LIB) $(IMAPI_LIB) "$(DESTDIR)$(LIBDIR)"
	install -m 755 $(SHARED_LIB) "$(DESTDIR)$(LIBDIR)/libredbook.so.$(VERSION)"
	ln -sf libredbook.so.$(VERSION) "$(DESTDIR)$(LIBDIR)/$(SONAME)"
	ln -sf $(SONAME) "$(DESTDIR)$(LIBDIR)/libredbook.so"
	install -m 644 $(HEADERS) "$(DESTDIR)$(INCLUDEDIR)/redbook/"
	$(if $(PDF_MODULE),install -d "$(DESTDIR)$(LIBDIR)/redbook" && install -m 755 $(PDF_MODULE) "$(DESTDIR)$(LIBDIR)/redbook")
	for file in $(PKG_CONFIG_FILES) $(CMAKE_FILES); do \
	    sed $(foreach word,prefix libdir includedir version major soname library_packages burn_packages burn,$(call fill_in,$(word))) \
	        src/$$file.in > $(B)/$$file || exit 1; done
	install -m 644 $(PKG_CONFIG_FILES:%=$(B)/%) "$(DESTDIR)$(LIBDIR)/pkgconfig"
	install -m 644 $(CMAKE_FILES:%=$(B)/%) "$(DESTDIR)$(LIBDIR)/cmake/redbook"
	install -m 644 $(if $(BURN_TOOL),$(MANPAGES),$(filter-out tools/redbook-burn/%,$(MANPAGES))) "$(DESTDIR)$(MANDIR)/man1/"
	install -m 644 $(LIB_MANPAGES) "$(DESTDIR)$(MANDIR)/man3/"
	for page in $(HEADER_PAGES); do for name in $$($(call names_of_page,$(B)/man3/$$page)); do \
	    echo ".so man3/$$page" > "$(DESTDIR)$(MANDIR)/man3/$$name.3" || exit 1; done; done
	chmod 644 "$(DESTDIR)$(MANDIR)/man3/"rbk_*.3
	install -m 644 $(FORMAT_MANPAGES) "$(DESTDIR)$(MANDIR)/man5/"
	install -m 644 $(SCHEMA) "$(DESTDIR)$(DATADIR)/redbook/"
	for tool in redbook $(BURN_TOOL:$(B)/%=%); do \
	    install -m 644 $(B)/completions/$$tool.bash "$(DESTDIR)$(BASHCOMPDIR)/$$tool" && \
	    install -m 644 $(B)/completions/_$$tool "$(DESTDIR)$(ZSHCOMPDIR)/_$$tool" && \
	    install -m 644 $(B)/completions/$$tool.fish "$(DESTDIR)$(FISHCOMPDIR)/$$tool.fish" || exit 1; done
	$(if $(DESTDIR),,@tools/packaging/after-install.sh "$(BINDIR)" "$(LIBDIR)" $(SONAME))
uninstall:
	for tool in redbook redbook-burn; do \
	    rm -f "$(DESTDIR)$(BINDIR)/$$tool" "$(DESTDIR)$(BASHCOMPDIR)/$$tool" "$(DESTDIR)$(ZSHCOMPDIR)/_$$tool" \
	        "$(DESTDIR)$(FISHCOMPDIR)/$$tool.fish" || exit 1; done
	rm -f "$(DESTDIR)$(LIBDIR)/libredbook.a" "$(DESTDIR)$(LIBDIR)/libredbook-burn.a" "$(DESTDIR)$(LIBDIR)/libredbook-imapi.a" "$(DESTDIR)$(LIBDIR)/"libredbook.so*
	for file in $(PKG_CONFIG_FILES); do rm -f "$(DESTDIR)$(LIBDIR)/pkgconfig/$$file" || exit 1; done
	for page in $(notdir $(MANPAGES)); do rm -f "$(DESTDIR)$(MANDIR)/man1/$$page" || exit 1; done
	for page in $(HEADER_PAGES); do for name in $$($(call names_of_page,"$(DESTDIR)$(MANDIR)/man3/$$page") 2>/dev/null); do \
	    rm -f "$(DESTDIR)$(MANDIR)/man3/$$name.3" || exit 1; done; done
	for page in $(notdir $(LIB_MANPAGES)); do rm -f "$(DESTDIR)$(MANDIR)/man3/$$page" || exit 1; done
	for page in $(notdir $(FORMAT_MANPAGES)); do rm -f "$(DESTDIR)$(MANDIR)/man5/$$page" || exit 1; done
	rm -rf "$(DESTDIR)$(INCLUDEDIR)/redbook" "$(DESTDIR)$(LIBDIR)/redbook" "$(DESTDIR)$(LIBDIR)/cmake/redbook" "$(DESTDIR)$(DATADIR)/redbook"

# ---------------------------------------------------------------- releases and packages
.PHONY: dist dist-check deb rpm check-packages check-debian release-check setup-deb setup-packaging
setup-deb:
	@tests/house/packages.sh install build deb
setup-packaging:
	@tests/house/packages.sh install build deb packaging
dist:
	@tools/packaging/dist.sh
dist-check: setup-build
	@CC='$(CC)' MAKE='$(MAKE)' tools/packaging/dist-check.sh
deb: setup-deb
	@tools/packaging/deb.sh
rpm: setup-packaging
	@tools/packaging/rpm.sh
# Builds all kinds of packages, the Debian ones twice.
check-packages: setup-packaging
	@tools/packaging/check-packages.sh
# Runs the commands of README.md in a minimal Debian. Has to be run as root.
check-debian:
	@tools/packaging/check-debian.sh '$(SUITE)'
release-check: setup-test
	@CC='$(CC)' MAKE='$(MAKE)' tools/packaging/release-check.sh

.PHONY: clean help
clean:
	rm -rf build

help:
	@printf '%s\n' \
	    'make                build the library, the tools and the samples' \
	    'make demo           install missing packages, build, and author the sample album to build/demo' \
	    'make check          install missing packages, build, and run all tests; TESTS selects some of them:' \
	    '  TESTS=unit,golden       groups: unit corpus cli golden samples install house interop page burn faults soak fuzz music' \
	    '  TESTS=cli/author        an area of the command line tests; TESTS=cli/author/data one case' \
	    '  TESTS=unit/disc         the unit tests of src/disc; TESTS=unit/disc/layout those of one file' \
	    '  TESTS=unit/disc/layout/NAME   one test function; * and ? match as in a shell' \
	    '  TESTS=golden/flags      one golden image; TESTS=fuzz/text one fuzz target' \
	    'make faults         fault injection in all commands: every call fails or is killed, and losses of power (hours)' \
	    '  SHAPE="author, new"     one row of tests/faults/shapes.c' \
	    'make powerloss      the part of make faults about losses of power' \
	    'make soak           author, convert, burn and read 1,000 random albums (an hour); SOAK=N albums, SOAK_SEED=N' \
	    'make proof          make faults and make soak' \
	    'make check-elsewhere ARCH=i386|aarch64|s390x   the groups unit, golden and corpus on another architecture, emulated' \
	    'make conformance    compare how other programs read the sheets of the corpus; a page and an archive in build/conformance' \
	    'make bench          time redbook and other programs, and measure their rate conversion' \
	    'make install        install to PREFIX (/usr/local), below DESTDIR if it is set; make uninstall removes the files' \
	    '  libdir=, bindir=, mandir= ...   other folders, with the names of GNU or as LIBDIR, BINDIR, MANDIR' \
	    'make dist           source archive in build/dist, with files for RPM, Homebrew, Nix and containers; make dist-check tests it' \
	    'make deb rpm        packages in build/deb and build/rpm; make check-packages builds and compares all of them' \
	    'make check-debian SUITE=bookworm|trixie   run the commands of README.md in a minimal Debian (as root)' \
	    'make release-check  check the rules for a release and print the command that sets the tag' \
	    'make asan ubsan tsan   make check with a sanitizer' \
	    'make fuzz           invalid input for every reader; FOR=60 seconds each, TARGET=descriptor,text selects some' \
	    '  QUICK=1                 without sanitizers, many times as many; a table of all runs is printed at the end' \
	    '  STILL=3600              each until its coverage has not grown for an hour of processor time; FOR is then the length of a run' \
	    'make mutate         mutation tests of src: SEED=1 COUNT=20; ROOM=cd selects src/cd, ROOM=each takes COUNT of every room' \
	    '  PROMISES=all            breaks each promise of tools/manual/security.md: its tests must fail; PROMISES=WORD selects some' \
	    '  ONLY=src/cd/q.c:80-90   all mutants of some lines; STAGES=unit,sanitized,room,quick selects tests' \
	    'make cover          test coverage by line and branch, in build/cover' \
	    'make analyse        static analysis with clang-tidy and cppcheck; PART=cppcheck selects one, PART=gcc the analyzer of GCC' \
	    'make valgrind       the unit tests under valgrind; TESTS=unit/disc selects some' \
	    'make golden-update  rewrite the golden files and show the differences' \
	    'make check-layers check-headers lint format-check   check the sources; make format formats them' \
	    'make clean          remove build/' \
	    'V=1 shows the commands. CC, CFLAGS, HARDENING, SANITIZE, PREFIX and DESTDIR may be set; WERROR= allows warnings.'

-include $(shell find $(B) -name '*.d' 2>/dev/null)
