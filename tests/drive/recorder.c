/*
 * The virtual recorder of the device: opened with the first descriptor, closed with the last, and meanwhile used by
 * any thread of this process. What the kernel adds to a command is here: the device's time-out and the errno of a
 * failure.
 */
#include "drive.h"

#include "device/virtual.h"
#include "real.h"

#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TIMEOUT_MS = 60000, TIMEOUT_MS_MIN = 7000, REAL_SLEEP_NS_MAX = 1000000 };

static struct {
    pthread_mutex_t mutex;
    rbk_virtual *recorder;
    pid_t owner; /* the process that opened it; its children do not use it */
    int descriptors;
    _Atomic uint32_t timeout_ms; /* the device's own, set through any descriptor */
    pthread_t last_thread;       /* a thread that sent a command: if it sleeps, it is waiting for the drive */
    bool commanded;
    _Atomic int64_t slept_ns;
} drive = {.mutex = PTHREAD_MUTEX_INITIALIZER, .timeout_ms = TIMEOUT_MS};

static const char *setting(const char *name)
{
    const char *value = getenv(name);
    return value && *value ? value : NULL;
}

bool drive_is_here(void)
{
    return setting("REDBOOK_DRIVE_FOLDER") != NULL;
}

size_t drive_max_bytes(void)
{
    const char *value = setting("REDBOOK_DRIVE_MAX_BYTES");
    return value ? (size_t)strtoul(value, NULL, 10) : RBK_TRANSFER_BYTES_MAX;
}

void drive_trace(const char *format, ...)
{
    const char *path = setting("REDBOOK_DRIVE_TRACE");
    int error = errno;
    FILE *file = path ? real()->fopen(path, "a") : NULL;
    if (file) {
        va_list arguments;
        va_start(arguments, format);
        vfprintf(file, format, arguments);
        va_end(arguments);
        fputc('\n', file);
        fclose(file);
    }
    errno = error;
}

/* ---------------------------------------------------------------- opening and closing */

/* NAME=VALUE NAME=VALUE ... */
static rbk_status set_options(rbk_virtual *recorder, const char *options, rbk_error *error)
{
    char *copy = strdup(options), *rest = copy;
    rbk_status status = copy ? RBK_OK : RBK_NO_MEMORY;
    for (char *word = copy ? strtok_r(copy, " ", &rest) : NULL; word && !status; word = strtok_r(NULL, " ", &rest)) {
        char *value = strchr(word, '=');
        if (value)
            *value++ = '\0';
        status = rbk_virtual_set(recorder, word, value ? value : "", error);
    }
    free(copy);
    return status;
}

static int start(void)
{
    const char *options = setting("REDBOOK_DRIVE_OPTIONS");
    char sentence[RBK_SENTENCE_BYTES * 2];
    rbk_error error = {0};
    rbk_virtual *recorder = NULL;
    rbk_status status = rbk_virtual_open(setting("REDBOOK_DRIVE_FOLDER"), true, &recorder, &error);
    if (!status && options)
        status = set_options(recorder, options, &error);
    if (status) {
        rbk_virtual_close(recorder);
        if (status == RBK_ALREADYOPEN)
            return EBUSY;
        fprintf(stderr, "redbook drive: %s\n", rbk_error_format(&error, sentence, sizeof sentence));
        return ENXIO;
    }
    drive.recorder = recorder;
    drive.owner = getpid();
    return 0;
}

int drive_take(void)
{
    int trouble = 0;
    pthread_mutex_lock(&drive.mutex);
    if (!drive.recorder)
        trouble = start();
    if (!trouble && drive.owner == getpid())
        drive.descriptors++;
    pthread_mutex_unlock(&drive.mutex);
    return trouble;
}

static void stop(void)
{
    rbk_virtual *recorder = drive.recorder;
    drive.recorder = NULL;
    drive.descriptors = 0;
    drive.commanded = false;
    rbk_virtual_close(recorder);
}

