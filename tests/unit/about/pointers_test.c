/*
 * Public calls that can fail, without any of their pointers: they refuse instead of using them. The group house checks that
 * all calls of all headers are here or in unit/burn/pointers.
 */
#include <redbook/address.h>
#include <redbook/audio.h>
#include <redbook/author.h>
#include <redbook/cdtext.h>
#include <redbook/chd.h>
#include <redbook/check.h>
#include <redbook/codes.h>
#include <redbook/convert.h>
#include <redbook/disc.h>
#include <redbook/edit.h>
#include <redbook/error.h>
#include <redbook/format.h>
#include <redbook/hash.h>
#include <redbook/image.h>
#include <redbook/layout.h>
#include <redbook/match.h>
#include <redbook/readers.h>
#include <redbook/report.h>
#include <redbook/scan.h>
#include <redbook/sink.h>
#include <redbook/source.h>
#include <redbook/stage.h>
#include <redbook/stream.h>
#include <redbook/subcode.h>
#include <redbook/verify.h>
#include <redbook/volume.h>

#include "unit/scratch.h"

static rbk_error error;

static void assert_status(rbk_status status, rbk_status expected, const char *call)
{
    if (status != expected)
        fail_msg("%s: %d, expected %d", call, (int)status, (int)expected);
}

#define REFUSES(call) assert_status(call, RBK_INVALID_POINTER, #call)
#define ALLOWS(call)  assert_status(call, RBK_OK, #call) /* a list that may be missing, or nothing to be done */

static void of_address(void **state)
{
    (void)state;
    REFUSES(rbk_time_parse(NULL, NULL, &error));
}

static void of_audio(void **state)
{
    (void)state;
    REFUSES(rbk_raw_format_parse(NULL, NULL, &error));
    REFUSES(rbk_audio_open(NULL, NULL, NULL, NULL, &error));
    REFUSES(rbk_audio_tags_read(NULL, NULL, &error));
    REFUSES(rbk_conformer_open(NULL, 0, NULL, 0, NULL, &error));
    REFUSES(rbk_conformer_seek(NULL, 0, &error));
    REFUSES(rbk_conformer_read(NULL, NULL, 0, NULL, &error));
    REFUSES(rbk_sink_open(NULL, (rbk_sink_format)0, NULL, false, NULL, &error));
    REFUSES(rbk_sink_write(NULL, NULL, 0, &error));
    REFUSES(rbk_sink_flush(NULL, &error));
    REFUSES(rbk_sink_commit(NULL, &error));
}

static void of_author(void **state)
{
    (void)state;
    REFUSES(rbk_author_write(NULL, NULL, NULL, NULL, NULL, NULL, &error));
    REFUSES(rbk_author_stage(NULL, NULL, NULL, NULL, NULL, NULL, &error));
}

static void of_cdtext(void **state)
{
    (void)state;
    REFUSES(rbk_cdtext_add_block(NULL, 0, 0, (rbk_cdtext_charset)0, 0, 0, NULL, &error));
    REFUSES(rbk_cdtext_set(NULL, (rbk_cdtext_field)0, 0, NULL, &error));
    REFUSES(rbk_cdtext_add_raw(NULL, NULL, &error));
    REFUSES(rbk_cdtext_add_language(NULL, NULL, 0, NULL, NULL, &error));
    REFUSES(rbk_cdtext_encode(NULL, NULL, NULL, NULL, &error));
    REFUSES(rbk_cdtext_decode(NULL, 0, NULL, NULL, NULL, &error));
    REFUSES(rbk_cdtext_from_disc(NULL, 0, (rbk_cdtext_charset)0, NULL, NULL, &error));
    REFUSES(rbk_cdtext_to_disc(NULL, NULL, NULL, &error));
    REFUSES(rbk_cdtext_of_disc(NULL, NULL, NULL, NULL, &error));
    REFUSES(rbk_cdtext_renew(NULL, NULL, NULL, &error));
    REFUSES(rbk_cdtext_beyond_sheet(NULL, NULL, &error));
    REFUSES(rbk_cdtext_for_sheet(NULL, (rbk_cdtext_use)0, NULL, NULL, NULL, &error));
    REFUSES(rbk_cdt_read(NULL, 0, NULL, NULL, NULL, &error));
    REFUSES(rbk_cdt_to_disc(NULL, 0, NULL, NULL, NULL, &error));
    REFUSES(rbk_cdt_write(NULL, NULL, (rbk_cdt_shape)0, NULL, NULL, &error));
    REFUSES(rbk_v07t_read(NULL, 0, NULL, NULL, NULL, &error));
    REFUSES(rbk_v07t_write(NULL, NULL, NULL, NULL, &error));
}

