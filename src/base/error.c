/*
 * Statuses by name, by sentence and by the contract's code; filling and printing an rbk_error. Allocates nothing, so
 * that running out of memory can be reported too.
 */
#define RBK_FAIL_DEFINITIONS
#include "base/fail.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct status_row {
    rbk_status status;
    uint32_t contract_code; /* HRESULT; 0: none */
    const char *name;
    const char *sentence;
} status_rows[] = {
    {RBK_OK, 0, "OK", "success"},
    {RBK_INVALID_ARGUMENT, 0x80070057u, "INVALID_ARGUMENT", "a value is out of range"},
    {RBK_INVALID_POINTER, 0x80004003u, "INVALID_POINTER", "a required pointer is NULL"},
    {RBK_NO_MEMORY, 0x8007000Eu, "NO_MEMORY", "out of memory"},
    {RBK_NOTOPENED, 0x8004020Bu, "NOTOPENED", "the stage is not open"},
    {RBK_ALREADYOPEN, 0x80040222u, "ALREADYOPEN", "the stage is already open"},
    {RBK_USERABORT, 0x8004020Du, "USERABORT", "cancelled"},
    {RBK_TRACKNOTOPEN, 0x8004021Au, "TRACKNOTOPEN", "no track is open"},
    {RBK_TRACKOPEN, 0x8004021Bu, "TRACKOPEN", "a track is open"},
    {RBK_DISCFULL, 0x8004021Cu, "DISCFULL", "the disc is full"},
    {RBK_INVALIDIMAGE, 0x8004021Eu, "INVALIDIMAGE", "no valid image is staged"},
    {RBK_STASHINUSE, 0x80040225u, "STASHINUSE", "the stash is in use"},
    {RBK_NOTENOUGHDISKFORSTASH, 0x8004022Au, "NOTENOUGHDISKFORSTASH", "not enough disk space for the stash"},
    {RBK_TRACK_NOT_BIG_ENOUGH, 0x8004022Du, "TRACK_NOT_BIG_ENOUGH", "the track is too short"},
    {RBK_FILEEXISTS, 0x80040224u, "FILEEXISTS", "the file exists"},
    {RBK_FILEACCESS, 0x80040218u, "FILEACCESS", "a file cannot be opened"},
    {RBK_FILESYSTEM, 0x80040217u, "FILESYSTEM", "the file system failed"},
    {RBK_TRACKLIMIT, 0x8004021Cu, "TRACKLIMIT", "a disc holds 99 tracks at most"},
    {RBK_MEDIUM_NOTPRESENT, 0x8004020Fu, "MEDIUM_NOTPRESENT", "there is no disc in the drive"},
    {RBK_MEDIUM_INVALIDTYPE, 0x80040210u, "MEDIUM_INVALIDTYPE", "the disc is not suitable"},
    {RBK_DEVICE_NOTACCESSIBLE, 0x80040212u, "DEVICE_NOTACCESSIBLE", "the drive cannot be reached"},
    {RBK_DEVICE_NOTPRESENT, 0x80040213u, "DEVICE_NOTPRESENT", "no such drive"},
    {RBK_DEVICE_INVALIDTYPE, 0x80040214u, "DEVICE_INVALIDTYPE", "the drive cannot do this"},
    {RBK_DEVICE_STILL_IN_USE, 0x80040226u, "DEVICE_STILL_IN_USE", "the drive is in use"},
    {RBK_INITIALIZE_WRITE, 0x80040215u, "INITIALIZE_WRITE", "the burn could not be started"},
    {RBK_INITIALIZE_ENDWRITE, 0x80040216u, "INITIALIZE_ENDWRITE", "the disc could not be finished"},
    {RBK_LOSS_OF_STREAMING, 0x80040227u, "LOSS_OF_STREAMING", "buffer underrun while burning"},
    {RBK_CANNOT_WRITE_TO_MEDIA, 0x8004022Cu, "CANNOT_WRITE_TO_MEDIA", "writing to the disc failed"},
    {RBK_SYNTAX, 0, "SYNTAX", "the descriptor cannot be read"},
    {RBK_UNSUPPORTED, 0, "UNSUPPORTED", "not supported"},
    {RBK_NOT_AUDIO, 0, "NOT_AUDIO", "audio format not recognised"},
    {RBK_BAD_AUDIO, 0, "BAD_AUDIO", "the audio file is damaged"},
    {RBK_BAD_ISRC, 0, "BAD_ISRC", "not a valid ISRC"},
    {RBK_BAD_MCN, 0, "BAD_MCN", "not a valid media catalogue number"},
    {RBK_BAD_TIME, 0, "BAD_TIME", "not a valid time"},
    {RBK_BAD_LAYOUT, 0, "BAD_LAYOUT", "the layout of the tracks is not possible on a disc"},
    {RBK_REFUSED, 0, "REFUSED", "refused because of the findings"},
    {RBK_BETWEEN_SESSIONS, 0, "BETWEEN_SESSIONS", "there are no sectors between two sessions"},
    {RBK_CHANGED, 0, "CHANGED", "a file was changed while it was read"},
    {RBK_PARTIAL_CHANGE, 0, "PARTIAL_CHANGE", "only some of the files were changed"},
};

