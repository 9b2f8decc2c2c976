/*
 * The languages of a TOC: texts, codes and bytes collected into blocks, and blocks into the disc's packs. Characters
 * that a block's character set cannot encode are replaced and reported: a descriptor is not refused for them.
 */
#include "format/toc_languages.h"

#include "cd/cdtext_pack.h"
#include "text/disc_text.h"
#include "text/fields.h"

#include <stdlib.h>
#include <string.h>

#define LANGUAGE_ENGLISH  0x09
#define LANGUAGE_JAPANESE 0x69
/* Bytes of SIZE_INFO with their own information; the rest counts packs. */
enum { SIZE_CHARSET, SIZE_FIRST, SIZE_LAST, SIZE_COPYRIGHT, SIZE_BYTES };
/* Starts of so many tracks are in one pack of type 88. */
#define TIMES_IN_PACK 4

/* ------------------------------------------------------------------ character sets */

bool rbk_toc_encoding_word(const rbk_toc_token *token, rbk_cdtext_charset *charset)
{
    static const struct {
        const char *word;
        rbk_cdtext_charset charset;
    } rows[] = {{"ENCODING_ISO_8859_1", RBK_CDTEXT_8859_1},
                {"ENCODING_ASCII", RBK_CDTEXT_ASCII},
                {"ENCODING_MS_JIS", RBK_CDTEXT_MS_JIS},
                {"ENCODING_KOREAN", RBK_CDTEXT_KOREAN},
                {"ENCODING_MANDARIN", RBK_CDTEXT_MANDARIN}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rbk_toc_token_is(token, rows[i].word)) {
            *charset = rows[i].charset;
            return true;
        }
    return false;
}

static void say_charset(rbk_toc_reader *reader, int64_t language, rbk_cdtext_charset charset)
{
    if (language < 0 || language >= RBK_TOC_LANGUAGES)
        return;
    reader->charsets[language] = charset;
    reader->charset_said |= 1u << language;
}

void rbk_toc_find_charsets(rbk_toc_reader *reader, rbk_toc_lexer lexer)
{
    int64_t language = -1, number;
    rbk_cdtext_charset charset;
    for (rbk_toc_token token = rbk_toc_lexer_next(&lexer); token.kind != RBK_TOC_END;) {
        bool begins = rbk_toc_token_is(&token, "LANGUAGE"), sizes = rbk_toc_token_is(&token, "SIZE_INFO");
        if (rbk_toc_encoding_word(&token, &charset))
            say_charset(reader, language, charset);
        token = rbk_toc_lexer_next(&lexer);
        if (begins && rbk_toc_token_number(&token, &number))
            language = number;
        if (!sizes || !rbk_toc_token_is_mark(&token, '{'))
            continue;
        token = rbk_toc_lexer_next(&lexer);
        bool unsaid = language >= 0 && language < RBK_TOC_LANGUAGES && !(reader->charset_said & 1u << language);
        if (unsaid && rbk_toc_token_number(&token, &number) && number <= 0xFF && rbk_cdtext_charset_name((int)number))
            say_charset(reader, language, (rbk_cdtext_charset)number);
    }
}

rbk_status rbk_toc_text_of_bytes(rbk_toc_reader *reader, uint32_t language, rbk_cdtext_field field,
                                 const uint8_t *bytes, size_t size, char **text)
{
    rbk_charset charset = {.set = RBK_CDTEXT_8859_1};
    rbk_error why;
    size_t bad = 0;
    rbk_cdtext_block block = {.charset = reader->charsets[language]};
    while (size > 0 && bytes[size - 1] == 0)
        size--;
    rbk_status status = rbk_charset_open(rbk_cdtext_field_charset(&block, field), &charset, &why);
    if (status == RBK_NO_MEMORY)
        return rbk_fail_memory(reader->error);
    if (status == RBK_OK)
        status = rbk_charset_decode(&charset, bytes, size, text, &bad, reader->error);
    else
        *text = strdup("");
    rbk_charset_close(&charset);
    if (status == RBK_UNSUPPORTED)
        return *text ? rbk_toc_report(reader, RBK_WARNING, "toc.charset", "the text is ignored: %s", why.sentence)
                     : rbk_fail_memory(reader->error);
    if (status == RBK_OK && bad > 0)
        status = rbk_toc_report(reader, RBK_WARNING, "toc.charset", "%zu %s not valid %s", bad,
                                RBK_PLURAL(bad, "byte is", "bytes are"), rbk_cdtext_charset_name((int)charset.set));
    return status;
}

/* ------------------------------------------------------------------ collecting */

