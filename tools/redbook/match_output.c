/*
 * What an image is, and where it differs.
 */
#include "redbook/match_output.h"
#include "cli/messages.h"
#include "cli/output.h"
#include "cli/session.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define SENTENCE_BYTES 200

/* ------------------------------------------------------------------ images */

/* Its base name without extension; a fileset, whose descriptor has a fixed name, is called after its folder. */
static char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *base = slash ? slash + 1 : path;
    const char *dot = strrchr(base, '.');
    char *name = NULL;
    if (!disc_folder_name(path, &name))
        return NULL;
    return name ? name : strndup(base, dot && dot > base ? (size_t)(dot - base) : strlen(base));
}

bool match_images_make(match_images *images, const char *const *paths, size_t count)
{
    *images =
        (match_images){.images = calloc(count, sizeof *images->images), .parts = calloc(count, sizeof *images->parts)};
    if (!images->images || !images->parts)
        return false;
    for (size_t i = 0; i < count; i++) {
        match_image *image = &images->images[images->count++];
        image->path = paths[i];
        image->name = name_of(paths[i]);
        rbk_error_init(&image->error);
        if (!image->name)
            return false;
    }
    return true;
}

static void release_image(match_image *image)
{
    disc_sources_release(&image->sources);
    rbk_dat_game_release(&image->own);
    rbk_findings_free(image->findings);
    free(image->name);
    free(image->now);
    free(image->renamed);
}

void match_images_release(match_images *images)
{
    for (size_t i = 0; i < images->count; i++)
        release_image(&images->images[i]);
    free(images->images);
    free(images->parts);
    *images = (match_images){.images = NULL};
}

/* Leaves the images, and the parts that are none. */
static void remove_parts(match_images *images)
{
    size_t left = 0;
    for (size_t i = 0; i < images->count; i++) {
        if (!images->parts[i].part_of) {
            images->images[left++] = images->images[i];
            continue;
        }
        images->parts[images->part_count++] = images->parts[i];
        release_image(&images->images[i]);
    }
    images->count = left;
}

static bool is_link(const char *path)
{
    struct stat there;
    return lstat(path, &there) == 0 && S_ISLNK(there.st_mode);
}

/* Of the operands that are the same file as one of them: the first that is no link, or else the first. */
static size_t find_kept(const match_images *images, char *const *names, size_t which)
{
    const disc_part *parts = images->parts;
    size_t first = which;
    for (size_t i = 0; i < images->count; i++) {
        if (!names[i] || parts[i].part_of || strcmp(names[i], names[which]) != 0)
            continue;
        if (!is_link(parts[i].path))
            return i;
        first = i < first ? i : first;
    }
    return first;
}

/*
 * An operand that is given twice counts once. It is the same file by the same name, without the links that lead to it:
 * another name of it would be renamed by itself. names: a path without links for each, NULL where there is none.
 */
static void find_repeated(match_images *images, char *const *names)
{
    disc_part *parts = images->parts;
    for (size_t i = 0; i < images->count; i++) {
        const size_t kept = names[i] && !parts[i].part_of ? find_kept(images, names, i) : i;
        if (kept == i)
            continue;
        parts[i].part_of = parts[kept].path;
        parts[i].kind = DISC_PART_SAME;
        for (size_t part = 0; part < images->count; part++) /* what is a part of this one is one of that */
            if (parts[part].part_of == parts[i].path)
                parts[part].part_of = parts[kept].path;
    }
}

static rbk_status add_repeated(match_images *images)
{
    char **names = calloc(images->count + 1, sizeof *names);
    for (size_t i = 0; names && i < images->count; i++)
        names[i] = realpath(images->images[i].path, NULL);
    if (names)
        find_repeated(images, names);
    for (size_t i = 0; names && i < images->count; i++)
        free(names[i]);
    free(names);
    return names ? RBK_OK : RBK_NO_MEMORY;
}

rbk_status match_images_remove_parts(match_images *images)
{
    disc_operand *operands = calloc(images->count + 1, sizeof *operands);
    for (size_t i = 0; operands && i < images->count; i++) {
        const match_image *image = &images->images[i];
        operands[i] = (disc_operand){image->path, &image->sources, image->position != SIZE_MAX};
    }
    rbk_status status = operands ? disc_parts_find(operands, images->count, images->parts) : RBK_NO_MEMORY;
    if (status == RBK_OK)
        status = add_repeated(images);
    if (status == RBK_OK)
        remove_parts(images);
    free(operands);
    return status;
}

