/*
 * The transcript of host and drive, one line per command, in order.
 *
 *      17 2a 00 ff ff ff 6a 00 00 1b 00          out 63504 good
 *      18 43 00 01 00 00 00 00 00 0c 00          in 12 -> 0 check 5/24/00
 *
 * Other lines start with a mark: "= opened", "# action of the drive", "! violation by the host", "< parameters". It
 * contains no time, and nothing else that would differ from one run to the next. Parameters are written out; the
 * sectors of a disc are not.
 */
#include "device/virtual_drive.h"

#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

enum { CDB_COLUMNS = 36, PARAMETERS_MAX = 16384 };

static void remark(rbk_virtual *drive, char mark, const char *format, va_list arguments)
{
    if (!drive->transcript)
        return;
    fprintf(drive->transcript, "%c ", mark);
    vfprintf(drive->transcript, format, arguments);
    fputc('\n', drive->transcript);
}

void rbk_virtual_note(rbk_virtual *drive, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    remark(drive, '#', format, arguments);
    va_end(arguments);
}

void rbk_virtual_violation(rbk_virtual *drive, const char *format, ...)
{
    va_list arguments;
    drive->view.violations++;
    va_start(arguments, format);
    remark(drive, '!', format, arguments);
    va_end(arguments);
}

/* One line per entry for a cue sheet, 16 bytes per line for everything else. */
static void log_parameters(FILE *out, const rbk_command *command)
{
    uint8_t opcode = command->cdb[0];
    size_t columns = opcode == 0x5D ? 8 : 16;
    if (command->direction != RBK_DATA_OUT || (opcode != 0x15 && opcode != 0x55 && opcode != 0x5D && opcode != 0x54))
        return;
    for (size_t i = 0; i < command->data_bytes && i < PARAMETERS_MAX; i++)
        fprintf(out, "%s%02x", i % columns ? " " : i ? "\n< " : "< ", command->data[i]);
    if (command->data_bytes)
        fputc('\n', out);
}

static void log_outcome(FILE *out, const rbk_reply *reply)
{
    switch (reply->outcome) {
    case RBK_OUTCOME_GOOD:
        fputs(" good\n", out);
        break;
    case RBK_OUTCOME_CHECK:
        fprintf(out, " check %x/%02x/%02x\n", reply->sense[2] & 0x0FU, reply->sense[12], reply->sense[13]);
        break;
    case RBK_OUTCOME_BUSY:
        fputs(" busy\n", out);
        break;
    case RBK_OUTCOME_FILTERED:
        fputs(" filtered\n", out);
        break;
    case RBK_OUTCOME_BROKEN:
        fputs(" broken\n", out);
        break;
    }
}

/* Bytes that a CDB of the opcode has. */
static uint8_t cdb_bytes(uint8_t opcode)
{
    return opcode < 0x20 ? 6 : opcode < 0x60 ? 10 : opcode < 0xC0 ? 12 : 10;
}

void rbk_virtual_log(rbk_virtual *drive, const rbk_command *command, const rbk_reply *reply)
{
    static const char *const directions[] = {" -", " in", " out"};
    FILE *out = drive->transcript;
    uint8_t bytes = cdb_bytes(command->cdb[0]);
    fprintf(out, "%6" PRIu64, drive->view.commands);
    for (uint8_t i = 0; i < bytes; i++)
        fprintf(out, " %02x", command->cdb[i]);
    fprintf(out, "%*s%s", CDB_COLUMNS - 3 * bytes, "", directions[command->direction]);
    if (command->direction != RBK_NO_DATA)
        fprintf(out, " %zu", command->data_bytes);
    if (command->direction != RBK_NO_DATA && reply->data_bytes != command->data_bytes)
        fprintf(out, " -> %zu", reply->data_bytes);
    log_outcome(out, reply);
    log_parameters(out, command);
}
