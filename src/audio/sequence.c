/*
 * Reading the parts of a file in order. Each has its own decoder, which sees only that part; one is open at a time.
 */
#include "audio/sequence.h"

#include "base/fail.h"
#include "base/room.h"

#include <inttypes.h>
#include <stdlib.h>

#define DROP_FRAMES 1024 /* decoded at once to be discarded */

struct rbk_sequence {
    rbk_input *input;
    const rbk_raw_format *raw;
    const rbk_parts *parts;
    rbk_decoder *decoder; /* of the current part; NULL after a failure */
    size_t current;
    int64_t decoded; /* frames of the current part, dropped ones included */
    size_t next_drop;
    rbk_decoder_info first; /* of the first part */
};

/* ------------------------------------------------------------------ the list */

rbk_part *rbk_parts_add(rbk_parts *parts, int64_t begin, int64_t end)
{
    rbk_part *more = rbk_room_for_one(parts->items, parts->count, sizeof *more);
    if (!more)
        return NULL;
    parts->items = more;
    rbk_part *part = &parts->items[parts->count++];
    *part = (rbk_part){.begin = begin, .end = end, .shown_end = end, .frames = RBK_FRAMES_UNKNOWN, .hidden_at = -1};
    return part;
}

bool rbk_part_drop(rbk_part *part, int64_t at, int64_t frames)
{
    if (frames == 0)
        return true;
    rbk_drop *more = realloc(part->drops, (part->drop_count + 1) * sizeof *more);
    if (!more)
        return false;
    part->drops = more;
    part->drops[part->drop_count++] = (rbk_drop){at, frames};
    part->dropped += frames;
    return true;
}

void rbk_parts_release(rbk_parts *parts)
{
    for (size_t i = 0; i < parts->count; i++)
        free(parts->items[i].drops);
    free(parts->items);
    parts->items = NULL;
    parts->count = 0;
}

/* ------------------------------------------------------------------ opening */

/* Joined files may have different formats; one stream of samples may not. */
static rbk_status check_kind(rbk_sequence *sequence, int64_t begin, rbk_error *error)
{
    const rbk_decoder_info *info = rbk_decoder_information(sequence->decoder), *first = &sequence->first;
    if (sequence->first.rate_hz == 0)
        sequence->first = *info;
    if (info->rate_hz != first->rate_hz || info->channels != first->channels || info->bits != first->bits ||
        info->int16 != first->int16)
        return rbk_fail(error, RBK_BAD_AUDIO,
                        "the file is several files joined end to end: expected %s, %u Hz, %u-channel throughout as in "
                        "the first, found %s, %u Hz, %u-channel from byte %" PRId64 " on",
                        first->encoding, (unsigned)first->rate_hz, (unsigned)first->channels, info->encoding,
                        (unsigned)info->rate_hz, (unsigned)info->channels, begin);
    return RBK_OK;
}

static rbk_status open_decoder(rbk_sequence *sequence, const rbk_part *part, int64_t frames, rbk_error *error)
{
    static const uint8_t zeros[4];
    if (part->hidden_at >= 0 && !rbk_input_patch_add(sequence->input, part->hidden_at, zeros, sizeof zeros))
        return rbk_fail_memory(error);
    rbk_status status = rbk_decoder_open(sequence->input, sequence->raw, frames, &sequence->decoder, error);
    if (part->hidden_at >= 0)
        rbk_input_patch_remove(sequence->input, part->hidden_at);
    return status;
}

