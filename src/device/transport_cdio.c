/*
 * Real drives through libcdio's pass-through: the only file that includes libcdio. What only GNU/Linux has is marked; with
 * the other drivers of the library its syntax has been checked, nothing more.
 *
 * It uses mmc_run_cmd_len, mmc_last_cmd_sense, opening and the list of devices. The library's calls for single commands
 * are not used: several build wrong CDBs (SET CD SPEED with 14 bytes of data, GET CONFIGURATION and MODE SENSE with
 * lengths modulo 256).
 */
#include "device/transport_cdio.h"
#include "base/fail.h"

#include <cdio/cdio.h>
#include <cdio/logging.h>
#include <cdio/mmc.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/*
 * The driver by name: an image file must never be opened as a drive. The mode is a string, case sensitive. Without it, or
 * with an unknown one, a drive is opened for reading only, and the kernel then refuses all commands that write (EPERM).
 */
#define MODE "MMC_RDWR_EXCL"
#if defined(__linux__)
#include <sys/ioctl.h>
#define DRIVER      DRIVER_LINUX
#define GROUP       " (the group 'cdrom' usually has it)"
#define SAYS_MODE   true /* the driver reports the mode that it took */
#define DRIVE_NAMES "/dev/sr0"
#elif defined(__FreeBSD__)
#define DRIVER      DRIVER_FREEBSD
#define GROUP       " (it needs its pass-through device /dev/passN and /dev/xpt0, too)"
#define SAYS_MODE   false
#define DRIVE_NAMES "/dev/cd0"
#elif defined(__APPLE__)
#define DRIVER      DRIVER_OSX
#define GROUP       ""
#define SAYS_MODE   false
#define DRIVE_NAMES "/dev/rdisk2"
#elif defined(_WIN32) || defined(__CYGWIN__)
#define DRIVER      DRIVER_WIN32
#define GROUP       ""
#define SAYS_MODE   false
#define DRIVE_NAMES "D:"
#else
#define DRIVER      DRIVER_DEVICE
#define GROUP       ""
#define SAYS_MODE   false
#define DRIVE_NAMES "the name of its device"
#endif

typedef struct cdio_backend {
    rbk_transport transport;
    CdIo_t *cdio;
    int second; /* another descriptor of the device, for its time-out; -1: the system's time-out is kept */
    int ticks_before;
    uint32_t timeout_ms; /* the current time-out; 0: none set yet */
} cdio_backend;

/* ------------------------------------------------------------------ commands */

#if defined(__linux__)

/* <scsi/sg.h>: the default time-out of commands, in 1/100 s; a property of the device. */
#define SG_SET_TIMEOUT_REQUEST 0x2201
#define SG_GET_TIMEOUT_REQUEST 0x2202
#define TICK_MS                10
#define TIMEOUT_MS_DEFAULT     60000

/*
 * Debian's libcdio does not pass on the time-out: 0 arrives in the kernel, which means 60 s, too short for BLANK,
 * SYNCHRONIZE CACHE or power calibration, which would be aborted. For 0 the kernel uses a value of the device that
 * SG_SET_TIMEOUT sets, on any descriptor of it: one without O_EXCL may be opened next to ours. A build that does pass
 * it on gives milliseconds where the kernel expects 1/100 s: ten times too long, which is harmless.
 */
static void set_timeout(cdio_backend *backend, uint32_t timeout_ms)
{
    if (timeout_ms == 0)
        timeout_ms = TIMEOUT_MS_DEFAULT;
    int ticks = (int)(timeout_ms / TICK_MS);
    if (backend->second < 0 || timeout_ms == backend->timeout_ms)
        return;
    if (ioctl(backend->second, SG_SET_TIMEOUT_REQUEST, &ticks) == 0)
        backend->timeout_ms = timeout_ms;
}

