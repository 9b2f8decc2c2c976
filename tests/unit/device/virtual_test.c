/*
 * The drive as a whole: opened, shared, locked, saved; a disc from blank to closed, and read by the next process;
 * actions of users and faults.
 */
#include "unit/device/recorder_host.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>

static bool is_drive(const char *name)
{
    bool found = false;
    assert_int_equal(rbk_virtual_is_drive(scratch_path(name), &found, NULL), RBK_OK);
    return found;
}

static void a_folder_becomes_a_drive_when_it_is_asked_to(void **state)
{
    rbk_virtual *drive;
    rbk_error error;
    (void)state;
    assert_false(is_drive("d"));
    assert_int_equal(rbk_virtual_open(scratch_path("d"), false, &drive, &error), RBK_DEVICE_NOTPRESENT);
    assert_string_equal(error.sentence, "not a virtual drive: the folder does not exist");
    assert_int_equal(access(scratch_path("d"), F_OK), -1);
    assert_int_equal(rbk_virtual_open(scratch_path("d"), true, &drive, &error), RBK_OK);
    assert_true(is_drive("d"));
    rbk_virtual_close(drive);
    rbk_virtual_close(NULL);
    assert_int_equal(rbk_virtual_open(scratch_path("d"), false, &drive, &error), RBK_OK);
    rbk_virtual_close(drive);
    unlink(scratch_path("d/drive.conf"));
    unlink(scratch_path("d/lock"));
    unlink(scratch_path("d/transcript"));
}

/* The files of a folder, with their sizes. */
static unsigned count_entries(const char *folder)
{
    unsigned count = 0;
    DIR *entries = opendir(folder);
    assert_non_null(entries);
    while (readdir(entries))
        count++;
    closedir(entries);
    return count - 2;
}

static void a_folder_that_is_none_of_a_drives_stays_as_it_is(void **state)
{
    rbk_virtual *drive;
    rbk_error error;
    (void)state;
    assert_int_equal(mkdir(scratch_path("empty"), 0700), 0);
    assert_int_equal(rbk_virtual_open(scratch_path("empty"), false, &drive, &error), RBK_DEVICE_NOTPRESENT);
    assert_string_equal(
        error.sentence,
        "not a virtual drive, the folder has no 'drive.conf': 'redbook-burn virtual FOLDER' creates one");
    assert_int_equal(count_entries(scratch_path("empty")), 0);
    scratch_write("hosts", "x", 1);
    for (int create = 0; create < 2; create++) {
        rbk_status status = rbk_virtual_open(scratch_folder, create, &drive, &error);
        assert_int_equal(status, create ? RBK_FILEEXISTS : RBK_DEVICE_NOTPRESENT);
        assert_int_equal(count_entries(scratch_folder), 2);
    }
    assert_non_null(strstr(error.sentence, "expected a virtual drive or an empty folder, found a folder with '"));
    assert_int_equal(rbk_virtual_open(scratch_path("hosts"), true, &drive, &error), RBK_DEVICE_NOTPRESENT);
    assert_string_equal(error.sentence, "expected the folder of a virtual drive, found a file");
    assert_int_equal(rbk_virtual_open("", true, &drive, &error), RBK_DEVICE_NOTPRESENT);
    assert_int_equal(rbk_virtual_open(scratch_path("hosts/d"), true, &drive, &error), RBK_FILEACCESS);
}

static void a_link_to_a_folder_is_the_folder(void **state)
{
    rbk_virtual *drive;
    rbk_error error;
    (void)state;
    assert_int_equal(mkdir(scratch_path("d"), 0700), 0);
    assert_int_equal(symlink("d", scratch_path("link")), 0);
    assert_int_equal(rbk_virtual_open(scratch_path("link"), true, &drive, &error), RBK_OK);
    rbk_virtual_close(drive);
    assert_true(is_drive("d"));
    assert_int_equal(symlink("nowhere", scratch_path("broken")), 0);
    assert_int_equal(rbk_virtual_open(scratch_path("broken"), true, &drive, &error), RBK_DEVICE_NOTPRESENT);
    assert_int_equal(access(scratch_path("nowhere"), F_OK), -1);
}

