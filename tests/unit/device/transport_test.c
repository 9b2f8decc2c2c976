/*
 * The transport: the checks of every command before a drive gets it.
 */
#include "device/transport.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

typedef struct fake {
    rbk_transport transport;
    uint8_t seen[4];
    rbk_reply at_entry;
    bool closed;
} fake;

static void run(rbk_transport *transport, const rbk_command *command, rbk_reply *reply)
{
    fake *drive = (fake *)transport;
    memcpy(drive->seen, command->data, sizeof drive->seen);
    drive->at_entry = *reply;
    reply->outcome = RBK_OUTCOME_GOOD;
}

static int64_t now_ms(rbk_transport *transport)
{
    (void)transport;
    return 42;
}

static void sleep_ms(rbk_transport *transport, uint32_t ms)
{
    (void)transport;
    (void)ms;
}

static void close_fake(rbk_transport *transport)
{
    ((fake *)transport)->closed = true;
}

static const rbk_transport_backend backend = {"fake", run, now_ms, sleep_ms, close_fake};

static void a_reply_that_never_came_is_no_reply(void **state)
{
    fake drive = {.transport = {&backend}};
    uint8_t data[4] = {1, 2, 3, 4};
    rbk_command command = {.cdb_bytes = 6, .direction = RBK_DATA_IN, .data = data, .data_bytes = 4};
    rbk_reply reply;
    (void)state;
    memset(&reply, 0xEE, sizeof reply);
    rbk_transport_run(&drive.transport, &command, &reply);
    assert_memory_equal(drive.seen, "\xA5\xA5\xA5\xA5", 4);
    assert_int_equal(drive.at_entry.data_bytes, 0);
    assert_memory_equal(drive.at_entry.sense, (const uint8_t[RBK_SENSE_BYTES]){0}, RBK_SENSE_BYTES);
}

static void what_goes_out_is_not_changed(void **state)
{
    fake drive = {.transport = {&backend}};
    uint8_t data[4] = {1, 2, 3, 4};
    rbk_command command = {.cdb_bytes = 10, .direction = RBK_DATA_OUT, .data = data, .data_bytes = 4};
    rbk_reply reply;
    (void)state;
    rbk_transport_run(&drive.transport, &command, &reply);
    assert_memory_equal(drive.seen, "\1\2\3\4", 4);
    assert_memory_equal(data, "\1\2\3\4", 4);
}

static void nothing_is_closed_for_nothing(void **state)
{
    fake drive = {.transport = {&backend}};
    (void)state;
    rbk_transport_close(NULL);
    assert_false(drive.closed);
    rbk_transport_close(&drive.transport);
    assert_true(drive.closed);
    assert_int_equal(rbk_transport_now_ms(&drive.transport), 42);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reply_that_never_came_is_no_reply),
        cmocka_unit_test(what_goes_out_is_not_changed),
        cmocka_unit_test(nothing_is_closed_for_nothing),
    };
    return cmocka_run_group_tests_name("device/transport", tests, NULL, NULL);
}