const rbk_match *match_of(const match_images *images, const match_image *image, size_t position)
{
    return images->matcher && image->position != SIZE_MAX
               ? rbk_matcher_match(images->matcher, image->position, position)
               : NULL;
}

bool match_all_good(const match_images *images, bool compared)
{
    for (size_t i = 0; i < images->count; i++) {
        const match_image *image = &images->images[i];
        const rbk_match *match = match_of(images, image, 0);
        if (image->error.status != RBK_OK || (compared && !(match && match->whole)))
            return false;
    }
    return true;
}

/* ------------------------------------------------------------------ people */

static void amount_of(int64_t samples, char text[SENTENCE_BYTES])
{
    const int64_t sectors = samples / RBK_SECTOR_SAMPLES;
    if (samples % RBK_SECTOR_SAMPLES == 0)
        snprintf(text, SENTENCE_BYTES, "%" PRId64 " sector%s", sectors, sectors == 1 ? "" : "s");
    else
        snprintf(text, SENTENCE_BYTES, "%" PRId64 " sample%s", samples, samples == 1 ? "" : "s");
}

/* How far the file was searched for, by what the .dat states of it. */
static void sentence_of_search(const rbk_dat_file *file, char text[2 * SENTENCE_BYTES])
{
    if (file->bytes <= 0)
        snprintf(text, 2 * SENTENCE_BYTES, "its content was not searched for: the .dat has no size of it");
    else if (!file->has_crc32)
        snprintf(text, 2 * SENTENCE_BYTES,
                 "its content is not at the start of the track nor %d sectors before or after it, and was searched for "
                 "nowhere else: the .dat has no CRC-32 of it",
                 RBK_PREGAP_SECTORS);
    else
        snprintf(text, 2 * SENTENCE_BYTES,
                 "its content was not found within %d sectors of the track, neither with swapped bytes nor with zeros "
                 "before or after it",
                 RBK_EXPLAIN_REACH_SECTORS);
}

static void sentence_of(const rbk_explanation *why, const rbk_dat_file *file, char text[2 * SENTENCE_BYTES])
{
    char amount[SENTENCE_BYTES];
    const char *swapped = why->swapped ? ", with the bytes of each sample swapped" : "";
    amount_of(why->shift_samples < 0 ? -why->shift_samples : why->shift_samples, amount);
    switch (why->difference) {
    case RBK_TRACK_SHIFTED:
        if (why->shift_samples == 0)
            snprintf(text, 2 * SENTENCE_BYTES, "its content is at the start of the track%s", swapped);
        else
            snprintf(text, 2 * SENTENCE_BYTES, "its content starts %s %s the start of the track%s", amount,
                     why->shift_samples < 0 ? "before" : "after", swapped);
        break;
    case RBK_TRACK_NO_PREGAP:
        snprintf(text, 2 * SENTENCE_BYTES, "it starts with %s of zeros that the track does not have%s", amount,
                 swapped);
        break;
    case RBK_TRACK_CUT:
        snprintf(text, 2 * SENTENCE_BYTES, "it ends with %s of zeros that the track does not have%s", amount, swapped);
        break;
    default:
        sentence_of_search(file, text);
    }
}

static bool has_checksum(const rbk_dat_file *file)
{
    return file->has_crc32 || file->md5[0] || file->sha1[0];
}

static void print_difference(const match_image *image, const rbk_match *match, size_t t, FILE *out)
{
    char sentence[2 * SENTENCE_BYTES];
    fprintf(out, "  track %zu: ", t + 1);
    if (match->files[t] == SIZE_MAX) {
        fputs("the game has no file for it\n", out);
        return;
    }
    const rbk_dat_file *file = &match->game.files[match->files[t]];
    const int64_t bytes = match->bytes[t];
    sentence_of(&image->explanations[t], file, sentence);
    cli_print_clean(out, file->name);
    if (!has_checksum(file)) {
        fputs(": cannot be compared: the .dat has no checksum of it", out);
        if (file->bytes >= 0 && file->bytes != bytes)
            fprintf(out, "; expected %" PRId64 " bytes, found %" PRId64, file->bytes, bytes);
        fputc('\n', out);
        return;
    }
    if (file->bytes >= 0 && file->bytes != bytes)
        fprintf(out, ": expected %" PRId64 " bytes, found %" PRId64, file->bytes, bytes);
    else
        fputs(": differs", out);
    fprintf(out, "; %s\n", sentence);
}