/* Each file of a drive as a link to one outside: refused, and the target of the link is not changed. */
static void no_file_of_a_drive_is_a_link(void **state)
{
    static const char *const files[] = {"drive.conf", "faults", "lock", "state", "transcript", "disc.bin"};
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        rbk_virtual *drive;
        rbk_error error;
        char name[32], sentence[128];
        size_t size;
        scratch_write("outside", "speed = 4\n", 10);
        assert_int_equal(rbk_virtual_make(scratch_path("d"), NULL, 0, &error), RBK_OK);
        snprintf(name, sizeof name, "d/%s", files[i]);
        unlink(scratch_path(name));
        assert_int_equal(symlink("../outside", scratch_path(name)), 0);
        if (i == 5)
            scratch_write("d/disc.sheet",
                          "01 00 00 01 00 00 00 00\n01 01 00 00 00 00 00 00\n01 01 01 00 00 00 02 00\n"
                          "01 aa 01 01 00 00 20 00\n",
                          96);
        assert_int_equal(rbk_virtual_open(scratch_path("d"), true, &drive, &error), RBK_FILEACCESS);
        snprintf(sentence, sizeof sentence, "'%s' is a symbolic link, which a virtual drive does not follow", files[i]);
        assert_string_equal(error.sentence, sentence);
        char *kept = scratch_read("outside", &size);
        assert_memory_equal(kept, "speed = 4\n", 10);
        assert_int_equal(size, 10);
        free(kept);
        scratch_remove(scratch_path("d"));
    }
}

/* A disc that is written again replaces the files of its names, and does not truncate other links to them. */
static void what_is_recorded_goes_to_new_files(void **state)
{
    size_t size;
    (void)state;
    scratch_write("kept", "kept", 4);
    assert_int_equal(link(scratch_path("kept"), scratch_path("disc.sub")), 0);
    assert_int_equal(symlink("kept", scratch_path("disc.pregap")), 0);
    assert_int_equal(symlink("kept", scratch_path("disc.cdt")), 0);
    assert_int_equal(symlink("kept", scratch_path(".new")), 0);
    host_burn_album();
    char *kept = scratch_read("kept", &size);
    assert_memory_equal(kept, "kept", 4);
    assert_int_equal(size, 4);
    free(kept);
}

static void a_drive_is_made_with_what_it_shall_be(void **state)
{
    static const char *const settings[] = {"medium = cd-rw", "quirks=slow no-opc"}, *const wrong[] = {"speed = 0"};
    rbk_error error;
    size_t size;
    (void)state;
    assert_int_equal(rbk_virtual_make(scratch_path("d"), wrong, 1, &error), RBK_SYNTAX);
    assert_int_equal(access(scratch_path("d"), F_OK), -1);
    assert_int_equal(rbk_virtual_make(scratch_path("d"), settings, 2, &error), RBK_OK);
    char *text = scratch_read("d/drive.conf", &size);
    assert_non_null(strstr(text, "\nmedium = cd-rw\n"));
    assert_non_null(strstr(text, "\nquirks = no-opc slow\n"));
    free(text);
    assert_int_equal(rbk_virtual_make(scratch_path("d"), NULL, 0, &error), RBK_FILEEXISTS);
    assert_string_equal(error.sentence, "the folder is already a virtual drive");
}

static void one_at_a_time(void **state)
{
    rbk_virtual *drive;
    rbk_error error;
    (void)state;
    assert_int_equal(rbk_virtual_open(scratch_folder, true, &drive, &error), RBK_ALREADYOPEN);
    assert_int_equal(error.system_error, EBUSY);
    assert_string_equal(error.place.path, scratch_folder);
    pid_t child = fork();
    if (child == 0)
        _exit(rbk_virtual_open(scratch_folder, false, &drive, NULL) == RBK_ALREADYOPEN ? 0 : 1);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    host_close();
    host_open();
}

static void files_that_say_what_cannot_be_are_refused(void **state)
{
    static const char *const wrong[][3] = {
        {"drive.conf", "speed = 0\n", "'speed': expected a number from 1 to 99, found '0'"},
        {"state", "\ntray = ajar\n", "'tray': expected closed or open, found 'ajar'"},
        {"state", "doors = 2\n", "unknown state 'doors' of a virtual drive"},
        {"faults", "at 3 explode\n", "unknown fault 'explode'"}};
    (void)state;
    host_close();
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        rbk_virtual *drive;
        rbk_error error;
        scratch_write(wrong[i][0], wrong[i][1], strlen(wrong[i][1]));
        assert_int_equal(rbk_virtual_open(scratch_folder, true, &drive, &error), RBK_SYNTAX);
        assert_string_equal(error.sentence, wrong[i][2]);
        assert_string_equal(error.place.path, scratch_path(wrong[i][0]));
        assert_int_equal(error.place.line, i == 1 ? 2 : 1);
        unlink(scratch_path(wrong[i][0]));
    }
    host_open();
}