static rbk_status block_of(rbk_toc_reader *reader, uint32_t language, rbk_cdtext_block **block)
{
    if (!reader->cdtext && !(reader->cdtext = rbk_cdtext_new()))
        return rbk_fail_memory(reader->error);
    *block = reader->cdtext->blocks[language];
    if (*block)
        return RBK_OK;
    return rbk_cdtext_add_block(reader->cdtext, language, language ? 0 : LANGUAGE_ENGLISH, reader->charsets[language],
                                1, RBK_TRACKS_MAX, block, reader->error);
}

rbk_status rbk_toc_keep_text(rbk_toc_reader *reader, uint32_t language, rbk_cdtext_field field, uint32_t track,
                             const char *text)
{
    rbk_cdtext_block *block;
    rbk_status status = block_of(reader, language, &block);
    return status == RBK_OK ? rbk_cdtext_set(block, field, track, text, reader->error) : status;
}

rbk_status rbk_toc_keep_genre(rbk_toc_reader *reader, uint32_t language, int code, const char *words)
{
    rbk_cdtext_block *block;
    rbk_status status = block_of(reader, language, &block);
    if (status == RBK_OK)
        status = rbk_cdtext_set(block, RBK_CDTEXT_GENRE, 0, words, reader->error);
    if (status == RBK_OK)
        block->genre = code;
    return status;
}

uint8_t rbk_toc_pack_track(uint8_t type, size_t position, uint32_t first_track, const uint8_t payload[12])
{
    if (type == RBK_PACK_TOC)
        return (uint8_t)(position == 0 ? 0 : first_track + TIMES_IN_PACK * (position - 1));
    return type == RBK_PACK_TOC_2 ? payload[0] & 0x7F : 0;
}

rbk_status rbk_toc_keep_packs(rbk_toc_reader *reader, uint32_t language, uint8_t type, const uint8_t *bytes,
                              size_t size)
{
    rbk_cdtext_block *block;
    rbk_status status = block_of(reader, language, &block);
    for (size_t at = 0; at < size && status == RBK_OK; at += RBK_PACK_PAYLOAD_BYTES) {
        rbk_cdtext_raw_pack pack = {.type = type};
        memcpy(pack.payload, bytes + at, size - at < sizeof pack.payload ? size - at : sizeof pack.payload);
        /* The first track of the disc is the first byte of the first pack. */
        pack.track = rbk_toc_pack_track(type, at / RBK_PACK_PAYLOAD_BYTES, bytes[0], pack.payload) & 0x7F;
        status = rbk_cdtext_add_raw(block, &pack, reader->error);
    }
    return status;
}

rbk_status rbk_toc_keep_size_info(rbk_toc_reader *reader, uint32_t language, const uint8_t *bytes, size_t size)
{
    rbk_cdtext_block *block;
    rbk_status status = block_of(reader, language, &block);
    if (status != RBK_OK || size < SIZE_BYTES)
        return status;
    block->copyright = bytes[SIZE_COPYRIGHT];
    if (bytes[SIZE_FIRST] >= 1 && bytes[SIZE_FIRST] <= bytes[SIZE_LAST] && bytes[SIZE_LAST] <= RBK_TRACKS_MAX) {
        block->first_track = bytes[SIZE_FIRST];
        block->last_track = bytes[SIZE_LAST];
        reader->tracks_said |= 1u << language;
    }
    return RBK_OK;
}

/* ------------------------------------------------------------------ finishing */

/* The tracks of the disc, unless the TOC states others that include all the texts. */
static void resolve_tracks(const rbk_toc_reader *reader, rbk_cdtext_block *block, unsigned bit)
{
    uint32_t first = reader->disc->tracks[0].number;
    uint32_t last = reader->disc->tracks[reader->disc->track_count - 1].number;
    bool said = reader->tracks_said & bit;
    for (int field = 0; field < (int)RBK_CDTEXT_FIELDS && said; field++)
        for (uint32_t track = 1; track <= RBK_TRACKS_MAX && said; track++)
            said = !block->text[field][track] || (track >= block->first_track && track <= block->last_track);
    if (said)
        return;
    block->first_track = (uint8_t)first;
    block->last_track = (uint8_t)last;
}

