/*
 * Opens a CHD: the header is judged before anything is believed, so that no size takes memory that the file or a disc
 * could not account for.
 */
#include "base/fail.h"
#include "chd/read.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define VERSION_OFFSET 12
#define VERSION_BYTES  16 /* of the fields that all versions have */

static rbk_status read_header(rbk_chd *chd, rbk_error *error)
{
    uint8_t bytes[RBK_CHD_HEADER_BYTES];
    rbk_chd_header *header = &chd->header;
    if (!rbk_chd_probe(chd->input))
        return chd->input->system_error
                   ? rbk_input_fail(chd->input, error)
                   : rbk_fail(error, RBK_UNSUPPORTED, "is not a CHD: expected '%s' at its beginning", RBK_CHD_MAGIC);
    if (!rbk_chd_read_at(chd, 0, bytes, VERSION_BYTES))
        return errno ? rbk_chd_fail_read(0, error) : rbk_fail(error, RBK_SYNTAX, "ends inside its header");
    uint32_t version = rbk_be32(bytes + VERSION_OFFSET), length = rbk_be32(bytes + RBK_CHD_MAGIC_BYTES);
    if (version >= 1 && version < RBK_CHD_VERSION)
        return rbk_fail(error, RBK_UNSUPPORTED, "is CHD version %u, expected version %u: convert it with 'chdman copy'",
                        (unsigned)version, RBK_CHD_VERSION);
    if (version != RBK_CHD_VERSION)
        return rbk_fail(error, RBK_UNSUPPORTED, "expected CHD version %u, found %u", RBK_CHD_VERSION,
                        (unsigned)version);
    if (length != RBK_CHD_HEADER_BYTES)
        return rbk_fail(error, RBK_SYNTAX, "its header is damaged: expected a length of %u bytes, found %u",
                        RBK_CHD_HEADER_BYTES, (unsigned)length);
    if (!rbk_chd_read_at(chd, 0, bytes, sizeof bytes))
        return errno ? rbk_chd_fail_read(0, error) : rbk_fail(error, RBK_SYNTAX, "ends inside its header");
    for (size_t i = 0; i < RBK_CHD_SLOTS; i++)
        header->codecs[i] = rbk_be32(bytes + 16 + 4 * i);
    header->logical_bytes = rbk_be64(bytes + 32);
    header->map_offset = rbk_be64(bytes + 40);
    header->metadata_offset = rbk_be64(bytes + 48);
    header->hunk_bytes = rbk_be32(bytes + 56);
    header->unit_bytes = rbk_be32(bytes + 60);
    memcpy(header->raw_sha1, bytes + 64, RBK_CHD_SHA1_BYTES);
    memcpy(header->sha1, bytes + 84, RBK_CHD_SHA1_BYTES);
    memcpy(header->parent_sha1, bytes + 104, RBK_CHD_SHA1_BYTES);
    return RBK_OK;
}

static rbk_status check_codecs(const rbk_chd_header *header, rbk_error *error)
{
    char name[RBK_CHD_TAG_NAME_BYTES];
    for (size_t i = 0; i < RBK_CHD_SLOTS && header->codecs[0] != RBK_CHD_NO_CODEC; i++)
        switch (header->codecs[i]) {
        case RBK_CHD_NO_CODEC:
        case RBK_CHD_DEFLATE:
        case RBK_CHD_LZMA:
        case RBK_CHD_FLAC:
        case RBK_CHD_ZSTANDARD:
            break;
        default:
            return rbk_fail(error, RBK_UNSUPPORTED,
                            "is compressed with the codec '%s': expected cdzl, cdlz, cdfl or cdzs, those of compact "
                            "discs",
                            rbk_chd_tag_name(header->codecs[i], name));
        }
    return RBK_OK;
}

