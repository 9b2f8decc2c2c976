/*
 * Compares the length in a header with the file. Decoders silently use the smaller of the two; a truncated file would
 * become a shorter track. Formats of variable frames (FLAC, Ogg, MPEG) are checked elsewhere.
 */
#include "audio/headers.h"

#include "base/fail.h"

#include <inttypes.h>
#include <string.h>

#define AU_HEAD_BYTES   24
#define BEGINNING_BYTES 16 /* of a file, enough to identify its kind */

static uint32_t au_sample_bytes(uint32_t encoding)
{
    switch (encoding) {
    case 1:  /* u-law */
    case 2:  /* 8-bit */
    case 27: /* A-law */
        return 1;
    case 3:
        return 2;
    case 4:
        return 3;
    case 5:
    case 6: /* float */
        return 4;
    case 7: /* double */
        return 8;
    default:
        return 0;
    }
}

static rbk_status au_read(rbk_input *input, const rbk_sniff *sniff, rbk_claims *claims, rbk_error *error)
{
    uint8_t head[AU_HEAD_BYTES];
    if (rbk_input_read(input, sniff->begin, head, sizeof head) != (int64_t)sizeof head)
        return rbk_fail(error, RBK_BAD_AUDIO, "the AU header is truncated");
    bool big = head[0] == '.';
    uint32_t (*number)(const uint8_t *) = big ? rbk_be32 : rbk_le32;
    uint32_t length = number(head + 8);
    claims->examined = true;
    claims->channels = number(head + 20);
    claims->data_offset = sniff->begin + number(head + 4);
    claims->frame_bytes =
        claims->channels <= RBK_AUDIO_CHANNELS_MAX ? au_sample_bytes(number(head + 12)) * claims->channels : 0;
    claims->claimed_bytes =
        rbk_length_is_unstated(length, input->size - claims->data_offset) ? RBK_LENGTH_UNSTATED : (int64_t)length;
    claims->length_field.offset = sniff->begin + 8;
    claims->length_field.size = 4;
    claims->length_field.big_endian = big;
    if (claims->claimed_bytes >= 0 && claims->claimed_bytes < input->size - claims->data_offset)
        claims->stray_bytes = input->size - claims->data_offset - claims->claimed_bytes;
    return RBK_OK;
}

/* False without memory. */
static bool patch_number(rbk_input *input, int64_t offset, uint8_t size, bool big_endian, uint64_t value)
{
    uint8_t bytes[8];
    if (size == 0 || (size == 4 && value > UINT32_MAX))
        return true;
    for (uint8_t i = 0; i < size; i++)
        bytes[big_endian ? size - 1 - i : i] = (uint8_t)(value >> 8 * i);
    return rbk_input_patch_add(input, offset, bytes, size);
}

static rbk_status unstated_length(rbk_input *input, int64_t held, const char *path, rbk_claims *claims,
                                  rbk_findings *findings, rbk_error *error)
{
    held -= claims->tail_bytes;
    int64_t whole = claims->frame_bytes ? held - held % claims->frame_bytes : held;
    if (!patch_number(input, claims->length_field.offset, claims->length_field.size, claims->length_field.big_endian,
                      (uint64_t)(whole + claims->length_field.add)))
        return rbk_fail_memory(error);
    if (claims->frame_bytes && !patch_number(input, claims->frames_field.offset, claims->frames_field.size,
                                             claims->frames_field.big_endian, (uint64_t)(whole / claims->frame_bytes)))
        return rbk_fail_memory(error);
    if (rbk_findings_add(findings, RBK_WARNING, "audio.length-unknown", path, 0, 0,
                         "the header does not state the length of the audio, as when written to a pipe; all %" PRId64
                         " byte%s after it %s used",
                         whole, RBK_PLURAL(whole, "", "s"), RBK_PLURAL(whole, "is", "are")) != RBK_OK)
        return rbk_fail_memory(error);
    return RBK_OK;
}