#define CONTRACT_GENERIC 0x8004020Eu

static const struct status_row *row_of(rbk_status status)
{
    for (size_t i = 0; i < sizeof status_rows / sizeof status_rows[0]; i++)
        if (status_rows[i].status == status)
            return &status_rows[i];
    return NULL;
}

const char *rbk_status_name(rbk_status status)
{
    const struct status_row *row = row_of(status);
    return row ? row->name : "UNKNOWN";
}

const char *rbk_status_sentence(rbk_status status)
{
    const struct status_row *row = row_of(status);
    return row ? row->sentence : "unknown status";
}

uint32_t rbk_status_contract_code(rbk_status status)
{
    const struct status_row *row = row_of(status);
    if (status == RBK_OK)
        return 0;
    return row && row->contract_code ? row->contract_code : CONTRACT_GENERIC;
}

void rbk_error_init(rbk_error *error)
{
    if (!error)
        return;
    memset(error, 0, sizeof *error);
    error->place.lba = RBK_NO_LBA;
}

/* The end of a longer path is kept: the file's name says more than the first folders. */
static void copy_path(char out[RBK_PATH_BYTES], const char *path)
{
    size_t length = strlen(path);
    if (length >= RBK_PATH_BYTES) {
        snprintf(out, RBK_PATH_BYTES, "...%s", path + length - (RBK_PATH_BYTES - 4));
        return;
    }
    memcpy(out, path, length + 1);
}

static void fill(rbk_error *error, rbk_status status, int code, const char *format, va_list arguments)
{
    rbk_error_init(error);
    error->status = status;
    error->system_error = code;
    vsnprintf(error->sentence, sizeof error->sentence, format, arguments);
}

rbk_status rbk_fail(rbk_error *error, rbk_status status, const char *format, ...)
{
    if (error) {
        va_list arguments;
        va_start(arguments, format);
        fill(error, status, 0, format, arguments);
        va_end(arguments);
    }
    return status;
}

rbk_status rbk_fail_system(rbk_error *error, rbk_status status, int code, const char *format, ...)
{
    if (error) {
        va_list arguments;
        va_start(arguments, format);
        fill(error, status, code, format, arguments);
        va_end(arguments);
    }
    return status;
}

rbk_status rbk_fail_at(rbk_error *error, rbk_status status, const char *path, uint32_t line, uint32_t column,
                       const char *format, ...)
{
    if (error) {
        va_list arguments;
        va_start(arguments, format);
        fill(error, status, 0, format, arguments);
        va_end(arguments);
        rbk_error_set_path(error, path);
        error->place.line = line;
        error->place.column = column;
    }
    return status;
}

rbk_status rbk_fail_memory(rbk_error *error)
{
    return rbk_fail(error, RBK_NO_MEMORY, "out of memory");
}

void rbk_error_set_path(rbk_error *error, const char *path)
{
    if (error && path && !error->place.path[0])
        copy_path(error->place.path, path);
}

void rbk_error_set_track(rbk_error *error, uint32_t track)
{
    if (error && !error->place.track)
        error->place.track = track;
}

/* strerror is not thread-safe everywhere; its XSI variant is, and is called by name here. "File too large" is completed. */
static void reason_of_system(int code, char *text, size_t size)
{
    if (strerror_r(code, text, size) != 0)
        snprintf(text, size, "system error %d", code);
    size_t used = strlen(text);
    if (code == EFBIG)
        snprintf(text + used, size - used, " " RBK_LIMIT_OF_SIZE);
}

char *rbk_error_format(const rbk_error *error, char *text, size_t size)
{
    char place[RBK_PATH_BYTES + 32] = "";
    char reason[160] = "";
    const rbk_place *at = &error->place;
    if (at->path[0] && at->line && at->column)
        snprintf(place, sizeof place, "%s:%u:%u: ", at->path, at->line, at->column);
    else if (at->path[0] && at->line)
        snprintf(place, sizeof place, "%s:%u: ", at->path, at->line);
    else if (at->path[0])
        snprintf(place, sizeof place, "%s: ", at->path);
    if (error->system_error) {
        reason[0] = ':';
        reason[1] = ' ';
        reason_of_system(error->system_error, reason + 2, sizeof reason - 2);
    }
    snprintf(text, size, "%s%s%s", place, error->sentence[0] ? error->sentence : rbk_status_sentence(error->status),
             reason);
    return text;
}
