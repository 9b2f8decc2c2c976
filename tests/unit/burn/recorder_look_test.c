/*
 * The abilities of a drive, whether it is ready, and the disc in it.
 */
#include "unit/burn/obedient.h"

static void a_drive_is_known_by_features_and_capabilities(void **state)
{
    rbk_recorder_drive found;
    (void)state;
    meet();
    assert_int_equal(rbk_recorder_drive_read(recorder, &found, &error), RBK_OK);
    assert_string_equal(found.product, "CD-R OBEDIENT");
    assert_true(found.writes_cd_r && found.writes_cd_rw && found.simulates && found.underrun_protection);
    assert_true(found.abilities.known && found.abilities.session_at_once && found.abilities.subchannel);
    assert_int_equal(found.abilities.cue_sheet_bytes_max, 3200);
    assert_int_equal(found.buffer_kib, 2048);
    assert_int_equal(found.speed_tenths_max, 480);
}

static void an_old_drive_is_known_by_its_capabilities_alone(void **state)
{
    rbk_recorder_drive found;
    (void)state;
    drive.no_configuration = true;
    meet();
    assert_int_equal(rbk_recorder_drive_read(recorder, &found, &error), RBK_OK);
    assert_true(found.writes_cd_r && found.simulates && found.underrun_protection);
    assert_false(found.abilities.known);
}

static void a_blank_disc_says_what_it_holds(void **state)
{
    rbk_recorder_disc found;
    (void)state;
    meet();
    assert_int_equal(rbk_recorder_disc_read(recorder, NULL, &found, &error), RBK_OK);
    assert_int_equal(found.kind, RBK_DISC_CD_R);
    assert_int_equal(found.state, RBK_DISC_BLANK);
    assert_true(found.has_atip && found.medium.known && !found.can_be_blanked);
    assert_int_equal(found.medium.lead_in_lba, -12300);
    assert_int_equal(found.medium.lead_out_max_lba, 359849);
    assert_memory_equal(found.maker, "\x61\x12\x00", 3);
}

static void a_disc_without_atip_is_measured_by_its_own_word(void **state)
{
    rbk_recorder_disc found;
    (void)state;
    drive.no_atip = true;
    meet();
    assert_int_equal(rbk_recorder_disc_read(recorder, NULL, &found, &error), RBK_OK);
    assert_false(found.has_atip);
    assert_int_equal(found.kind, RBK_DISC_CD_R);
    assert_int_equal(found.medium.lead_out_max_lba, 359849);
    drive.no_addresses = true; /* then from the free sectors for the next track */
    assert_int_equal(rbk_recorder_disc_read(recorder, NULL, &found, &error), RBK_OK);
    assert_int_equal(found.medium.lead_out_max_lba, 359848);
    assert_int_equal(found.medium.lead_in_lba, RBK_NO_LBA);
}

static void a_finished_disc_has_its_tracks(void **state)
{
    rbk_recorder_disc found;
    (void)state;
    drive.disc_status = 2;
    drive.rewritable = true;
    meet();
    assert_int_equal(rbk_recorder_disc_read(recorder, NULL, &found, &error), RBK_OK);
    assert_int_equal(found.kind, RBK_DISC_CD_RW);
    assert_int_equal(found.state, RBK_DISC_FINISHED);
    assert_true(found.can_be_blanked);
    assert_int_equal(found.last_track, 1);
    assert_int_equal(found.track_control[0], 1);
    assert_int_equal(found.lead_out_lba, 0x1000);
}

static void no_disc_is_no_error(void **state)
{
    rbk_recorder_disc found;
    (void)state;
    drive.disc_status = 0xFF;
    meet();
    assert_int_equal(rbk_recorder_disc_read(recorder, NULL, &found, &error), RBK_OK);
    assert_int_equal(found.kind, RBK_DISC_NONE);
    assert_int_equal(drive.seen[RBK_MMC_START_STOP_UNIT], 0); /* the tray is closed: nothing to load */
    assert_false(rbk_recorder_has_disc(recorder));
    drive.disc_status = 0;
    assert_true(rbk_recorder_has_disc(recorder));
}

static void an_open_tray_is_closed_once(void **state)
{
    (void)state;
    meet();
    add_fault(0, 1, 1, RBK_OUTCOME_CHECK, 0x23A02);
    add_fault(0, 2, 4, RBK_OUTCOME_CHECK, 0x20401);
    assert_int_equal(rbk_recorder_ready(recorder, &error), RBK_OK);
    assert_string_equal(log_text(), "00 1B 00*");
    assert_memory_equal(drive.log[1].cdb, "\x1B\x00\x00\x00\x03", 5);
}

static void a_drive_that_stands_still_is_started(void **state)
{
    (void)state;
    meet();
    add_fault(0, 1, 1, RBK_OUTCOME_CHECK, 0x20402);
    assert_int_equal(rbk_recorder_ready(recorder, &error), RBK_OK);
    assert_memory_equal(drive.log[1].cdb, "\x1B\x01\x00\x00\x01", 5);
}

