/*
 * The backend for real drives, on a machine without one: /dev/null stands for the device, and the ioctl of this
 * program for the kernel. Each pitfall of libcdio and the kernel occurs here once.
 */
#include "device/transport_cdio.h"

#include "unit/scratch.h"

#include <errno.h>
#include <stdarg.h>
#include <sys/ioctl.h>

/* <linux/cdrom.h> */
#define CDROM_SEND_PACKET 0x5393
#define SG_SET_TIMEOUT    0x2201
#define SG_GET_TIMEOUT    0x2202
struct packet {
    unsigned char cdb[12];
    unsigned char *buffer;
    unsigned int buflen;
    int stat;
    unsigned char *sense;
    unsigned char data_direction;
    int quiet;
    int timeout;
    union {
        void *reserved[1];
        void *unused;
    };
};

static struct kernel {
    int answer; /* errno, or 0 */
    uint8_t sense[18];
    struct packet seen;
    unsigned packets;
    int ticks;
    unsigned ticks_set;
} kernel;

int ioctl(int descriptor, unsigned long request, ...)
{
    va_list arguments;
    va_start(arguments, request);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    (void)descriptor;
    if (request == SG_SET_TIMEOUT) {
        kernel.ticks = *(int *)argument;
        kernel.ticks_set++;
        return 0;
    }
    if (request == SG_GET_TIMEOUT)
        return 777;
    errno = ENOTTY;
    if (request != CDROM_SEND_PACKET)
        return -1;
    struct packet *packet = argument;
    kernel.seen = *packet;
    kernel.packets++;
    if (packet->sense)
        memcpy(packet->sense, kernel.sense, sizeof kernel.sense);
    errno = kernel.answer;
    return kernel.answer ? -1 : 0;
}

static rbk_transport *open_null(void **state)
{
    rbk_transport *transport = NULL;
    rbk_error error;
    (void)state;
    memset(&kernel, 0, sizeof kernel);
    if (rbk_cdio_open_transport("/dev/null", &transport, &error) != RBK_OK)
        fail_msg("%s", error.sentence);
    return transport;
}

static rbk_reply run_test_unit_ready(rbk_transport *transport)
{
    rbk_command command = {.cdb_bytes = 6};
    rbk_reply reply;
    rbk_transport_run(transport, &command, &reply);
    return reply;
}

static void a_command_arrives_as_it_is(void **state)
{
    rbk_transport *transport = open_null(state);
    uint8_t data[12] = {0};
    rbk_command command = {.cdb = {0x5C, 0, 0, 0, 0, 0, 0, 0, 12}, .cdb_bytes = 10, .direction = RBK_DATA_IN};
    rbk_reply reply;
    command.data = data;
    command.data_bytes = sizeof data;
    rbk_transport_run(transport, &command, &reply);
    assert_int_equal(reply.outcome, RBK_OUTCOME_GOOD);
    assert_int_equal(reply.data_bytes, 12);
    assert_memory_equal(kernel.seen.cdb, command.cdb, 12);
    assert_int_equal(kernel.seen.buflen, 12);
    assert_string_equal(transport->backend->name, "libcdio");
    rbk_transport_close(transport);
}

static void a_success_that_moved_nothing_leaves_the_poison(void **state)
{
    rbk_transport *transport = open_null(state);
    uint8_t data[8] = {0};
    rbk_command command = {.cdb = {0x46}, .cdb_bytes = 10, .direction = RBK_DATA_IN, .data = data, .data_bytes = 8};
    rbk_reply reply;
    rbk_transport_run(transport, &command, &reply); /* success, but nothing reached the drive */
    assert_int_equal(reply.outcome, RBK_OUTCOME_GOOD);
    assert_memory_equal(data, "\xA5\xA5\xA5\xA5\xA5\xA5\xA5\xA5", 8);
    rbk_transport_close(transport);
}

static void no_data_are_no_length(void **state)
{
    rbk_transport *transport = open_null(state);
    assert_int_equal(run_test_unit_ready(transport).outcome, RBK_OUTCOME_GOOD);
    assert_int_equal(kernel.seen.buflen, 0);
    assert_null(kernel.seen.buffer);
    rbk_transport_close(transport);
}

