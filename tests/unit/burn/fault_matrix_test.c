/*
 * Every fault at every step: for each command of a whole burn on the virtual recorder, each of two dozen faults.
 * However a burn ends, the tray is unlocked, the verdict on the disc is true, nothing hangs, and a success is one.
 */
#include "burn/recorder.h"
#include "device/virtual.h"

#include "unit/burn/plans.h"

#include <limits.h>

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

/* What a burn on the matrix is. */
typedef struct scenario {
    const char *name;
    const char *medium;
    bool text, simulate, blank_first;
    unsigned step; /* of the cases one in so many: the faults are the same as in the first one */
    unsigned cases_least;
    rbk_burn_write_mode mode;
    const char *quirks; /* NULL: none */
} scenario;

typedef struct outcome {
    rbk_status status;
    rbk_burn_report report;
    rbk_virtual_view view;
    int64_t ms;
} outcome;

static uint8_t audio[320 * RBK_SECTOR_BYTES];
static char folder[PATH_MAX];

static void remove_drive(void)
{
    static const char *const files[] = {"drive.conf", "state",    "lock",     "transcript", "disc.bin", "disc.pregap",
                                        "disc.sheet", "disc.cdt", "disc.sub", "disc.cue",   "faults"};
    char path[PATH_MAX + 32];
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[i]);
        unlink(path);
    }
    rmdir(folder);
}

/* ------------------------------------------------------------------ a backend that records what goes through */

static struct listening {
    rbk_transport transport;
    rbk_transport *inner;
    uint8_t ops[512];
    size_t count;
} listening;

