/*
 * Every fault at every step: for each command of a whole burn on the virtual recorder, each of two dozen faults.
 * However a burn ends, the tray is unlocked, the verdict on the disc is correct, nothing hangs, and success means a
 * correct disc.
 */
#include "burn/recorder.h"
#include "device/virtual.h"

#include "unit/burn/plans.h"

#include <limits.h>
#include <sys/stat.h>

static const char *const faults[] = {
    "sense 2/04/08",
    "sense 2/3A/01",
    "sense 3/0C/00",
    "sense 3/0C/09",
    "sense 3/73/03",
    "sense 4/44/00",
    "sense 5/20/00",
    "sense 5/24/00",
    "sense 5/26/00",
    "sense 5/2C/00",
    "sense 6/29/00",
    "sense 7/27/00",
    "sense B/00/00",
    "sense-after 3/0C/00",
    "drop",
    "broken",
    "broken-after",
    "filter",
    "full",
    "busy 5",
    "attention 28/00",
    "attention 2A/01",
    "pull",
    "press-eject",
    "short 4",
};

#define FAULTS (sizeof faults / sizeof faults[0])

/* What is burnt. */
typedef enum content {
    ONE_TRACK,
    TWO_TRACKS, /* one by one */
    TWO_SESSIONS,
} content;

/* Of a disc that is finished. */
typedef enum blanking {
    NO_BLANKING,
    BLANKED_BEFORE, /* by a call of its own */
    BLANKED_BY_BURN,
} blanking;

/* What a burn on the matrix is. */
typedef struct scenario {
    const char *name;
    const char *medium;
    bool text, simulate;
    blanking blanking;
    unsigned step; /* only one in so many of the cases; the faults are those of the first burn */
    unsigned cases_least;
    rbk_burn_write_mode mode;
    const char *quirks; /* NULL: none */
    content content;
} scenario;

typedef struct outcome {
    rbk_status status;
    bool wrote; /* any session */
    rbk_burn_report report;
    rbk_virtual_view view;
    int64_t ms;
} outcome;

/* A file of the recorder's disc after a burn without a fault. */
typedef struct recording {
    const char *name;
    uint8_t *bytes;
    size_t size;
} recording;

static uint8_t audio[320 * RBK_SECTOR_BYTES];
static char folder[PATH_MAX];
static rbk_burn_plan *second;
static recording recordings[] = {{"disc.bin", NULL, 0}, {"disc.2.bin", NULL, 0}};

enum { RECORDINGS = sizeof recordings / sizeof recordings[0] };

static const char *const files[] = {
    "drive.conf", "state",    "lock",       "transcript", "disc.bin",      "disc.pregap",  "disc.sheet", "disc.cdt",
    "disc.sub",   "disc.cue", "disc.2.bin", "disc.2.cdt", "disc.2.pregap", "disc.2.sheet", "disc.2.sub", "faults"};

enum { FILES = sizeof files / sizeof files[0] };

/* The drive with a disc that is to be blanked; without bytes: missing. */
static recording old[FILES];

