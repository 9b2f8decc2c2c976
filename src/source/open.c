/*
 * Reads what is at a path: a descriptor, sectors of one track without a descriptor, or an audio file. Sectors are
 * recognised by unique signatures - the sync of a raw sector, the descriptor of a file system - never by a size or a
 * name; a file without a signature is sectors only if the caller says so.
 */
#include "audio/sniff.h"
#include "base/fail.h"
#include "base/identity.h"
#include "base/path.h"
#include "format/wide.h"
#include "image/payload.h"
#include "source/source.h"

#include <redbook/format.h>
#include <redbook/rules.h>
#include <redbook/subchannel.h>

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#define OPEN_ATTEMPTS   100
#define ABSENT_ATTEMPTS 5

/*
 * The mode of a file whose sectors are packed, by the first of them; RBK_MODES where there is none of data, which includes
 * files that are damaged.
 */
static rbk_status mode_of_packed(const char *path, rbk_track_mode *mode, rbk_error *error)
{
    rbk_file file = {.path = (char *)path, .location = (char *)path, .type = RBK_FILE_BINARY};
    rbk_payload_file *payload = NULL;
    uint8_t raw[RBK_SECTOR_BYTES];
    rbk_error why;
    rbk_error_init(&why);
    *mode = RBK_MODES;
    rbk_status status = rbk_payload_open(&file, &payload, &why);
    if (status == RBK_OK)
        status = rbk_payload_read(payload, 0, raw, sizeof raw, &why);
    if (status == RBK_OK) {
        rbk_sector_kind kind = rbk_sector_kind_of(raw);
        *mode = kind == RBK_SECTOR_AUDIO   ? RBK_MODES
                : kind == RBK_SECTOR_MODE1 ? RBK_MODE_MODE1_2352
                                           : RBK_MODE_MODE2_2352;
    }
    rbk_payload_close(payload);
    if (status == RBK_OK || !rbk_error_is_of_system(&why))
        return RBK_OK;
    if (error)
        *error = why;
    return status;
}

/* An image of another kind may start with the very sectors that it describes at its end, also where the end is missing. */
static rbk_status look_for_sectors(const char *path, bool *sectors, rbk_error *error)
{
    rbk_input input;
    bool subchannel;
    rbk_track_mode mode = RBK_MODES;
    *sectors = false;
    rbk_status status = rbk_input_open_if_there(&input, path, error);
    if (status == RBK_OK && input.descriptor >= 0) {
        mode = rbk_source_mode_by_content(&input, &subchannel);
        if (mode == RBK_MODES)
            status = mode_of_packed(path, &mode, error);
        *sectors = mode != RBK_MODES && !rbk_sniff_end(&input) && !rbk_sniff_list_of_name(path);
    }
    if (status == RBK_OK && input.system_error)
        status = rbk_input_fail(&input, error);
    rbk_input_close(&input);
    return status;
}

/* *text: the caller knows that it is text of wide units, which only a sheet is, and it does not begin as audio. */
static rbk_status look_for_text(const char *path, const char *encoding, bool *text, rbk_error *error)
{
    rbk_input input;
    rbk_wide wide;
    rbk_sniff sniff = {.kind = RBK_KIND_EMPTY};
    *text = false;
    if (!encoding || !rbk_wide_named(encoding, &wide))
        return RBK_OK;
    rbk_status status = rbk_input_open_if_there(&input, path, error);
    if (status == RBK_OK && input.descriptor >= 0) {
        status = rbk_sniff_input(&input, &sniff, error);
        *text = status == RBK_OK && sniff.kind != RBK_KIND_EMPTY && !rbk_kind_is_audio(sniff.kind);
    }
    rbk_input_close(&input);
    return status;
}

rbk_status rbk_source_kind_of(const char *path, const rbk_source_options *options, rbk_source_kind *kind,
                              rbk_error *error)
{
    bool descriptor = false, sectors = options && options->bare;
    if (!path || !kind)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_status status = rbk_format_is_descriptor(path, &descriptor, error);
    if (status == RBK_OK && !descriptor && !sectors)
        status = look_for_sectors(path, &sectors, error);
    if (status == RBK_OK && !descriptor && !sectors && options)
        status = look_for_text(path, options->format.encoding, &descriptor, error);
    if (status != RBK_OK) {
        rbk_error_set_path(error, path);
        return status;
    }
    *kind = descriptor ? RBK_SOURCE_DESCRIPTOR : sectors ? RBK_SOURCE_SECTORS : RBK_SOURCE_AUDIO;
    return RBK_OK;
}