static void open_timeout(cdio_backend *backend, const char *device)
{
    backend->second = open(device, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (backend->second >= 0)
        backend->ticks_before = ioctl(backend->second, SG_GET_TIMEOUT_REQUEST, NULL);
}

static void close_timeout(cdio_backend *backend)
{
    if (backend->second < 0)
        return;
    if (backend->timeout_ms && backend->ticks_before > 0)
        ioctl(backend->second, SG_SET_TIMEOUT_REQUEST, &backend->ticks_before);
    close(backend->second);
}

#else /* the other drivers of the library use the time-out of the command */

static void set_timeout(cdio_backend *backend, uint32_t timeout_ms)
{
    backend->timeout_ms = timeout_ms;
}

static void open_timeout(cdio_backend *backend, const char *device)
{
    (void)device;
    backend->second = -1;
}

static void close_timeout(cdio_backend *backend)
{
    backend->timeout_ms = 0;
}

#endif

/* The library makes a copy for us; there is none if the drive's sense does not state its length. */
static bool take_sense(cdio_backend *backend, rbk_reply *reply)
{
    cdio_mmc_request_sense_t *sense = NULL;
    int bytes = mmc_last_cmd_sense(backend->cdio, &sense);
    bool there = bytes > 0 && sense;
    if (there)
        memcpy(reply->sense, sense, (size_t)bytes < RBK_SENSE_BYTES ? (size_t)bytes : RBK_SENSE_BYTES);
    cdio_free(sense);
    return there;
}

static void run(rbk_transport *transport, const rbk_command *command, rbk_reply *reply)
{
    static const cdio_mmc_direction_t directions[] = {
        [RBK_NO_DATA] = SCSI_MMC_DATA_NONE, [RBK_DATA_IN] = SCSI_MMC_DATA_READ, [RBK_DATA_OUT] = SCSI_MMC_DATA_WRITE};
    cdio_backend *backend = (cdio_backend *)transport;
    mmc_cdb_t cdb;
    memset(&cdb, 0, sizeof cdb);
    memcpy(cdb.field, command->cdb, sizeof cdb.field);
    set_timeout(backend, command->timeout_ms);
    /* a length without data is EINVAL in the kernel */
    unsigned bytes = command->direction == RBK_NO_DATA ? 0 : (unsigned)command->data_bytes;
    errno = 0;
    driver_return_code_t code = mmc_run_cmd_len(backend->cdio, command->timeout_ms, &cdb, command->cdb_bytes,
                                                directions[command->direction], bytes, bytes ? command->data : NULL);
    int system_error = errno;
    bool has_sense = take_sense(backend, reply);
    /*
     * Success may be false: the kernel's call checks the drive's status only, which a time-out, a reset or a pulled
     * cable leave at zero. Nor is the number of bytes received known. Hence the poisoned buffer (rbk_transport_run),
     * the decoders that check for it, and the queries between the writes.
     */
    if (code == DRIVER_OP_SUCCESS) {
        reply->outcome = RBK_OUTCOME_GOOD;
        reply->data_bytes = bytes;
    } else if (code == DRIVER_OP_NOT_PERMITTED) {
        /* the kernel has a list of the commands that processes without CAP_SYS_RAWIO may send; all that a burn
         * needs are on it */
        reply->outcome = RBK_OUTCOME_FILTERED;
        reply->system_error = EPERM;
    } else if (has_sense) {
        reply->outcome = RBK_OUTCOME_CHECK;
    } else {
        reply->outcome =
            RBK_OUTCOME_BROKEN; /* also more data than the kernel transfers at once, which is never requested */
        reply->system_error = system_error ? system_error : EIO;
    }
}

/* ------------------------------------------------------------------ time */

static int64_t now_ms(rbk_transport *transport)
{
    struct timespec now;
    (void)transport;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* A signal does not interrupt it: cancel is checked between two steps. */
static void sleep_ms(rbk_transport *transport, uint32_t ms)
{
    struct timespec left = {(time_t)(ms / 1000), (long)(ms % 1000) * 1000000};
    (void)transport;
    while (nanosleep(&left, &left) != 0 && errno == EINTR)
        ;
}

/* ------------------------------------------------------------------ opening and closing */

static void close_door(rbk_transport *transport)
{
    cdio_backend *backend = (cdio_backend *)transport;
    if (backend->cdio)
        cdio_destroy(backend->cdio);
    close_timeout(backend);
    free(backend);
}

static const rbk_transport_backend cdio_functions = {"libcdio", run, now_ms, sleep_ms, close_door};

/* The library would write to stderr, a line for every CHECK CONDITION. */
static void stay_silent(cdio_log_level_t level, const char *message)
{
    (void)level;
    (void)message;
}

static rbk_status refuse(const char *device, int code, rbk_error *error)
{
    rbk_status status;
    if (code == ENOENT || code == ENXIO || code == ENODEV)
        status = rbk_fail_system(error, RBK_DEVICE_NOTPRESENT, code, "no such drive");
    else if (code == EBUSY)
        status = rbk_fail(error, RBK_DEVICE_STILL_IN_USE,
                          "the drive is in use: its disc is mounted, or another program uses it");
    else if (code == EACCES || code == EPERM)
        status = rbk_fail_system(error, RBK_DEVICE_NOTACCESSIBLE, code, "no permission to write to the drive" GROUP);
    else
        status = rbk_fail_system(error, RBK_DEVICE_NOTACCESSIBLE, code, "the drive cannot be opened");
    rbk_error_set_path(error, device);
    return status;
}

/* The library says only that it could not open a drive; our own check finds out why, before it tries. */
static rbk_status look(const char *device, rbk_error *error)
{
#if defined(_WIN32) || defined(__CYGWIN__) /* where names of drives are not files */
    (void)device;
    (void)error;
#else
    struct stat found;
    if (stat(device, &found) != 0)
        return refuse(device, errno, error);
    if (!S_ISBLK(found.st_mode) && !S_ISCHR(found.st_mode)) {
        rbk_status status =
            rbk_fail(error, RBK_DEVICE_INVALIDTYPE,
                     "expected a drive, " DRIVE_NAMES " or virtual:FOLDER, found a file that is not a device");
        rbk_error_set_path(error, device);
        return status;
    }
    int descriptor = open(device, O_RDWR | O_EXCL | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0)
        return refuse(device, errno, error);
    close(descriptor);
#endif
    return RBK_OK;
}

static rbk_status open_cdio(cdio_backend *backend, const char *device, rbk_error *error)
{
    backend->cdio = cdio_open_am(device, DRIVER, MODE);
    if (!backend->cdio)
        return refuse(device, EIO, error);
    const char *mode = SAYS_MODE ? cdio_get_arg(backend->cdio, "access-mode") : MODE;
    if (!mode || strcmp(mode, MODE) != 0)
        return refuse(device, EACCES, error);
    return RBK_OK;
}

rbk_status rbk_cdio_open_transport(const char *device, rbk_transport **transport, rbk_error *error)
{
    rbk_status status = look(device, error);
    if (status != RBK_OK)
        return status;
    cdio_backend *backend = calloc(1, sizeof *backend);
    if (!backend)
        return rbk_fail_memory(error);
    backend->transport.backend = &cdio_functions;
    cdio_log_set_handler(stay_silent);
    open_timeout(backend, device);
    status = open_cdio(backend, device, error);
    if (status != RBK_OK) {
        close_door(&backend->transport);
        return status;
    }
    *transport = &backend->transport;
    return RBK_OK;
}

/* ------------------------------------------------------------------ list of drives */

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static size_t count_names(char **names)
{
    size_t count = 0;
    while (names && names[count])
        count++;
    return count;
}

/* The library lists links such as /dev/cdrom in addition to their targets: the same device number is the same drive. */
static bool is_listed(char *const *drives, size_t count, const char *name)
{
    struct stat found, other;
    if (stat(name, &found) != 0)
        return true;
    for (size_t i = 0; i < count; i++)
        if (stat(drives[i], &other) == 0 && other.st_rdev == found.st_rdev)
            return true;
    return false;
}

/* The device node rather than a link to it: /dev/cdrom may be another drive tomorrow. */
static char *name_of_node(const char *name)
{
    char *node = realpath(name, NULL);
    return node ? node : strdup(name);
}

rbk_status rbk_cdio_find_drives(char ***drives, rbk_error *error)
{
    cdio_log_set_handler(stay_silent);
    char **names = cdio_get_devices(DRIVER);
    size_t count = count_names(names), kept = 0;
    char **found = calloc(count + 1, sizeof *found);
    rbk_status status = found ? RBK_OK : rbk_fail_memory(error);
    for (size_t i = 0; i < count && status == RBK_OK; i++) {
        if (is_listed(found, kept, names[i]))
            continue;
        found[kept] = name_of_node(names[i]);
        if (!found[kept++])
            status = rbk_fail_memory(error);
    }
    if (names)
        cdio_free_device_list(names);
    if (status != RBK_OK) {
        rbk_cdio_free_drives(found);
        return status;
    }
    qsort(found, kept, sizeof *found, by_name);
    *drives = found;
    return RBK_OK;
}

void rbk_cdio_free_drives(char **drives)
{
    for (char **drive = drives; drive && *drive; drive++)
        free(*drive);
    free(drives);
}

const char *rbk_cdio_version(void)
{
    return cdio_version_string;
}