static const char *path_of(const char *name)
{
    static char path[PATH_MAX + 32];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void remove_drive(void)
{
    for (size_t i = 0; i < FILES; i++)
        unlink(path_of(files[i]));
    rmdir(folder);
}

/* ------------------------------------------------------------------ a backend that records what goes through */

static struct listening {
    rbk_transport transport;
    rbk_transport *inner;
    uint8_t ops[4096];
    size_t count;
    bool known; /* the state of the disc was read, and it cannot be another one since */
    bool blind; /* a disc that was not known was to be blanked */
} listening;

static bool may_be_changed(const rbk_reply *reply)
{
    return reply->outcome == RBK_OUTCOME_CHECK && (reply->sense[2] & 0x0F) == 6 &&
           (reply->sense[12] == 0x28 || reply->sense[12] == 0x29);
}

static void listen_run(rbk_transport *transport, const rbk_command *command, rbk_reply *reply)
{
    (void)transport;
    uint8_t op = command->cdb[0];
    if (listening.count < sizeof listening.ops) /* with a fault there may be more, which are not recorded */
        listening.ops[listening.count++] = op;
    listening.blind = listening.blind || (op == RBK_MMC_BLANK && !listening.known);
    listening.inner->backend->run(listening.inner, command, reply);
    if (may_be_changed(reply))
        listening.known = false;
    else if (op == RBK_MMC_READ_DISC_INFORMATION && reply->outcome == RBK_OUTCOME_GOOD)
        listening.known = true;
}

static int64_t listen_now(rbk_transport *transport)
{
    (void)transport;
    return rbk_transport_now_ms(listening.inner);
}

static void listen_sleep(rbk_transport *transport, uint32_t ms)
{
    (void)transport;
    rbk_transport_sleep_ms(listening.inner, ms);
}

static void listen_close(rbk_transport *transport)
{
    (void)transport;
    rbk_transport_close(listening.inner);
}

static const rbk_transport_backend listening_backend = {"listening", listen_run, listen_now, listen_sleep,
                                                        listen_close};

static bool has_same_neighbours(const uint8_t *ops, size_t count, size_t a, size_t b)
{
    return ops[a] == ops[b] && (a && b ? ops[a - 1] == ops[b - 1] : a == b) &&
           (a + 1 < count && b + 1 < count ? ops[a + 1] == ops[b + 1] : a == b);
}

/* Of commands that come between the same two, the first two, the last and every 64th are enough. */
static bool is_worth_it(const uint8_t *ops, size_t count, size_t position)
{
    unsigned before = 0, after = 0;
    for (size_t at = 0; at < count; at++)
        if (has_same_neighbours(ops, count, at, position)) {
            before += at < position;
            after += at > position;
        }
    return before < 2 || after == 0 || position % 64 == 0;
}

/* ------------------------------------------------------------------ burning */

static void put_old_disc(void)
{
    assert_int_equal(mkdir(folder, 0777), 0);
    for (size_t i = 0; i < FILES; i++) {
        if (!old[i].bytes)
            continue;
        FILE *file = fopen(path_of(files[i]), "wb");
        assert_non_null(file);
        assert_int_equal(fwrite(old[i].bytes, 1, old[i].size, file), old[i].size);
        fclose(file);
    }
}

static rbk_virtual *open_drive(const scenario *s)
{
    rbk_virtual *made = NULL;
    if (rbk_virtual_open(folder, true, &made, &error) != RBK_OK)
        fail_msg("%s", error.sentence);
    assert_int_equal(rbk_virtual_set(made, "medium", s->medium, &error), RBK_OK);
    assert_int_equal(rbk_virtual_set(made, "lead-in", "98:59:00", &error), RBK_OK); /* short: fewer commands */
    if (s->quirks)
        assert_int_equal(rbk_virtual_set(made, "quirks", s->quirks, &error), RBK_OK);
    return made;
}

static rbk_virtual *make_drive(const scenario *s)
{
    remove_drive();
    if (s->blanking)
        put_old_disc();
    return open_drive(s);
}

/* The second track: written one by one, or in a session of its own. */
static void add_second(const scenario *s)
{
    rbk_session *session;
    rbk_disc *tracks = NULL;
    if (s->content == TWO_SESSIONS) {
        assert_int_equal(rbk_disc_add_session(disc, RBK_AREA_CD, 0, &session, NULL), RBK_OK);
        add_file_track(RBK_MODE_MODE2_2048, "data.iso", audio, (size_t)320 * 2048, 0);
        return;
    }
    add_file_track(RBK_MODE_AUDIO, "more.bin", audio, sizeof audio, 0);
    lay_out();
    findings = rbk_findings_new();
    assert_int_equal(rbk_burn_as_tracks(disc, layout, 0, NULL, &tracks, findings, &error), RBK_OK);
    rbk_disc_free(disc);
    disc = tracks;
}

static void plan_scenario(const scenario *s)
{
    for (size_t i = 0; i < sizeof audio; i++)
        audio[i] = (uint8_t)(i * 7 + (i >> 11));
    add_file_track(RBK_MODE_AUDIO, "sound.bin", audio, sizeof audio, 0);
    if (s->text)
        set_title("A title");
    if (s->content != ONE_TRACK)
        add_second(s);
    options.medium = (rbk_burn_medium){true, rbk_burn_lead_in_lba(98, 59, 0), 359849};
    options.session = s->content == TWO_SESSIONS;
    options.leave_open = s->content == TWO_SESSIONS;
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(plan->refusals, 0);
    if (s->content != TWO_SESSIONS)
        return;
    options.session = 2;
    options.leave_open = false;
    assert_int_equal(rbk_burn_plan_new(disc, layout, image, &options, &second, findings, &error), RBK_OK);
}

/* All sessions. */
static void write_disc(const scenario *s, rbk_recorder *recorder, outcome *o)
{
    rbk_burn_write_options write_options;
    rbk_findings *remarks = rbk_findings_new();
    rbk_burn_write_options_init(&write_options);
    write_options.simulate = s->simulate;
    write_options.write_mode = s->mode;
    write_options.buffer_bytes = 1 << 20;
    write_options.blank = s->blanking == BLANKED_BY_BURN;
    for (size_t i = 0; i < 2 && o->status == RBK_OK; i++)
        if (i == 0 || second) {
            o->status = rbk_recorder_write(recorder, i ? second : plan, image, &write_options, NULL, &o->report,
                                           remarks, &error);
            o->wrote = o->wrote || o->report.wrote;
        }
    rbk_findings_free(remarks);
}

/* Closes the drive. */
static outcome burn_in(const scenario *s, rbk_virtual *drive)
{
    outcome o;
    rbk_recorder *recorder = NULL;
    int64_t begun_ms = rbk_virtual_now_ms(drive);
    memset(&o, 0, sizeof o);
    assert_int_equal(rbk_virtual_transport(drive, &listening.inner, &error), RBK_OK);
    listening.transport.backend = &listening_backend;
    listening.count = 0;
    listening.known = listening.blind = false;
    o.status = rbk_recorder_new(&listening.transport, "drive", &recorder, &error);
    if (o.status == RBK_OK && s->blanking == BLANKED_BEFORE)
        o.status = rbk_recorder_blank(recorder, false, NULL, &error);
    if (o.status == RBK_OK)
        write_disc(s, recorder, &o);
    rbk_virtual_look(drive, &o.view);
    o.ms = rbk_virtual_now_ms(drive) - begun_ms;
    rbk_recorder_close(recorder);
    rbk_virtual_close(drive);
    return o;
}

/* A whole burn, with the fault at its nth command (0: none). */
static outcome burn_once(const scenario *s, const char *fault, uint64_t nth)
{
    char line[96];
    rbk_virtual *drive = make_drive(s);
    if (nth) {
        snprintf(line, sizeof line, "at %llu %s", (unsigned long long)nth, fault);
        assert_int_equal(rbk_virtual_add_fault(drive, line, &error), RBK_OK);
    }
    return burn_in(s, drive);
}

static void read_recording(recording *r)
{
    *r = (recording){.name = r->name};
    FILE *file = fopen(path_of(r->name), "rb");
    if (!file)
        return;
    fseek(file, 0, SEEK_END);
    r->size = (size_t)ftell(file);
    rewind(file);
    r->bytes = malloc(r->size + 1);
    assert_int_equal(fread(r->bytes, 1, r->size, file), r->size);
    fclose(file);
}

static bool is_there(const recording *wanted)
{
    recording found = {.name = wanted->name};
    read_recording(&found);
    bool same = found.size == wanted->size && (!found.size || memcmp(found.bytes, wanted->bytes, found.size) == 0);
    free(found.bytes);
    return same;
}

/* The recorded disc equals that of a burn without a fault. */
static bool disc_is_the_image(void)
{
    bool same = true;
    for (size_t i = 0; i < RECORDINGS; i++)
        same = same && is_there(&recordings[i]);
    return same;
}

/* What was on it before the burn is there. */
static bool disc_is_the_old_one(void)
{
    bool same = true;
    for (size_t i = 0; i < FILES; i++)
        same = same && (strncmp(files[i], "disc.", 5) != 0 || is_there(&old[i]));
    return same;
}

/* The disc of a burn like this one, with other sectors. */
static void make_old_disc(const scenario *s)
{
    scenario plain = *s;
    plain.blanking = NO_BLANKING;
    assert_int_equal(burn_once(&plain, NULL, 0).status, RBK_OK);
    for (size_t i = 0; i < FILES; i++) {
        old[i].name = files[i];
        read_recording(&old[i]);
        for (size_t at = 0; strcmp(files[i], "disc.bin") == 0 && at < old[i].size; at++)
            old[i].bytes[at] ^= 0xFF;
    }
}

/* A burn without a fault records the image: its first and last sectors are those of the file. */
static void keep_recordings(const scenario *s)
{
    for (size_t i = 0; i < RECORDINGS; i++)
        read_recording(&recordings[i]);
    const recording *first = &recordings[0];
    if (s->simulate)
        return;
    assert_int_equal(first->size, sizeof audio * (s->content == TWO_TRACKS ? 2 : 1) +
                                      (s->content == TWO_TRACKS ? (size_t)152 * RBK_SECTOR_BYTES : 0));
    assert_memory_equal(first->bytes, audio, sizeof audio);
    assert_memory_equal(first->bytes + first->size - sizeof audio, audio, sizeof audio);
    assert_int_equal(recordings[1].size, s->content == TWO_SESSIONS ? sizeof audio : 0);
}

static rbk_disc_state seen(const outcome *o)
{
    switch (o->view.disc) {
    case RBK_VIRTUAL_BLANK:
        return RBK_DISC_BLANK;
    case RBK_VIRTUAL_INCOMPLETE:
        return RBK_DISC_INCOMPLETE;
    case RBK_VIRTUAL_APPENDABLE:
        return RBK_DISC_APPENDABLE;
    case RBK_VIRTUAL_FINALIZED:
        return RBK_DISC_FINISHED;
    default:
        return RBK_DISC_UNKNOWN;
    }
}

/* What is wrong with what a burn did to a disc that was not blank, or said of it; NULL if nothing. */
static const char *judge_blanking(const scenario *s, const outcome *o)
{
    bool kept = disc_is_the_old_one();
    if (listening.blind)
        return "a disc was to be blanked that was not known";
    if (o->status == RBK_OK)
        return o->report.blanked == (s->blanking == BLANKED_BY_BURN) ? NULL : "the report on blanking is not true";
    bool says_kept = strstr(error.sentence, "; nothing was erased");
    bool says_blanked = strstr(error.sentence, "; the disc was blanked");
    bool says_started = strstr(error.sentence, "; blanking was started, and what was on the disc may be lost");
    if (kept ? says_blanked : says_kept)
        return "the message is not true of what was on the disc";
    if (!kept && s->blanking == BLANKED_BY_BURN && !says_blanked && !says_started)
        return "the disc was blanked, and the message does not say it";
    if (o->report.blanked != says_blanked)
        return "report and message differ in whether the disc was blanked";
    return NULL;
}

/* What is wrong with the end of a burn; NULL if nothing. */
static const char *judge(const scenario *s, const char *fault, const outcome *o)
{
    bool gone = o->view.tray_open && (strcmp(fault, "pull") == 0 || strcmp(fault, "press-eject") == 0);
    if (o->view.locked)
        return "the tray is locked";
    if (o->ms > 2 * 3600 * 1000)
        return "it took more than two hours";
    if (o->status == RBK_OK && gone) /* after the final state of the disc was read */
        return s->simulate || o->report.state == RBK_DISC_FINISHED ? NULL : "a success without a finished disc";
    if (o->status == RBK_OK && s->simulate)
        return seen(o) == RBK_DISC_BLANK ? NULL : "a simulation left something on the disc";
    if (o->status == RBK_OK && (seen(o) != RBK_DISC_FINISHED || o->report.state != RBK_DISC_FINISHED))
        return "a success on a disc that is not finished";
    if (o->status == RBK_OK)
        return disc_is_the_image() ? NULL : "a success with other sectors on the disc";
    if (o->status < RBK_MEDIUM_NOTPRESENT || o->status > RBK_CANNOT_WRITE_TO_MEDIA)
        return "a failure of the drive with a status that is none of a drive's";
    if (strlen(error.sentence) < 20 || error.sentence[strlen(error.sentence) - 1] == '.')
        return "no sentence";
    if (!o->wrote && seen(o) != RBK_DISC_BLANK && seen(o) != RBK_DISC_UNKNOWN &&
        !(s->blanking && disc_is_the_old_one()))
        return "nothing was written, and there is something on the disc";
    if (o->report.wrote && !s->simulate && o->report.state != RBK_DISC_UNKNOWN && o->report.state != seen(o))
        return "the verdict on the disc is not true";
    return NULL;
}

/* Faults that must not make a burn fail, wherever they occur. Before it is locked, the tray can be opened. */
static bool must_succeed(const char *fault, const outcome *o)
{
    if (strcmp(fault, "press-eject") == 0)
        return !o->view.tray_open;
    return strcmp(fault, "sense 2/04/08") == 0 || strcmp(fault, "full") == 0 || strcmp(fault, "busy 5") == 0 ||
           strcmp(fault, "attention 2A/01") == 0 || strcmp(fault, "short 4") == 0;
}

/* However a burn with blanking failed, the next one succeeds on the same disc. */
static bool can_be_written_again(const scenario *s)
{
    scenario next = *s;
    next.blanking = BLANKED_BY_BURN;
    rbk_virtual *drive = open_drive(s);
    rbk_virtual_push_tray(drive);
    outcome o = burn_in(&next, drive);
    return o.status == RBK_OK && disc_is_the_image();
}

static bool try_case(const scenario *s, const char *fault, uint64_t nth)
{
    outcome o = burn_once(s, fault, nth);
    const char *why = judge(s, fault, &o);
    if (!why && s->blanking)
        why = judge_blanking(s, &o);
    if (!why && o.status != RBK_OK && must_succeed(fault, &o))
        why = "it failed of something that passes";
    if (!why && s->blanking && o.status != RBK_OK && !can_be_written_again(s))
        why = "the disc cannot be written after that";
    if (why)
        print_message("%s, command %u, %s: %s (%s: %s; disc %s)\n", s->name, (unsigned)nth, fault, why,
                      rbk_status_name(o.status), o.status == RBK_OK ? "" : error.sentence,
                      rbk_disc_state_name(seen(&o)));
    return !why;
}

static void walk(const scenario *s)
{
    unsigned cases = 0, wrong = 0;
    snprintf(folder, sizeof folder, "%s", scratch_path("drive"));
    plan_scenario(s);
    if (s->blanking)
        make_old_disc(s);
    outcome clean = burn_once(s, NULL, 0);
    assert_int_equal(clean.status, RBK_OK);
    keep_recordings(s);
    assert_null(judge(s, "", &clean));
    assert_int_equal(clean.view.violations, 0);
    assert_true(listening.count < sizeof listening.ops);
    uint8_t ops[sizeof listening.ops];
    size_t count = listening.count;
    memcpy(ops, listening.ops, count);
    for (size_t at = 0; at < count; at++)
        for (size_t i = 0; i < FAULTS && is_worth_it(ops, count, at); i++) {
            if ((at + i) % (s->step * SPARSELY))
                continue;
            wrong += !try_case(s, faults[i], at + 1);
            cases++;
        }
    remove_drive();
    for (size_t i = 0; i < RECORDINGS; i++)
        free(recordings[i].bytes);
    for (size_t i = 0; i < FILES; i++) {
        free(old[i].bytes);
        old[i] = (recording){.name = NULL};
    }
    rbk_burn_plan_free(second);
    second = NULL;
    assert_int_equal(wrong, 0);
    assert_true(cases >= s->cases_least / SPARSELY);
}

static void a_burn_with_text(void **state)
{
    static const scenario s = {"text", "cd-r", true, false, NO_BLANKING, 1, 1100, RBK_BURN_WRITE_AUTO, NULL, ONE_TRACK};
    (void)state;
    walk(&s);
}

static void a_simulation(void **state)
{
    static const scenario s = {"simulation",        "cd-r", false,    true, NO_BLANKING, 2, 450,
                               RBK_BURN_WRITE_AUTO, NULL,   ONE_TRACK};
    (void)state;
    walk(&s);
}

static void a_rewritable_disc_blanked_first(void **state)
{
    static const scenario s = {"rewritable",        "cd-rw", false,    false, BLANKED_BEFORE, 2, 650,
                               RBK_BURN_WRITE_AUTO, NULL,    ONE_TRACK};
    (void)state;
    walk(&s);
}

static void a_burn_that_blanks_a_disc(void **state)
{
    static const scenario s = {"blanking",          "cd-rw", true,     false, BLANKED_BY_BURN, 2, 700,
                               RBK_BURN_WRITE_AUTO, NULL,    ONE_TRACK};
    (void)state;
    walk(&s);
}

static void a_raw_burn_with_text(void **state)
{
    static const scenario s = {"raw", "cd-r", true, false, NO_BLANKING, 2, 700, RBK_BURN_WRITE_RAW_96, NULL, ONE_TRACK};
    (void)state;
    walk(&s);
}

static void a_raw_burn_of_p_and_q_after_session_at_once_is_refused(void **state)
{
    static const scenario s = {"fallback",          "cd-r",          false,    false, NO_BLANKING, 2, 750,
                               RBK_BURN_WRITE_AUTO, "no-sao no-r-w", ONE_TRACK};
    (void)state;
    walk(&s);
}

static void tracks_one_by_one(void **state)
{
    static const scenario s = {"tracks",           "cd-r", false,     false, NO_BLANKING, 2, 700,
                               RBK_BURN_WRITE_TAO, NULL,   TWO_TRACKS};
    (void)state;
    walk(&s);
}

static void two_sessions(void **state)
{
    static const scenario s = {"sessions",          "cd-r", false,       false, NO_BLANKING, 2, 850,
                               RBK_BURN_WRITE_AUTO, NULL,   TWO_SESSIONS};
    (void)state;
    walk(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_burn_with_text, begin, end),
        cmocka_unit_test_setup_teardown(a_simulation, begin, end),
        cmocka_unit_test_setup_teardown(a_rewritable_disc_blanked_first, begin, end),
        cmocka_unit_test_setup_teardown(a_burn_that_blanks_a_disc, begin, end),
        cmocka_unit_test_setup_teardown(a_raw_burn_with_text, begin, end),
        cmocka_unit_test_setup_teardown(a_raw_burn_of_p_and_q_after_session_at_once_is_refused, begin, end),
        cmocka_unit_test_setup_teardown(tracks_one_by_one, begin, end),
        cmocka_unit_test_setup_teardown(two_sessions, begin, end),
    };
    return cmocka_run_group_tests_name("burn/fault_matrix", tests, NULL, NULL);
}