void drive_give_back(void)
{
    pthread_mutex_lock(&drive.mutex);
    if (drive.recorder && drive.owner == getpid() && --drive.descriptors == 0)
        stop();
    pthread_mutex_unlock(&drive.mutex);
}

/* For a program that ends without closing its descriptors. */
__attribute__((destructor)) static void program_ends(void)
{
    if (drive.recorder && drive.owner == getpid())
        stop();
}

/* ---------------------------------------------------------------- commands */

uint32_t drive_timeout_ms(void)
{
    return drive.timeout_ms;
}

void drive_set_timeout_ms(uint32_t ms)
{
    drive.timeout_ms = ms;
}

/* drivers/scsi/scsi_ioctl.c: no time-out means the device's, 60 s if that has none, and at least 7 s. */
static uint32_t effective_timeout_ms(uint32_t asked)
{
    uint32_t ms = asked ? asked : drive.timeout_ms;
    if (!ms)
        ms = TIMEOUT_MS;
    return ms < TIMEOUT_MS_MIN ? TIMEOUT_MS_MIN : ms;
}

void drive_run(rbk_command *command, rbk_reply *reply)
{
    memset(reply, 0, sizeof *reply);
    command->timeout_ms = effective_timeout_ms(command->timeout_ms);
    pthread_mutex_lock(&drive.mutex);
    if (!drive.recorder || drive.owner != getpid()) {
        reply->outcome = RBK_OUTCOME_BROKEN;
    } else {
        drive.last_thread = pthread_self();
        drive.commanded = true;
        rbk_virtual_run(drive.recorder, command, reply);
    }
    pthread_mutex_unlock(&drive.mutex);
}

/* drivers/scsi/sr_ioctl.c, sr_do_ioctl */
static int errno_of_sense(const uint8_t *sense)
{
    switch (sense[2] & 0x0F) {
    case 2:
        return sense[12] == 0x3A ? ENOMEDIUM : EIO;
    case 5:
        return sense[12] == 0x20 ? EOPNOTSUPP : EIO;
    case 6:
        return EAGAIN;
    default:
        return EIO;
    }
}

int drive_command(const uint8_t *cdb, uint8_t cdb_bytes, rbk_direction direction, void *data, size_t data_bytes)
{
    rbk_command command = {.cdb_bytes = cdb_bytes, .direction = direction, .data = data, .data_bytes = data_bytes};
    rbk_reply reply;
    memcpy(command.cdb, cdb, cdb_bytes);
    if (data && direction == RBK_DATA_IN)
        memset(data, 0, data_bytes);
    drive_run(&command, &reply);
    if (reply.outcome == RBK_OUTCOME_GOOD)
        return 0;
    return reply.outcome == RBK_OUTCOME_CHECK ? errno_of_sense(reply.sense) : EIO;
}

/* ---------------------------------------------------------------- time */

bool drive_sleep(int64_t nanoseconds)
{
    const char *clock = setting("REDBOOK_DRIVE_CLOCK");
    bool passes = false;
    pthread_mutex_lock(&drive.mutex);
    if (drive.commanded && drive.recorder && drive.owner == getpid() &&
        pthread_equal(drive.last_thread, pthread_self())) {
        rbk_virtual_pass_ms(drive.recorder, (uint32_t)((nanoseconds + 999999) / 1000000));
        passes = !clock || strcmp(clock, "real") != 0;
    }
    pthread_mutex_unlock(&drive.mutex);
    if (passes) {
        drive.slept_ns += nanoseconds;
        /* other threads, and a child that fills a buffer, can run */
        struct timespec turn = {0, nanoseconds < REAL_SLEEP_NS_MAX ? (long)nanoseconds : REAL_SLEEP_NS_MAX};
        real()->nanosleep(&turn, NULL);
    }
    return passes;
}

int64_t drive_slept(void)
{
    return drive.slept_ns;
}