static rbk_status cut_short(const rbk_claims *claims, int64_t claimed, int64_t held, rbk_error *error)
{
    if (claims->frame_bytes)
        return rbk_fail(error, RBK_BAD_AUDIO, "the header claims %" PRId64 " samples, the file holds %" PRId64,
                        claimed / claims->frame_bytes, held / claims->frame_bytes);
    return rbk_fail(error, RBK_BAD_AUDIO, "the header claims %" PRId64 " byte%s of audio, the file holds %" PRId64,
                    claimed, RBK_PLURAL(claimed, "", "s"), held);
}

/*
 * Bytes after the audio that the header does not count. A recorder that was stopped leaves them, and so does one that
 * recorded more than 4 GiB and whose count wrapped: the two cannot be distinguished.
 */
static rbk_status judge_stray_bytes(const rbk_claims *claims, int64_t held, const char *path, rbk_findings *findings,
                                    rbk_error *error)
{
    bool unstated = claims->claimed_bytes == RBK_LENGTH_UNSTATED;
    if (held > (int64_t)UINT32_MAX && claims->length_field.size == 4 && (unstated || claims->stray_bytes > 0))
        return rbk_fail(
            error, RBK_BAD_AUDIO,
            "the file holds %" PRId64
            " byte%s of audio, and its header cannot count beyond 4 GiB: expected RF64 or W64 for this length",
            held, RBK_PLURAL(held, "", "s"));
    if (claims->stray_bytes > 0 &&
        rbk_findings_add(findings, RBK_WARNING, "audio.odd-bytes", path, 0, 0,
                         "the header counts %" PRId64 " byte%s of audio; %" PRId64 " %s to no chunk and %s ignored",
                         claims->claimed_bytes, RBK_PLURAL(claims->claimed_bytes, "", "s"), claims->stray_bytes,
                         RBK_PLURAL(claims->stray_bytes, "byte after them belongs", "bytes after them belong"),
                         RBK_PLURAL(claims->stray_bytes, "is", "are")) != RBK_OK)
        return rbk_fail_memory(error);
    return RBK_OK;
}

/* The bytes of audio according to both lengths and the file's size. */
static rbk_status judge(rbk_input *input, const char *path, rbk_claims *claims, rbk_findings *findings,
                        rbk_error *error)
{
    int64_t held = claims->data_offset < input->size ? input->size - claims->data_offset : 0;
    bool unstated = claims->claimed_bytes == RBK_LENGTH_UNSTATED;
    if (held == 0 && (unstated || claims->claimed_bytes == 0))
        return rbk_fail(error, RBK_BAD_AUDIO, "the file holds no samples");
    rbk_status status = judge_stray_bytes(claims, held, path, findings, error);
    if (status == RBK_OK && unstated)
        status = unstated_length(input, held, path, claims, findings, error);
    if (status != RBK_OK)
        return status;
    if (unstated) {
        held -= claims->tail_bytes;
    } else {
        if (claims->claimed_bytes > held)
            return cut_short(claims, claims->claimed_bytes, held, error);
        held = claims->claimed_bytes;
    }
    if (claims->frame_bytes == 0)
        return RBK_OK;
    if (held < claims->frame_bytes)
        return rbk_fail(error, RBK_BAD_AUDIO, "the file holds no samples");
    if (!unstated && claims->claimed_frames >= 0 && claims->claimed_frames != held / claims->frame_bytes)
        return rbk_fail(error, RBK_BAD_AUDIO, "the header claims %" PRId64 " sample%s, the file holds %" PRId64,
                        claims->claimed_frames, RBK_PLURAL(claims->claimed_frames, "", "s"),
                        held / claims->frame_bytes);
    int odd = (int)(held % claims->frame_bytes);
    if (odd > 0 && rbk_findings_add(findings, RBK_WARNING, "audio.odd-bytes", path, 0, 0,
                                    "%d byte%s after the last whole sample %s ignored", odd, RBK_PLURAL(odd, "", "s"),
                                    RBK_PLURAL(odd, "is", "are")) != RBK_OK)
        return rbk_fail_memory(error);
    return RBK_OK;
}

