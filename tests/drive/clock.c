/*
 * Functions that wait: for the thread that uses the recorder, simulated time passes instead of real time, so that a
 * burn of minutes takes seconds and no test depends on the speed of the machine.
 */
#include "drive.h"
#include "real.h"

#include <errno.h>
#include <pthread.h>
#include <stddef.h>

#include "publish.h"

unsigned drive_sleep_s(unsigned seconds);
int drive_usleep(unsigned microseconds);
int drive_nanosleep(const struct timespec *wanted, struct timespec *left);
int drive_clock_nanosleep(clockid_t clock, int flags, const struct timespec *wanted, struct timespec *left);
int drive_select(int count, fd_set *readable, fd_set *writable, fd_set *other, struct timeval *timeout);
int drive_poll(struct pollfd *descriptors, nfds_t count, int timeout_ms);
int drive_clock_gettime(clockid_t clock, struct timespec *now);

static int64_t nanoseconds(const struct timespec *time)
{
    return time->tv_sec * INT64_C(1000000000) + time->tv_nsec;
}

unsigned drive_sleep_s(unsigned seconds)
{
    return drive_sleep(seconds * INT64_C(1000000000)) ? 0 : real()->sleep(seconds);
}

int drive_usleep(unsigned microseconds)
{
    return drive_sleep(microseconds * INT64_C(1000)) ? 0 : real()->usleep(microseconds);
}

int drive_nanosleep(const struct timespec *wanted, struct timespec *left)
{
    return wanted && drive_sleep(nanoseconds(wanted)) ? 0 : real()->nanosleep(wanted, left);
}

/* Waiting until an absolute time is left to the system. */
int drive_clock_nanosleep(clockid_t clock, int flags, const struct timespec *wanted, struct timespec *left)
{
    return !flags && wanted && drive_sleep(nanoseconds(wanted)) ? 0
                                                                : real()->clock_nanosleep(clock, flags, wanted, left);
}

int drive_select(int count, fd_set *readable, fd_set *writable, fd_set *other, struct timeval *timeout)
{
    bool waits = timeout && !readable && !writable && !other;
    if (waits && drive_sleep(timeout->tv_sec * INT64_C(1000000000) + timeout->tv_usec * INT64_C(1000)))
        return 0;
    return real()->select(count, readable, writable, other, timeout);
}

int drive_poll(struct pollfd *descriptors, nfds_t count, int timeout_ms)
{
    if (!count && timeout_ms >= 0 && drive_sleep(timeout_ms * INT64_C(1000000)))
        return 0;
    return real()->poll(descriptors, count, timeout_ms);
}

/* The monotonic clock includes the simulated time that was slept: a program that polls with a limit reaches it. */
int drive_clock_gettime(clockid_t clock, struct timespec *now)
{
    int result = real()->clock_gettime(clock, now);
    if (!result && clock == CLOCK_MONOTONIC) {
        int64_t time = nanoseconds(now) + drive_slept();
        now->tv_sec = (time_t)(time / 1000000000);
        now->tv_nsec = (long)(time % 1000000000);
    }
    return result;
}

PUBLISH(clock_gettime, drive_clock_gettime);
PUBLISH(sleep, drive_sleep_s);
PUBLISH(usleep, drive_usleep);
PUBLISH(nanosleep, drive_nanosleep);
PUBLISH(clock_nanosleep, drive_clock_nanosleep);
PUBLISH(select, drive_select);
PUBLISH(poll, drive_poll);