/* Whether an equal track is before another one whose file it is after, or the reverse. */
static bool is_elsewhere(const rbk_match *match, size_t t)
{
    for (size_t other = 0; match->same[t] && other < match->track_count; other++)
        if (match->same[other] &&
            (other < t ? match->files[other] > match->files[t] : match->files[other] < match->files[t]))
            return true;
    return false;
}

static void print_elsewhere(const rbk_match *match, size_t t, FILE *out)
{
    fprintf(out, "  track %zu: ", t + 1);
    cli_print_clean(out, match->game.files[match->files[t]].name);
    fputs(": the same, in another order\n", out);
}

static void print_partial(const match_image *image, const rbk_match *match, FILE *out)
{
    cli_print_clean(out, match->game.name);
    if (match->same_count == 0)
        fputs(" has as many tracks and bytes, but no equal track\n", out);
    else
        fprintf(out, ": %zu of %zu tracks\n", match->same_count, match->track_files);
    for (size_t t = 0; t < match->track_count; t++)
        if (!match->same[t])
            print_difference(image, match, t, out);
        else if (is_elsewhere(match, t))
            print_elsewhere(match, t, out);
    if (match->track_files > match->track_count)
        fprintf(out, "  the game has %zu tracks, the image %zu\n", match->track_files, match->track_count);
}

static void print_others(const match_images *images, const match_image *image, bool verbose, FILE *out)
{
    const rbk_match *best = match_of(images, image, 0), *match;
    for (size_t i = 1; (match = match_of(images, image, i)) != NULL; i++) {
        if (!verbose && match->whole != best->whole)
            continue;
        if (!verbose && !match->whole)
            continue;
        fputs("  also ", out);
        cli_print_clean(out, match->game.name);
        fprintf(out, ": %zu of %zu tracks\n", match->same_count, match->track_files);
    }
}

static void print_tracks(const rbk_match *match, FILE *out)
{
    for (size_t t = 0; t < match->track_count; t++) {
        fprintf(out, "  track %zu: ", t + 1);
        cli_print_clean(out, match->game.files[match->files[t]].name);
        fputc('\n', out);
    }
}

static void print_image(const match_images *images, const match_image *image, bool verbose, FILE *out)
{
    const rbk_match *match = match_of(images, image, 0);
    if (image->position == SIZE_MAX)
        return;
    cli_print_clean(out, image->path);
    fputs(": ", out);
    if (!match) {
        fprintf(out, "no game has any of its tracks%s\n",
                image->is_data ? "; files of 2,048 bytes for each sector (ISO) in the .dat are not compared" : "");
    } else if (!match->whole) {
        print_partial(image, match, out);
    } else {
        cli_print_clean(out, match->game.name);
        fputc('\n', out);
        if (verbose)
            print_tracks(match, out);
    }
    if (match)
        print_others(images, image, verbose, out);
    if (image->renamed) {
        fputs("  renamed to ", out);
        cli_print_clean(out, image->renamed);
        fputc('\n', out);
    }
}

void match_print(const match_images *images, bool verbose, FILE *out)
{
    for (size_t i = 0; i < images->count; i++)
        print_image(images, &images->images[i], verbose, out);
    disc_parts_print(images->parts, images->part_count, "images", out);
}

/* ------------------------------------------------------------------ entries */

