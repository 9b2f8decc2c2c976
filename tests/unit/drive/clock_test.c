/*
 * Time: a thread that uses the recorder waits in simulated time.
 */
#include "recorder.h"

#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <sys/select.h>
#include <time.h>

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC_RAW, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Blanks a CD-RW without waiting: half an hour and more of the drive's time. */
static int begin_long_work(void)
{
    static const uint8_t blank[12] = {0xA1, 0x10};
    setenv("REDBOOK_DRIVE_OPTIONS", "medium=cd-rw", 1);
    int fd = open_drive(O_RDWR);
    record_disc(fd);
    must_run(fd, blank, 12, SG_DXFER_NONE, NULL, 0);
    return fd;
}

static bool busy(int fd)
{
    static const uint8_t test_unit_ready[6] = {0};
    sg_io_hdr_t header;
    uint8_t sense[18];
    assert_int_equal(run_sg(fd, test_unit_ready, 6, SG_DXFER_NONE, NULL, 0, &header, sense), 0);
    if (header.status)
        assert_int_equal(sense[2] & 0xF, 2);
    return header.status;
}

static void waiting_for_the_drive_takes_the_drives_time(void **state)
{
    double begun = seconds();
    int fd = begin_long_work(), polls = 0;
    struct timespec before, after;
    (void)state;
    clock_gettime(CLOCK_MONOTONIC, &before);
    while (busy(fd)) {
        assert_true(++polls < 1000);
        assert_int_equal(sleep(60), 0);
    }
    assert_true(polls > 10);
    clock_gettime(CLOCK_MONOTONIC, &after);
    assert_true(after.tv_sec - before.tv_sec >= 60 * polls);
    assert_true(seconds() - begun < 60);
    close(fd);
}

static void every_way_to_wait_counts(void **state)
{
    int fd = begin_long_work();
    struct timespec minute = {60, 0};
    (void)state;
    for (int way = 0; way < 5; way++) {
        struct timeval time = {60, 0};
        double begun = seconds();
        assert_true(busy(fd));
        assert_int_equal(way == 0   ? nanosleep(&minute, NULL)
                         : way == 1 ? clock_nanosleep(CLOCK_MONOTONIC, 0, &minute, NULL)
                         : way == 2 ? select(0, NULL, NULL, NULL, &time)
                         : way == 3 ? poll(NULL, 0, 60000)
                                    : usleep(60000000),
                         0);
        assert_true(seconds() - begun < 30);
    }
    close(fd);
}

static void *wait_a_little(void *took)
{
    double begun = seconds();
    usleep(50000);
    *(double *)took = seconds() - begun;
    return NULL;
}

static void other_threads_wait_as_ever(void **state)
{
    pthread_t thread;
    double took = 0;
    int fd = begin_long_work();
    (void)state;
    assert_int_equal(pthread_create(&thread, NULL, wait_a_little, &took), 0);
    pthread_join(thread, NULL);
    assert_true(took >= 0.05);
    close(fd);
    wait_a_little(&took); /* without the drive, so do we */
    assert_true(took >= 0.05);
}

static void real_time_can_be_had(void **state)
{
    double took = 0;
    (void)state;
    setenv("REDBOOK_DRIVE_CLOCK", "real", 1);
    int fd = begin_long_work();
    assert_true(busy(fd));
    wait_a_little(&took);
    assert_true(took >= 0.05);
    close(fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        drive_test(waiting_for_the_drive_takes_the_drives_time),
        drive_test(every_way_to_wait_counts),
        drive_test(other_threads_wait_as_ever),
        drive_test(real_time_can_be_had),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
