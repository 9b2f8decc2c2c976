/*
 * The drive as a whole: its folder, its lock, the execution of a command with faults and transcript, actions of people
 * at the drive, and the transport backend "virtual".
 */
#include "device/virtual.h"

#include "device/virtual_drive.h"

#include "base/fail.h"
#include "base/read_at.h"

#include <redbook/stream.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define CONFIG     "drive.conf"
#define LOCK       "lock"
#define TRANSCRIPT "transcript"
#define FAULTS     "faults"

/* ------------------------------------------------------------------ opening */

rbk_status rbk_virtual_is_drive(const char *folder, bool *is_drive, rbk_error *error)
{
    rbk_virtual_folder looked;
    rbk_error why;
    rbk_error_init(&why);
    *is_drive = false;
    rbk_status status = rbk_virtual_folder_open(&looked, folder, false, &why);
    if (status == RBK_OK) {
        *is_drive = rbk_virtual_folder_has(&looked, CONFIG);
        rbk_virtual_folder_close(&looked);
        return RBK_OK;
    }
    if (status == RBK_DEVICE_NOTPRESENT || why.system_error == EACCES || rbk_input_is_absence(why.system_error))
        return RBK_OK;
    rbk_error_set_path(&why, folder);
    if (error)
        *error = why;
    return status;
}

/* The lock belongs to the open file: it ends with the process, however that ends. */
static rbk_status lock_folder(rbk_virtual *drive, rbk_error *error)
{
    rbk_status status = rbk_virtual_folder_file(&drive->folder, LOCK, O_RDWR | O_CREAT, &drive->lock, error);
    if (status != RBK_OK)
        return status;
    if (flock(drive->lock, LOCK_EX | LOCK_NB) == 0)
        return RBK_OK;
    if (errno == EWOULDBLOCK)
        return rbk_fail_system(error, RBK_ALREADYOPEN, EBUSY, "the virtual drive is in use");
    return rbk_fail_system(error, RBK_FILEACCESS, errno, "the virtual drive cannot be locked");
}

static rbk_status create_config(rbk_virtual *drive, rbk_error *error)
{
    rbk_output *output = rbk_output_new_memory();
    rbk_status status = output ? rbk_virtual_config_write(&drive->config, output, error) : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = rbk_output_commit(output, error);
    if (status == RBK_OK) {
        size_t size;
        const char *text = rbk_output_text(output, &size);
        status = rbk_virtual_folder_write(&drive->folder, CONFIG, text, size, error);
    }
    rbk_output_free(output);
    return status;
}

static rbk_status load_config(rbk_virtual *drive, bool create, rbk_error *error)
{
    rbk_bytes text;
    rbk_virtual_config_init(&drive->config);
    if (create && !rbk_virtual_folder_has(&drive->folder, CONFIG))
        return create_config(drive, error);
    char *path = rbk_virtual_folder_path(&drive->folder, CONFIG);
    rbk_status status =
        path ? rbk_virtual_folder_read(&drive->folder, CONFIG, 65536, &text, error) : rbk_fail_memory(error);
    if (status == RBK_OK) {
        status = rbk_virtual_config_read((const char *)text.data, path, &drive->config, error);
        rbk_bytes_release(&text);
    }
    free(path);
    return status;
}

static rbk_status add_fault(void *context, char *line, rbk_error *error)
{
    return rbk_virtual_faults_add(context, line, error);
}

static rbk_status load_faults(rbk_virtual *drive, rbk_error *error)
{
    rbk_bytes text;
    drive->faults = rbk_virtual_faults_new();
    if (!drive->faults)
        return rbk_fail_memory(error);
    char *path = rbk_virtual_folder_path(&drive->folder, FAULTS);
    rbk_status status =
        path ? rbk_virtual_folder_read_if_there(&drive->folder, FAULTS, 1 << 20, &text, error) : rbk_fail_memory(error);
    if (status == RBK_OK && text.data) {
        status = rbk_virtual_each_line((const char *)text.data, path, add_fault, drive->faults, error);
        rbk_bytes_release(&text);
    }
    free(path);
    return status;
}

/* Written line by line: the log of a killed process is complete. */
static rbk_status open_transcript(rbk_virtual *drive, rbk_error *error)
{
    int descriptor = -1;
    rbk_status status =
        rbk_virtual_folder_file(&drive->folder, TRANSCRIPT, O_WRONLY | O_CREAT | O_APPEND, &descriptor, error);
    if (status != RBK_OK)
        return status;
    drive->transcript = fdopen(descriptor, "a");
    if (!drive->transcript) {
        close(descriptor);
        return rbk_fail_memory(error);
    }
    setvbuf(drive->transcript, NULL, _IOLBF, BUFSIZ);
    fputs("= opened\n", drive->transcript);
    return RBK_OK;
}

