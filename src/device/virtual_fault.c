/*
 * Faults: WHEN WHAT, one to the line. A fault waits for its command - by number, by opcode, or by its sector.
 */
#include "device/virtual_fault.h"

#include "base/fail.h"
#include "base/room.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum fault_when { WHEN_COMMAND, WHEN_OPCODE, WHEN_EVERY, WHEN_LBA } fault_when;

typedef struct waiting_fault {
    fault_when when;
    uint8_t opcode;
    int32_t number; /* of the command, of its opcode, or the lba */
    bool done;
    rbk_virtual_fault fault;
} waiting_fault;

struct rbk_virtual_faults {
    waiting_fault *list;
    size_t count;
    uint64_t commands;
    uint32_t by_opcode[256];
};

rbk_virtual_faults *rbk_virtual_faults_new(void)
{
    return calloc(1, sizeof(rbk_virtual_faults));
}

void rbk_virtual_faults_free(rbk_virtual_faults *faults)
{
    if (faults)
        free(faults->list);
    free(faults);
}

/* ------------------------------------------------------------------ reading */

/* The name of a fault, and its arguments. */
static const struct {
    const char *word;
    rbk_virtual_fault_kind kind;
    enum { NOTHING, KEY_CODE_QUALIFIER, CODE_QUALIFIER, NUMBER } value;
} kinds[] = {
    {"sense", RBK_FAULT_SENSE, KEY_CODE_QUALIFIER},
    {"sense-after", RBK_FAULT_SENSE_AFTER, KEY_CODE_QUALIFIER},
    {"drop", RBK_FAULT_DROP, NOTHING},
    {"broken", RBK_FAULT_BROKEN, NOTHING},
    {"broken-after", RBK_FAULT_BROKEN_AFTER, NOTHING},
    {"filter", RBK_FAULT_FILTER, NOTHING},
    {"full", RBK_FAULT_FULL, NOTHING},
    {"busy", RBK_FAULT_BUSY, NUMBER},
    {"attention", RBK_FAULT_ATTENTION, CODE_QUALIFIER},
    {"pull", RBK_FAULT_PULL, NOTHING},
    {"press-eject", RBK_FAULT_PRESS_EJECT, NOTHING},
    {"short", RBK_FAULT_SHORT, NUMBER},
};

/* The next word of *line, or "" at its end; splits the line in place. */
static char *next_word(char **line)
{
    char *word = *line + strspn(*line, " \t");
    char *end = word + strcspn(word, " \t");
    *line = *end ? end + 1 : end;
    *end = '\0';
    return word;
}

static bool read_number(const char *word, int base, long least, long most, long *number)
{
    char *end;
    *number = strtol(word, &end, base);
    return *word && strchr("+ \t", *word) == NULL && !*end && *number >= least && *number <= most;
}

static bool read_sense(const char *word, bool with_key, uint32_t *sense)
{
    unsigned key = 0, code, qualifier;
    char rest;
    if (with_key ? sscanf(word, "%1x/%2x/%2x%c", &key, &code, &qualifier, &rest) != 3
                 : sscanf(word, "%2x/%2x%c", &code, &qualifier, &rest) != 2)
        return false;
    *sense = key << 16 | code << 8 | qualifier;
    return true;
}

static rbk_status read_what(char **line, rbk_virtual_fault *fault, rbk_error *error)
{
    const char *word = next_word(line);
    size_t i = 0;
    long number = 0;
    while (i < sizeof kinds / sizeof *kinds && strcmp(kinds[i].word, word) != 0)
        i++;
    if (i == sizeof kinds / sizeof *kinds)
        return rbk_fail(error, RBK_SYNTAX, "unknown fault '%s'", word);
    fault->kind = kinds[i].kind;
    if (kinds[i].value == NOTHING)
        return RBK_OK;
    const char *value = next_word(line);
    if (kinds[i].value == NUMBER) {
        if (!read_number(value, 10, 0, 1000000000, &number))
            return rbk_fail(error, RBK_SYNTAX, "after '%s': expected a number, found '%s'", word, value);
        fault->number = (uint32_t)number;
    } else if (!read_sense(value, kinds[i].value == KEY_CODE_QUALIFIER, &fault->sense)) {
        return rbk_fail(error, RBK_SYNTAX, "after '%s': expected %s in hexadecimal, found '%s'", word,
                        kinds[i].value == KEY_CODE_QUALIFIER ? "K/CC/QQ" : "CC/QQ", value);
    }
    return RBK_OK;
}

