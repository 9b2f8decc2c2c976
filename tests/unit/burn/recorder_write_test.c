/*
 * Burns from beginning to end, with every outcome; and blanking.
 */
#include "unit/burn/obedient.h"

#include <pthread.h>

static rbk_burn_write_options write_options;
static rbk_burn_report report;

static rbk_status burn_disc(const rbk_burn_listener *listener)
{
    return rbk_recorder_write(recorder, plan, image, &write_options, listener, &report, findings, &error);
}

static void prepare(void)
{
    rbk_burn_write_options_init(&write_options);
    plan_disc(NULL);
    meet();
}

static void a_burn_ends_with_a_finished_disc_and_an_open_lock(void **state)
{
    (void)state;
    prepare();
    assert_int_equal(burn_disc(NULL), RBK_OK);
    assert_string_equal(log_text(),
                        "46* 00 51 43 1E BB 5A* 55 5A* 54 5A* 55 5A* 52 5D 2A* 5C 2A* 5C 2A* 5C 2A* 5C 2A* 5C "
                        "2A* 35 00 51 1E*");
    assert_true(report.wrote && report.unlocked && report.underrun_protection);
    assert_int_equal(report.state, RBK_DISC_FINISHED);
    assert_int_equal(report.sectors_written, 450);
    assert_false(drive.locked);
}

static void a_failure_in_the_middle_says_how_far_it_came(void **state)
{
    (void)state;
    prepare();
    add_fault(RBK_MMC_WRITE_10, 5, 1, RBK_OUTCOME_CHECK, 0x30C00);
    assert_int_equal(burn_disc(NULL), RBK_CANNOT_WRITE_TO_MEDIA);
    assert_string_equal(error.sentence,
                        "'WRITE': writing to the disc failed (sense 3/0C/00): use a lower "
                        "speed or another brand; 108 of 450 sectors were sent, the disc is incomplete and lost");
    assert_string_equal(error.place.path, "the-drive");
    assert_int_equal(error.place.lba, -42);
    assert_int_equal(report.state, RBK_DISC_INCOMPLETE);
    assert_false(drive.locked);
    assert_int_equal(drive.seen[RBK_MMC_SYNCHRONIZE_CACHE], 1);
}

static void a_rewritable_disc_is_not_lost(void **state)
{
    (void)state;
    drive.rewritable = true;
    prepare();
    add_fault(RBK_MMC_WRITE_10, 5, 1, RBK_OUTCOME_BROKEN, 0);
    assert_int_equal(burn_disc(NULL), RBK_DEVICE_NOTACCESSIBLE);
    assert_string_equal(error.sentence,
                        "'WRITE': the connection to the drive failed; check cable and power; 108 of 450 "
                        "sectors were sent, the disc is incomplete and has to be blanked");
}

static void a_tray_that_stays_locked_is_reported(void **state)
{
    (void)state;
    prepare();
    add_fault(RBK_MMC_WRITE_10, 5, 1000, RBK_OUTCOME_BROKEN, 0);
    add_fault(RBK_MMC_PREVENT_ALLOW, 2, 1000, RBK_OUTCOME_BROKEN, 0);
    assert_int_equal(burn_disc(NULL), RBK_DEVICE_NOTACCESSIBLE);
    assert_non_null(strstr(error.sentence, "; the tray could not be unlocked"));
    assert_false(report.unlocked);
}

static void a_drive_that_forgot_everything_is_set_up_again(void **state)
{
    (void)state;
    prepare();
    add_fault(RBK_MMC_WRITE_10, 1, 1, RBK_OUTCOME_CHECK, 0x62900);
    assert_int_equal(burn_disc(NULL), RBK_OK);
    assert_int_equal(drive.seen[RBK_MMC_SEND_CUE_SHEET], 2);
    assert_int_equal(drive.seen[RBK_MMC_SEND_OPC], 1); /* once is enough for the disc */
    assert_int_equal(report.sectors_written, 450);
}

static void a_drive_that_always_forgets_is_given_up_and_the_disc_is_whole(void **state)
{
    (void)state;
    prepare();
    add_fault(RBK_MMC_WRITE_10, 1, 100, RBK_OUTCOME_CHECK, 0x52C00);
    assert_int_equal(burn_disc(NULL), RBK_INITIALIZE_WRITE);
    assert_int_equal(drive.seen[RBK_MMC_SEND_CUE_SHEET], 3);
    assert_non_null(strstr(error.sentence, "; nothing was written"));
    assert_false(report.wrote || drive.locked);
    assert_int_equal(drive.disc_status, 0);
}