static void patience_with_a_disc_that_does_not_spin_up_ends(void **state)
{
    (void)state;
    meet();
    add_fault(0, 1, 100000, RBK_OUTCOME_CHECK, 0x20401);
    assert_int_equal(rbk_recorder_ready(recorder, &error), RBK_DEVICE_NOTACCESSIBLE);
    assert_string_equal(error.sentence, "the drive is becoming ready (sense 2/04/01): wait");
    assert_in_range(drive.now_ms, 120000, 121000);
}

static void a_locked_tray_is_unlocked_before_it_opens(void **state)
{
    (void)state;
    meet();
    add_fault(RBK_MMC_START_STOP_UNIT, 1, 1, RBK_OUTCOME_CHECK, 0x55302);
    assert_int_equal(rbk_recorder_eject(recorder, &error), RBK_OK);
    assert_string_equal(log_text(), "1E* 1B 1E* 1B");
    assert_memory_equal(drive.log[5].cdb, "\x1B\x00\x00\x00\x02", 5);
}

static void an_invalid_reply_that_may_be_missing_is_asked_for_twice(void **state)
{
    rbk_mmc_track track;
    bool there = true;
    (void)state;
    meet();
    add_fault(RBK_MMC_READ_TRACK_INFORMATION, 1, 9, RBK_OUTCOME_GOOD, 0);
    assert_int_equal(rbk_recorder_next_track(recorder, &track, &there, &error), RBK_OK);
    assert_false(there);
    assert_int_equal(drive.seen[RBK_MMC_READ_TRACK_INFORMATION], 2);
}

static void a_state_that_no_standard_has_is_unknown(void **state)
{
    const rbk_mmc_disc disc_of_no_state = {.status = RBK_MMC_DISC_OTHER};
    (void)state;
    assert_int_equal(rbk_disc_state_of(&disc_of_no_state), RBK_DISC_UNKNOWN);
}

static int32_t first_lead_out;

/* A disc of one session to which another can be added, and a drive that does not report where. */
static uint32_t read_appendable(const rbk_command *command)
{
    uint8_t *data = command->data;
    if (command->cdb[0] == RBK_MMC_READ_TRACK_INFORMATION)
        return 0x52400;
    if (command->cdb[0] == RBK_MMC_READ_DISC_INFORMATION) {
        memset(data, 0, command->data_bytes);
        data[1] = 32, data[2] = 0x01, data[3] = 1, data[4] = 2, data[5] = data[6] = 2;
        return 1;
    }
    if (command->cdb[0] != RBK_MMC_READ_TOC || command->cdb[2] != 0)
        return 0;
    if (!first_lead_out)
        return 0x52400;
    uint8_t toc[20] = {0, 18, 1, 1, 0, 0x10, 1, 0, 0, 0, 0, 0, 0, 0x10, 0xAA};
    toc[18] = (uint8_t)(first_lead_out >> 8), toc[19] = (uint8_t)first_lead_out;
    memset(data, 0, command->data_bytes);
    memcpy(data, toc, command->data_bytes < sizeof toc ? command->data_bytes : sizeof toc);
    return 1;
}

static void where_the_next_session_starts_follows_from_the_table_of_contents(void **state)
{
    rbk_recorder_disc found;
    rbk_mmc_disc now;
    rbk_next_session next;
    (void)state;
    meet();
    drive.read = read_appendable;
    first_lead_out = 10000;
    assert_int_equal(rbk_recorder_disc_read(recorder, NULL, &found, &error), RBK_OK);
    assert_int_equal(found.state, RBK_DISC_APPENDABLE);
    assert_int_equal(found.next_lba, 10000 + 11400);
    first_lead_out = 0;
    assert_int_equal(rbk_recorder_disc_read(recorder, NULL, &found, &error), RBK_OK);
    assert_int_equal(found.state, RBK_DISC_APPENDABLE);
    assert_int_equal(found.sessions, 1);
    assert_int_equal(found.next_lba, RBK_NO_LBA);
    assert_int_equal(found.next_track, 0);
    assert_int_equal(rbk_recorder_state(recorder, &now, &error), RBK_OK);
    assert_int_equal(rbk_recorder_next(recorder, &now, &next, &error), RBK_MEDIUM_INVALIDTYPE);
    assert_string_equal(error.sentence, "the drive does not report where the next session of the disc starts");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        obedient_test(a_drive_is_known_by_features_and_capabilities),
        obedient_test(an_old_drive_is_known_by_its_capabilities_alone),
        obedient_test(a_blank_disc_says_what_it_holds),
        obedient_test(a_disc_without_atip_is_measured_by_its_own_word),
        obedient_test(a_finished_disc_has_its_tracks),
        obedient_test(no_disc_is_no_error),
        obedient_test(an_open_tray_is_closed_once),
        obedient_test(a_drive_that_stands_still_is_started),
        obedient_test(patience_with_a_disc_that_does_not_spin_up_ends),
        obedient_test(a_locked_tray_is_unlocked_before_it_opens),
        obedient_test(an_invalid_reply_that_may_be_missing_is_asked_for_twice),
        obedient_test(a_state_that_no_standard_has_is_unknown),
        obedient_test(where_the_next_session_starts_follows_from_the_table_of_contents),
    };
    return cmocka_run_group_tests_name("burn/recorder_look", tests, NULL, NULL);
}