/* op XX [N | every N]; the word after that is put back. */
static rbk_status read_opcode(char **line, waiting_fault *waiting, rbk_error *error)
{
    long number;
    const char *word = next_word(line);
    if (!read_number(word, 16, 0, 255, &number))
        return rbk_fail(error, RBK_SYNTAX, "after 'op': expected an opcode in hexadecimal, found '%s'", word);
    waiting->opcode = (uint8_t)number;
    waiting->when = WHEN_OPCODE;
    waiting->number = 1;
    const char *look = *line + strspn(*line, " \t");
    if (strncmp(look, "every ", 6) == 0) {
        next_word(line);
        waiting->when = WHEN_EVERY;
    } else if (*look < '0' || *look > '9') {
        return RBK_OK;
    }
    word = next_word(line);
    if (!read_number(word, 10, 1, INT32_MAX, &number))
        return rbk_fail(error, RBK_SYNTAX, "expected a number of 1 or more, found '%s'", word);
    waiting->number = (int32_t)number;
    return RBK_OK;
}

static rbk_status read_when(char **line, waiting_fault *waiting, rbk_error *error)
{
    long number;
    const char *word = next_word(line);
    if (strcmp(word, "op") == 0)
        return read_opcode(line, waiting, error);
    if (strcmp(word, "at") != 0 && strcmp(word, "lba") != 0)
        return rbk_fail(error, RBK_SYNTAX, "expected 'at', 'op' or 'lba', found '%s'", word);
    waiting->when = *word == 'a' ? WHEN_COMMAND : WHEN_LBA;
    const char *value = next_word(line);
    if (!read_number(value, 10, waiting->when == WHEN_COMMAND ? 1 : -450150, INT32_MAX, &number))
        return rbk_fail(error, RBK_SYNTAX, "after '%s': expected a number, found '%s'", word, value);
    waiting->number = (int32_t)number;
    return RBK_OK;
}

rbk_status rbk_virtual_faults_add(rbk_virtual_faults *faults, const char *line, rbk_error *error)
{
    char copy[256], *at = copy;
    waiting_fault waiting = {.done = false};
    size_t length = strlen(line);
    if (length >= sizeof copy)
        return rbk_fail(error, RBK_SYNTAX, "a line of %zu character%s is too long", length,
                        RBK_PLURAL(length, "", "s"));
    memcpy(copy, line, length + 1);
    rbk_status status = read_when(&at, &waiting, error);
    if (status == RBK_OK)
        status = read_what(&at, &waiting.fault, error);
    if (status != RBK_OK)
        return status;
    const char *rest = next_word(&at);
    if (*rest)
        return rbk_fail(error, RBK_SYNTAX, "unexpected '%s' at the end of the line", rest);
    waiting_fault *list = rbk_room_for_one(faults->list, faults->count, sizeof *list);
    if (!list)
        return rbk_fail_memory(error);
    list[faults->count++] = waiting;
    faults->list = list;
    return RBK_OK;
}

/* ------------------------------------------------------------------ matching */

static uint32_t load32(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* The sectors a command is about: READ(10), (12), WRITE(10), (12), READ CD. */
static bool is_about(const uint8_t cdb[12], int32_t lba)
{
    int64_t first = (int32_t)load32(cdb + 2), count;
    switch (cdb[0]) {
    case 0x28:
    case 0x2A:
        count = cdb[7] << 8 | cdb[8];
        break;
    case 0xA8:
    case 0xAA:
        count = load32(cdb + 6);
        break;
    case 0xBE:
        count = load32(cdb + 6) >> 8;
        break;
    default:
        return false;
    }
    return lba >= first && lba < first + count;
}

static bool is_due(const rbk_virtual_faults *faults, const waiting_fault *waiting, const uint8_t cdb[12])
{
    uint32_t nth = faults->by_opcode[cdb[0]];
    if (waiting->done)
        return false;
    switch (waiting->when) {
    case WHEN_COMMAND:
        return faults->commands >= (uint64_t)waiting->number;
    case WHEN_OPCODE:
        return cdb[0] == waiting->opcode && nth >= (uint32_t)waiting->number;
    case WHEN_EVERY:
        return cdb[0] == waiting->opcode && nth % (uint32_t)waiting->number == 0;
    default:
        return is_about(cdb, waiting->number);
    }
}

bool rbk_virtual_faults_next(rbk_virtual_faults *faults, const uint8_t cdb[12], rbk_virtual_fault *fault)
{
    faults->commands++;
    faults->by_opcode[cdb[0]]++;
    for (size_t i = 0; i < faults->count; i++) {
        waiting_fault *waiting = &faults->list[i];
        if (!is_due(faults, waiting, cdb))
            continue;
        waiting->done = waiting->when != WHEN_EVERY;
        *fault = waiting->fault;
        return true;
    }
    return false;
}