typedef struct counting {
    unsigned events[RBK_BURN_READING + 1];
    int32_t cancel_at;
    int32_t last_lba;
} counting;

static void count_event(void *user, const rbk_burn_event *event)
{
    counting *c = user;
    c->events[event->phase]++;
    if (event->lba != RBK_NO_LBA)
        c->last_lba = event->lba;
}

static bool cancel_at(void *user)
{
    counting *c = user;
    return c->last_lba >= c->cancel_at;
}

static void a_cancelled_burn_is_closed_and_says_what_is_left(void **state)
{
    counting c = {.cancel_at = 0, .last_lba = -20000};
    rbk_burn_listener listener = {&c, count_event, cancel_at, NULL};
    (void)state;
    prepare();
    assert_int_equal(burn_disc(&listener), RBK_USERABORT);
    assert_string_equal(error.sentence, "cancelled; 162 of 450 sectors were sent, the disc is incomplete and lost");
    assert_false(drive.locked);
    assert_int_equal(drive.seen[RBK_MMC_SYNCHRONIZE_CACHE], 1);
    assert_true(c.events[RBK_BURN_CLOSING] >= 1);
}

static void a_burn_that_is_cancelled_before_the_laser_leaves_the_disc_alone(void **state)
{
    counting c = {.cancel_at = 0, .last_lba = 0};
    rbk_burn_listener listener = {&c, count_event, cancel_at, NULL};
    (void)state;
    prepare();
    assert_int_equal(burn_disc(&listener), RBK_USERABORT);
    assert_string_equal(error.sentence, "cancelled; nothing was written");
    assert_int_equal(drive.seen[RBK_MMC_WRITE_10], 0);
}

static void every_phase_is_reported(void **state)
{
    counting c = {.cancel_at = INT32_MAX};
    rbk_burn_listener listener = {&c, count_event, cancel_at, NULL};
    (void)state;
    rbk_burn_write_options_init(&write_options);
    plan_disc("A title");
    meet();
    assert_int_equal(burn_disc(&listener), RBK_OK);
    for (int phase = RBK_BURN_PREPARING; phase <= RBK_BURN_CHECKING; phase++)
        assert_true(phase == RBK_BURN_BLANKING || c.events[phase] > 0);
}

static void a_refused_plan_and_impossible_options_are_not_burnt(void **state)
{
    (void)state;
    prepare();
    write_options.speed = 1000;
    assert_int_equal(burn_disc(NULL), RBK_INVALID_ARGUMENT);
    write_options.speed = 0;
    write_options.buffer_bytes = 1000;
    assert_int_equal(burn_disc(NULL), RBK_INVALID_ARGUMENT);
    memcpy(&write_options.write_mode, &(const int){RBK_BURN_WRITE_TAO + 1}, sizeof write_options.write_mode);
    assert_int_equal(burn_disc(NULL), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "there is no write mode 6");
    write_options.write_mode = RBK_BURN_WRITE_TAO;
    plan->graphics = RBK_BURN_GRAPHICS_RAW;
    assert_int_equal(burn_disc(NULL), RBK_INVALID_ARGUMENT);
    assert_non_null(strstr(error.sentence, "has CD+G graphics, which track-at-once does not write"));
    plan->refusals = 1;
    assert_int_equal(burn_disc(NULL), RBK_REFUSED);
    assert_int_equal(drive.logged, 0);
}

/* ------------------------------------------------------------------ blanking, then a burn */

/* A CD-RW with something on it, which is to be blanked. */
static void prepare_written(const char *title)
{
    drive.rewritable = true;
    rbk_burn_write_options_init(&write_options);
    write_options.blank = true;
    plan_disc(title);
    meet();
    drive.disc_status = 2;
}

static void assert_kept(rbk_status status, const char *text)
{
    assert_int_equal(burn_disc(NULL), status);
    if (!strstr(error.sentence, text))
        fail_msg("expected '%s', found '%s'", text, error.sentence);
    assert_int_equal(drive.seen[RBK_MMC_BLANK], 0);
    assert_int_equal(drive.disc_status, 2);
    assert_false(report.blanked || report.wrote || drive.locked);
}