/* "0123456789abcdef..." */
static const char *hexadecimal(const uint8_t sha1[RBK_CHD_SHA1_BYTES], char text[2 * RBK_CHD_SHA1_BYTES + 1])
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < RBK_CHD_SHA1_BYTES; i++) {
        text[2 * i] = digits[sha1[i] >> 4];
        text[2 * i + 1] = digits[sha1[i] & 15];
    }
    text[2 * RBK_CHD_SHA1_BYTES] = 0;
    return text;
}

static rbk_status check_header(const rbk_chd_header *header, rbk_error *error)
{
    static const uint8_t none[RBK_CHD_SHA1_BYTES];
    char parent[2 * RBK_CHD_SHA1_BYTES + 1];
    if (memcmp(header->parent_sha1, none, sizeof none) != 0)
        return rbk_fail(error, RBK_UNSUPPORTED,
                        "needs its parent, the CHD with SHA-1 %s: use 'chdman copy -ip PARENT' to make a CHD that "
                        "needs none",
                        hexadecimal(header->parent_sha1, parent));
    if (header->unit_bytes != RBK_CHD_FRAME_BYTES)
        return rbk_fail(error, RBK_UNSUPPORTED,
                        "is not a CHD of a compact disc: expected units of %u bytes, found units of %" PRIu32,
                        RBK_CHD_FRAME_BYTES, header->unit_bytes);
    if (header->hunk_bytes == 0 || header->hunk_bytes > RBK_CHD_HUNK_BYTES_MAX ||
        header->hunk_bytes % RBK_CHD_FRAME_BYTES != 0)
        return rbk_fail(error, RBK_SYNTAX,
                        "its header is damaged: expected hunks of a multiple of %u bytes, at most %u, found %" PRIu32,
                        RBK_CHD_FRAME_BYTES, RBK_CHD_HUNK_BYTES_MAX, header->hunk_bytes);
    if (header->logical_bytes == 0 || header->logical_bytes % RBK_CHD_FRAME_BYTES != 0 ||
        header->logical_bytes / RBK_CHD_FRAME_BYTES > RBK_CHD_FRAMES_MAX)
        return rbk_fail(
            error, RBK_SYNTAX, "its header is damaged: expected 1 to %u frames of %u bytes, found %" PRIu64 " byte%s",
            RBK_CHD_FRAMES_MAX, RBK_CHD_FRAME_BYTES, header->logical_bytes, RBK_PLURAL(header->logical_bytes, "", "s"));
    return check_codecs(header, error);
}

rbk_status rbk_chd_open(rbk_input *input, rbk_chd **chd, rbk_error *error)
{
    rbk_chd *made = calloc(1, sizeof *made);
    if (!made)
        return rbk_fail_memory(error);
    made->input = input;
    rbk_status status = read_header(made, error);
    if (status == RBK_OK)
        status = check_header(&made->header, error);
    if (status == RBK_OK) {
        made->hunk_count = (uint32_t)((made->header.logical_bytes - 1) / made->header.hunk_bytes + 1);
        made->hunks = calloc(made->hunk_count, sizeof *made->hunks);
        status = made->hunks ? rbk_chd_read_map(made, error) : rbk_fail_memory(error);
    }
    if (status == RBK_OK)
        status = rbk_chd_read_metadata(made, error);
    if (status != RBK_OK) {
        rbk_chd_close(made);
        return status;
    }
    *chd = made;
    return RBK_OK;
}

void rbk_chd_close(rbk_chd *chd)
{
    if (!chd)
        return;
    for (size_t i = 0; i < chd->metadata_count; i++)
        free(chd->metadata[i].data);
    free(chd->metadata);
    free(chd->hunks);
    free(chd);
}

const rbk_chd_header *rbk_chd_header_of(const rbk_chd *chd)
{
    return &chd->header;
}

uint32_t rbk_chd_hunk_count(const rbk_chd *chd)
{
    return chd->hunk_count;
}

const rbk_chd_hunk *rbk_chd_hunk_at(const rbk_chd *chd, uint32_t hunk)
{
    return &chd->hunks[hunk];
}
