/*
 * The TOC's writer: CD-TEXT, the disc's own, which may be in several languages and hold bytes, or else what its texts
 * make. Where one track has a text, cdrdao wants it of the disc and of every track, so that empty ones fill the holes.
 * Texts are UTF-8 whatever they are on the disc, as cdrdao reads them since 1.2.5; what is bytes on the disc is bytes
 * here. The items of a block say all that its packs say, but for track numbers of packs that no rule gives.
 */
#include "cd/cdtext_pack.h"
#include "format/toc_languages.h"
#include "format/toc_writer.h"
#include "text/charset.h"
#include "text/disc_text.h"
#include "text/fields.h"

#include <string.h>

#define LANGUAGE_ENGLISH 0x09
#define BYTES_IN_LINE    12

static const struct item_row {
    const char *keyword;
    rbk_cdtext_field field;
    bool everywhere; /* cdrdao wants it of the disc and of every track, or of none */
} item_rows[] = {
    {"TITLE", RBK_CDTEXT_TITLE, true},           {"PERFORMER", RBK_CDTEXT_PERFORMER, true},
    {"SONGWRITER", RBK_CDTEXT_SONGWRITER, true}, {"COMPOSER", RBK_CDTEXT_COMPOSER, true},
    {"ARRANGER", RBK_CDTEXT_ARRANGER, true},     {"MESSAGE", RBK_CDTEXT_MESSAGE, false},
    {"DISC_ID", RBK_CDTEXT_DISC_ID, false},
};

static const char *const raw_keywords[] = {"TOC_INFO1", "TOC_INFO2", "RESERVED1", "RESERVED2", "RESERVED3"};

/* ------------------------------------------------------------------ items */

static void write_text(rbk_toc_writer *w, const char *keyword, const char *text)
{
    rbk_output_print(w->text, "    %s ", keyword);
    rbk_toc_write_string(w, text ? text : "");
    rbk_output_print(w->text, "\n");
}

/* Bytes come one by one, over lines of a dozen. */
static void begin_bytes(rbk_toc_writer *w, const char *keyword)
{
    rbk_output_print(w->text, "    %s {", keyword);
    w->bytes_written = 0;
}

static void write_byte(rbk_toc_writer *w, uint8_t byte)
{
    const char *between = w->bytes_written == 0 ? " " : w->bytes_written % BYTES_IN_LINE ? ", " : ",\n      ";
    rbk_output_print(w->text, "%s%u", between, (unsigned)byte);
    w->bytes_written++;
}

static void write_bytes(rbk_toc_writer *w, const uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        write_byte(w, bytes[i]);
}

static void end_bytes(rbk_toc_writer *w)
{
    rbk_output_print(w->text, " }\n");
}

static bool uses(const rbk_cdtext_block *block, rbk_cdtext_field field)
{
    for (uint32_t track = 0; track <= RBK_TRACKS_MAX; track++)
        if (block->text[field][track])
            return true;
    return false;
}

static void write_texts(rbk_toc_writer *w, const rbk_cdtext_block *block, uint32_t track)
{
    for (size_t i = 0; i < sizeof item_rows / sizeof item_rows[0]; i++) {
        const char *text = block->text[item_rows[i].field][track];
        if (text || (item_rows[i].everywhere && uses(block, item_rows[i].field)))
            write_text(w, item_rows[i].keyword, text);
    }
}

/* With a disc id, too, cdrdao wants a code of every track. */
static void write_code(rbk_toc_writer *w, const rbk_cdtext_block *block, uint32_t track)
{
    const char *code = block->text[RBK_CDTEXT_CODE][track];
    if (!uses(block, RBK_CDTEXT_CODE) && (track == 0 || !block->text[RBK_CDTEXT_DISC_ID][0]))
        return;
    if (!w->disc->cdtext && track > 0)
        code = w->track->isrc;
    write_text(w, track ? "ISRC" : "UPC_EAN", code);
}

/* ASCII in any block: other characters become similar ones, which is reported. */
static rbk_bytes encode_genre(rbk_toc_writer *w, const rbk_cdtext_block *block, uint32_t number)
{
    const rbk_charset charset = {.set = rbk_cdtext_field_charset(block, RBK_CDTEXT_GENRE)};
    const rbk_charset_place place = {NULL, 0, number, RBK_CDTEXT_GENRE, 0};
    rbk_bytes bytes = {NULL, 0};
    size_t unencodable = 0;
    const char *words = block->text[RBK_CDTEXT_GENRE][0];
    if (words)
        w->no_memory |=
            rbk_charset_encode(&charset, words, true, &place, &bytes, &unencodable, w->findings, w->error) != RBK_OK;
    return bytes;
}