rbk_status rbk_sequence_enter(rbk_sequence *sequence, size_t number, rbk_error *error)
{
    const rbk_part *part = &sequence->parts->items[number];
    rbk_decoder_close(sequence->decoder);
    sequence->decoder = NULL;
    sequence->current = number;
    sequence->decoded = 0;
    sequence->next_drop = 0;
    rbk_input_show(sequence->input, part->begin, part->end);
    sequence->input->shown_end = part->shown_end;
    int64_t frames = part->frames != RBK_FRAMES_UNKNOWN ? part->frames + part->dropped : RBK_FRAMES_UNKNOWN;
    rbk_status status = open_decoder(sequence, part, frames, error);
    if (status == RBK_OK)
        status = check_kind(sequence, part->begin, error);
    if (status == RBK_OK)
        return RBK_OK;
    rbk_decoder_close(sequence->decoder);
    sequence->decoder = NULL;
    return status;
}

rbk_status rbk_sequence_open(rbk_input *input, const rbk_raw_format *raw, const rbk_parts *parts, rbk_sequence **out,
                             rbk_error *error)
{
    rbk_sequence *sequence = calloc(1, sizeof *sequence);
    if (!sequence)
        return rbk_fail_memory(error);
    sequence->input = input;
    sequence->raw = raw;
    sequence->parts = parts;
    rbk_status status = rbk_sequence_enter(sequence, 0, error);
    if (status != RBK_OK) {
        free(sequence);
        return status;
    }
    *out = sequence;
    return RBK_OK;
}

void rbk_sequence_close(rbk_sequence *sequence)
{
    if (!sequence)
        return;
    rbk_decoder_close(sequence->decoder);
    free(sequence);
}

const rbk_decoder_info *rbk_sequence_information(const rbk_sequence *sequence)
{
    return rbk_decoder_information(sequence->decoder);
}

int64_t rbk_sequence_frames(const rbk_sequence *sequence)
{
    const rbk_parts *parts = sequence->parts;
    int64_t frames = 0;
    for (size_t i = 0; i < parts->count; i++) {
        if (parts->items[i].frames == RBK_FRAMES_UNKNOWN)
            return parts->count == 1 ? rbk_decoder_information(sequence->decoder)->frames : RBK_FRAMES_UNKNOWN;
        frames += parts->items[i].frames;
    }
    return frames;
}

/* ------------------------------------------------------------------ reading */

/* The current part is finished: opens the next. False after the last, and after a failure. */
static bool next_part(rbk_sequence *sequence, rbk_status *status, rbk_error *error)
{
    if (sequence->current + 1 >= sequence->parts->count)
        return false;
    *status = rbk_sequence_enter(sequence, sequence->current + 1, error);
    return *status == RBK_OK;
}

/* Decodes what must be dropped here, if anything; *room is the number of frames up to the next such position. */
static rbk_status pass_drops(rbk_sequence *sequence, size_t *room, rbk_error *error)
{
    const rbk_part *part = &sequence->parts->items[sequence->current];
    double *block = NULL;
    rbk_status status = RBK_OK;
    *room = SIZE_MAX;
    while (status == RBK_OK && sequence->next_drop < part->drop_count) {
        const rbk_drop *drop = &part->drops[sequence->next_drop];
        int64_t left = drop->at + drop->frames - sequence->decoded;
        if (sequence->decoded < drop->at) {
            *room = (size_t)(drop->at - sequence->decoded);
            break;
        }
        size_t got = 0;
        if (!block && !(block = malloc(DROP_FRAMES * (size_t)sequence->first.channels * sizeof *block)))
            return rbk_fail_memory(error);
        if (left > 0)
            status = rbk_decoder_read_double(sequence->decoder, block, left < DROP_FRAMES ? (size_t)left : DROP_FRAMES,
                                             &got, error);
        sequence->decoded += (int64_t)got;
        sequence->next_drop += left == (int64_t)got || got == 0 ? 1 : 0;
    }
    free(block);
    return status;
}

/* A buffer for frames of one of the three kinds; the others are NULL. */
typedef struct buffer {
    int16_t *int16;
    double *real;
    rbk_planes planes;
} buffer;

static buffer buffer_after(buffer to, size_t frames, size_t channels)
{
    return (buffer){to.int16 ? to.int16 + frames * channels : NULL, to.real ? to.real + frames * channels : NULL,
                    to.planes.left ? rbk_planes_after(to.planes, frames) : to.planes};
}