static void of_chd(void **state)
{
    (void)state;
    REFUSES(rbk_chd_facts_read(NULL, NULL, NULL, &error));
}

static void of_check(void **state)
{
    (void)state;
    REFUSES(rbk_check(NULL, NULL, NULL, NULL, NULL, NULL, &error));
    REFUSES(rbk_checker_new(NULL, NULL, false, NULL, NULL, NULL, &error));
    REFUSES(rbk_checker_end(NULL, NULL, &error));
    ALLOWS(rbk_check_take_findings(NULL, (rbk_profile)0, NULL, &error));
}

static void of_codes(void **state)
{
    (void)state;
    REFUSES(rbk_isrc_parse(NULL, NULL, &error));
    REFUSES(rbk_mcn_parse(NULL, NULL, &error));
}

static void of_convert(void **state)
{
    (void)state;
    REFUSES(rbk_convert_check_master_id(NULL, &error));
    REFUSES(rbk_convert(NULL, NULL, NULL, NULL, NULL, NULL, &error));
}

static void of_disc(void **state)
{
    (void)state;
    REFUSES(rbk_disc_set_cdtext(NULL, NULL, 0, &error));
    REFUSES(rbk_disc_set_listed_q(NULL, NULL, 0, &error));
    REFUSES(rbk_text_set(NULL, (rbk_text_field)0, NULL, &error));
    REFUSES(rbk_remarks_add(NULL, NULL, &error));
    REFUSES(rbk_disc_add_file(NULL, NULL, (rbk_file_type)0, NULL, 0, NULL, &error));
    REFUSES(rbk_disc_locate_file(NULL, 0, NULL, &error));
    REFUSES(rbk_disc_set_subchannel(NULL, 0, (rbk_subchannel_form)0, NULL, NULL, &error));
    REFUSES(rbk_disc_add_session(NULL, (rbk_area)0, 0, NULL, &error));
    REFUSES(rbk_disc_add_track(NULL, 0, (rbk_track_mode)0, NULL, &error));
    REFUSES(rbk_track_add_file_extent(NULL, 0, 0, 0, &error));
    REFUSES(rbk_track_add_silence(NULL, 0, &error));
    REFUSES(rbk_track_place_extent(NULL, NULL, &error));
    REFUSES(rbk_track_add_index(NULL, 0, 0, 0, &error));
}

static void of_edit(void **state)
{
    (void)state;
    REFUSES(rbk_edit_indexes(NULL, NULL, NULL, 0, NULL, &error));
    REFUSES(rbk_edit_write(NULL, NULL, NULL, NULL, NULL, &error));
}

static void of_error(void **state)
{
    (void)state;
    ALLOWS(rbk_findings_add(NULL, (rbk_severity)0, NULL, NULL, 0, 0, "text"));
    ALLOWS(rbk_findings_pass_on(NULL, NULL, NULL, NULL));
}

static void of_format(void **state)
{
    (void)state;
    REFUSES(rbk_format_read(NULL, 0, NULL, NULL, NULL, NULL, &error));
    REFUSES(rbk_format_read_as(NULL, NULL, 0, NULL, NULL, NULL, NULL, &error));
    REFUSES(rbk_format_read_file(NULL, NULL, NULL, NULL, &error));
    REFUSES(rbk_format_write(NULL, NULL, NULL, NULL, &error));
    REFUSES(rbk_format_is_descriptor(NULL, NULL, &error));
}

static void of_hash(void **state)
{
    (void)state;
    REFUSES(rbk_disc_ids_compute(NULL, NULL, NULL, &error));
    REFUSES(rbk_hash(NULL, NULL, NULL, NULL, NULL, &error));
    REFUSES(rbk_sum_file(NULL, (rbk_sum_kind)0, NULL, NULL, &error));
    REFUSES(rbk_manifest_read(NULL, 0, NULL, NULL, NULL, &error));
}

static void of_image(void **state)
{
    (void)state;
    REFUSES(rbk_image_writer_open(NULL, false, NULL, &error));
    REFUSES(rbk_image_writer_reserve(NULL, 0, &error));
    REFUSES(rbk_image_writer_write(NULL, 0, NULL, 0, &error));
    REFUSES(rbk_image_writer_write_samples(NULL, 0, NULL, 0, &error));
    REFUSES(rbk_image_writer_truncate(NULL, 0, &error));
    REFUSES(rbk_image_writer_flush(NULL, 0, &error));
    REFUSES(rbk_image_writer_publish(NULL, &error));
    REFUSES(rbk_image_open(NULL, NULL, NULL, &error));
    REFUSES(rbk_image_read_sectors(NULL, 0, 0, NULL, &error));
    REFUSES(rbk_image_read_samples(NULL, 0, 0, NULL, &error));
    REFUSES(rbk_subchannel_open(NULL, NULL, NULL, &error));
    REFUSES(rbk_subchannel_read(NULL, 0, 0, NULL, &error));
    REFUSES(rbk_subchannel_render(NULL, NULL, 0, 0, (rbk_subchannel_order)0, NULL, &error));
}

