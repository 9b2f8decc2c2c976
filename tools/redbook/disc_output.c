/*
 * A laid out disc as tables for people.
 */
#include "redbook/disc_output.h"
#include "cli/fold.h"
#include "cli/messages.h"
#include "cli/table.h"

#include <string.h>

#define FLAG_WORDS_BYTES 24 /* room for all of them */

static const char *flag_words(uint32_t flags, char text[FLAG_WORDS_BYTES])
{
    static const struct {
        uint32_t flag;
        const char *word;
    } words[] = {{RBK_FLAG_COPY_PERMITTED, "DCP"},
                 {RBK_FLAG_FOUR_CHANNEL, "4CH"},
                 {RBK_FLAG_PRE_EMPHASIS, "PRE"},
                 {RBK_FLAG_SCMS, "SCMS"}};
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (flags & words[i].flag)
            used += (size_t)snprintf(text + used, FLAG_WORDS_BYTES - used, "%s%s", used ? " " : "", words[i].word);
    return text[0] ? text : NULL;
}

static void time_cell(cli_table *table, int64_t sectors)
{
    char text[RBK_TIME_BYTES];
    cli_table_cell(table, rbk_time_format(sectors, text));
}

static void track_row(cli_table *table, const rbk_track *track, const rbk_layout_track *place, bool joins)
{
    char flags[FLAG_WORDS_BYTES];
    int64_t length = place->end_lba - place->index01_lba;
    cli_table_print_cell(table, "%u", (unsigned)track->number);
    cli_table_cell(table, rbk_track_mode_name(track->mode));
    time_cell(table, place->index01_lba);
    cli_table_print_cell(table, "%d", (int)place->index01_lba);
    time_cell(table, length);
    cli_table_print_cell(table, "%lld", (long long)length);
    if (place->index01_lba > place->start_lba)
        time_cell(table, place->index01_lba - place->start_lba);
    else
        cli_table_cell(table, NULL);
    if (joins) {
        cli_table_print_cell(table, "%lld", (long long)place->moved_samples);
        cli_table_print_cell(table, "%lld", (long long)place->padded_samples);
    }
    cli_table_cell(table, flag_words(track->flags, flags));
    cli_table_cell(table, track->isrc[0] ? track->isrc : NULL);
    cli_table_cell(table, track->text.field[RBK_TEXT_TITLE]);
    cli_table_cell(table, track->text.field[RBK_TEXT_PERFORMER]);
}

static void index_row(cli_table *table, const rbk_layout_index *index, size_t columns)
{
    cli_table_cell(table, "");
    cli_table_print_cell(table, "index %02u", (unsigned)index->number);
    time_cell(table, index->lba);
    cli_table_print_cell(table, "%d", (int)index->lba);
    for (size_t i = 4; i < columns; i++)
        cli_table_cell(table, "");
}

bool disc_print_tracks(const rbk_disc *disc, const rbk_layout *layout, bool joins, FILE *out)
{
    static const char *const plain[] = {">track",  "mode",  ">start", ">lba",  ">length",  ">sectors",
                                        ">pregap", "flags", "isrc",   "title", "performer"};
    static const char *const joined[] = {">track", "mode",    ">start", ">lba", ">length", ">sectors", ">pregap",
                                         ">moved", ">padded", "flags",  "isrc", "title",   "performer"};
    size_t columns = joins ? sizeof joined / sizeof joined[0] : sizeof plain / sizeof plain[0];
    cli_table *table = cli_table_new(joins ? joined : plain, columns);
    if (!table)
        return false;
    for (size_t i = 0; i < layout->track_count; i++) {
        const rbk_layout_track *place = &layout->tracks[i];
        track_row(table, &disc->tracks[i], place, joins);
        for (size_t k = 0; k < place->index_count; k++)
            if (place->indexes[k].number > 1)
                index_row(table, &place->indexes[k], columns);
    }
    bool printed = cli_table_print(table, out);
    cli_table_free(table);
    return printed;
}

/* True when there was something to print. */
static bool text_line(const char *name, const char *value, FILE *out)
{
    if (!value || !value[0])
        return false;
    fprintf(out, "%-11s ", name);
    cli_print_clean(out, value);
    fputc('\n', out);
    return true;
}

void disc_print_texts(const rbk_disc *disc, FILE *out)
{
    bool any = false;
    for (int field = 0; field < (int)RBK_TEXT_FIELDS; field++)
        any = text_line(rbk_text_field_name((rbk_text_field)field), disc->text.field[field], out) || any;
    any = text_line("mcn", disc->mcn, out) || any;
    any = text_line("cdtextfile", disc->cdtext_file, out) || any;
    if (any)
        fputc('\n', out);
}

void disc_print_sessions(const rbk_disc *disc, const rbk_layout *layout, FILE *out)
{
    char start[RBK_TIME_BYTES], end[RBK_TIME_BYTES];
    for (size_t s = 0; s < layout->session_count && layout->session_count > 1; s++) {
        const rbk_layout_session *session = &layout->sessions[s];
        size_t position = disc->tracks[session->first_track].session;
        bool area = position < disc->session_count && disc->sessions[position].area != RBK_AREA_CD;
        fprintf(out, "%s %zu  tracks %u-%u, starts at %s (lba %d), lead-out at %s (lba %d)\n",
                area ? "area" : "session", s + 1, (unsigned)disc->tracks[session->first_track].number,
                (unsigned)disc->tracks[session->first_track + session->track_count - 1].number,
                rbk_time_format(session->start_lba, start), (int)session->start_lba,
                rbk_time_format(session->lead_out_lba, end), (int)session->lead_out_lba);
    }
    if (layout->session_count > 1)
        fputc('\n', out);
}

uint32_t disc_capacity(const rbk_disc *disc, uint32_t capacity_sectors)
{
    const int32_t most = disc ? rbk_disc_end_max(disc) : RBK_PROGRAM_SECTORS_MAX;
    return most > RBK_PROGRAM_SECTORS_MAX ? (uint32_t)most : capacity_sectors;
}

void disc_print_total(const rbk_layout *layout, uint32_t capacity_sectors, FILE *out)
{
    char total[RBK_TIME_BYTES], capacity[RBK_TIME_BYTES], rest[RBK_TIME_BYTES];
    int64_t used = rbk_layout_end(layout);
    int64_t over = used - (int64_t)capacity_sectors;
    char line[160];
    snprintf(line, sizeof line, "total %s (%lld sector%s) of %s (%u sectors), %s %s", rbk_time_format(used, total),
             (long long)used, RBK_PLURAL(used, "", "s"), rbk_time_format(capacity_sectors, capacity),
             (unsigned)capacity_sectors, rbk_time_format(over > 0 ? over : -over, rest),
             over > 0 ? "too long" : "free");
    cli_print_line(line, out);
}