/* ------------------------------------------------------------------ one track of sectors */

/* A file with audio after its data is a disc whose sheet was lost. */
static rbk_status report_other_end(const char *path, rbk_input *input, bool subchannel, rbk_findings *findings)
{
    int64_t stride = RBK_SECTOR_BYTES + (subchannel ? RBK_SUBCHANNEL_BYTES : 0), sectors = input->size / stride;
    if (sectors == 0 || rbk_source_raw_kind_at(input, (sectors - 1) * stride) != RBK_SECTOR_AUDIO)
        return RBK_OK;
    return rbk_findings_add(
        findings, RBK_WARNING, "source.not-all-data", path, 0, 0,
        "it begins with data and does not end with it: audio tracks may follow, which only a sheet can describe");
}

static rbk_status add_sectors(rbk_disc *disc, const char *path, rbk_input *input, rbk_findings *findings,
                              rbk_error *error)
{
    bool subchannel = false;
    rbk_track_mode mode = rbk_source_mode_by_content(input, &subchannel);
    if (input->system_error)
        return rbk_input_fail(input, error);
    if (mode == RBK_MODES) {
        rbk_status status = mode_of_packed(path, &mode, error);
        if (status != RBK_OK || mode != RBK_MODES)
            return status == RBK_OK ? rbk_source_append_track(disc, path, RBK_FILE_BINARY, mode, error) : status;
    }
    if (mode == RBK_MODES) /* known a moment ago, and changed since */
        return rbk_fail(error, RBK_FILEACCESS, "holds no data sectors");
    if (rbk_track_mode_sector_bytes(mode) == RBK_SECTOR_BYTES &&
        report_other_end(path, input, subchannel, findings) != RBK_OK)
        return rbk_fail_memory(error);
    return rbk_source_append_sectors(disc, path, mode, subchannel, error);
}

/* ------------------------------------------------------------------ reading */

static rbk_status read_sectors(const char *path, const rbk_source_options *options, rbk_disc *disc,
                               rbk_findings *findings, rbk_error *error)
{
    rbk_input input;
    rbk_status status = rbk_source_report_descriptor_next_to(path, false, findings, error);
    if (status != RBK_OK)
        return status;
    if (options && options->bare)
        return rbk_source_add_bare(disc, path, options, error);
    status = rbk_input_open(&input, path, error);
    if (status == RBK_OK)
        status = add_sectors(disc, path, &input, findings, error);
    rbk_input_close(&input);
    return status;
}

static rbk_status read_disc_of_sectors(const char *path, const rbk_source_options *options, rbk_disc **disc,
                                       rbk_findings *findings, rbk_error *error)
{
    rbk_disc *made = rbk_disc_new();
    rbk_status status = made ? read_sectors(path, options, made, findings, error) : rbk_fail_memory(error);
    if (status != RBK_OK) {
        rbk_disc_free(made);
        rbk_error_set_path(error, path);
        return status;
    }
    *disc = made;
    return RBK_OK;
}

static rbk_status read_descriptor(const char *path, const rbk_source_options *options, rbk_disc **disc,
                                  rbk_findings *findings, rbk_error *error)
{
    if (options && options->bare &&
        rbk_findings_add(findings, RBK_NOTE, "source.mode-unused", path, 0, 0,
                         "the given mode is ignored: the file itself states what its files hold") != RBK_OK)
        return rbk_fail_memory(error);
    return rbk_source_read_descriptor(path, options, disc, findings, error);
}

static rbk_status read_source(rbk_source_kind kind, const char *path, const rbk_source_options *options,
                              rbk_disc **disc, rbk_findings *findings, rbk_error *error)
{
    const rbk_source_input input = {.paths = &path, .count = 1};
    switch (kind) {
    case RBK_SOURCE_DESCRIPTOR:
        return read_descriptor(path, options, disc, findings, error);
    case RBK_SOURCE_SECTORS:
        return read_disc_of_sectors(path, options, disc, findings, error);
    case RBK_SOURCE_AUDIO:
        break;
    }
    return rbk_source_from_files(&input, disc, findings, error);
}