static void of_layout(void **state)
{
    (void)state;
    REFUSES(rbk_layout_compute(NULL, (rbk_join)0, NULL, NULL, &error));
    REFUSES(rbk_layout_check_range(NULL, 0, 0, &error));
    REFUSES(rbk_rules_check(NULL, NULL, NULL, NULL, NULL, &error));
}

static void of_match(void **state)
{
    (void)state;
    REFUSES(rbk_dat_read(NULL, NULL, NULL, NULL, &error));
    REFUSES(rbk_dat_write_game(NULL, NULL, &error));
    REFUSES(rbk_dat_write_begin(NULL, &error));
    REFUSES(rbk_dat_write_end(NULL, &error));
    REFUSES(rbk_dat_game_of_disc(NULL, NULL, NULL, &error));
    REFUSES(rbk_dat_game_add_bytes(NULL, NULL, NULL, 0, &error));
    REFUSES(rbk_matcher_add(NULL, NULL, NULL, &error));
    REFUSES(rbk_matcher_read(NULL, NULL, NULL, &error));
    REFUSES(rbk_match_explain(NULL, NULL, NULL, 0, NULL, NULL, &error));
    REFUSES(rbk_match_rename(NULL, NULL, NULL, NULL, &error));
    REFUSES(rbk_match_rename_in(NULL, NULL, NULL, NULL, NULL, &error));
    REFUSES(rbk_match_recover(NULL, &error));
    REFUSES(rbk_match_complete(NULL, NULL, &error));
}

static void of_readers(void **state)
{
    (void)state;
    REFUSES(rbk_reader_check(NULL, NULL, NULL, NULL, NULL, NULL, &error));
}

static void of_report(void **state)
{
    (void)state;
    REFUSES(rbk_measure(NULL, NULL, NULL, NULL, NULL, NULL, &error));
    REFUSES(rbk_pq_make(NULL, NULL, NULL, &error));
    REFUSES(rbk_pq_write_text(NULL, NULL, NULL, NULL, &error));
    REFUSES(rbk_pq_write_csv(NULL, NULL, NULL, &error));
    REFUSES(rbk_pq_write_pdf(NULL, NULL, NULL, NULL, NULL, NULL, &error));
    REFUSES(rbk_pdf_versions(NULL, NULL, &error));
    REFUSES(rbk_page_new(NULL, NULL, NULL, NULL, &error));
    REFUSES(rbk_page_write(NULL, NULL, NULL, NULL, &error));
}

static void of_scan(void **state)
{
    (void)state;
    REFUSES(rbk_image_scan(NULL, NULL, NULL, NULL, 0, NULL, &error));
}

static void of_sink(void **state)
{
    (void)state;
    REFUSES(rbk_image_sink_open((rbk_image_sink_kind)0, NULL, NULL, &error));
    REFUSES(rbk_image_sink_take(NULL, NULL, NULL, NULL, NULL, &error));
    REFUSES(rbk_image_sink_flush(NULL, &error));
}

static void of_source(void **state)
{
    (void)state;
    REFUSES(rbk_source_in_folder(NULL, NULL, &error));
    REFUSES(rbk_source_kind_of(NULL, NULL, NULL, &error));
    REFUSES(rbk_source_read(NULL, NULL, NULL, NULL, &error));
    REFUSES(rbk_source_open(NULL, NULL, NULL, NULL, &error));
    REFUSES(rbk_source_read_texts(NULL, NULL, NULL, NULL, NULL, &error));
    REFUSES(rbk_source_from_files(NULL, NULL, NULL, &error));
    REFUSES(rbk_source_take_name(NULL, NULL, NULL, NULL, &error));
    REFUSES(rbk_source_check_names(NULL, &error));
    REFUSES(rbk_source_write_sheet(NULL, NULL, false, NULL, &error));
    REFUSES(rbk_source_probe(NULL, NULL, NULL, NULL, &error));
    REFUSES(rbk_source_at(NULL, NULL, NULL, NULL, &error));
    REFUSES(rbk_source_report_target(NULL, NULL, NULL, NULL, NULL, &error));
    REFUSES(rbk_source_list_files(NULL, NULL, NULL, NULL, &error));
    REFUSES(rbk_source_find_graphics(NULL, NULL, &error));
    REFUSES(rbk_source_leave_graphics(NULL, NULL, &error));
}

