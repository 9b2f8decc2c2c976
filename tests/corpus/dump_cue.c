/*
 * dump_cue SHEET - prints a sheet as the library reads it, as plain text: the disc, then the findings; for CD-TEXT
 * alone (.cdt, written in hexadecimal here, and .v07t) its blocks
 *
 * Sees the public headers only. Ends with 0 when the sheet was read, with 1 when it was refused (the message comes
 * first), with 2 when it was called wrongly or ran out of memory. tests/corpus/run.sh compares what it prints.
 */
#include <redbook/cdtext.h>
#include <redbook/format.h>
#include <redbook/source.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char *const type_names[] = {"binary", "motorola", "audio"};

/* Whole sectors as a time, anything else with the remaining samples. */
static void print_time(int64_t samples)
{
    char time[RBK_TIME_BYTES];
    printf("%s", rbk_time_format(samples / RBK_SECTOR_SAMPLES, time));
    if (samples % RBK_SECTOR_SAMPLES)
        printf("+%" PRId64, samples % RBK_SECTOR_SAMPLES);
}

static void print_texts(const char *indent, const rbk_text *text, const rbk_remarks *remarks)
{
    for (int field = 0; field < RBK_TEXT_FIELDS; field++)
        if (text->field[field])
            printf("%s%s [%s]\n", indent, rbk_text_field_name((rbk_text_field)field), text->field[field]);
    for (size_t i = 0; i < remarks->count; i++)
        printf("%sremark%s [%s]\n", indent, i < remarks->leading ? " before it" : "", remarks->lines[i]);
}

static void print_flags(uint32_t flags)
{
    if (!flags)
        return;
    printf("  flags%s%s%s%s%s%s%s%s\n", flags & RBK_FLAG_COPY_PERMITTED ? " copy-permitted" : "",
           flags & RBK_FLAG_FOUR_CHANNEL ? " four-channel" : "", flags & RBK_FLAG_PRE_EMPHASIS ? " pre-emphasis" : "",
           flags & RBK_FLAG_SCMS ? " scms" : "", flags & RBK_FLAG_FORM_MIX ? " form-mix" : "",
           flags & RBK_FLAG_TYPE_CD_ROM ? " type-cd-rom" : "", flags & RBK_FLAG_TYPE_CD_I ? " type-cd-i" : "",
           flags & RBK_FLAG_TYPE_XA ? " type-xa" : "");
}

/* Where its bytes are, if the time does not tell. */
static void print_placement(const rbk_extent *extent)
{
    const rbk_placement *stated = &extent->placement;
    int64_t sectors = extent->offset_samples / RBK_SECTOR_SAMPLES, rest = extent->offset_samples % RBK_SECTOR_SAMPLES;
    if (stated->stride_bytes != 0 && stated->offset_bytes != sectors * stated->stride_bytes + rest * RBK_SAMPLE_BYTES)
        printf(", at byte %" PRId64 " and every %u", stated->offset_bytes, (unsigned)stated->stride_bytes);
}

static void print_extent(const rbk_extent *extent)
{
    if (extent->silence) {
        printf("  silence of ");
        print_time(extent->length_samples);
    } else {
        printf("  file %u from ", (unsigned)extent->file);
        print_time(extent->offset_samples);
        if (extent->length_samples == RBK_TO_END) {
            printf(" to its end");
        } else {
            printf(" for ");
            print_time(extent->length_samples);
        }
        print_placement(extent);
    }
    printf("\n");
}

static void print_length(const char *what, int32_t sectors)
{
    char time[RBK_TIME_BYTES];
    if (sectors != RBK_USUAL)
        printf(", %s %s", what, rbk_time_format(sectors, time));
}