static void a_disc_is_checked_then_blanked_then_written(void **state)
{
    (void)state;
    prepare_written(NULL);
    assert_int_equal(burn_disc(NULL), RBK_OK);
    assert_string_equal(log_text(), "46* 00 1E 51 43 5A* 55 5A* A1 00 51 00 51 43 1E BB 5A* 55 5A* 54 5A* 55 5A* 52 "
                                    "5D 2A* 5C 2A* 5C 2A* 5C 2A* 5C 2A* 5C 2A* 35 00 51 1E*");
    assert_true(report.blanked && report.wrote && report.unlocked);
    assert_int_equal(report.state, RBK_DISC_FINISHED);
    assert_int_equal(report.sectors_written, 450);
    assert_false(drive.locked);
}

static void a_full_blanking_is_one_and_a_blank_disc_is_not_blanked(void **state)
{
    (void)state;
    prepare_written(NULL);
    write_options.blank_full = true;
    assert_int_equal(burn_disc(NULL), RBK_OK);
    for (size_t i = 0; i < drive.logged; i++)
        if (drive.log[i].cdb[0] == RBK_MMC_BLANK)
            assert_int_equal(drive.log[i].cdb[1] & 7, 0);
    assert_int_equal(drive.seen[RBK_MMC_BLANK], 1);
    drive.disc_status = 0;
    drive.sectors = 0;
    assert_int_equal(burn_disc(NULL), RBK_OK);
    assert_int_equal(drive.seen[RBK_MMC_BLANK], 1);
    assert_false(report.blanked);
}

static void a_drive_that_refuses_the_write_mode_does_so_before_blanking(void **state)
{
    (void)state;
    static const rbk_burn_write_mode modes[] = {RBK_BURN_WRITE_AUTO,   RBK_BURN_WRITE_SAO,    RBK_BURN_WRITE_RAW,
                                                RBK_BURN_WRITE_RAW_96, RBK_BURN_WRITE_RAW_16, RBK_BURN_WRITE_TAO};
    prepare_written(NULL);
    add_fault(RBK_MMC_MODE_SELECT_10, 1, 1000, RBK_OUTCOME_CHECK, 0x52600);
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        write_options.write_mode = modes[i];
        assert_kept(RBK_DEVICE_INVALIDTYPE, "; nothing was erased or written");
    }
    drive.fault_count = 0;
    drive.forgets_write_type = true;
    write_options.write_mode = RBK_BURN_WRITE_SAO;
    assert_kept(RBK_DEVICE_INVALIDTYPE, "does not report it back; --force tries it; nothing was erased or written");
}

static void raw_writing_that_cannot_hold_the_plan_is_refused_before_blanking_and_once(void **state)
{
    (void)state;
    prepare_written("A title");
    write_options.write_mode = RBK_BURN_WRITE_RAW_16;
    assert_kept(RBK_UNSUPPORTED, "raw16 has no R-W for CD-TEXT");
    plan->leave_open = true;
    write_options.write_mode = RBK_BURN_WRITE_RAW;
    assert_kept(RBK_UNSUPPORTED, "");
    assert_string_equal(error.sentence, "raw writing makes whole discs: a disc of several sessions is written "
                                        "session-at-once; nothing was erased or written");
    plan->leave_open = false;
    drive.no_atip = drive.no_addresses = true;
    write_options.write_mode = RBK_BURN_WRITE_RAW_96;
    assert_kept(RBK_MEDIUM_INVALIDTYPE, "raw writing starts with the lead-in");
}

static void a_disc_that_is_not_the_planned_one_is_not_blanked(void **state)
{
    (void)state;
    prepare_written("A title");
    drive.lead_in_lba = -12000;
    assert_kept(RBK_MEDIUM_INVALIDTYPE, "it is not the disc that was planned for");
    drive.lead_in_lba = -12300;
    drive.lead_out_max_lba = 200;
    assert_kept(RBK_MEDIUM_INVALIDTYPE, "the disc holds 200 sectors, expected 300");
    drive.lead_out_max_lba = 359849;
    drive.rewritable = false;
    assert_kept(RBK_MEDIUM_INVALIDTYPE, "expected a CD-RW, found a disc that cannot be blanked");
}