static void listen_run(rbk_transport *transport, const rbk_command *command, rbk_reply *reply)
{
    (void)transport;
    if (listening.count < sizeof listening.ops) /* with a fault there may be more, of which nobody asks */
        listening.ops[listening.count++] = command->cdb[0];
    listening.inner->backend->run(listening.inner, command, reply);
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

/* Of commands that repeat themselves the first, the last, and each fourth in between are enough. */
static bool is_worth_it(const uint8_t *ops, size_t count, size_t position)
{
    return position == 0 || position + 1 == count || position % 4 == 0 || ops[position - 1] != ops[position] ||
           ops[position + 1] != ops[position];
}

/* ------------------------------------------------------------------ burning */

static rbk_virtual *make_drive(const scenario *s)
{
    rbk_virtual *made = NULL;
    remove_drive();
    if (rbk_virtual_open(folder, true, &made, &error) != RBK_OK)
        fail_msg("%s", error.sentence);
    assert_int_equal(rbk_virtual_set(made, "medium", s->medium, &error), RBK_OK);
    assert_int_equal(rbk_virtual_set(made, "lead-in", "98:59:00", &error), RBK_OK); /* short: fewer commands */
    if (s->quirks)
        assert_int_equal(rbk_virtual_set(made, "quirks", s->quirks, &error), RBK_OK);
    return made;
}

static void plan_scenario(const scenario *s)
{
    if (!plan) {
        for (size_t i = 0; i < sizeof audio; i++)
            audio[i] = (uint8_t)(i * 7 + (i >> 11));
        add_file_track(RBK_MODE_AUDIO, "sound.bin", audio, sizeof audio, 0);
        if (s->text)
            set_title("A title");
        options.medium = (rbk_burn_medium){true, rbk_burn_lead_in_lba(98, 59, 0), 359849};
        assert_int_equal(make_plan(), RBK_OK);
        assert_int_equal(plan->refusals, 0);
    }
}

/* A whole burn, with the fault at its nth command (0: none). */
static outcome burn_once(const scenario *s, const char *fault, uint64_t nth)
{
    outcome o;
    char line[96];
    rbk_recorder *recorder = NULL;
    rbk_burn_write_options write_options;
    rbk_virtual *drive = make_drive(s);
    memset(&o, 0, sizeof o);
    rbk_burn_write_options_init(&write_options);
    write_options.simulate = s->simulate;
    write_options.write_mode = s->mode;
    write_options.buffer_bytes = 1 << 20;
    if (nth) {
        snprintf(line, sizeof line, "at %llu %s", (unsigned long long)nth, fault);
        assert_int_equal(rbk_virtual_add_fault(drive, line, &error), RBK_OK);
    }
    int64_t begun_ms = rbk_virtual_now_ms(drive);
    assert_int_equal(rbk_virtual_transport(drive, &listening.inner, &error), RBK_OK);
    listening.transport.backend = &listening_backend;
    listening.count = 0;
    o.status = rbk_recorder_new(&listening.transport, "drive", &recorder, &error);
    if (o.status == RBK_OK && s->blank_first)
        o.status = rbk_recorder_blank(recorder, false, NULL, &error);
    rbk_findings *remarks = rbk_findings_new();
    if (o.status == RBK_OK)
        o.status = rbk_recorder_write(recorder, plan, image, &write_options, NULL, &o.report, remarks, &error);
    rbk_findings_free(remarks);
    rbk_virtual_look(drive, &o.view);
    o.ms = rbk_virtual_now_ms(drive) - begun_ms;
    rbk_recorder_close(recorder);
    rbk_virtual_close(drive);
    return o;
}

static bool disc_is_the_image(void)
{
    char path[PATH_MAX + 32];
    uint8_t *found = malloc(sizeof audio);
    snprintf(path, sizeof path, "%s/disc.bin", folder);
    FILE *file = fopen(path, "rb");
    bool same = file && fread(found, 1, sizeof audio, file) == sizeof audio && fgetc(file) == EOF &&
                memcmp(found, audio, sizeof audio) == 0;
    if (file)
        fclose(file);
    free(found);
    return same;
}

static rbk_disc_state seen(const outcome *o)
{
    switch (o->view.disc) {
    case RBK_VIRTUAL_BLANK:
        return RBK_DISC_BLANK;
    case RBK_VIRTUAL_INCOMPLETE:
        return RBK_DISC_INCOMPLETE;
    case RBK_VIRTUAL_FINALIZED:
        return RBK_DISC_FINISHED;
    default:
        return RBK_DISC_UNKNOWN;
    }
}

/* What is wrong with how a burn ended; NULL when nothing is. */
static const char *judge(const scenario *s, const char *fault, const outcome *o)
{
    bool gone = o->view.tray_open && (strcmp(fault, "pull") == 0 || strcmp(fault, "press-eject") == 0);
    if (o->view.locked)
        return "the tray is locked";
    if (o->ms > 2 * 3600 * 1000)
        return "it took more than two hours";
    if (o->status == RBK_OK && gone) /* after the last word about the disc */
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
    if (!o->report.wrote && seen(o) != RBK_DISC_BLANK && seen(o) != RBK_DISC_UNKNOWN)
        return "nothing was written, and there is something on the disc";
    if (o->report.wrote && !s->simulate && o->report.state != RBK_DISC_UNKNOWN && o->report.state != seen(o))
        return "the verdict on the disc is not true";
    return NULL;
}

/* Faults that no burn may fail of, wherever they come. Who opens the tray before it is locked has it open. */
static bool must_succeed(const char *fault, const outcome *o)
{
    if (strcmp(fault, "press-eject") == 0)
        return !o->view.tray_open;

    return strcmp(fault, "sense 2/04/08") == 0 || strcmp(fault, "full") == 0 || strcmp(fault, "busy 5") == 0 ||
           strcmp(fault, "attention 2A/01") == 0 || strcmp(fault, "short 4") == 0;
}

static bool try_case(const scenario *s, const char *fault, uint64_t nth)
{
    outcome o = burn_once(s, fault, nth);
    const char *why = judge(s, fault, &o);
    if (!why && o.status != RBK_OK && must_succeed(fault, &o))
        why = "it failed of something that passes";
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
    outcome clean = burn_once(s, NULL, 0);
    assert_int_equal(clean.status, RBK_OK);
    assert_null(judge(s, "", &clean));
    assert_int_equal(clean.view.violations, 0);
    uint8_t ops[sizeof listening.ops];
    size_t count = listening.count;
    memcpy(ops, listening.ops, count);
    for (size_t at = 0; at < count; at++)
        for (size_t i = 0; i < FAULTS && is_worth_it(ops, count, at); i++) {
            if ((at + i) % s->step)
                continue;
            wrong += !try_case(s, faults[i], at + 1);
            cases++;
        }
    remove_drive();
    assert_int_equal(wrong, 0);
    assert_true(cases >= s->cases_least);
}

static void a_burn_with_text(void **state)
{
    static const scenario s = {"text", "cd-r", true, false, false, 1, 900, RBK_BURN_WRITE_AUTO, NULL};
    (void)state;
    walk(&s);
}

static void a_simulation(void **state)
{
    static const scenario s = {"simulation", "cd-r", false, true, false, 2, 300, RBK_BURN_WRITE_AUTO, NULL};
    (void)state;
    walk(&s);
}

static void a_rewritable_disc_blanked_first(void **state)
{
    static const scenario s = {"rewritable", "cd-rw", false, false, true, 2, 350, RBK_BURN_WRITE_AUTO, NULL};
    (void)state;
    walk(&s);
}

static void a_raw_burn_with_text(void **state)
{
    static const scenario s = {"raw", "cd-r", true, false, false, 23, 120, RBK_BURN_WRITE_RAW_96, NULL};
    (void)state;
    walk(&s);
}

static void a_raw_burn_of_p_and_q_after_session_at_once_is_refused(void **state)
{
    static const scenario s = {"fallback",          "cd-r",         false, false, false, true, 700,
                               RBK_BURN_WRITE_AUTO, "no-sao no-r-w"};
    (void)state;
    walk(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_burn_with_text, begin, end),
        cmocka_unit_test_setup_teardown(a_simulation, begin, end),
        cmocka_unit_test_setup_teardown(a_rewritable_disc_blanked_first, begin, end),
        cmocka_unit_test_setup_teardown(a_raw_burn_with_text, begin, end),
        cmocka_unit_test_setup_teardown(a_raw_burn_of_p_and_q_after_session_at_once_is_refused, begin, end),
    };
    return cmocka_run_group_tests_name("burn/fault_matrix", tests, NULL, NULL);
}