/* Before the first track of each session, if the descriptor has sessions. */
static void print_session(size_t position, const rbk_session *session)
{
    static const char *const areas[] = {"", " of single density", " of high density"};
    static const char *const forms[] = {"", ", lead-out by its place", ", lead-out by its address"};
    printf("session %zu%s, line %u%s", position + 1, areas[session->area], (unsigned)session->line,
           forms[session->lead_out_form]);
    print_length("lead-out", session->lead_out_sectors);
    print_length("lead-in", session->lead_in_sectors);
    print_length("pregap", session->pregap_sectors);
    printf("\n");
}

static void print_track(const rbk_track *track)
{
    printf("track %02u %s, line %u\n", (unsigned)track->number, rbk_track_mode_name(track->mode),
           (unsigned)track->line);
    print_texts("  ", &track->text, &track->remarks);
    if (track->isrc[0])
        printf("  isrc %s\n", track->isrc);
    print_flags(track->flags);
    for (size_t i = 0; i < track->extent_count; i++)
        print_extent(&track->extents[i]);
    for (size_t i = 0; i < track->index_count; i++) {
        printf("  index %02u in stretch %u at ", (unsigned)track->indexes[i].number,
               (unsigned)track->indexes[i].extent);
        print_time(track->indexes[i].offset_samples);
        printf("\n");
    }
}

static void print_block(unsigned number, const rbk_cdtext_block *block)
{
    printf("cd-text block %u: language 0x%02X, %s, tracks %u to %u", number, (unsigned)block->language,
           rbk_cdtext_charset_name((int)block->charset), (unsigned)block->first_track, (unsigned)block->last_track);
    if (block->genre != RBK_CDTEXT_NO_GENRE)
        printf(", genre 0x%04X", (unsigned)block->genre);
    printf("%s\n", block->copyright ? ", copyrighted" : "");
    for (int field = 0; field < (int)RBK_CDTEXT_FIELDS; field++)
        for (uint32_t track = 0; track <= RBK_TRACKS_MAX; track++)
            if (block->text[field][track])
                printf("  %s of %u [%s]\n", rbk_cdtext_field_name((rbk_cdtext_field)field, track), (unsigned)track,
                       block->text[field][track]);
    for (size_t i = 0; i < block->raw_count; i++) {
        printf("  pack %02X %02X", (unsigned)block->raw[i].type, (unsigned)block->raw[i].track);
        for (size_t k = 0; k < sizeof block->raw[i].payload; k++)
            printf(" %02x", (unsigned)block->raw[i].payload[k]);
        printf("\n");
    }
}

static void print_cdtext(const rbk_cdtext *cdtext)
{
    for (unsigned number = 0; cdtext && number < RBK_CDTEXT_BLOCKS; number++)
        if (cdtext->blocks[number])
            print_block(number, cdtext->blocks[number]);
}

/* The disc's own packs; findings about them were reported when they were read. */
static void print_own_cdtext(const rbk_disc *disc)
{
    rbk_cdtext *cdtext = NULL;
    if (disc->cdtext && rbk_cdtext_decode(disc->cdtext, disc->cdtext_bytes, NULL, &cdtext, NULL, NULL) == RBK_OK)
        print_cdtext(cdtext);
    rbk_cdtext_free(cdtext);
}

static void print_disc(const rbk_disc *disc)
{
    if (disc->mcn[0])
        printf("mcn %s\n", disc->mcn);
    if (disc->cdtext_file)
        printf("cdtext-file [%s]\n", disc->cdtext_file);
    print_texts("", &disc->text, &disc->remarks);
    print_own_cdtext(disc);
    for (size_t i = 0; i < disc->file_count; i++)
        printf("file %zu [%s] %s [%s], line %u\n", i, disc->files[i].path, type_names[disc->files[i].type],
               disc->files[i].type_word, (unsigned)disc->files[i].line);
    for (size_t i = 0; i < disc->track_count; i++) {
        const rbk_track *track = &disc->tracks[i];
        if (disc->session_count > 0 && (i == 0 || track[-1].session != track->session))
            print_session(track->session, &disc->sessions[track->session]);
        print_track(track);
    }
}

