/*
 * Fuzz target: the virtual recorder. The first byte selects the kind of the rest: a cue sheet, a drive.conf, faults, or
 * commands that a host sends to a drive with a rewritable disc.
 */
#include "device/virtual.h"
#include "device/virtual_config.h"
#include "device/virtual_fault.h"
#include "device/virtual_sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void read_sheet(const uint8_t *bytes, size_t size)
{
    const rbk_virtual_sheet_rules rules = {.bytes_max = 0xF800,
                                           .lead_in_lba = -12300,
                                           .lead_out_max_lba = 359849,
                                           .sub_channels = true,
                                           .lenient = size & 1};
    rbk_virtual_sheet *sheet = NULL;
    rbk_virtual_sheet_fault fault;
    if (!rbk_virtual_sheet_read(bytes, size, &rules, &sheet, &fault))
        return;
    for (int32_t lba = -150; lba < sheet->lead_out_lba; lba += 75) {
        const rbk_virtual_segment *segment = rbk_virtual_sheet_at(sheet, lba);
        if (lba < segment->lba || lba >= segment->end_lba)
            abort();
    }
    rbk_virtual_sheet_free(sheet);
}

static rbk_status add_fault(void *context, char *line, rbk_error *error)
{
    (void)rbk_virtual_faults_add(context, line, error);
    return RBK_OK;
}

static void read_text(const uint8_t *bytes, size_t size, bool is_config)
{
    char *text = malloc(size + 1);
    rbk_virtual_config config;
    rbk_virtual_faults *faults = rbk_virtual_faults_new();
    if (text && faults) {
        memcpy(text, bytes, size);
        text[size] = '\0';
        rbk_virtual_config_init(&config);
        if (is_config)
            (void)rbk_virtual_config_read(text, "fuzz", &config, NULL);
        else
            (void)rbk_virtual_each_line(text, "fuzz", add_fault, faults, NULL);
    }
    rbk_virtual_faults_free(faults);
    free(text);
}

/* A series of commands: a byte with direction and length, the CDB, then the data to send. */
static void send_commands(rbk_virtual *drive, const uint8_t *bytes, size_t size)
{
    static uint8_t data[65536];
    while (size > 13) {
        rbk_command command = {.cdb_bytes = 12, .direction = (rbk_direction)(bytes[0] % 3), .data = data};
        rbk_reply reply;
        memcpy(command.cdb, bytes + 1, 12);
        bytes += 13;
        size -= 13;
        if (command.direction == RBK_DATA_OUT) {
            command.data_bytes = size < 256 ? size : 256;
            memcpy(data, bytes, command.data_bytes);
            bytes += command.data_bytes;
            size -= command.data_bytes;
        } else if (command.direction == RBK_DATA_IN) {
            command.data_bytes = (size_t)bytes[-13] * 200;
        }
        rbk_virtual_run(drive, &command, &reply);
        if (reply.data_bytes > command.data_bytes)
            abort();
    }
}

static void remove_drive(const char *folder)
{
    static const char *const names[] = {"drive.conf",  "state",      "lock",     "transcript", "disc.bin",
                                        "disc.pregap", "disc.sheet", "disc.sub", "disc.cdt",   "disc.cue"};
    char path[512];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        remove(path);
    }
    remove(folder);
}

static void run_drive(const uint8_t *bytes, size_t size)
{
    const char *base = getenv("TMPDIR");
    char folder[400];
    rbk_virtual *drive;
    snprintf(folder, sizeof folder, "%s/fuzz-drive", base ? base : "/tmp");
    remove_drive(folder);
    if (rbk_virtual_open(folder, true, &drive, NULL) != RBK_OK)
        return;
    (void)rbk_virtual_set(drive, "medium", "cd-rw", NULL);
    send_commands(drive, bytes, size);
    rbk_virtual_close(drive);
    if (rbk_virtual_open(folder, false, &drive, NULL) != RBK_OK)
        abort(); /* a drive must be able to read what it has written */
    rbk_virtual_close(drive);
    remove_drive(folder);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size == 0)
        return 0;
    if (bytes[0] % 4 == 0)
        read_sheet(bytes + 1, size - 1);
    else if (bytes[0] % 4 == 3)
        run_drive(bytes + 1, size - 1);
    else
        read_text(bytes + 1, size - 1, bytes[0] % 4 == 1);
    return 0;
}