/* Whether a character set can encode all texts of a block; false without tables for it. */
static rbk_status set_holds(rbk_cdtext_charset set, const rbk_cdtext_block *block, bool *holds, rbk_error *error)
{
    rbk_charset charset = {.set = RBK_CDTEXT_8859_1};
    rbk_error why;
    rbk_status status = rbk_charset_open(set, &charset, &why);
    *holds = status == RBK_OK;
    if (status != RBK_OK)
        return status == RBK_NO_MEMORY ? rbk_fail_memory(error) : RBK_OK;
    for (int field = 0; field <= (int)RBK_CDTEXT_MESSAGE && *holds; field++)
        for (uint32_t track = 0; track <= RBK_TRACKS_MAX && *holds && status == RBK_OK; track++) {
            rbk_charset_place nowhere = {NULL, 0, 0, (rbk_cdtext_field)field, track};
            rbk_bytes bytes = {NULL, 0};
            size_t unencodable = 0;
            if (!block->text[field][track])
                continue;
            status = rbk_charset_encode(&charset, block->text[field][track], false, &nowhere, &bytes, &unencodable,
                                        NULL, error);
            rbk_bytes_release(&bytes);
            *holds = unencodable == 0;
        }
    rbk_charset_close(&charset);
    return status;
}

rbk_status rbk_toc_choose_charset(rbk_cdtext_block *block, rbk_error *error)
{
    static const rbk_cdtext_charset sets[] = {RBK_CDTEXT_8859_1, RBK_CDTEXT_MS_JIS};
    bool holds = false;
    rbk_status status = set_holds(block->charset, block, &holds, error);
    for (size_t i = 0; i < sizeof sets / sizeof sets[0] && !holds && status == RBK_OK; i++) {
        status = set_holds(sets[i], block, &holds, error);
        if (status == RBK_OK && holds)
            block->charset = sets[i];
    }
    return status;
}

/*
 * The texts are what counts: a stated set that cannot encode them (ASCII, with accented letters) is replaced by one
 * that can, and so is the usual one for texts in Japanese.
 */
static rbk_status resolve_charset(rbk_toc_reader *reader, rbk_cdtext_block *block, uint32_t language)
{
    const rbk_cdtext_charset said = reader->charsets[language];
    bool is_said = reader->charset_said & 1u << language;
    block->charset = said;
    if (!is_said && block->language != LANGUAGE_JAPANESE)
        return RBK_OK;
    rbk_status status = rbk_toc_choose_charset(block, reader->error);
    if (status != RBK_OK || block->charset == said)
        return status;
    if (!is_said)
        return rbk_toc_report(reader, RBK_NOTE, "toc.charset", "the texts of language %u are treated as %s",
                              (unsigned)language, rbk_cdtext_charset_name((int)block->charset));
    return rbk_toc_report(reader, RBK_WARNING, "toc.charset",
                          "the texts of language %u are declared as %s, which %s: treated as %s", (unsigned)language,
                          rbk_cdtext_charset_name((int)said),
                          rbk_charset_is_supported(said) ? "does not have all of their characters" : "is not supported",
                          rbk_cdtext_charset_name((int)block->charset));
}

static rbk_status resolve(rbk_toc_reader *reader)
{
    rbk_status status = RBK_OK;
    for (uint32_t language = 0; language < RBK_TOC_LANGUAGES && status == RBK_OK; language++) {
        rbk_cdtext_block *block = reader->cdtext->blocks[language];
        if (!block)
            continue;
        if (reader->languages[language] >= 0)
            block->language = (uint8_t)reader->languages[language];
        resolve_tracks(reader, block, 1u << language);
        status = resolve_charset(reader, block, language);
    }
    return status;
}

/* A genre in words only gets the code of the same words elsewhere. */
static rbk_status resolve_genres(rbk_toc_reader *reader)
{
    rbk_status status = RBK_OK;
    for (int language = 0; language < RBK_TOC_LANGUAGES && status == RBK_OK; language++) {
        rbk_cdtext_block *block = reader->cdtext->blocks[language];
        bool named = false;
        if (!block || block->genre != RBK_CDTEXT_NO_GENRE || !block->text[RBK_CDTEXT_GENRE][0])
            continue;
        block->genre = rbk_cdtext_genre_of_words(block->text[RBK_CDTEXT_GENRE][0], &named);
        if (named)
            status = rbk_cdtext_set(block, RBK_CDTEXT_GENRE, 0, NULL, reader->error);
    }
    return status;
}

/* A code equal to the disc's own, in whatever notation, or none. */
static bool is_own_code(const rbk_disc *disc, uint32_t track, const char *code)
{
    char parsed[RBK_MCN_BYTES];
    if (!code)
        return true;
    if (track == 0)
        return rbk_mcn_parse(code, parsed, NULL) == RBK_OK && strcmp(parsed, disc->mcn) == 0;
    for (size_t t = 0; t < disc->track_count; t++)
        if (disc->tracks[t].number == track)
            return rbk_isrc_parse(code, parsed, NULL) == RBK_OK && strcmp(parsed, disc->tracks[t].isrc) == 0;
    return false;
}