static void write_genre(rbk_toc_writer *w, const rbk_cdtext_block *block, uint32_t number)
{
    int code = block->genre == RBK_CDTEXT_NO_GENRE ? 0 : block->genre;
    if (block->genre == RBK_CDTEXT_NO_GENRE && !block->text[RBK_CDTEXT_GENRE][0])
        return;
    rbk_bytes words = encode_genre(w, block, number);
    begin_bytes(w, "GENRE");
    write_byte(w, (uint8_t)(code >> 8));
    write_byte(w, (uint8_t)code);
    write_bytes(w, words.data, words.size);
    write_byte(w, 0);
    end_bytes(w);
    rbk_bytes_release(&words);
}

static void write_raw(rbk_toc_writer *w, const rbk_cdtext_block *block)
{
    for (unsigned type = RBK_PACK_TOC; type <= RBK_PACK_RESERVED_LAST; type++) {
        const uint8_t *first = NULL;
        size_t position = 0;
        for (size_t i = 0; i < block->raw_count; i++) {
            const rbk_cdtext_raw_pack *pack = &block->raw[i];
            if (pack->type != type)
                continue;
            if (!first)
                begin_bytes(w, raw_keywords[type - RBK_PACK_TOC]);
            first = first ? first : pack->payload;
            if (pack->track != rbk_toc_pack_track(pack->type, position++, first[0], pack->payload))
                RBK_TOC_REPORT(w, RBK_WARNING, "toc.pack-track", "a pack of type %02X loses its track number %u",
                               (unsigned)pack->type, (unsigned)pack->track);
            write_bytes(w, pack->payload, sizeof pack->payload);
        }
        if (first)
            end_bytes(w);
    }
}

/* ------------------------------------------------------------------ what a block is */

static bool on_all_tracks(const rbk_toc_writer *w, const rbk_cdtext_block *block)
{
    return block->first_track == w->disc->tracks[0].number &&
           block->last_track == w->disc->tracks[w->disc->track_count - 1].number;
}

/* The size packs of a block, where they say more than a reader computes; those of the disc's own packs. */
static void write_size_info(rbk_toc_writer *w, const rbk_cdtext_block *block, uint32_t number)
{
    uint8_t bytes[RBK_PACK_SIZE_INFO_BYTES] = {0};
    if (block->charset == RBK_CDTEXT_8859_1 && block->copyright == 0 && on_all_tracks(w, block))
        return;
    for (size_t at = 0; at + RBK_PACK_BYTES <= w->packs.size; at += RBK_PACK_BYTES) {
        rbk_pack pack;
        rbk_pack_decode(w->packs.data + at, &pack);
        if (pack.type == RBK_PACK_SIZE && pack.block == number && pack.track < RBK_PACK_SIZE_PACKS)
            memcpy(bytes + pack.track * RBK_PACK_PAYLOAD_BYTES, pack.payload, RBK_PACK_PAYLOAD_BYTES);
    }
    begin_bytes(w, "SIZE_INFO");
    write_bytes(w, bytes, sizeof bytes);
    end_bytes(w);
}

/* cdrdao before 1.2.5 knows no word for it; of ASCII the size packs speak. */
static void write_encoding(rbk_toc_writer *w, const rbk_cdtext_block *block)
{
    if (block->charset != RBK_CDTEXT_MS_JIS)
        return;
    rbk_output_print(w->text, "    ENCODING_MS_JIS\n");
    RBK_TOC_REPORT(w, RBK_WARNING, "toc.charset", "cdrdao before 1.2.5 refuses ENCODING_MS_JIS");
}

static void write_language_map(rbk_toc_writer *w)
{
    rbk_output_print(w->text, "  LANGUAGE_MAP {\n");
    for (unsigned number = 0; number < RBK_CDTEXT_BLOCKS; number++) {
        const rbk_cdtext_block *block = w->cdtext->blocks[number];
        if (block && block->language == LANGUAGE_ENGLISH)
            rbk_output_print(w->text, "    %u : EN\n", number);
        else if (block)
            rbk_output_print(w->text, "    %u : %u\n", number, (unsigned)block->language);
    }
    rbk_output_print(w->text, "  }\n");
}