static void set_speeds(rbk_virtual *drive)
{
    uint32_t speeds[RBK_VIRTUAL_SPEEDS_MAX];
    rbk_virtual_speeds(drive, speeds);
    if (!drive->read_speed || drive->read_speed > speeds[0])
        drive->read_speed = speeds[0];
    if (!drive->write_speed || drive->write_speed > speeds[0])
        drive->write_speed = speeds[0];
}

/*
 * Is there a drive, or may one be created? An arbitrary folder never becomes one because its name was given to the
 * wrong option: a folder with other files in it is not touched.
 */
static rbk_status find_drive(const rbk_virtual *drive, bool create, rbk_error *error)
{
    char found[64];
    if (rbk_virtual_folder_has(&drive->folder, CONFIG))
        return RBK_OK;
    if (!create)
        return rbk_fail(error, RBK_DEVICE_NOTPRESENT,
                        "not a virtual drive, the folder has no '%s': 'redbook-burn virtual FOLDER' creates one",
                        CONFIG);
    rbk_status status = rbk_virtual_folder_find_other(&drive->folder, found, sizeof found, error);
    if (status != RBK_OK || !found[0])
        return status;
    return rbk_fail(error, RBK_FILEEXISTS,
                    "expected a virtual drive or an empty folder, found a folder with '%s' in it", found);
}

static rbk_status open_drive(rbk_virtual *drive, bool create, rbk_error *error)
{
    rbk_status status = find_drive(drive, create, error);
    if (status == RBK_OK)
        status = lock_folder(drive, error);
    if (status == RBK_OK)
        status = load_config(drive, create, error);
    rbk_virtual_pages_init(drive);
    if (status == RBK_OK)
        status = rbk_virtual_state_load(drive, error);
    if (status == RBK_OK)
        status = rbk_virtual_disc_open(&drive->disc, &drive->folder, error);
    if (status == RBK_OK)
        status = load_faults(drive, error);
    if (status == RBK_OK)
        status = open_transcript(drive, error);
    if (status == RBK_OK)
        set_speeds(drive);
    return status;
}

/* ------------------------------------------------------------------ making */

static rbk_status take_settings(rbk_virtual_config *config, const char *const *settings, size_t count, rbk_error *error)
{
    rbk_status status = RBK_OK;
    rbk_virtual_config_init(config);
    for (size_t i = 0; i < count && status == RBK_OK; i++) {
        char *name, *value, *copy = strdup(settings[i]);
        status = copy ? rbk_virtual_split(copy, &name, &value, error) : rbk_fail_memory(error);
        if (status == RBK_OK)
            status = rbk_virtual_config_set(config, name, value, error);
        free(copy);
    }
    return status;
}

static rbk_status make_drive(rbk_virtual *drive, const char *folder, rbk_error *error)
{
    rbk_status status = rbk_virtual_folder_open(&drive->folder, folder, true, error);
    if (status == RBK_OK && rbk_virtual_folder_has(&drive->folder, CONFIG))
        status = rbk_fail(error, RBK_FILEEXISTS, "the folder is already a virtual drive");
    if (status == RBK_OK)
        status = find_drive(drive, true, error);
    if (status == RBK_OK)
        status = lock_folder(drive, error);
    return status == RBK_OK ? create_config(drive, error) : status;
}

rbk_status rbk_virtual_make(const char *folder, const char *const *settings, size_t count, rbk_error *error)
{
    rbk_virtual drive = {.folder = {NULL, -1}, .lock = -1};
    if (!folder || (count && !settings))
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_status status = take_settings(&drive.config, settings, count, error);
    if (status != RBK_OK)
        return status;
    status = make_drive(&drive, folder, error);
    if (drive.lock >= 0)
        close(drive.lock);
    rbk_virtual_folder_close(&drive.folder);
    if (status != RBK_OK)
        rbk_error_set_path(error, folder);
    return status;
}

/* ------------------------------------------------------------------ opened and closed */

rbk_status rbk_virtual_open(const char *folder, bool create, rbk_virtual **drive, rbk_error *error)
{
    if (!folder || !drive)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_virtual *made = calloc(1, sizeof *made);
    if (!made)
        return rbk_fail_memory(error);
    made->lock = -1;
    pthread_mutex_init(&made->mutex, NULL);
    rbk_status status = rbk_virtual_folder_open(&made->folder, folder, create, error);
    if (status == RBK_OK)
        status = open_drive(made, create, error);
    if (status != RBK_OK) {
        rbk_error_set_path(error, folder);
        rbk_virtual_close(made);
        return status;
    }
    *drive = made;
    return RBK_OK;
}

