/*
 * Entries of .dat files.
 */
#include "base/ascii.h"
#include "base/crc32.h"
#include "base/digest.h"
#include "base/fail.h"
#include "base/utf8.h"

#include <redbook/match.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NUMBERS_BYTES 160

/* ------------------------------------------------------------------ XML */

static rbk_status put(rbk_output *output, const char *text, rbk_error *error)
{
    return rbk_output_write(output, text, strlen(text), error);
}

static const char *escape_of(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    default:
        return NULL;
    }
}

/* Bytes of the character that text starts with; 0 if no XML can hold it: not UTF-8, a control character, U+FFFE, U+FFFF. */
static size_t character_of(const char *text)
{
    bool noncharacter = strncmp(text, "\xEF\xBF\xBE", 3) == 0 || strncmp(text, "\xEF\xBF\xBF", 3) == 0;
    return (unsigned char)*text < 0x20 || noncharacter ? 0 : rbk_utf8_character(text);
}

static rbk_status put_escaped(rbk_output *output, const char *text, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t size; *text && status == RBK_OK; text += size) {
        size = character_of(text);
        const char *escape = size == 0 ? "_" : escape_of(*text);
        status = escape ? put(output, escape, error) : rbk_output_write(output, text, size, error);
        size = size ? size : 1;
    }
    return status;
}

/* TEXT between two others. */
static rbk_status put_between(rbk_output *output, const char *before, const char *text, const char *after,
                              rbk_error *error)
{
    rbk_status status = put(output, before, error);
    if (status == RBK_OK)
        status = put_escaped(output, text, error);
    return status == RBK_OK ? put(output, after, error) : status;
}

static rbk_status put_file(rbk_output *output, const rbk_dat_file *file, rbk_error *error)
{
    char numbers[NUMBERS_BYTES];
    snprintf(numbers, sizeof numbers, "\" size=\"%" PRId64 "\" crc=\"%08" PRIx32 "\" md5=\"%s\" sha1=\"%s\"/>\n",
             file->bytes, file->crc32, file->md5, file->sha1);
    return put_between(output, "\t\t<rom name=\"", file->name, numbers, error);
}

rbk_status rbk_dat_write_game(const rbk_dat_game *game, rbk_output *output, rbk_error *error)
{
    if (!game || !output)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_status status = put_between(output, "\t<game name=\"", game->name, "\">\n", error);
    if (status == RBK_OK)
        status = put_between(output, "\t\t<description>", game->name, "</description>\n", error);
    for (size_t i = 0; i < game->file_count && status == RBK_OK; i++)
        status = put_file(output, &game->files[i], error);
    return status == RBK_OK ? put(output, "\t</game>\n", error) : status;
}

/* A header is optional; it would need a name, a version and an author, which no image has. */
rbk_status rbk_dat_write_begin(rbk_output *output, rbk_error *error)
{
    if (!output)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    return put(output,
               "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
               "<!DOCTYPE datafile PUBLIC \"-//Logiqx//DTD ROM Management Datafile//EN\" "
               "\"http://www.logiqx.com/Dats/datafile.dtd\">\n"
               "<datafile>\n",
               error);
}

rbk_status rbk_dat_write_end(rbk_output *output, rbk_error *error)
{
    if (!output)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    return put(output, "</datafile>\n", error);
}

/* ------------------------------------------------------------------ games of discs */

static rbk_dat_file *new_file(rbk_dat_game *game, char *name)
{
    /* One more than there are: a program's own game has room for its files only. */
    rbk_dat_file *files = name ? realloc(game->files, (game->file_count + 1) * sizeof *files) : NULL;
    if (!files) {
        free(name);
        return NULL;
    }
    game->files = files;
    files[game->file_count] = (rbk_dat_file){.name = name, .has_crc32 = true};
    return &files[game->file_count++];
}

static char *track_name(const char *name, size_t count, uint32_t number, uint32_t last)
{
    size_t size = strlen(name) + sizeof " (Track 4294967295).bin";
    char *text = malloc(size);
    if (text && count == 1)
        snprintf(text, size, "%s.bin", name);
    else if (text)
        snprintf(text, size, "%s (Track %0*" PRIu32 ").bin", name, last > 9 ? 2 : 1, number);
    return text;
}

static rbk_status add_track(rbk_dat_game *game, const char *name, const rbk_hash_report *report, size_t t,
                            rbk_error *error)
{
    const rbk_track_sums *track = &report->tracks[t];
    rbk_dat_file *file = new_file(
        game, track_name(name, report->track_count, track->number, report->tracks[report->track_count - 1].number));
    if (!file)
        return rbk_fail_memory(error);
    file->bytes = (int64_t)(track->end_lba - track->first_lba) * RBK_SECTOR_BYTES;
    file->crc32 = track->sums.crc32;
    snprintf(file->md5, sizeof file->md5, "%.32s", track->sums.text[RBK_SUM_MD5]);
    snprintf(file->sha1, sizeof file->sha1, "%.40s", track->sums.text[RBK_SUM_SHA1]);
    return RBK_OK;
}

rbk_status rbk_dat_game_of_disc(const char *name, const rbk_hash_report *report, rbk_dat_game *game, rbk_error *error)
{
    if (!name || !report || !game)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_dat_game made = {.name = strdup(name)};
    rbk_status status = made.name ? RBK_OK : rbk_fail_memory(error);
    for (size_t t = 0; t < report->track_count && status == RBK_OK; t++)
        status = add_track(&made, name, report, t, error);
    if (status == RBK_OK)
        *game = made;
    else
        rbk_dat_game_release(&made);
    return status;
}

static bool sum_bytes(rbk_digest_kind kind, const void *bytes, size_t size, char *text, size_t text_size)
{
    uint8_t value[RBK_DIGEST_BYTES_MAX];
    char digits[RBK_SUM_BYTES];
    rbk_digest *digest = rbk_digest_new(kind);
    if (!digest)
        return false;
    rbk_digest_update(digest, bytes, size);
    rbk_digest_value(digest, value);
    rbk_digest_free(digest);
    rbk_ascii_hex(value, rbk_digest_bytes(kind), digits);
    snprintf(text, text_size, "%.*s", (int)text_size - 1, digits);
    return true;
}

rbk_status rbk_dat_game_add_bytes(rbk_dat_game *game, const char *name, const void *bytes, size_t size,
                                  rbk_error *error)
{
    if (!game || !name || (!bytes && size > 0))
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_dat_file *file = new_file(game, strdup(name));
    if (!file)
        return rbk_fail_memory(error);
    file->bytes = (int64_t)size;
    file->crc32 = rbk_crc32(0, bytes, size);
    if (!sum_bytes(RBK_DIGEST_MD5, bytes, size, file->md5, sizeof file->md5) ||
        !sum_bytes(RBK_DIGEST_SHA1, bytes, size, file->sha1, sizeof file->sha1))
        return rbk_fail_memory(error);
    const rbk_dat_file added = *file;
    memmove(game->files + 1, game->files, (game->file_count - 1) * sizeof *game->files);
    game->files[0] = added;
    return RBK_OK;
}