static rbk_status decode(rbk_sequence *sequence, buffer to, size_t count, size_t *got, rbk_error *error)
{
    if (to.real)
        return rbk_decoder_read_double(sequence->decoder, to.real, count, got, error);
    return to.int16 ? rbk_decoder_read_int16(sequence->decoder, to.int16, count, got, error)
                    : rbk_decoder_read_planes(sequence->decoder, to.planes, count, got, error);
}

/* Reads within the part that is open. */
static rbk_status read_part(rbk_sequence *sequence, buffer to, size_t count, size_t *got, rbk_error *error)
{
    size_t have = 0, now = 1, room = 0;
    rbk_status status = sequence->decoder ? RBK_OK : rbk_fail(error, RBK_BAD_AUDIO, "reading the file failed earlier");
    while (status == RBK_OK && have < count && now > 0) {
        status = pass_drops(sequence, &room, error);
        size_t wanted = count - have < room ? count - have : room;
        if (status == RBK_OK)
            status = decode(sequence, buffer_after(to, have, sequence->first.channels), wanted, &now, error);
        if (status != RBK_OK)
            return status;
        have += now;
        sequence->decoded += (int64_t)now;
    }
    if (status == RBK_OK)
        *got = have;
    return status;
}

static rbk_status read_all(rbk_sequence *sequence, buffer to, size_t count, size_t *got, rbk_error *error)
{
    size_t have = 0, now = 0;
    rbk_status status = RBK_OK;
    do {
        buffer here = buffer_after(to, have, sequence->first.channels);
        status = read_part(sequence, here, count - have, &now, error);
        have += status == RBK_OK ? now : 0;
    } while (status == RBK_OK && have < count && next_part(sequence, &status, error));
    if (status == RBK_OK)
        *got = have;
    return status;
}

rbk_status rbk_sequence_read_int16(rbk_sequence *sequence, int16_t *samples, size_t count, size_t *got,
                                   rbk_error *error)
{
    return read_all(sequence, (buffer){.int16 = samples}, count, got, error);
}

rbk_status rbk_sequence_read_double(rbk_sequence *sequence, double *samples, size_t count, size_t *got,
                                    rbk_error *error)
{
    return read_all(sequence, (buffer){.real = samples}, count, got, error);
}

rbk_status rbk_sequence_read_planes(rbk_sequence *sequence, rbk_planes planes, size_t count, size_t *got,
                                    rbk_error *error)
{
    return read_all(sequence, (buffer){.planes = planes}, count, got, error);
}

rbk_status rbk_sequence_read_part(rbk_sequence *sequence, double *samples, size_t count, size_t *got, rbk_error *error)
{
    return read_part(sequence, (buffer){.real = samples}, count, got, error);
}

rbk_status rbk_sequence_seek(rbk_sequence *sequence, int64_t frame, rbk_error *error)
{
    const rbk_parts *parts = sequence->parts;
    size_t number = 0;
    while (number + 1 < parts->count && frame >= parts->items[number].frames)
        frame -= parts->items[number++].frames;
    rbk_status status = RBK_OK;
    if (number != sequence->current || !sequence->decoder)
        status = rbk_sequence_enter(sequence, number, error);
    return status == RBK_OK ? rbk_decoder_seek(sequence->decoder, frame, error) : status;
}

bool rbk_sequence_is_plain(rbk_sequence *sequence, int64_t *offset_bytes)
{
    const rbk_parts *parts = sequence->parts;
    return parts->count == 1 && parts->items[0].drop_count == 0 &&
           rbk_decoder_is_plain(sequence->decoder, offset_bytes);
}

const char *rbk_sequence_string(const rbk_sequence *sequence, rbk_decoder_text which)
{
    return rbk_decoder_string(sequence->decoder, which);
}