void rbk_virtual_close(rbk_virtual *drive)
{
    if (!drive)
        return;
    if (drive->transcript) {
        rbk_virtual_end_session(drive);
        rbk_virtual_state_save(drive);
        fclose(drive->transcript);
    }
    rbk_virtual_disc_close(&drive->disc);
    rbk_virtual_faults_free(drive->faults);
    if (drive->lock >= 0)
        close(drive->lock);
    pthread_mutex_destroy(&drive->mutex);
    free(drive->sectors);
    rbk_virtual_folder_close(&drive->folder);
    free(drive);
}

rbk_status rbk_virtual_set(rbk_virtual *drive, const char *name, const char *value, rbk_error *error)
{
    pthread_mutex_lock(&drive->mutex);
    rbk_status status = rbk_virtual_config_set(&drive->config, name, value, error);
    if (status == RBK_OK && (strcmp(name, "speed") == 0 || strcmp(name, "quirks") == 0)) {
        drive->write_speed = drive->read_speed = 0;
        set_speeds(drive);
    }
    pthread_mutex_unlock(&drive->mutex);
    return status;
}

rbk_status rbk_virtual_add_fault(rbk_virtual *drive, const char *line, rbk_error *error)
{
    pthread_mutex_lock(&drive->mutex);
    rbk_status status = rbk_virtual_faults_add(drive->faults, line, error);
    pthread_mutex_unlock(&drive->mutex);
    return status;
}

/* ------------------------------------------------------------------ execution of a command */

/* The medium was removed although the drive was locked or at work. */
static void pull(rbk_virtual *drive)
{
    drive->locked = false;
    drive->busy_until_us = drive->now_us;
    rbk_virtual_open_tray(drive);
}

static void press_eject(rbk_virtual *drive)
{
    enum { EVENT_EJECT_REQUEST = 1 };
    if (!rbk_virtual_open_tray(drive))
        drive->event = EVENT_EJECT_REQUEST;
}

/* The effect of a fault before the command. False: the command is not executed, the reply is complete. */
static bool inject_before(rbk_virtual *drive, rbk_virtual_task *task, const rbk_virtual_fault *fault)
{
    rbk_reply *reply = task->reply;
    switch (fault->kind) {
    case RBK_FAULT_SENSE:
        rbk_virtual_check(task, fault->sense);
        memcpy(drive->sense, reply->sense, sizeof drive->sense);
        return false;
    case RBK_FAULT_DROP:
        reply->data_bytes = task->room;
        return false;
    case RBK_FAULT_BROKEN:
        reply->outcome = RBK_OUTCOME_BROKEN;
        reply->system_error = EIO;
        return false;
    case RBK_FAULT_FILTER:
        reply->outcome = RBK_OUTCOME_FILTERED;
        reply->system_error = EPERM;
        return false;
    case RBK_FAULT_FULL:
        reply->outcome = RBK_OUTCOME_BUSY;
        return false;
    case RBK_FAULT_BUSY:
        drive->busy_polls = fault->number;
        return true;
    case RBK_FAULT_ATTENTION:
        rbk_virtual_attention(drive, SENSE(6, 0, 0) | fault->sense);
        return true;
    case RBK_FAULT_PULL:
        pull(drive);
        return true;
    case RBK_FAULT_PRESS_EJECT:
        press_eject(drive);
        return true;
    case RBK_FAULT_SHORT:
        if (task->command->direction == RBK_DATA_IN && task->room > fault->number)
            task->room = fault->number;
        return true;
    default:
        return true;
    }
}

/* The effect of a fault after the command. */
static void inject_after(rbk_virtual *drive, rbk_virtual_task *task, const rbk_virtual_fault *fault)
{
    rbk_reply *reply = task->reply;
    if (fault->kind == RBK_FAULT_SENSE_AFTER) {
        rbk_virtual_check(task, fault->sense);
        memcpy(drive->sense, reply->sense, sizeof drive->sense);
    } else if (fault->kind == RBK_FAULT_BROKEN_AFTER) {
        memset(reply, 0, sizeof *reply);
        reply->outcome = RBK_OUTCOME_BROKEN;
        reply->system_error = EIO;
    }
}

static void run_with_faults(rbk_virtual *drive, rbk_virtual_task *task)
{
    rbk_virtual_fault fault;
    if (!rbk_virtual_faults_next(drive->faults, task->cdb, &fault)) {
        rbk_virtual_execute(drive, task);
        return;
    }
    drive->view.faults++;
    rbk_virtual_note(drive, "a fault happens to the next command");
    if (inject_before(drive, task, &fault)) {
        rbk_virtual_execute(drive, task);
        inject_after(drive, task, &fault);
    }
}