static void an_album_is_burned_and_read_by_the_next_process(void **state)
{
    uint8_t expected[2352], pack[18];
    size_t size;
    (void)state;
    assert_int_equal(host_look().disc, RBK_VIRTUAL_BLANK);
    host_burn_album();
    rbk_virtual_view view = host_look();
    assert_int_equal(view.disc, RBK_VIRTUAL_FINALIZED);
    assert_int_equal(view.violations, 0);
    assert_int_equal(view.discs, 1);
    assert_false(view.writing);
    host_close();
    host_open();
    assert_int_equal(host_look().disc, RBK_VIRTUAL_FINALIZED);
    assert_int_equal(host_in("be 04 00 00 00 0a 00 00 02 f8 00 00", 2 * 2352), 0);
    for (int32_t i = 0; i < 2; i++) {
        host_fill(10 + i, expected, sizeof expected);
        assert_memory_equal(host_data + i * 2352, expected, sizeof expected);
    }
    assert_int_equal(host_in("43 00 05 00 00 00 00 00 b8 00", 184), 0);
    assert_int_equal(host_reply.data_bytes, 184);
    test_pack(9, pack);
    assert_memory_equal(host_data + 4 + 9 * 18, pack, 18);
    char *bin = scratch_read("disc.bin", &size);
    assert_int_equal(size, 1500 * 2352);
    host_fill(1499, expected, sizeof expected);
    assert_memory_equal(bin + 1499 * 2352, expected, sizeof expected);
    free(bin);
}

static void a_test_write_leaves_no_trace_on_the_disc(void **state)
{
    (void)state;
    assert_int_equal(host_select(0x52, 0, 0), 0);
    assert_int_equal(host_send_sheet(sheet_cdrskin, sizeof sheet_cdrskin), 0);
    assert_int_equal(host_write_text(10, 341), 0);
    assert_int_equal(host_write_range(-150, 1500, 2352, 13), 0);
    assert_int_equal(host_do("35 00 00 00 00 00 00 00 00 00"), 0);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_BLANK);
    assert_int_equal(host_look().discs, 0);
    assert_int_equal(access(scratch_path("disc.bin"), F_OK), -1);
    host_burn_album();
}

