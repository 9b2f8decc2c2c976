/*
 * The digest of a disc: the SHA-256 of a short text that names four others, those of what the disc's layout, codes and
 * texts are written as, and that of its sectors. What is written, and how, is in redbook-digest(5); it changes
 * with RBK_DISC_DIGEST_VERSION only. It is what rbk_compare looks at, but for what only CD-TEXT packs hold.
 */
#include "base/ascii.h"
#include "report/hashing.h"

#include "base/digest.h"
#include "base/fail.h"
#include "text/disc_text.h"

#include <redbook/cdtext.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_BYTES  128
#define LINE_PREFIX "disc"

RBK_PRINTF(2, 3) static void put(rbk_digest *digest, const char *format, ...)
{
    char line[LINE_BYTES];
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    rbk_digest_update(digest, line, (size_t)(size < LINE_BYTES ? size : LINE_BYTES - 1));
}

/* Ends a text: its sum, and the digest is new again. */
static void end_text(rbk_digest *digest, char sum[RBK_SUM_BYTES])
{
    uint8_t bytes[RBK_DIGEST_SHA256_BYTES];
    rbk_digest_value(digest, bytes);
    rbk_ascii_hex(bytes, sizeof bytes, sum);
    rbk_digest_restart(digest);
}

/* ------------------------------------------------------------------ layout */

/* Sectors of 2,048 and of 2,352 bytes are one mode: what is written is the name without the size. */
static void put_track(rbk_digest *digest, const rbk_track *track, const rbk_layout_track *laid)
{
    const char *mode = rbk_track_mode_name(track->mode);
    put(digest, "track %u %.*s %d %d\n", (unsigned)track->number, (int)strcspn(mode, "/"), mode, (int)laid->start_lba,
        (int)laid->index01_lba);
    for (size_t i = 0; i < laid->index_count; i++)
        if (laid->indexes[i].number > 1)
            put(digest, "index %u %d\n", (unsigned)laid->indexes[i].number, (int)laid->indexes[i].lba);
}

static void put_layout(rbk_digest *digest, const rbk_disc *disc, const rbk_layout *layout)
{
    for (size_t s = 0; s < layout->session_count; s++) {
        const rbk_layout_session *session = &layout->sessions[s];
        put(digest, "session %zu\n", s + 1);
        for (size_t t = session->first_track; t < session->first_track + session->track_count; t++)
            put_track(digest, &disc->tracks[t], &layout->tracks[t]);
        put(digest, "lead-out %d\n", (int)session->lead_out_lba);
    }
}

/* ------------------------------------------------------------------ codes and texts */

static void put_codes(rbk_digest *digest, const rbk_disc *disc)
{
    if (disc->mcn[0])
        put(digest, "mcn %s\n", disc->mcn);
    for (size_t t = 0; t < disc->track_count; t++) {
        const rbk_track *track = &disc->tracks[t];
        if (track->isrc[0])
            put(digest, "isrc %u %s\n", (unsigned)track->number, track->isrc);
        if (track->flags & RBK_FLAGS_OF_Q)
            put(digest, "flags %u%s%s%s%s\n", (unsigned)track->number,
                track->flags & RBK_FLAG_COPY_PERMITTED ? " DCP" : "",
                track->flags & RBK_FLAG_FOUR_CHANNEL ? " 4CH" : "", track->flags & RBK_FLAG_PRE_EMPHASIS ? " PRE" : "",
                track->flags & RBK_FLAG_SCMS ? " SCMS" : "");
    }
}

static void put_text(rbk_digest *digest, uint32_t track, const char *field, const char *text)
{
    if (!text || !text[0])
        return;
    put(digest, "%u %s %zu ", (unsigned)track, field, strlen(text));
    rbk_digest_update(digest, text, strlen(text));
    rbk_digest_update(digest, "\n", 1);
}

static void put_texts_of(rbk_digest *digest, uint32_t track, const rbk_text *text)
{
    for (int field = 0; field < (int)RBK_TEXT_FIELDS; field++)
        put_text(digest, track, rbk_text_field_name((rbk_text_field)field), text->field[field]);
}

static void put_block(rbk_digest *digest, const rbk_cdtext_block *block)
{
    put(digest, "language %u\n", (unsigned)block->language);
    for (uint32_t track = 0; track <= RBK_TRACKS_MAX; track++)
        for (int field = 0; field < (int)RBK_CDTEXT_FIELDS; field++)
            put_text(digest, track, rbk_cdtext_field_name((rbk_cdtext_field)field, track), block->text[field][track]);
}

/* The first block of the packs has the disc's own texts, which are there already. */
static rbk_status put_texts(rbk_digest *digest, const rbk_disc *disc)
{
    rbk_cdtext *cdtext = NULL;
    bool first = true;
    put_texts_of(digest, 0, &disc->text);
    for (size_t t = 0; t < disc->track_count; t++)
        put_texts_of(digest, disc->tracks[t].number, &disc->tracks[t].text);
    rbk_status status = rbk_cdtext_own(disc, &cdtext, NULL); /* packs that cannot be read say nothing */
    for (size_t b = 0; cdtext && b < RBK_CDTEXT_BLOCKS; b++) {
        if (cdtext->blocks[b] && !first)
            put_block(digest, cdtext->blocks[b]);
        first = first && !cdtext->blocks[b];
    }
    rbk_cdtext_free(cdtext);
    return status;
}

/* ------------------------------------------------------------------ the line */

rbk_status rbk_disc_digest_make(const rbk_disc *disc, const rbk_layout *layout, const char payload[RBK_SUM_BYTES],
                                rbk_disc_digest *digest, rbk_error *error)
{
    rbk_disc_digest made;
    char sum[RBK_SUM_BYTES];
    rbk_digest *sha256 = rbk_digest_new(RBK_DIGEST_SHA256);
    if (!sha256)
        return rbk_fail_memory(error);
    memset(&made, 0, sizeof made);
    put_layout(sha256, disc, layout);
    end_text(sha256, made.layout);
    put_codes(sha256, disc);
    end_text(sha256, made.codes);
    rbk_status status = put_texts(sha256, disc);
    end_text(sha256, made.texts);
    memcpy(made.payload, payload, sizeof made.payload);
    put(sha256, "redbook disc digest %d\n", RBK_DISC_DIGEST_VERSION);
    put(sha256, "layout %s\n", made.layout);
    put(sha256, "codes %s\n", made.codes);
    put(sha256, "texts %s\n", made.texts);
    put(sha256, "payload %s\n", made.payload);
    end_text(sha256, sum);
    rbk_digest_free(sha256);
    if (status != RBK_OK)
        return rbk_fail_memory(error);
    snprintf(made.line, sizeof made.line, LINE_PREFIX "%d:%s", RBK_DISC_DIGEST_VERSION, sum);
    *digest = made;
    return RBK_OK;
}

bool rbk_disc_digest_is(const char *text, uint32_t *version)
{
    uint32_t number = 0;
    if (!text || strncmp(text, LINE_PREFIX, strlen(LINE_PREFIX)) != 0)
        return false;
    const char *at = text + strlen(LINE_PREFIX), *digits = at;
    for (; *at >= '0' && *at <= '9' && at - digits < 4; at++)
        number = 10 * number + (uint32_t)(*at - '0');
    if (at == digits || *digits == '0' || *at++ != ':')
        return false;
    if (strspn(at, "0123456789abcdef") != 64 || at[64] != '\0')
        return false;
    if (version)
        *version = number;
    return true;
}