static void a_file_that_cannot_be_read_any_more_is_noticed_before_blanking(void **state)
{
    (void)state;
    static const uint8_t audio[300 * RBK_SECTOR_BYTES];
    add_file_track(RBK_MODE_AUDIO, "a.bin", audio, sizeof audio, 0);
    prepare_written(NULL);
    scratch_write("a.bin", audio, 1000);
    assert_int_equal(burn_disc(NULL), RBK_BAD_LAYOUT);
    assert_int_equal(drive.seen[RBK_MMC_BLANK], 0);
    assert_int_equal(drive.disc_status, 2);
}

static bool always(void *user)
{
    (void)user;
    return true;
}

static void a_cancel_before_blanking_keeps_the_disc(void **state)
{
    (void)state;
    const rbk_burn_listener listener = {.query_cancel = always};
    prepare_written(NULL);
    assert_int_equal(burn_disc(&listener), RBK_USERABORT);
    assert_non_null(strstr(error.sentence, "; nothing was erased or written"));
    assert_int_equal(drive.seen[RBK_MMC_BLANK], 0);
}

static void blanking_is_neither_simulated_nor_done_for_a_later_session(void **state)
{
    (void)state;
    prepare_written(NULL);
    write_options.simulate = true;
    assert_int_equal(burn_disc(NULL), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "a test write does not blank the disc: blanking is real");
    write_options.simulate = false;
    plan->base_lba = 11700;
    assert_int_equal(burn_disc(NULL), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "a later session needs the sessions before it: blanking erases all of them");
    assert_int_equal(drive.logged, 0);
}

static void a_blank_command_that_was_not_sent_or_refused_erased_nothing(void **state)
{
    (void)state;
    prepare_written(NULL);
    add_fault(RBK_MMC_BLANK, 1, 1000, RBK_OUTCOME_FILTERED, 0);
    assert_int_equal(burn_disc(NULL), RBK_DEVICE_NOTACCESSIBLE);
    assert_string_equal(error.sentence, "'BLANK': the system does not permit this user to send the command to the "
                                        "drive; nothing was erased or written");
    drive.fault_count = 0;
    add_fault(RBK_MMC_BLANK, 1, 1000, RBK_OUTCOME_CHECK, 0x52000);
    assert_int_equal(burn_disc(NULL), RBK_CANNOT_WRITE_TO_MEDIA);
    assert_non_null(strstr(error.sentence, "; nothing was erased or written"));
    assert_false(report.blanked);
}

static void a_disc_that_may_have_been_changed_since_the_check_is_not_blanked(void **state)
{
    static const uint8_t later[] = {RBK_MMC_READ_TOC, RBK_MMC_MODE_SELECT_10, RBK_MMC_MODE_SENSE_10, RBK_MMC_BLANK};
    static const char reason[] = "the disc may have been changed after it was checked, so it is not blanked: leave the "
                                 "drive alone and try again";
    (void)state;
    prepare_written(NULL);
    drive.page[2] = 0x52; /* a setting that is ended before blanking */
    for (size_t i = 0; i < sizeof later; i++)
        for (int alone = 0; alone < 2; alone++) {
            drive.fault_count = 0;
            memset(drive.seen, 0, sizeof drive.seen);
            drive.page[2] = 0x52;
            add_fault(later[i], 1, 1, RBK_OUTCOME_CHECK, i % 2 ? 0x62800 : 0x62900);
            assert_int_equal(alone ? rbk_recorder_blank(recorder, false, NULL, &error) : burn_disc(NULL),
                             RBK_MEDIUM_INVALIDTYPE);
            if (strncmp(error.sentence, reason, strlen(reason)) != 0 && later[i] != RBK_MMC_BLANK)
                fail_msg("%s", error.sentence);
            assert_int_equal(drive.seen[RBK_MMC_BLANK], later[i] == RBK_MMC_BLANK);
            assert_int_equal(drive.disc_status, 2);
            assert_false(drive.locked);
        }
    drive.fault_count = 0;
    memset(drive.seen, 0, sizeof drive.seen);
    add_fault(RBK_MMC_READ_DISC_INFORMATION, 1, 1, RBK_OUTCOME_CHECK, 0x62800); /* then it is read again */
    assert_int_equal(burn_disc(NULL), RBK_OK);
}

