/*
 * Descriptors: opening with and without an exclusive lock, copies, other processes, many threads.
 */
#include "recorder.h"

#include <pthread.h>
#include <sys/wait.h>

static void a_second_claim_on_the_device_is_refused(void **state)
{
    int first = open_drive(O_RDWR | O_EXCL);
    (void)state;
    assert_int_equal(open("/dev/sr0", O_RDWR | O_EXCL | O_NONBLOCK), -1);
    assert_int_equal(errno, EBUSY);
    assert_int_equal(open("/dev/scd0", O_RDONLY | O_EXCL | O_NONBLOCK), -1);
    int next_to = open_drive(O_RDONLY);
    close(next_to);
    close(first);
    close(open_drive(O_RDWR | O_EXCL));
}

static void a_claim_lasts_until_its_last_copy_is_closed(void **state)
{
    int first = open_drive(O_RDWR | O_EXCL), copy = dup(first), other = fcntl(first, F_DUPFD_CLOEXEC, 20);
    (void)state;
    assert_true(copy > first && other >= 20);
    assert_int_equal(ioctl(other, CDROM_GET_CAPABILITY) & CDC_CD_R, CDC_CD_R);
    close(first);
    close(other);
    assert_int_equal(open("/dev/sr0", O_RDWR | O_EXCL | O_NONBLOCK), -1);
    assert_int_equal(errno, EBUSY);
    close(copy);
    close(open_drive(O_RDWR | O_EXCL));
}

static void a_copy_over_a_descriptor_of_the_device_is_what_it_copies(void **state)
{
    int drive = open_drive(O_RDWR), other = open("/dev/null", O_RDONLY);
    (void)state;
    assert_int_equal(dup2(other, drive), drive);
    assert_int_equal(ioctl(drive, CDROM_GET_CAPABILITY), -1);
    assert_true(errno == ENOTTY || errno == ENOSYS); /* the latter from an emulator */
    int again = open_drive(O_RDWR);
    assert_int_equal(dup2(again, other), other);
    close(again);
    assert_true(ioctl(other, CDROM_GET_CAPABILITY) > 0);
    close(other);
    assert_int_equal(ioctl(other, CDROM_GET_CAPABILITY), -1);
    assert_true(errno == EBADF || errno == ENOSYS); /* an emulator judges the request first */
    close(drive);
}

static void the_access_mode_is_the_one_it_was_opened_with(void **state)
{
    int reader = open_drive(O_RDONLY), writer = open_drive(O_RDWR | O_CLOEXEC);
    (void)state;
    assert_int_equal(fcntl(reader, F_GETFL) & O_ACCMODE, O_RDONLY);
    assert_int_equal(fcntl(writer, F_GETFL) & O_ACCMODE, O_RDWR);
    assert_int_equal(fcntl(writer, F_GETFL) & O_NONBLOCK, O_NONBLOCK);
    assert_int_equal(fcntl(writer, F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
    assert_int_equal(write(writer, "x", 1), -1);
    assert_int_equal(errno, EIO);
    close(reader);
    close(writer);
}

static void an_open_that_waits_needs_a_medium_and_never_writes(void **state)
{
    (void)state;
    setenv("REDBOOK_DRIVE_OPTIONS", "medium=none", 1);
    assert_int_equal(open("/dev/sr0", O_RDONLY), -1);
    assert_int_equal(errno, ENOMEDIUM);
    setenv("REDBOOK_DRIVE_OPTIONS", "medium=cd-r", 1);
    int fd = open("/dev/sr0", O_RDONLY);
    assert_true(fd >= 0);
    close(fd);
    assert_int_equal(open("/dev/sr0", O_RDWR), -1);
    assert_int_equal(errno, EROFS);
    assert_int_equal(open("/dev/sr0", O_RDONLY | O_NONBLOCK | O_DIRECTORY), -1);
    assert_int_equal(errno, ENOTDIR);
}

/* Like a child process of a burner that fills its buffer: it inherits the descriptor but does not use it. */
static void a_child_process_leaves_the_drive_to_its_parent(void **state)
{
    static const uint8_t inquiry[6] = {0x12, 0, 0, 0, 36, 0};
    uint8_t reply[36];
    int fd = open_drive(O_RDWR | O_EXCL), status = 0;
    (void)state;
    pid_t child = fork();
    assert_true(child >= 0);
    if (!child) {
        sg_io_hdr_t header;
        uint8_t sense[18];
        int failed = run_sg(fd, inquiry, 6, SG_DXFER_FROM_DEV, reply, 36, &header, sense) || !header.host_status;
        close(fd);
        _exit(failed);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    must_run(fd, inquiry, 6, SG_DXFER_FROM_DEV, reply, 36);
    close(fd);
}

static void another_process_meets_a_device_that_is_busy(void **state)
{
    int fd = open_drive(O_RDWR | O_EXCL), status = 0;
    (void)state;
    pid_t child = fork();
    assert_true(child >= 0);
    if (!child) {
        close(fd);
        int again = open("/dev/sr0", O_RDWR | O_EXCL | O_NONBLOCK);
        _exit(again == -1 && errno == EBUSY ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    close(fd);
}

static void *one_thread(void *failed)
{
    static const uint8_t inquiry[6] = {0x12, 0, 0, 0, 36, 0};
    for (int i = 0; i < 200; i++) {
        uint8_t reply[36] = {0}, sense[18];
        sg_io_hdr_t header;
        int fd = open("/dev/sr0", O_RDWR | O_NONBLOCK);
        if (fd < 0 || run_sg(fd, inquiry, 6, SG_DXFER_FROM_DEV, reply, 36, &header, sense) || header.status ||
            reply[0] != 5 || close(fd))
            *(int *)failed = 1;
    }
    return NULL;
}

static void threads_share_the_drive(void **state)
{
    pthread_t threads[4];
    int failed[4] = {0};
    (void)state;
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, one_thread, &failed[i]), 0);
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(failed[i], 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        drive_test(a_second_claim_on_the_device_is_refused),
        drive_test(a_claim_lasts_until_its_last_copy_is_closed),
        drive_test(a_copy_over_a_descriptor_of_the_device_is_what_it_copies),
        drive_test(the_access_mode_is_the_one_it_was_opened_with),
        drive_test(an_open_that_waits_needs_a_medium_and_never_writes),
        drive_test(a_child_process_leaves_the_drive_to_its_parent),
        drive_test(another_process_meets_a_device_that_is_busy),
        drive_test(threads_share_the_drive),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