static void a_process_that_dies_leaves_an_incomplete_disc(void **state)
{
    (void)state;
    assert_int_equal(host_select(0x42, 0, 0), 0);
    assert_int_equal(host_do("1e 00 00 00 01 00"), 0);
    host_close();
    pid_t child = fork();
    if (child == 0) {
        host_open();
        host_send_sheet(sheet_plain, sizeof sheet_plain);
        host_write_range(-150, 300, 2352, 27);
        kill(getpid(), SIGKILL);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    host_open();
    assert_int_equal(host_look().disc, RBK_VIRTUAL_INCOMPLETE);
    assert_true(host_look().locked);
    assert_int_equal(host_in("51 00 00 00 00 00 00 00 22 00", 34), 0);
    assert_int_equal(host_data[2], 0x05);
}

static void a_drive_remembers_its_write_parameters(void **state)
{
    (void)state;
    assert_int_equal(host_select(0x52, 3, 0x20), 0);
    host_close();
    host_open();
    assert_int_equal(host_in("5a 00 05 00 00 00 00 00 3c 00", 60), 0);
    assert_memory_equal(host_data, "\0\x3a\0\0\0\0\0\0\x05\x32\x52\0\x03\0\0\0\x20", 17);
}

static void the_transcript_says_everything_and_is_the_same_each_time(void **state)
{
    char *first, *second;
    (void)state;
    host_do("00 00 00 00 00 00");
    host_in("43 00 01 00 00 00 00 00 0c 00", 12);
    host_in("51 00 00 00 00 00 00 00 04 00", 4);
    host_write(-150, 1, host_data, 2352);
    host_send_sheet(sheet_plain, sizeof sheet_plain);
    host_close();
    first = scratch_read("transcript", NULL);
    assert_string_equal(first, "= opened\n"
                               "     1 00 00 00 00 00 00                   - good\n"
                               "     2 43 00 01 00 00 00 00 00 0c 00       in 12 -> 0 check 5/24/00\n"
                               "     3 51 00 00 00 00 00 00 00 04 00       in 4 good\n"
                               "     4 2a 00 ff ff ff 6a 00 00 01 00       out 2352 -> 0 check 5/21/02\n"
                               "     5 5d 00 00 00 00 00 00 00 20 00       out 32 -> 0 check 5/2c/00\n"
                               "< 01 00 00 01 00 00 00 00\n"
                               "< 01 01 00 00 00 00 00 00\n"
                               "< 01 01 01 00 00 00 02 00\n"
                               "< 01 aa 01 01 00 00 16 00\n");
    unlink(scratch_path("transcript"));
    host_open();
    host_do("00 00 00 00 00 00");
    host_in("43 00 01 00 00 00 00 00 0c 00", 12);
    host_in("51 00 00 00 00 00 00 00 04 00", 4);
    host_write(-150, 1, host_data, 2352);
    host_send_sheet(sheet_plain, sizeof sheet_plain);
    second = scratch_read("transcript", NULL);
    assert_string_equal(first, second);
    free(first);
    free(second);
}

static void faults_happen_to_their_command(void **state)
{
    (void)state;
    host_fault("at 2 sense 3/73/03");
    host_fault("op 51 2 broken");
    host_fault("op 51 3 filter");
    host_fault("op 51 4 full");
    host_fault("op 51 5 drop");
    host_fault("op 51 6 short 4");
    host_fault("op 1e 1 broken-after");
    host_fault("op 1e 2 sense-after 4/44/00");
    assert_int_equal(host_do("00 00 00 00 00 00"), 0);
    assert_int_equal(host_do("00 00 00 00 00 00"), 0x37303);
    assert_int_equal(host_in("03 00 00 00 12 00", 18), 0);
    assert_int_equal(host_data[12], 0x73);
    assert_int_equal(host_in("51 00 00 00 00 00 00 00 22 00", 34), 0);
    assert_int_equal(host_in("51 00 00 00 00 00 00 00 22 00", 34), 0xF00000 | RBK_OUTCOME_BROKEN);
    assert_int_equal(host_reply.system_error, EIO);
    assert_int_equal(host_in("51 00 00 00 00 00 00 00 22 00", 34), 0xF00000 | RBK_OUTCOME_FILTERED);
    assert_int_equal(host_reply.system_error, EPERM);
    assert_int_equal(host_in("51 00 00 00 00 00 00 00 22 00", 34), 0xF00000 | RBK_OUTCOME_BUSY);
    assert_int_equal(host_in("51 00 00 00 00 00 00 00 22 00", 34), 0);
    assert_int_equal(host_data[0], 0xA5);
    assert_int_equal(host_in("51 00 00 00 00 00 00 00 22 00", 34), 0);
    assert_int_equal(host_reply.data_bytes, 4);
    assert_int_equal(host_data[3], 1);
    assert_int_equal(host_data[4], 0xA5);
    assert_int_equal(host_do("1e 00 00 00 01 00"), 0xF00000 | RBK_OUTCOME_BROKEN);
    assert_true(host_look().locked);
    assert_int_equal(host_do("1e 00 00 00 00 00"), 0x44400);
    assert_false(host_look().locked);
    assert_int_equal(host_look().faults, 8);
}

static void a_write_that_is_dropped_is_missed_by_the_next(void **state)
{
    (void)state;
    host_select(0x42, 0, 0);
    host_send_sheet(sheet_plain, sizeof sheet_plain);
    host_fault("op 2a 3 drop");
    assert_int_equal(host_write_range(-150, 1500, 2352, 27), 0x52102);
    host_close();
    host_open();
    assert_int_equal(host_look().disc, RBK_VIRTUAL_INCOMPLETE);
}

static void a_fault_waits_for_its_sector(void **state)
{
    (void)state;
    host_select(0x42, 0, 0);
    host_send_sheet(sheet_plain, sizeof sheet_plain);
    host_fault("lba 300 sense 3/0C/00");
    assert_int_equal(host_write_range(-150, 1500, 2352, 27), 0x30C00);
    char *transcript = scratch_read("transcript", NULL);
    assert_non_null(strstr(transcript, "2a 00 00 00 01 1a 00 00 1b 00")); /* 282 to 308 */
    assert_null(strstr(transcript, "2a 00 00 00 01 35 00 00 1b 00"));
    free(transcript);
}

static void busy_for_some_polls(void **state)
{
    (void)state;
    host_fault("at 1 busy 3");
    for (unsigned i = 0; i < 3; i++)
        assert_int_equal(host_do("00 00 00 00 00 00"), 0x20408);
    assert_int_equal(host_do("00 00 00 00 00 00"), 0);
}

static void a_medium_that_is_pulled_is_gone_and_incomplete(void **state)
{
    (void)state;
    host_select(0x42, 0, 0);
    host_do("1e 00 00 00 01 00");
    host_send_sheet(sheet_plain, sizeof sheet_plain);
    host_fault("lba 300 pull");
    assert_int_equal(host_write_range(-150, 1500, 2352, 27), 0x23A02);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_NO_DISC);
    rbk_virtual_push_tray(host_drive);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_INCOMPLETE);
    assert_int_equal(host_do("00 00 00 00 00 00"), 0x62800);
    assert_int_equal(host_do("00 00 00 00 00 00"), 0);
}