/* Whether the drive has executed a BLANK that it replied to with an attention is open. */
static void a_blank_that_ends_in_an_attention_may_have_been_started(void **state)
{
    (void)state;
    prepare_written(NULL);
    for (int alone = 0; alone < 2; alone++) {
        drive.fault_count = 0;
        memset(drive.seen, 0, sizeof drive.seen);
        add_fault(RBK_MMC_BLANK, 1, 1, RBK_OUTCOME_CHECK, 0x62800);
        assert_int_equal(alone ? rbk_recorder_blank(recorder, false, NULL, &error) : burn_disc(NULL),
                         RBK_MEDIUM_INVALIDTYPE);
        if (alone)
            assert_string_equal(error.sentence,
                                "'BLANK': the disc was changed (sense 6/28/00): leave the drive alone and try again; "
                                "blanking may have been started, and what was on the disc may be lost");
        else
            assert_string_equal(error.sentence,
                                "'BLANK': the disc was changed (sense 6/28/00): leave the drive alone and try again; "
                                "blanking may have been started, and what was on the disc may be lost; nothing was "
                                "written");
        assert_int_equal(drive.seen[RBK_MMC_BLANK], 1);
    }
}

static void a_drive_that_does_not_lock_the_tray_is_reported_where_a_disc_is_blanked(void **state)
{
    (void)state;
    prepare_written(NULL);
    add_fault(RBK_MMC_PREVENT_ALLOW, 1, 1000, RBK_OUTCOME_CHECK, 0x52000);
    for (int blank = 0; blank < 2; blank++) {
        drive.disc_status = blank ? 2 : 0;
        drive.next_lba = -RBK_PREGAP_SECTORS;
        assert_int_equal(burn_disc(NULL), RBK_OK);
        assert_int_equal(report.blanked, blank);
        if (blank)
            assert_found("burn.drive", RBK_WARNING, RBK_BURN_NOT_LOCKED);
        else
            assert_null(finding("burn.drive"));
    }
}

static void a_check_erases_and_writes_nothing(void **state)
{
    static const uint8_t kept_back[] = {RBK_MMC_BLANK, RBK_MMC_SEND_OPC, RBK_MMC_SEND_CUE_SHEET, RBK_MMC_WRITE_10};
    (void)state;
    prepare_written(NULL);
    for (int blank = 0; blank < 2; blank++) {
        drive.disc_status = blank ? 0 : 2;
        drive.fault_count = 0;
        drive.logged = 0;
        assert_int_equal(rbk_recorder_check_write(recorder, plan, image, &write_options, NULL, findings, &error),
                         RBK_OK);
        /* the disc is asked for once, blank or not */
        assert_string_equal(log_text(), "46* 00 1E 51 43 5A* 55 5A* 1E*");
        add_fault(RBK_MMC_MODE_SELECT_10, 1, 1000, RBK_OUTCOME_CHECK, 0x52600);
        assert_int_equal(rbk_recorder_check_write(recorder, plan, image, &write_options, NULL, findings, &error),
                         RBK_DEVICE_INVALIDTYPE);
        assert_non_null(strstr(error.sentence, "; nothing was erased or written"));
    }
    write_options.blank = false;
    drive.disc_status = 2;
    assert_int_equal(rbk_recorder_check_write(recorder, plan, image, &write_options, NULL, findings, &error),
                     RBK_MEDIUM_INVALIDTYPE);
    for (size_t i = 0; i < sizeof kept_back; i++)
        assert_int_equal(drive.seen[kept_back[i]], 0);
    assert_false(drive.locked);
}

/* Of several drives, another one might have blanked its disc by the time the cue sheet is refused. */
static void a_check_of_a_blank_disc_foresees_that_cdtext_is_refused(void **state)
{
    (void)state;
    rbk_burn_write_options_init(&write_options);
    write_options.write_mode = RBK_BURN_WRITE_SAO;
    plan_disc("A title");
    drive.mastering = 0x66;
    meet();
    assert_int_equal(rbk_recorder_check_write(recorder, plan, image, &write_options, NULL, findings, &error),
                     RBK_DEVICE_INVALIDTYPE);
    if (strncmp(error.sentence, "the drive reports that it cannot write CD-TEXT session-at-once: use --no-cdtext", 79))
        fail_msg("%s", error.sentence);
    write_options.force = true;
    assert_int_equal(rbk_recorder_check_write(recorder, plan, image, &write_options, NULL, findings, &error), RBK_OK);
    assert_non_null(finding("burn.forced"));
    assert_int_equal(drive.seen[RBK_MMC_SEND_CUE_SHEET], 0);
    assert_int_equal(burn_disc(NULL), RBK_OK); /* the reply may be wrong: what the drive accepts is burnt */
}