bool match_print_entries(const match_images *images, FILE *out)
{
    bool any = false;
    for (size_t i = 0; i < images->count; i++)
        any = any || images->images[i].error.status == RBK_OK;
    if (!any)
        return true;
    rbk_output *output = rbk_output_new_memory();
    rbk_status status = output ? rbk_dat_write_begin(output, NULL) : RBK_NO_MEMORY;
    for (size_t i = 0; i < images->count && status == RBK_OK; i++)
        if (images->images[i].error.status == RBK_OK)
            status = rbk_dat_write_game(&images->images[i].own, output, NULL);
    if (status == RBK_OK)
        status = rbk_dat_write_end(output, NULL);
    size_t size = 0;
    const char *text = status == RBK_OK ? rbk_output_text(output, &size) : NULL;
    if (text)
        (void)cli_write_output(out, text, size);
    rbk_output_free(output);
    return status == RBK_OK;
}

/* ------------------------------------------------------------------ programs */

static const char *difference_name(rbk_track_difference difference)
{
    switch (difference) {
    case RBK_TRACK_SHIFTED:
        return "shifted";
    case RBK_TRACK_NO_PREGAP:
        return "no-pregap";
    case RBK_TRACK_CUT:
        return "cut";
    default:
        return "unexplained";
    }
}

static void json_explanation(cli_json *json, const rbk_explanation *why)
{
    cli_json_open_object(json, "difference");
    cli_json_text(json, "kind", difference_name(why->difference));
    cli_json_number(json, "samples", why->shift_samples);
    cli_json_bool(json, "swapped", why->swapped);
    cli_json_close(json);
}

static void json_match(cli_json *json, const match_image *image, const rbk_match *match, bool best)
{
    cli_json_open_object(json, NULL);
    cli_json_text(json, "game", match->game.name);
    cli_json_bool(json, "whole", match->whole);
    cli_json_number(json, "same_tracks", (int64_t)match->same_count);
    cli_json_number(json, "game_tracks", (int64_t)match->track_files);
    cli_json_open_array(json, "tracks");
    for (size_t t = 0; t < match->track_count; t++) {
        cli_json_open_object(json, NULL);
        cli_json_text(json, "file", match->files[t] == SIZE_MAX ? NULL : match->game.files[match->files[t]].name);
        cli_json_bool(json, "same", match->same[t]);
        cli_json_bool(json, "in_order", !is_elsewhere(match, t));
        if (best && !match->same[t] && match->files[t] != SIZE_MAX && has_checksum(&match->game.files[match->files[t]]))
            json_explanation(json, &image->explanations[t]);
        else
            cli_json_null(json, "difference");
        cli_json_close(json);
    }
    cli_json_close(json);
    cli_json_close(json);
}

static void json_files(cli_json *json, const match_image *image)
{
    char crc[9];
    cli_json_open_array(json, "files");
    for (size_t i = 0; i < image->own.file_count; i++) {
        const rbk_dat_file *file = &image->own.files[i];
        snprintf(crc, sizeof crc, "%08" PRIx32, file->crc32);
        cli_json_open_object(json, NULL);
        cli_json_text(json, "name", file->name);
        cli_json_number(json, "bytes", file->bytes);
        cli_json_text(json, "crc32", crc);
        cli_json_text(json, "md5", file->md5);
        cli_json_text(json, "sha1", file->sha1);
        cli_json_close(json);
    }
    cli_json_close(json);
}

typedef struct match_document {
    const match_images *images;
    const rbk_error *error;
} match_document;

static void json_members(cli_json *json, const void *from)
{
    const match_document *document = from;
    const match_images *images = document->images;
    cli_json_error(json, document->error);
    cli_json_open_array(json, "images");
    for (size_t i = 0; i < images->count; i++) {
        const match_image *image = &images->images[i];
        const rbk_match *match;
        cli_json_open_object(json, NULL);
        cli_json_text(json, "path", image->path);
        cli_json_text(json, "renamed", image->renamed);
        cli_json_error(json, &image->error);
        json_files(json, image);
        cli_json_open_array(json, "matches");
        for (size_t k = 0; (match = match_of(images, image, k)) != NULL; k++)
            json_match(json, image, match, k == 0);
        cli_json_close(json);
        cli_json_findings(json, image->findings);
        cli_json_close(json);
    }
    cli_json_close(json);
    disc_parts_json(json, images->parts, images->part_count);
}

bool match_print_json(const match_images *images, const rbk_error *error, FILE *out)
{
    const match_document document = {images, error};
    return cli_session_print_json("match", json_members, &document, out);
}