static void print_findings(const rbk_findings *findings)
{
    for (size_t i = 0; i < rbk_findings_count(findings); i++) {
        const rbk_finding *finding = rbk_findings_at(findings, i);
        printf("%s %s", rbk_severity_name(finding->severity), finding->rule);
        if (finding->line)
            printf(", line %u", (unsigned)finding->line);
        if (finding->track)
            printf(", track %u", (unsigned)finding->track);
        printf(": %s\n", finding->text);
    }
}

/* ------------------------------------------------------------------ CD-TEXT alone */

static bool ends_with(const char *path, const char *ending)
{
    size_t length = strlen(path), size = strlen(ending);
    return length > size && strcmp(path + length - size, ending) == 0;
}

static int digit(uint8_t c)
{
    const char *digits = "0123456789abcdef", *found = c ? strchr(digits, c) : NULL;
    return found ? (int)(found - digits) : -1;
}

/* Decodes hexadecimal in place; lines that begin with # are comments. */
static void from_hexadecimal(rbk_bytes *bytes)
{
    size_t used = 0;
    for (size_t at = 0; at + 1 < bytes->size;) {
        int high = digit(bytes->data[at]), low = digit(bytes->data[at + 1]);
        if (bytes->data[at] == '#') {
            while (at < bytes->size && bytes->data[at] != '\n')
                at++;
        } else if (high >= 0 && low >= 0) {
            bytes->data[used++] = (uint8_t)(high << 4 | low);
            at += 2;
        } else {
            at++;
        }
    }
    bytes->size = used;
}

static rbk_status read_cdtext(const char *path, rbk_cdtext **cdtext, rbk_findings *findings, rbk_error *error)
{
    rbk_bytes bytes = {NULL, 0};
    rbk_status status = rbk_bytes_read_file(path, RBK_DESCRIPTOR_BYTES_MAX, &bytes, error);
    bool packs = ends_with(path, ".cdt");
    if (status == RBK_OK && packs)
        from_hexadecimal(&bytes);
    if (status == RBK_OK)
        status = (packs ? rbk_cdt_read : rbk_v07t_read)(bytes.data, bytes.size, path, cdtext, findings, error);
    rbk_bytes_release(&bytes);
    return status;
}

/* ------------------------------------------------------------------ */

static rbk_status dump(const char *path, rbk_findings *findings, rbk_error *error)
{
    rbk_disc *disc = NULL;
    rbk_cdtext *cdtext = NULL;
    rbk_status status;
    if (ends_with(path, ".cdt") || ends_with(path, ".v07t"))
        status = read_cdtext(path, &cdtext, findings, error);
    else if (ends_with(path, ".gdi")) /* its tracks are as long as the files next to it */
        status = rbk_source_read(path, NULL, &disc, findings, error);
    else
        status = rbk_format_read_file(path, NULL, &disc, findings, error);
    if (status == RBK_OK && disc)
        print_disc(disc);
    print_cdtext(cdtext);
    rbk_cdtext_free(cdtext);
    rbk_disc_free(disc);
    return status;
}

int main(int argc, char **argv)
{
    char text[RBK_PATH_BYTES + RBK_SENTENCE_BYTES];
    rbk_error error;
    rbk_findings *findings = rbk_findings_new();
    if (argc != 2 || !findings) {
        fprintf(stderr, "usage: dump_cue SHEET\n");
        rbk_findings_free(findings);
        return 2;
    }
    rbk_error_init(&error);
    rbk_status status = dump(argv[1], findings, &error);
    if (status != RBK_OK)
        printf("%s %s\n", rbk_status_name(status), rbk_error_format(&error, text, sizeof text));
    print_findings(findings);
    rbk_findings_free(findings);
    if (status == RBK_NO_MEMORY)
        return 2;
    return status == RBK_OK ? 0 : 1;
}