/* Whether the disc's own texts and codes are complete. */
static rbk_status said_by_texts(rbk_toc_reader *reader, bool *all)
{
    rbk_cdtext *plain = NULL;
    const rbk_cdtext_block *block = reader->cdtext->blocks[0];
    bool own = block != NULL;
    for (uint32_t track = 0; track <= RBK_TRACKS_MAX && own; track++)
        own = is_own_code(reader->disc, track, block->text[RBK_CDTEXT_CODE][track]);
    *all = false;
    if (!own)
        return RBK_OK;
    rbk_status status =
        rbk_cdtext_from_disc(reader->disc, LANGUAGE_ENGLISH, RBK_CDTEXT_8859_1, &plain, NULL, reader->error);
    for (uint32_t track = 0; track <= RBK_TRACKS_MAX && status == RBK_OK; track++)
        status = rbk_cdtext_set(plain->blocks[0], RBK_CDTEXT_CODE, track, block->text[RBK_CDTEXT_CODE][track],
                                reader->error);
    *all = status == RBK_OK && rbk_cdtext_equal(plain, reader->cdtext);
    rbk_cdtext_free(plain);
    return status;
}

/* Errors only mean that there are no packs; the disc and its texts are kept. */
static rbk_status report_downgraded(rbk_toc_reader *reader, const rbk_findings *noticed)
{
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < rbk_findings_count(noticed) && status == RBK_OK; i++) {
        const rbk_finding *finding = rbk_findings_at(noticed, i);
        if (strcmp(finding->rule, "cdtext.bad-code") == 0) /* reported when it was read */
            continue;
        reader->about_track = finding->track;
        status = rbk_toc_report(reader, finding->severity == RBK_ERROR ? RBK_WARNING : finding->severity, finding->rule,
                                "%s", finding->text);
    }
    return status;
}

/* A set without tables loses its language, not the others. */
static rbk_status drop_unsupported(rbk_toc_reader *reader)
{
    rbk_status status = RBK_OK;
    for (uint32_t language = 0; language < RBK_TOC_LANGUAGES && status == RBK_OK; language++) {
        rbk_charset charset = {.set = RBK_CDTEXT_8859_1};
        rbk_error why;
        if (!reader->cdtext->blocks[language])
            continue;
        status = rbk_charset_open(reader->cdtext->blocks[language]->charset, &charset, &why);
        rbk_charset_close(&charset);
        if (status != RBK_UNSUPPORTED)
            continue;
        rbk_cdtext_remove_block(reader->cdtext, language);
        status = rbk_toc_report(reader, RBK_WARNING, "toc.charset", "the texts of language %u are ignored: %s",
                                (unsigned)language, why.sentence);
    }
    return status == RBK_NO_MEMORY ? rbk_fail_memory(reader->error) : status;
}

static rbk_status make_packs(rbk_toc_reader *reader)
{
    rbk_cdtext_options options;
    rbk_bytes packs = {NULL, 0};
    rbk_error why;
    rbk_findings *noticed = rbk_findings_new();
    if (!noticed)
        return rbk_fail_memory(reader->error);
    rbk_cdtext_options_init(&options);
    options.fallback = true;
    rbk_error_init(&why);
    rbk_status status = rbk_cdtext_encode(reader->cdtext, &options, &packs, noticed, &why);
    bool made = status == RBK_OK;
    if (status == RBK_NO_MEMORY)
        status = rbk_fail_memory(reader->error);
    else
        status = report_downgraded(reader, noticed);
    reader->about_track = 0;
    if (status == RBK_OK && made)
        status = rbk_disc_set_cdtext(reader->disc, packs.data, packs.size, reader->error);
    else if (status == RBK_OK)
        status =
            rbk_toc_report(reader, RBK_WARNING, "toc.cdtext",
                           "the CD-TEXT cannot be kept unchanged, only the disc's own texts are: %s", why.sentence);
    rbk_bytes_release(&packs);
    rbk_findings_free(noticed);
    return status;
}

static bool any_block(const rbk_cdtext *cdtext)
{
    for (int number = 0; number < RBK_CDTEXT_BLOCKS; number++)
        if (cdtext->blocks[number])
            return true;
    return false;
}

rbk_status rbk_toc_finish_languages(rbk_toc_reader *reader)
{
    bool all = false;
    if (!reader->cdtext)
        return RBK_OK;
    reader->about_line = reader->about_track = 0;
    rbk_status status = resolve(reader);
    if (status == RBK_OK)
        status = resolve_genres(reader);
    if (status == RBK_OK)
        status = drop_unsupported(reader);
    if (status == RBK_OK && !any_block(reader->cdtext))
        return RBK_OK;
    if (status == RBK_OK)
        status = said_by_texts(reader, &all);
    return status == RBK_OK && !all ? make_packs(reader) : status;
}