static void a_failure_after_blanking_says_that_the_disc_was_blanked(void **state)
{
    (void)state;
    static const struct {
        uint8_t op;
        uint32_t sense;
        const char *text;
        bool blanked, wrote;
    } cases[] = {
        {RBK_MMC_BLANK, 0x35100, "; blanking was started, and what was on the disc may be lost; nothing was written",
         false, false},
        {RBK_MMC_SEND_OPC, 0x37303, "; the disc was blanked; nothing was written", true, false},
        {RBK_MMC_SEND_CUE_SHEET, 0x30C00, "; the disc was blanked; nothing was written", true, false},
        {RBK_MMC_WRITE_10, 0x30C00, "; the disc was blanked; 0 of 450 sectors were sent", true, true},
    };
    prepare_written(NULL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        drive.disc_status = 2;
        drive.fault_count = 0;
        add_fault(cases[i].op, 1, 1000, RBK_OUTCOME_CHECK, cases[i].sense);
        assert_true(burn_disc(NULL) != RBK_OK);
        if (!strstr(error.sentence, cases[i].text))
            fail_msg("expected '%s', found '%s'", cases[i].text, error.sentence);
        assert_int_equal(report.blanked, cases[i].blanked);
        assert_int_equal(report.wrote, cases[i].wrote);
        assert_false(drive.locked);
    }
}

/* One of several drives at once, with a thread of its own. Nothing but the image, its plan and the options is shared. */
typedef struct worker {
    pthread_t thread;
    rbk_recorder *recorder;
    rbk_burn_report report;
    rbk_verdict verdict;
    rbk_findings *findings;
    rbk_error error;
    rbk_status status;
} worker;

static void *burn_and_verify(void *argument)
{
    worker *w = argument;
    w->status = rbk_recorder_write(w->recorder, plan, image, &write_options, NULL, &w->report, w->findings, &w->error);
    if (w->status == RBK_OK)
        w->status = rbk_recorder_verify(w->recorder, plan, image, NULL, &w->verdict, w->findings, &w->error);
    return NULL;
}

/* With SANITIZE=thread this is the test that the drives of a burn do not share what they change. */
static void drives_burn_and_read_back_one_image_at_once(void **state)
{
    static const char *const modes[] = {"quirks = slow", "quirks = no-sao", "quirks = data-block-type-3",
                                        "medium = cd-rw"};
    enum { DRIVES = sizeof modes / sizeof modes[0] };
    static uint8_t audio[520 * RBK_SECTOR_BYTES], user[350 * 2048];
    static worker workers[DRIVES];
    char name[16], device[4200];
    (void)state;
    for (size_t i = 0; i < sizeof audio; i++)
        audio[i] = (uint8_t)(i * 7 + i / 977);
    for (size_t i = 0; i < sizeof user; i++)
        user[i] = (uint8_t)(i * 3 + i / 2048);
    add_file_track(RBK_MODE_MODE1_2048, "data.iso", user, sizeof user, 0);
    add_file_track(RBK_MODE_AUDIO, "audio.bin", audio, sizeof audio, 150);
    set_title("A title");
    options.medium = (rbk_burn_medium){true, -12300, 359849};
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(plan->refusals, 0);
    rbk_burn_write_options_init(&write_options);
    for (size_t i = 0; i < DRIVES; i++) {
        const char *const settings[] = {"clock = instant", modes[i]};
        snprintf(name, sizeof name, "drive%zu", i);
        snprintf(device, sizeof device, "virtual:%s", scratch_path(name));
        workers[i] = (worker){.findings = rbk_findings_new()};
        assert_int_equal(rbk_recorder_make(device, settings, 2, &error), RBK_OK);
        assert_int_equal(rbk_recorder_open(device, &workers[i].recorder, &error), RBK_OK);
    }
    for (size_t i = 0; i < DRIVES; i++)
        assert_int_equal(pthread_create(&workers[i].thread, NULL, burn_and_verify, &workers[i]), 0);
    for (size_t i = 0; i < DRIVES; i++) {
        worker *w = &workers[i];
        pthread_join(w->thread, NULL);
        if (w->status != RBK_OK)
            fail_msg("drive %zu: %s", i, w->error.sentence);
        assert_int_equal(w->report.state, RBK_DISC_FINISHED);
        assert_int_equal(w->report.write_mode, i == 1 ? RBK_BURN_WRITE_RAW_96 : RBK_BURN_WRITE_SAO);
        assert_true(w->verdict.same);
        assert_int_equal(w->verdict.compared_sectors, 350);
        rbk_recorder_close(w->recorder);
        rbk_findings_free(w->findings);
    }
}

