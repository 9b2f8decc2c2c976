/*
 * A laid out disc as JSON; described in redbook-info(1). Whatever does not apply is null, so that keys are always
 * there.
 */
#include "redbook/disc_output.h"

static void put_time(cli_json *json, const char *key, int64_t sectors)
{
    char text[RBK_TIME_BYTES];
    cli_json_text(json, key, rbk_time_format(sectors, text));
}

static void put_texts(cli_json *json, const rbk_text *text)
{
    for (int field = 0; field < (int)RBK_TEXT_FIELDS; field++)
        cli_json_text(json, rbk_text_field_name((rbk_text_field)field), text->field[field]);
}

static void put_remarks(cli_json *json, const rbk_remarks *remarks)
{
    cli_json_open_array(json, "remarks");
    for (size_t i = 0; i < remarks->count; i++)
        cli_json_text(json, NULL, remarks->lines[i]);
    cli_json_close(json);
}

void disc_json(cli_json *json, const rbk_disc *disc)
{
    if (!disc) {
        cli_json_null(json, "disc");
        return;
    }
    cli_json_open_object(json, "disc");
    put_texts(json, &disc->text);
    cli_json_text(json, "mcn", disc->mcn);
    cli_json_text(json, "cdtext_file", disc->cdtext_file);
    put_remarks(json, &disc->remarks);
    cli_json_close(json);
}

void disc_json_capacity(cli_json *json, const rbk_layout *layout, uint32_t capacity_sectors)
{
    cli_json_open_object(json, "capacity");
    cli_json_number(json, "capacity_sectors", capacity_sectors);
    put_time(json, "capacity_time", capacity_sectors);
    if (layout) {
        int64_t used = rbk_layout_end(layout);
        cli_json_number(json, "used_sectors", used);
        put_time(json, "used_time", used);
        cli_json_number(json, "free_sectors", (int64_t)capacity_sectors - used);
    } else {
        cli_json_null(json, "used_sectors");
        cli_json_null(json, "used_time");
        cli_json_null(json, "free_sectors");
    }
    cli_json_close(json);
}

static void put_indexes(cli_json *json, const rbk_layout_track *place)
{
    cli_json_open_array(json, "indexes");
    for (size_t i = 0; i < place->index_count; i++) {
        cli_json_open_object(json, NULL);
        cli_json_number(json, "number", place->indexes[i].number);
        cli_json_number(json, "lba", place->indexes[i].lba);
        put_time(json, "time", place->indexes[i].lba);
        cli_json_close(json);
    }
    cli_json_close(json);
}

static void put_flags(cli_json *json, uint32_t flags)
{
    cli_json_open_object(json, "flags");
    cli_json_bool(json, "copy_permitted", flags & RBK_FLAG_COPY_PERMITTED);
    cli_json_bool(json, "pre_emphasis", flags & RBK_FLAG_PRE_EMPHASIS);
    cli_json_bool(json, "four_channel", flags & RBK_FLAG_FOUR_CHANNEL);
    cli_json_bool(json, "scms", flags & RBK_FLAG_SCMS);
    cli_json_close(json);
}

static void put_track(cli_json *json, const rbk_track *track, const rbk_layout_track *place)
{
    char absolute[RBK_TIME_BYTES];
    int64_t length = place->end_lba - place->index01_lba;
    int64_t pregap = place->index01_lba - place->start_lba;
    cli_json_open_object(json, NULL);
    cli_json_number(json, "number", track->number);
    cli_json_text(json, "mode", rbk_track_mode_name(track->mode));
    cli_json_number(json, "lba", place->index01_lba);
    put_time(json, "time", place->index01_lba);
    cli_json_text(json, "absolute_time", rbk_absolute_time_format(place->index01_lba, absolute));
    cli_json_number(json, "length_sectors", length);
    put_time(json, "length_time", length);
    cli_json_number(json, "pregap_sectors", pregap);
    put_time(json, "pregap_time", pregap);
    put_indexes(json, place);
    put_flags(json, track->flags);
    cli_json_text(json, "isrc", track->isrc);
    put_texts(json, &track->text);
    put_remarks(json, &track->remarks);
    cli_json_number(json, "moved_samples", place->moved_samples);
    cli_json_number(json, "padded_samples", place->padded_samples);
    cli_json_close(json);
}

static const char *area_name(const rbk_disc *disc, const rbk_layout_session *session)
{
    static const char *const names[] = {"cd", "single-density", "high-density"};
    size_t position = disc->tracks[session->first_track].session;
    return names[position < disc->session_count ? disc->sessions[position].area : RBK_AREA_CD];
}

void disc_json_sessions(cli_json *json, const rbk_disc *disc, const rbk_layout *layout)
{
    cli_json_open_array(json, "sessions");
    for (size_t s = 0; disc && layout && s < layout->session_count; s++) {
        const rbk_layout_session *session = &layout->sessions[s];
        cli_json_open_object(json, NULL);
        cli_json_number(json, "number", (int64_t)s + 1);
        cli_json_text(json, "area", area_name(disc, session));
        cli_json_number(json, "first_track", disc->tracks[session->first_track].number);
        cli_json_number(json, "last_track", disc->tracks[session->first_track + session->track_count - 1].number);
        cli_json_number(json, "start_lba", session->start_lba);
        put_time(json, "start_time", session->start_lba);
        cli_json_number(json, "lead_out_lba", session->lead_out_lba);
        put_time(json, "lead_out_time", session->lead_out_lba);
        cli_json_close(json);
    }
    cli_json_close(json);
}

void disc_json_tracks(cli_json *json, const rbk_disc *disc, const rbk_layout *layout)
{
    cli_json_open_array(json, "tracks");
    for (size_t i = 0; disc && layout && i < layout->track_count; i++)
        put_track(json, &disc->tracks[i], &layout->tracks[i]);
    cli_json_close(json);
}
