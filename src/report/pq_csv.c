/*
 * A PQ sheet as CSV, for whoever puts it into a form of their own.
 */
#include <redbook/report.h>

#include "base/utf8.h"

#include <string.h>

static const char columns[] =
    "session,track,index,lba,absolute,relative,length_to_index_00,length_to_index_01,pregap,isrc,"
    "mode,copy,pre_emphasis,channels,title,performer\n";

/* After a comma. NULL is nothing. */
static void put_field(rbk_output *output, const char *text)
{
    rbk_output_write(output, ",", 1, NULL);
    if (text)
        rbk_output_write(output, text, strlen(text), NULL);
}

/*
 * A text of the disc, quoted where it has to be. Anyone may have written it, so that it must not be a formula in a spreadsheet, nor
 * change the lines or the direction of the text around it.
 */
static void put_text(rbk_output *output, const char *text)
{
    text = text ? text : "";
    const bool quoted = strpbrk(text, ",\"") != NULL, formula = text[0] && strchr("=+-@", text[0]);
    put_field(output, quoted ? "\"" : NULL);
    if (formula)
        rbk_output_write(output, "'", 1, NULL);
    for (size_t size; *text; text += size) {
        const size_t control = rbk_utf8_control(text);
        size = control ? control : 1;
        rbk_output_write(output, control ? " " : text, 1, NULL);
        if (*text == '"')
            rbk_output_write(output, "\"", 1, NULL);
    }
    if (quoted)
        rbk_output_write(output, "\"", 1, NULL);
}

static void put_length(rbk_output *output, int64_t sectors)
{
    char text[RBK_TIME_BYTES];
    put_field(output, sectors >= 0 ? rbk_time_format(sectors, text) : NULL);
}

static void put_track(rbk_output *output, const rbk_track *track)
{
    put_field(output, track->isrc);
    put_field(output, rbk_track_mode_name(track->mode));
    put_field(output, track->flags & RBK_FLAG_SCMS             ? "scms"
                      : track->flags & RBK_FLAG_COPY_PERMITTED ? "permitted"
                                                               : "prohibited");
    put_field(output, track->flags & RBK_FLAG_PRE_EMPHASIS ? "yes" : "no");
    put_field(output, track->flags & RBK_FLAG_FOUR_CHANNEL ? "4" : "2");
    put_text(output, track->text.field[RBK_TEXT_TITLE]);
    put_text(output, track->text.field[RBK_TEXT_PERFORMER]);
}

static void put_row(rbk_output *output, const rbk_disc *disc, const rbk_pq_row *row)
{
    char absolute[RBK_TIME_BYTES], relative[RBK_TIME_BYTES];
    const rbk_track *track = &disc->tracks[row->track];
    if (row->lead_out)
        rbk_output_print(output, "%zu,AA,%02u,%d", row->session, (unsigned)row->index, (int)row->lba);
    else
        rbk_output_print(output, "%zu,%02u,%02u,%d", row->session, (unsigned)track->number, (unsigned)row->index,
                         (int)row->lba);
    put_field(output, rbk_absolute_time_format(row->lba, absolute));
    put_field(output, rbk_relative_time_format(row->relative_sectors, relative));
    put_length(output, row->length_sectors);
    put_length(output, row->toc_length_sectors);
    put_length(output, row->pregap_sectors);
    if (row->lead_out || row->index != 1)
        for (int i = 0; i < 7; i++)
            put_field(output, NULL);
    else
        put_track(output, track);
    rbk_output_write(output, "\n", 1, NULL);
}

/* An output keeps its first failure, and the last write gives it. */
rbk_status rbk_pq_write_csv(const rbk_disc *disc, const rbk_layout *layout, rbk_output *output, rbk_error *error)
{
    rbk_pq pq = {NULL, 0};
    rbk_status status = rbk_pq_make(disc, layout, &pq, error);
    if (status == RBK_OK)
        status = rbk_output_write(output, columns, sizeof columns - 1, error);
    for (size_t i = 0; i < pq.count && status == RBK_OK; i++)
        put_row(output, disc, &pq.rows[i]);
    if (status == RBK_OK)
        status = rbk_output_write(output, "", 0, error);
    rbk_pq_release(&pq);
    return status;
}