static void a_test_write_that_fails_says_that_the_disc_cannot_be_read(void **state)
{
    (void)state;
    prepare();
    write_options.simulate = true;
    add_fault(RBK_MMC_WRITE_10, 5, 1, RBK_OUTCOME_CHECK, 0x30C00);
    add_fault(RBK_MMC_READ_DISC_INFORMATION, 2, 1000, RBK_OUTCOME_GOOD, 0);
    assert_int_equal(burn_disc(NULL), RBK_CANNOT_WRITE_TO_MEDIA);
    if (!strstr(error.sentence, "in a test write, and the state of the disc cannot be read"))
        fail_msg("%s", error.sentence);
}

static void a_caller_without_interest_in_the_reason_gets_the_status(void **state)
{
    (void)state;
    prepare();
    add_fault(RBK_MMC_WRITE_10, 5, 1, RBK_OUTCOME_CHECK, 0x30C00);
    assert_int_equal(rbk_recorder_write(recorder, plan, image, &write_options, NULL, &report, findings, NULL),
                     RBK_CANNOT_WRITE_TO_MEDIA);
    assert_int_equal(report.state, RBK_DISC_INCOMPLETE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        obedient_test(a_burn_ends_with_a_finished_disc_and_an_open_lock),
        obedient_test(a_failure_in_the_middle_says_how_far_it_came),
        obedient_test(a_rewritable_disc_is_not_lost),
        obedient_test(a_tray_that_stays_locked_is_reported),
        obedient_test(a_drive_that_forgot_everything_is_set_up_again),
        obedient_test(a_drive_that_always_forgets_is_given_up_and_the_disc_is_whole),
        obedient_test(a_cancelled_burn_is_closed_and_says_what_is_left),
        obedient_test(a_burn_that_is_cancelled_before_the_laser_leaves_the_disc_alone),
        obedient_test(every_phase_is_reported),
        obedient_test(a_refused_plan_and_impossible_options_are_not_burnt),
        obedient_test(a_disc_is_checked_then_blanked_then_written),
        obedient_test(a_full_blanking_is_one_and_a_blank_disc_is_not_blanked),
        obedient_test(a_drive_that_refuses_the_write_mode_does_so_before_blanking),
        obedient_test(raw_writing_that_cannot_hold_the_plan_is_refused_before_blanking_and_once),
        obedient_test(a_disc_that_is_not_the_planned_one_is_not_blanked),
        obedient_test(a_file_that_cannot_be_read_any_more_is_noticed_before_blanking),
        obedient_test(a_cancel_before_blanking_keeps_the_disc),
        obedient_test(blanking_is_neither_simulated_nor_done_for_a_later_session),
        obedient_test(a_blank_command_that_was_not_sent_or_refused_erased_nothing),
        obedient_test(a_blank_that_ends_in_an_attention_may_have_been_started),
        obedient_test(a_drive_that_does_not_lock_the_tray_is_reported_where_a_disc_is_blanked),
        obedient_test(a_disc_that_may_have_been_changed_since_the_check_is_not_blanked),
        obedient_test(a_check_erases_and_writes_nothing),
        obedient_test(a_check_of_a_blank_disc_foresees_that_cdtext_is_refused),
        obedient_test(a_failure_after_blanking_says_that_the_disc_was_blanked),
        cmocka_unit_test_setup_teardown(drives_burn_and_read_back_one_image_at_once, begin, end),
        obedient_test(a_test_write_that_fails_says_that_the_disc_cannot_be_read),
        obedient_test(a_caller_without_interest_in_the_reason_gets_the_status),
    };
    return cmocka_run_group_tests_name("burn/recorder_write", tests, NULL, NULL);
}