/* But for the genre, which is bytes. */
static bool is_ascii(const rbk_cdtext_block *block)
{
    for (int field = 0; field < (int)RBK_CDTEXT_FIELDS; field++)
        for (uint32_t track = 0; field != RBK_CDTEXT_GENRE && track <= RBK_TRACKS_MAX; track++)
            for (const char *at = block->text[field][track]; at && *at; at++)
                if ((unsigned char)*at >= 0x80)
                    return false;
    return true;
}

static void report_encoding(rbk_toc_writer *w)
{
    bool ascii = true;
    for (int number = 0; number < RBK_CDTEXT_BLOCKS && ascii; number++)
        ascii = !w->cdtext->blocks[number] || is_ascii(w->cdtext->blocks[number]);
    if (!ascii)
        RBK_TOC_REPORT(w, RBK_WARNING, "toc.encoding",
                       "texts are UTF-8, which cdrdao before 1.2.5 burns as if it were ISO 8859-1");
}

/* ------------------------------------------------------------------ both places */

void rbk_toc_write_disc_languages(rbk_toc_writer *w)
{
    report_encoding(w);
    rbk_output_print(w->text, "CD_TEXT {\n");
    write_language_map(w);
    for (uint32_t number = 0; number < RBK_CDTEXT_BLOCKS; number++) {
        const rbk_cdtext_block *block = w->cdtext->blocks[number];
        if (!block)
            continue;
        rbk_output_print(w->text, "  LANGUAGE %u {\n", (unsigned)number);
        write_encoding(w, block);
        write_texts(w, block, 0);
        write_genre(w, block, number);
        write_raw(w, block);
        if (block->text[RBK_CDTEXT_CLOSED][0])
            write_text(w, "RESERVED4", block->text[RBK_CDTEXT_CLOSED][0]);
        write_code(w, block, 0);
        write_size_info(w, block, number);
        rbk_output_print(w->text, "  }\n");
    }
    rbk_output_print(w->text, "}\n");
}

void rbk_toc_write_track_languages(rbk_toc_writer *w)
{
    rbk_output_print(w->text, "CD_TEXT {\n");
    for (unsigned number = 0; number < RBK_CDTEXT_BLOCKS; number++) {
        const rbk_cdtext_block *block = w->cdtext->blocks[number];
        if (!block)
            continue;
        rbk_output_print(w->text, "  LANGUAGE %u {\n", number);
        write_texts(w, block, w->track->number);
        write_code(w, block, w->track->number);
        rbk_output_print(w->text, "  }\n");
    }
    rbk_output_print(w->text, "}\n");
}

static rbk_status own_packs(rbk_toc_writer *w, rbk_error *why)
{
    rbk_status status = rbk_cdtext_of_disc(w->disc, NULL, &w->packs, w->findings, why);
    if (status == RBK_OK)
        status = rbk_cdtext_decode(w->packs.data, w->packs.size, NULL, &w->cdtext, w->findings, why);
    return status == RBK_OK ? rbk_cdtext_report_unwritten(w->disc, &w->packs, w->findings, why) : status;
}

/* The codes are in their own words. */
static rbk_status from_texts(rbk_toc_writer *w)
{
    rbk_status status = rbk_cdtext_from_disc(w->disc, LANGUAGE_ENGLISH, RBK_CDTEXT_8859_1, &w->cdtext, NULL, w->error);
    for (uint32_t track = 0; track <= RBK_TRACKS_MAX && status == RBK_OK; track++)
        status = rbk_cdtext_set(w->cdtext->blocks[0], RBK_CDTEXT_CODE, track, NULL, w->error);
    return status;
}

rbk_status rbk_toc_collect_languages(rbk_toc_writer *w)
{
    rbk_error why;
    rbk_error_init(&why);
    if (!rbk_cdtext_disc_has_any(w->disc))
        return RBK_OK;
    if (!w->disc->cdtext)
        return from_texts(w);
    rbk_status status = own_packs(w, &why);
    if (status == RBK_OK)
        return RBK_OK;
    if (status == RBK_NO_MEMORY)
        return rbk_fail_memory(w->error);
    RBK_TOC_REPORT(w, RBK_WARNING, "toc.cdtext", "the disc's own CD-TEXT is not written: %s", why.sentence);
    return RBK_OK;
}
