/*
 * The libcdio backend, with libcdio's own driver for GNU/Linux below it and the virtual recorder at the end: the
 * pitfalls are those of the library and the kernel, not of a simulation.
 */
#include "device/transport_cdio.h"

#include "recorder.h"

static rbk_transport *open_door(void)
{
    rbk_transport *transport = NULL;
    rbk_error error;
    if (rbk_cdio_open_transport("/dev/sr0", &transport, &error) != RBK_OK)
        fail_msg("%s", error.sentence);
    return transport;
}

static rbk_reply run(rbk_transport *transport, const uint8_t *cdb, uint8_t cdb_bytes, uint8_t *data, size_t bytes,
                     uint32_t timeout_ms)
{
    rbk_command command = {.cdb_bytes = cdb_bytes, .data = data, .data_bytes = bytes, .timeout_ms = timeout_ms};
    rbk_reply reply;
    memcpy(command.cdb, cdb, cdb_bytes);
    command.direction = data ? RBK_DATA_IN : RBK_NO_DATA;
    rbk_transport_run(transport, &command, &reply);
    return reply;
}

static void one_drive_is_found_under_its_three_names(void **state)
{
    char **drives = NULL;
    (void)state;
    assert_int_equal(rbk_cdio_find_drives(&drives, NULL), RBK_OK);
    assert_non_null(drives[0]);
    assert_string_equal(drives[0], "/dev/sr0");
    assert_null(drives[1]);
    rbk_cdio_free_drives(drives);
}

static void a_drive_that_somebody_has_is_in_use(void **state)
{
    rbk_transport *transport = open_door(), *second = NULL;
    rbk_error error;
    (void)state;
    assert_int_equal(rbk_cdio_open_transport("/dev/cdrom", &second, &error), RBK_DEVICE_STILL_IN_USE);
    assert_null(second);
    rbk_transport_close(transport);
    transport = open_door();
    rbk_transport_close(transport);
}

static void inquiry_arrives_whole(void **state)
{
    static const uint8_t inquiry[6] = {0x12, 0, 0, 0, 36, 0};
    uint8_t reply_data[36];
    rbk_transport *transport = open_door();
    rbk_reply reply = run(transport, inquiry, 6, reply_data, sizeof reply_data, 5000);
    (void)state;
    assert_int_equal(reply.outcome, RBK_OUTCOME_GOOD);
    assert_int_equal(reply_data[0], 5);
    assert_int_not_equal(reply_data[8], 0xA5);
    rbk_transport_close(transport);
}

static void sense_arrives_whole(void **state)
{
    static const uint8_t read_toc[10] = {0x43, 0, 0, 0, 0, 0, 0, 0, 12, 0};
    uint8_t data[12];
    (void)state;
    int fd = open_drive(O_RDONLY);
    become_ready(fd);
    close(fd);
    rbk_transport *transport = open_door();
    rbk_reply reply = run(transport, read_toc, 10, data, sizeof data, 5000);
    assert_int_equal(reply.outcome, RBK_OUTCOME_CHECK);
    assert_int_equal(reply.sense[2] & 0xF, 5);
    assert_int_equal(reply.sense[12], 0x24);
    assert_int_equal(reply.sense[13], 0);
    rbk_transport_close(transport);
}

/* The kernel reports success when cable, bus or drive have failed. Only the prefilled sense buffer shows it. */
static void a_failure_on_the_way_passes_for_success_and_leaves_the_poison(void **state)
{
    static const uint8_t disc_information[10] = {0x51, 0, 0, 0, 0, 0, 0, 0, 34, 0};
    uint8_t data[34];
    (void)state;
    close(open_drive(O_RDONLY));
    scratch_write("faults", "op 51 broken\n", 13);
    rbk_transport *transport = open_door();
    rbk_reply reply = run(transport, disc_information, 10, data, sizeof data, 5000);
    assert_int_equal(reply.outcome, RBK_OUTCOME_GOOD);
    for (size_t i = 0; i < sizeof data; i++)
        assert_int_equal(data[i], 0xA5);
    rbk_transport_close(transport);
}

static void commands_of_no_list_are_filtered(void **state)
{
    static const uint8_t mechanism_status[12] = {0xBD, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0};
    uint8_t data[8];
    rbk_transport *transport = open_door();
    rbk_reply reply = run(transport, mechanism_status, 12, data, sizeof data, 5000);
    (void)state;
    assert_int_equal(reply.outcome, RBK_OUTCOME_FILTERED);
    assert_int_equal(reply.system_error, EPERM);
    rbk_transport_close(transport);
}

static void more_than_the_queue_carries_breaks_without_sense(void **state)
{
    static const uint8_t configuration[10] = {0x46, 0, 0, 0, 0, 0, 0, 0xFF, 0xFA, 0};
    static uint8_t data[65530];
    rbk_transport *transport = open_door();
    rbk_reply reply = run(transport, configuration, 10, data, sizeof data, 5000);
    (void)state;
    assert_int_equal(reply.outcome, RBK_OUTCOME_BROKEN);
    assert_int_equal(reply.system_error, EIO);
    rbk_transport_close(transport);
}

static bool trace_says(const char *words)
{
    char *trace = scratch_read("trace", NULL);
    bool there = trace && strstr(trace, words);
    free(trace);
    return there;
}

/* Blanking all of a CD-RW takes more than the minute that the kernel allows a command without a time-out of its own,
   and libcdio passes none on. */
static void a_command_may_take_the_time_its_caller_gives(void **state)
{
    static const uint8_t blank[12] = {0xA1, 0x00};
    (void)state;
    setenv("REDBOOK_DRIVE_OPTIONS", "medium=cd-rw", 1);
    int fd = open_drive(O_RDWR);
    record_disc(fd);
    close(fd);
    setenv("REDBOOK_DRIVE_TRACE", scratch_path("trace"), 1);
    rbk_transport *transport = open_door();
    assert_int_equal(run(transport, blank, 12, NULL, 0, 7200000).outcome, RBK_OUTCOME_GOOD);
    assert_true(trace_says("a1 00"));
    assert_false(trace_says("timed out"));
    rbk_transport_close(transport);
    fd = open_drive(O_RDWR);
    assert_int_equal(ioctl(fd, SG_GET_TIMEOUT), 6000); /* as it was before */
    record_disc(fd);
    close(fd);
    transport = open_door();
    assert_int_equal(run(transport, blank, 12, NULL, 0, 0).outcome, RBK_OUTCOME_GOOD);
    assert_true(trace_says("timed out"));
    rbk_transport_close(transport);
    unsetenv("REDBOOK_DRIVE_TRACE");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        drive_test(one_drive_is_found_under_its_three_names),
        drive_test(a_drive_that_somebody_has_is_in_use),
        drive_test(inquiry_arrives_whole),
        drive_test(sense_arrives_whole),
        drive_test(a_failure_on_the_way_passes_for_success_and_leaves_the_poison),
        drive_test(commands_of_no_list_are_filtered),
        drive_test(more_than_the_queue_carries_breaks_without_sense),
        drive_test(a_command_may_take_the_time_its_caller_gives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