static rbk_status read_claims(rbk_input *input, const rbk_sniff *sniff, rbk_claims *claims, rbk_error *error)
{
    memset(claims, 0, sizeof *claims);
    claims->claimed_frames = -1;
    switch (sniff->kind) {
    case RBK_KIND_WAV:
    case RBK_KIND_RF64:
    case RBK_KIND_BW64:
    case RBK_KIND_W64:
        return rbk_riff_read(input, sniff, claims, error);
    case RBK_KIND_AIFF:
        return rbk_aiff_read(input, sniff, claims, error);
    case RBK_KIND_CAF:
        return rbk_caf_read(input, sniff, claims, error);
    case RBK_KIND_AU:
        return au_read(input, sniff, claims, error);
    case RBK_KIND_OTHER_AUDIO:
        return rbk_rare_check(input, sniff, error);
    default:
        return RBK_OK;
    }
}

rbk_status rbk_headers_check(rbk_input *input, const rbk_sniff *sniff, const char *path, rbk_claims *claims,
                             rbk_findings *findings, rbk_error *error)
{
    rbk_status status = read_claims(input, sniff, claims, error);
    if (input->system_error)
        return rbk_input_fail(input, error);
    if (status != RBK_OK || !claims->examined)
        return status;
    return judge(input, path, claims, findings, error);
}

/* ------------------------------------------------------------------ files joined */

/* Whether a file of the same kind as the one at sniff->begin starts at offset. */
static bool begins_alike(rbk_input *input, const rbk_sniff *sniff, int64_t offset)
{
    uint8_t first[BEGINNING_BYTES], other[BEGINNING_BYTES];
    if (rbk_input_read(input, sniff->begin, first, sizeof first) != (int64_t)sizeof first ||
        rbk_input_read(input, offset, other, sizeof other) != (int64_t)sizeof other)
        return false;
    switch (sniff->kind) {
    case RBK_KIND_WAV:
    case RBK_KIND_RF64:
    case RBK_KIND_BW64:
    case RBK_KIND_AIFF:
        return memcmp(first, other, 4) == 0 && memcmp(first + 8, other + 8, 4) == 0;
    case RBK_KIND_W64:
        return memcmp(first, other, BEGINNING_BYTES) == 0;
    default:
        return memcmp(first, other, sniff->kind == RBK_KIND_CAF ? 6 : 4) == 0;
    }
}

/* The total length of the file in its header, 0: not stated. */
static int64_t stated_size(rbk_input *input, const rbk_sniff *sniff)
{
    uint8_t head[24];
    if (rbk_input_read(input, sniff->begin, head, sizeof head) != (int64_t)sizeof head)
        return 0;
    if (sniff->kind == RBK_KIND_W64)
        return rbk_le64(head + 16) < (uint64_t)INT64_MAX / 2 ? (int64_t)rbk_le64(head + 16) : 0;
    if (sniff->kind == RBK_KIND_AIFF || memcmp(head, "RIFX", 4) == 0)
        return 8 + (int64_t)rbk_be32(head + 4);
    return sniff->kind == RBK_KIND_WAV ? 8 + (int64_t)rbk_le32(head + 4) : 0;
}

int64_t rbk_headers_next(rbk_input *input, const rbk_sniff *sniff)
{
    rbk_claims claims;
    if (read_claims(input, sniff, &claims, NULL) != RBK_OK || !claims.examined || claims.claimed_bytes <= 0)
        return 0;
    int64_t audio_end = claims.data_offset + claims.claimed_bytes, whole = sniff->begin + stated_size(input, sniff);
    const int64_t places[] = {audio_end, audio_end + (audio_end - sniff->begin) % 2,
                              sniff->begin + (audio_end - sniff->begin + 7) / 8 * 8, whole,
                              whole + (whole - sniff->begin) % 2};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
        if (places[i] >= audio_end && places[i] < input->size && begins_alike(input, sniff, places[i]))
            return places[i];
    return 0;
}