static void sense_is_handed_on(void **state)
{
    rbk_transport *transport = open_null(state);
    kernel.answer = EIO;
    memcpy(kernel.sense, "\x70\x00\x02\x00\x00\x00\x00\x0A\x00\x00\x00\x00\x04\x08\x00\x80\x40\x00", 18);
    rbk_reply reply = run_test_unit_ready(transport);
    assert_int_equal(reply.outcome, RBK_OUTCOME_CHECK);
    assert_memory_equal(reply.sense, kernel.sense, 18);
    rbk_transport_close(transport);
}

static void the_sense_of_a_command_is_not_that_of_the_one_before(void **state)
{
    rbk_transport *transport = open_null(state);
    kernel.answer = EIO;
    memcpy(kernel.sense, "\x70\x00\x02\x00\x00\x00\x00\x0A\x00\x00\x00\x00\x04\x08\x00\x00\x00\x00", 18);
    run_test_unit_ready(transport);
    memset(kernel.sense, 0, sizeof kernel.sense);
    rbk_reply reply = run_test_unit_ready(transport);
    assert_int_equal(reply.outcome, RBK_OUTCOME_BROKEN);
    assert_int_equal(reply.sense[2], 0);
    assert_int_equal(reply.system_error, EIO);
    rbk_transport_close(transport);
}

static void what_the_kernel_forbids_is_not_what_the_drive_refuses(void **state)
{
    rbk_transport *transport = open_null(state);
    kernel.answer = EPERM;
    rbk_reply reply = run_test_unit_ready(transport);
    assert_int_equal(reply.outcome, RBK_OUTCOME_FILTERED);
    assert_int_equal(reply.system_error, EPERM);
    rbk_transport_close(transport);
}

static void times_go_to_the_device_by_the_second_descriptor(void **state)
{
    rbk_transport *transport = open_null(state);
    rbk_command command = {.cdb_bytes = 6, .timeout_ms = 600000};
    rbk_reply reply;
    rbk_transport_run(transport, &command, &reply);
    assert_int_equal(kernel.ticks, 60000);
    rbk_transport_run(transport, &command, &reply);
    assert_int_equal(kernel.ticks_set, 1);
    run_test_unit_ready(transport); /* no time-out of its own: the usual 60 s */
    assert_int_equal(kernel.ticks, 6000);
    rbk_transport_close(transport); /* as it was found */
    assert_int_equal(kernel.ticks, 777);
}

static void time_passes_and_sleeps_take_it(void **state)
{
    rbk_transport *transport = open_null(state);
    int64_t before = rbk_transport_now_ms(transport);
    rbk_transport_sleep_ms(transport, 20);
    assert_in_range(rbk_transport_now_ms(transport) - before, 19, 10000);
    rbk_transport_close(transport);
}

static void what_is_no_drive_is_refused_with_the_reason(void **state)
{
    rbk_transport *transport = NULL;
    rbk_error error;
    (void)state;
    assert_int_equal(rbk_cdio_open_transport(scratch_path("none"), &transport, &error), RBK_DEVICE_NOTPRESENT);
    assert_string_equal(error.place.path, scratch_path("none"));
    scratch_write("image.iso", "x", 1);
    assert_int_equal(rbk_cdio_open_transport(scratch_path("image.iso"), &transport, &error), RBK_DEVICE_INVALIDTYPE);
    assert_string_equal(error.sentence,
                        "expected a drive, /dev/sr0 or virtual:FOLDER, found a file that is not a device");
    assert_null(transport);
}

static void a_machine_without_drives_has_an_empty_list(void **state)
{
    char **drives = NULL;
    rbk_error error;
    (void)state;
    assert_int_equal(rbk_cdio_find_drives(&drives, &error), RBK_OK);
    assert_non_null(drives);
    rbk_cdio_free_drives(drives);
    rbk_cdio_free_drives(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_command_arrives_as_it_is),
        cmocka_unit_test(a_success_that_moved_nothing_leaves_the_poison),
        cmocka_unit_test(no_data_are_no_length),
        cmocka_unit_test(sense_is_handed_on),
        cmocka_unit_test(the_sense_of_a_command_is_not_that_of_the_one_before),
        cmocka_unit_test(what_the_kernel_forbids_is_not_what_the_drive_refuses),
        cmocka_unit_test(times_go_to_the_device_by_the_second_descriptor),
        cmocka_unit_test(time_passes_and_sleeps_take_it),
        scratch_test(what_is_no_drive_is_refused_with_the_reason),
        cmocka_unit_test(a_machine_without_drives_has_an_empty_list),
    };
    return cmocka_run_group_tests_name("device/transport_cdio", tests, NULL, NULL);
}