static rbk_status check_options(const rbk_source_options *options, rbk_error *error)
{
    if (options && options->bare && (unsigned)options->mode >= RBK_MODES)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected a track mode, found %d", (int)options->mode);
    return RBK_OK;
}

rbk_status rbk_source_read(const char *path, const rbk_source_options *options, rbk_disc **disc, rbk_findings *findings,
                           rbk_error *error)
{
    if (!path || !disc)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_status status = check_options(options, error);
    if (status != RBK_OK)
        return status;
    rbk_source_kind kind;
    status = rbk_recover_reporting(path, RBK_RECOVER_TO_READ, findings, error);
    if (status == RBK_OK)
        status = rbk_source_kind_of(path, options, &kind, error);
    return status == RBK_OK ? read_source(kind, path, options, disc, findings, error) : status;
}

/* There was none when the kind was determined: a descriptor that is being replaced is missing for a moment. */
static bool has_become_descriptor(const char *path, rbk_source_kind kind)
{
    bool descriptor = false;
    return kind != RBK_SOURCE_DESCRIPTOR && rbk_format_is_descriptor(path, &descriptor, NULL) == RBK_OK && descriptor;
}

static rbk_status open_once(const char *path, const rbk_source_options *options, rbk_disc **disc,
                            rbk_findings *findings, rbk_error *error)
{
    rbk_source_kind kind = RBK_SOURCE_AUDIO; /* whatever it is, if that cannot be determined */
    *disc = NULL;
    rbk_status status = rbk_source_kind_of(path, options, &kind, error);
    if (status == RBK_OK)
        status = read_source(kind, path, options, disc, findings, error);
    if (status == RBK_OK)
        status = rbk_source_probe(*disc, kind == RBK_SOURCE_DESCRIPTOR ? path : NULL, options, findings, error);
    if (status == RBK_REFUSED && kind == RBK_SOURCE_AUDIO && !rbk_source_has_audio_ending(path) &&
        !rbk_source_is_descriptor(path) && rbk_source_report_descriptor_next_to(path, true, findings, error) != RBK_OK)
        status = RBK_NO_MEMORY;
    if (status != RBK_OK && status != RBK_NO_MEMORY && has_become_descriptor(path, kind))
        status = rbk_fail(error, RBK_CHANGED, "was replaced while it was read");
    if (status == RBK_OK || (status == RBK_REFUSED && kind == RBK_SOURCE_DESCRIPTOR))
        return status;
    rbk_disc_free(*disc);
    *disc = NULL;
    return status;
}

/*
 * Whether the files are read once more. A name that is not there may be one that the other process has removed after this
 * one looked for a journal; a name that is never there is looked for ABSENT_ATTEMPTS times.
 */
static bool may_be_replaced(rbk_status status, const rbk_error *error, int attempt)
{
    return status == RBK_CHANGED ||
           (status == RBK_FILEACCESS && error->system_error == ENOENT && attempt + 1 < ABSENT_ATTEMPTS);
}

/* Files that are replaced meanwhile are read a second time: the other process has its new files ready by then. */
rbk_status rbk_source_open(const char *path, const rbk_source_options *options, rbk_disc **disc, rbk_findings *findings,
                           rbk_error *error)
{
    if (!path || !disc || !findings)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_status status = check_options(options, error);
    if (status != RBK_OK)
        return status;
    rbk_disc *made = NULL;
    rbk_error why; /* of the last attempt: a disc that is found by the second one has no error */
    status = rbk_recover_reporting(path, RBK_RECOVER_TO_READ, findings, error);
    if (status != RBK_OK)
        return status;
    bool again = true;
    for (int attempt = 0; attempt < OPEN_ATTEMPTS && again; attempt++) {
        rbk_findings *noticed = rbk_findings_new();
        rbk_error_init(&why);
        status = noticed ? open_once(path, options, &made, noticed, &why) : rbk_fail_memory(&why);
        again = may_be_replaced(status, &why, attempt);
        if (noticed && !again && rbk_findings_pass_on(noticed, NULL, NULL, findings) != RBK_OK) {
            rbk_disc_free(made);
            made = NULL;
            status = rbk_fail_memory(&why);
        }
        rbk_findings_free(noticed);
    }
    if (made)
        *disc = made;
    if (error && status != RBK_OK)
        *error = why;
    return status;
}
