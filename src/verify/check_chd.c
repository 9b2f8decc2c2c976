/*
 * The container of an image that is one: a CHD states sums of its hunks, of all its bytes and of its metadata.
 */
#include "base/ascii.h"
#include "chd/verify.h"
#include "image/reader.h"
#include "verify/check.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* "hunk 3 is", "hunks 3, 5, ... are" */
#define HUNKS_BYTES (16 * RBK_CHD_DAMAGED_NAMED + 16)

static const char *name_hunks(const rbk_chd_verdict *verdict, char text[HUNKS_BYTES])
{
    size_t used = (size_t)snprintf(text, HUNKS_BYTES, RBK_PLURAL(verdict->damaged, "hunk", "hunks"));
    for (uint32_t i = 0; i < verdict->damaged && i < RBK_CHD_DAMAGED_NAMED; i++)
        used +=
            (size_t)snprintf(text + used, HUNKS_BYTES - used, "%s %" PRIu32, i ? "," : "", verdict->first_damaged[i]);
    if (verdict->damaged > RBK_CHD_DAMAGED_NAMED)
        snprintf(text + used, HUNKS_BYTES - used, ", ...");
    return text;
}

static rbk_status report_sum(const rbk_inspection *in, const char *rule, const char *path, const char *what,
                             const uint8_t stated[RBK_CHD_SHA1_BYTES], const uint8_t found[RBK_CHD_SHA1_BYTES])
{
    char stated_text[2 * RBK_CHD_SHA1_BYTES + 1], found_text[2 * RBK_CHD_SHA1_BYTES + 1];
    if (memcmp(stated, found, RBK_CHD_SHA1_BYTES) == 0)
        return RBK_OK;
    return rbk_inspection_report(in, rule, NULL, "'%.200s': expected the SHA-1 %s of %s, found %s", path,
                                 rbk_ascii_hex(stated, RBK_CHD_SHA1_BYTES, stated_text), what,
                                 rbk_ascii_hex(found, RBK_CHD_SHA1_BYTES, found_text));
}

static rbk_status report(const rbk_inspection *in, const char *path, const rbk_chd_header *header,
                         const rbk_chd_verdict *verdict)
{
    char hunks[HUNKS_BYTES];
    if (verdict->damaged > 0)
        return rbk_inspection_report(in, RBK_RULE_CHD_HUNK, NULL, "'%.200s' has %" PRIu32 " damaged hunk%s: %s", path,
                                     verdict->damaged, RBK_PLURAL(verdict->damaged, "", "s"),
                                     name_hunks(verdict, hunks));
    if (!verdict->has_sums)
        return rbk_inspection_report(in, RBK_RULE_CHD_NO_SUM, NULL,
                                     "'%.200s' is not compressed and states no sums: damage in it cannot be seen",
                                     path);
    rbk_status status = report_sum(in, RBK_RULE_CHD_DATA_SUM, path, "its data", header->raw_sha1, verdict->raw_sha1);
    if (status == RBK_OK)
        status = report_sum(in, RBK_RULE_CHD_OVERALL_SUM, path, "its data and metadata", header->sha1, verdict->sha1);
    return status;
}

static rbk_status judge(const rbk_inspection *in, const char *path, rbk_chd_verifier *verifier, bool *damaged,
                        rbk_error *error)
{
    rbk_chd_verdict verdict;
    rbk_status status = rbk_chd_verifier_end(verifier, in->options->listener, &verdict, error);
    if (status == RBK_OK && report(in, path, rbk_chd_header_of(rbk_chd_verifier_chd(verifier)), &verdict) != RBK_OK)
        status = rbk_fail_memory(error);
    *damaged = *damaged || (status == RBK_OK && verdict.damaged > 0);
    return status;
}

static rbk_status check_input(const rbk_inspection *in, const char *path, rbk_input *input, bool *damaged,
                              rbk_error *error)
{
    rbk_chd *chd = NULL;
    rbk_chd_verifier *verifier = NULL;
    rbk_status status = rbk_chd_open(input, &chd, error);
    if (status == RBK_OK)
        status = rbk_chd_verifier_new(chd, in->options->jobs, &verifier, error);
    if (status == RBK_OK)
        status = judge(in, path, verifier, damaged, error);
    rbk_chd_verifier_free(verifier);
    rbk_chd_close(chd);
    return status;
}

static rbk_status check_file(const rbk_inspection *in, const rbk_file *file, bool *damaged, rbk_error *error)
{
    rbk_input input;
    rbk_status status = rbk_input_open_if_there(&input, file->location, error);
    bool is_chd = status == RBK_OK && rbk_input_is_there(&input) && rbk_chd_probe(&input);
    if (status == RBK_OK && input.system_error)
        status = rbk_input_fail(&input, error);
    else if (is_chd)
        status = check_input(in, file->path, &input, damaged, error);
    rbk_input_close(&input);
    return status;
}

/* What verifies the file, or another of the disc's in the same CHD; NULL: nothing does. */
static rbk_chd_verifier *find_verifier(const rbk_disc *disc, const rbk_image *image, size_t file)
{
    rbk_chd_verifier *found = NULL;
    for (size_t i = file; image && i < disc->file_count && !found; i++)
        if (disc->files[i].location && strcmp(disc->files[i].location, disc->files[file].location) == 0)
            found = rbk_image_verifier(image, (uint32_t)i);
    return found;
}

/* One file may be several of the disc's, for its data and its audio. */
static bool came_before(const rbk_disc *disc, size_t file)
{
    for (size_t i = 0; i < file; i++)
        if (disc->files[i].location && strcmp(disc->files[i].location, disc->files[file].location) == 0)
            return true;
    return false;
}

rbk_status rbk_check_chd(const rbk_inspection *in, const rbk_image *image, bool *damaged, rbk_error *error)
{
    rbk_status status = RBK_OK;
    *damaged = false;
    for (size_t i = 0; i < in->disc->file_count && status == RBK_OK; i++) {
        const rbk_file *file = &in->disc->files[i];
        if (file->type == RBK_FILE_AUDIO || !file->location || came_before(in->disc, i))
            continue;
        rbk_chd_verifier *verifier = find_verifier(in->disc, image, i);
        status = verifier ? judge(in, file->path, verifier, damaged, error) : check_file(in, file, damaged, error);
        if (status != RBK_OK)
            rbk_error_set_path(error, file->location);
    }
    return status;
}