static void the_button_obeys_the_lock(void **state)
{
    (void)state;
    host_do("1e 00 00 00 01 00");
    rbk_virtual_press_eject(host_drive);
    assert_false(host_look().tray_open);
    assert_int_equal(host_in("4a 01 00 00 10 00 00 00 08 00", 8), 0);
    assert_int_equal(host_data[4], 1);
    host_do("1e 00 00 00 00 00");
    rbk_virtual_press_eject(host_drive);
    assert_true(host_look().tray_open);
    assert_int_equal(host_do("00 00 00 00 00 00"), 0x23A02);
}

static void another_blank_disc_and_the_first_on_the_shelf(void **state)
{
    static const char *const files[] = {"disc.cue", "disc.bin", "disc.sub", "disc.sheet", "disc.pregap", "disc.cdt"};
    (void)state;
    host_burn_album();
    assert_int_equal(rbk_virtual_change_disc(host_drive, NULL), RBK_OK);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_BLANK);
    assert_int_equal(host_do("00 00 00 00 00 00"), 0x62800);
    host_burn_album();
    assert_int_equal(host_look().discs, 2);
    for (size_t i = 0; i < 6; i++) {
        char name[32];
        snprintf(name, sizeof name, "disc-1/%s", files[i]);
        assert_int_equal(unlink(scratch_path(name)), 0);
    }
}

static void transports_share_a_drive_or_own_it(void **state)
{
    rbk_transport *shared, *own;
    rbk_command command = {.cdb = {0}, .cdb_bytes = 6};
    rbk_reply reply;
    (void)state;
    assert_int_equal(rbk_virtual_transport(host_drive, &shared, NULL), RBK_OK);
    assert_ptr_equal(rbk_virtual_of(shared), host_drive);
    assert_null(rbk_virtual_of(NULL));
    assert_string_equal(shared->backend->name, "virtual");
    rbk_transport_run(shared, &command, &reply);
    assert_int_equal(reply.outcome, RBK_OUTCOME_GOOD);
    int64_t before = rbk_transport_now_ms(shared);
    rbk_transport_sleep_ms(shared, 1500);
    assert_int_equal(rbk_transport_now_ms(shared), before + 1500);
    assert_int_equal(rbk_virtual_open_transport(scratch_folder, true, &own, NULL), RBK_ALREADYOPEN);
    rbk_transport_close(shared);
    assert_int_equal(host_do("00 00 00 00 00 00"), 0);
    host_close();
    assert_int_equal(rbk_virtual_open_transport(scratch_folder, true, &own, NULL), RBK_OK);
    rbk_transport_close(own);
    host_open();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(a_folder_becomes_a_drive_when_it_is_asked_to),
        scratch_test(a_folder_that_is_none_of_a_drives_stays_as_it_is),
        scratch_test(a_link_to_a_folder_is_the_folder),
        scratch_test(no_file_of_a_drive_is_a_link),
        scratch_test(a_drive_is_made_with_what_it_shall_be),
        host_test(what_is_recorded_goes_to_new_files),
        host_test(one_at_a_time),
        host_test(files_that_say_what_cannot_be_are_refused),
        host_test(an_album_is_burned_and_read_by_the_next_process),
        host_test(a_test_write_leaves_no_trace_on_the_disc),
        host_test(a_process_that_dies_leaves_an_incomplete_disc),
        host_test(a_drive_remembers_its_write_parameters),
        host_test(the_transcript_says_everything_and_is_the_same_each_time),
        host_test(faults_happen_to_their_command),
        host_test(a_write_that_is_dropped_is_missed_by_the_next),
        host_test(a_fault_waits_for_its_sector),
        host_test(busy_for_some_polls),
        host_test(a_medium_that_is_pulled_is_gone_and_incomplete),
        host_test(the_button_obeys_the_lock),
        host_test(another_blank_disc_and_the_first_on_the_shelf),
        host_test(transports_share_a_drive_or_own_it),
    };
    return cmocka_run_group_tests_name("device/virtual", tests, NULL, NULL);
}