void rbk_virtual_run(rbk_virtual *drive, const rbk_command *command, rbk_reply *reply)
{
    rbk_virtual_task task = {.command = command,
                             .cdb = command->cdb,
                             .data = command->data,
                             .room = command->direction == RBK_NO_DATA ? 0 : command->data_bytes,
                             .reply = reply};
    pthread_mutex_lock(&drive->mutex);
    memset(reply, 0, sizeof *reply);
    drive->view.commands++;
    rbk_virtual_take_time(drive, task.room);
    run_with_faults(drive, &task);
    rbk_virtual_log(drive, command, reply);
    rbk_virtual_state_save(drive);
    pthread_mutex_unlock(&drive->mutex);
}

int64_t rbk_virtual_now_ms(rbk_virtual *drive)
{
    pthread_mutex_lock(&drive->mutex);
    int64_t now = drive->now_us / 1000;
    pthread_mutex_unlock(&drive->mutex);
    return now;
}

void rbk_virtual_pass_ms(rbk_virtual *drive, uint32_t ms)
{
    pthread_mutex_lock(&drive->mutex);
    rbk_virtual_advance(drive, (int64_t)ms * 1000);
    pthread_mutex_unlock(&drive->mutex);
}

/* ------------------------------------------------------------------ actions at the drive */

void rbk_virtual_look(rbk_virtual *drive, rbk_virtual_view *view)
{
    pthread_mutex_lock(&drive->mutex);
    *view = drive->view;
    view->disc = rbk_virtual_has_disc(drive) ? drive->disc.state : RBK_VIRTUAL_NO_DISC;
    view->tray_open = drive->tray_open;
    view->locked = drive->locked;
    view->writing = drive->phase >= RBK_VIRTUAL_LEAD_IN;
    view->busy = rbk_virtual_is_busy(drive);
    pthread_mutex_unlock(&drive->mutex);
}

void rbk_virtual_press_eject(rbk_virtual *drive)
{
    pthread_mutex_lock(&drive->mutex);
    press_eject(drive);
    rbk_virtual_state_save(drive);
    pthread_mutex_unlock(&drive->mutex);
}

void rbk_virtual_push_tray(rbk_virtual *drive)
{
    pthread_mutex_lock(&drive->mutex);
    rbk_virtual_close_tray(drive);
    rbk_virtual_state_save(drive);
    pthread_mutex_unlock(&drive->mutex);
}

rbk_status rbk_virtual_change_disc(rbk_virtual *drive, rbk_error *error)
{
    pthread_mutex_lock(&drive->mutex);
    pull(drive);
    rbk_status status = rbk_virtual_disc_shelve(&drive->disc, error);
    rbk_virtual_close_tray(drive);
    rbk_virtual_state_save(drive);
    pthread_mutex_unlock(&drive->mutex);
    return status;
}

/* ------------------------------------------------------------------ the transport */

typedef struct virtual_transport {
    rbk_transport transport;
    rbk_virtual *drive;
    bool owns;
} virtual_transport;

static void run(rbk_transport *transport, const rbk_command *command, rbk_reply *reply)
{
    rbk_virtual_run(((virtual_transport *)transport)->drive, command, reply);
}

static int64_t now_ms(rbk_transport *transport)
{
    return rbk_virtual_now_ms(((virtual_transport *)transport)->drive);
}

static void sleep_ms(rbk_transport *transport, uint32_t ms)
{
    rbk_virtual_pass_ms(((virtual_transport *)transport)->drive, ms);
}

static void close_transport(rbk_transport *transport)
{
    virtual_transport *made = (virtual_transport *)transport;
    if (made->owns)
        rbk_virtual_close(made->drive);
    free(made);
}

static const rbk_transport_backend backend = {"virtual", run, now_ms, sleep_ms, close_transport};

static rbk_status make_transport(rbk_virtual *drive, bool owns, rbk_transport **transport, rbk_error *error)
{
    virtual_transport *made = calloc(1, sizeof *made);
    if (!made)
        return rbk_fail_memory(error);
    made->transport.backend = &backend;
    made->drive = drive;
    made->owns = owns;
    *transport = &made->transport;
    return RBK_OK;
}

rbk_status rbk_virtual_transport(rbk_virtual *drive, rbk_transport **transport, rbk_error *error)
{
    return make_transport(drive, false, transport, error);
}

rbk_status rbk_virtual_open_transport(const char *folder, bool create, rbk_transport **transport, rbk_error *error)
{
    rbk_virtual *drive;
    rbk_status status = rbk_virtual_open(folder, create, &drive, error);
    if (status != RBK_OK)
        return status;
    status = make_transport(drive, true, transport, error);
    if (status != RBK_OK)
        rbk_virtual_close(drive);
    return status;
}

rbk_virtual *rbk_virtual_of(rbk_transport *transport)
{
    return transport && transport->backend == &backend ? ((virtual_transport *)transport)->drive : NULL;
}