static void of_stage(void **state)
{
    (void)state;
    REFUSES(rbk_stage_new(NULL, NULL, &error));
    REFUSES(rbk_stage_open(NULL, NULL, &error));
    REFUSES(rbk_stage_close(NULL, &error));
    REFUSES(rbk_stage_progress_advise(NULL, NULL, &error));
    REFUSES(rbk_stage_total_audio_tracks(NULL, NULL, &error));
    REFUSES(rbk_stage_total_audio_blocks(NULL, NULL, &error));
    REFUSES(rbk_stage_used_audio_blocks(NULL, NULL, &error));
    REFUSES(rbk_stage_available_audio_track_blocks(NULL, NULL, &error));
    REFUSES(rbk_stage_audio_block_size(NULL, NULL, &error));
    REFUSES(rbk_stage_create_audio_track(NULL, 0, &error));
    REFUSES(rbk_stage_add_audio_track_blocks(NULL, NULL, 0, NULL, &error));
    REFUSES(rbk_stage_close_audio_track(NULL, &error));
    REFUSES(rbk_stage_clear(NULL, &error));
    REFUSES(rbk_stage_commit(NULL, &error));
    REFUSES(rbk_stage_set_gap(NULL, 0, &error));
    REFUSES(rbk_stage_begin_index(NULL, 0, &error));
    REFUSES(rbk_stage_create_data_track(NULL, (rbk_track_mode)0, 0, &error));
    REFUSES(rbk_stage_reserve_audio_track_blocks(NULL, 0, NULL, &error));
    REFUSES(rbk_stage_fill(NULL, 0, NULL, 0, &error));
    REFUSES(rbk_stage_fill_sectors(NULL, 0, NULL, 0, &error));
    REFUSES(rbk_stage_fill_silence(NULL, 0, 0, &error));
    REFUSES(rbk_stage_set_text(NULL, 0, (rbk_text_field)0, NULL, &error));
    REFUSES(rbk_stage_add_remark(NULL, 0, NULL, &error));
    REFUSES(rbk_stage_set_isrc(NULL, 0, NULL, &error));
    REFUSES(rbk_stage_set_flags(NULL, 0, 0, &error));
    REFUSES(rbk_stage_set_mcn(NULL, NULL, &error));
    REFUSES(rbk_stage_set_cdtext(NULL, NULL, 0, &error));
    REFUSES(rbk_stage_begin_session(NULL, NULL, 0, &error));
}

static void of_stream(void **state)
{
    (void)state;
    REFUSES(rbk_bytes_read_file(NULL, 0, NULL, &error));
    ALLOWS(rbk_publish(NULL, 0, NULL, &error));
    REFUSES(rbk_recover_reporting(NULL, (rbk_recover_purpose)0, NULL, &error));
    REFUSES(rbk_recover(NULL, (rbk_recover_purpose)0, &error));
    REFUSES(rbk_output_open_file(NULL, false, NULL, &error));
    REFUSES(rbk_output_write(NULL, NULL, 0, &error));
    REFUSES(rbk_output_print(NULL, "text"));
    REFUSES(rbk_output_flush(NULL, &error));
    REFUSES(rbk_output_commit(NULL, &error));
}

static void of_subcode(void **state)
{
    (void)state;
    REFUSES(rbk_subcode_new(NULL, NULL, NULL, &error));
    REFUSES(rbk_subcode_scan_compare(NULL, NULL, NULL, NULL, NULL, &error));
}

static void of_verify(void **state)
{
    (void)state;
    REFUSES(rbk_compare(NULL, NULL, 0, NULL, NULL, &error));
    REFUSES(rbk_compare_subchannels(NULL, NULL, 0, NULL, NULL, &error));
}

static void of_volume(void **state)
{
    (void)state;
    REFUSES(rbk_volume_read(NULL, 0, 0, NULL, &error));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_address), cmocka_unit_test(of_audio),   cmocka_unit_test(of_author),
        cmocka_unit_test(of_cdtext),  cmocka_unit_test(of_chd),     cmocka_unit_test(of_check),
        cmocka_unit_test(of_codes),   cmocka_unit_test(of_convert), cmocka_unit_test(of_disc),
        cmocka_unit_test(of_edit),    cmocka_unit_test(of_error),   cmocka_unit_test(of_format),
        cmocka_unit_test(of_hash),    cmocka_unit_test(of_image),   cmocka_unit_test(of_layout),
        cmocka_unit_test(of_match),   cmocka_unit_test(of_readers), cmocka_unit_test(of_report),
        cmocka_unit_test(of_scan),    cmocka_unit_test(of_sink),    cmocka_unit_test(of_source),
        cmocka_unit_test(of_stage),   cmocka_unit_test(of_stream),  cmocka_unit_test(of_subcode),
        cmocka_unit_test(of_verify),  cmocka_unit_test(of_volume),
    };
    return cmocka_run_group_tests_name("about/pointers", tests, NULL, NULL);
}
