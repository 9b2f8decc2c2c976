/*
 * A descriptor with the files next to it; what a format reads there is tested in format/rows_test.
 * link: -Wl,--wrap=open -Wl,--wrap=open64
 */
#include "format/ddp.h"
#include "source/source.h"

#include "unit/openings.h"
#include "unit/scratch.h"

#include <sys/stat.h>

static const char sheet[] = "FILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n";

static rbk_findings *findings;
static rbk_error error;

static int begin(void **state)
{
    findings = rbk_findings_new();
    rbk_error_init(&error);
    return scratch_setup(state);
}

static int end(void **state)
{
    rbk_findings_free(findings);
    return scratch_teardown(state);
}

static size_t count_of(const char *rule)
{
    size_t count = 0;
    for (size_t i = 0; i < rbk_findings_count(findings); i++)
        count += strcmp(rbk_findings_at(findings, i)->rule, rule) == 0;
    return count;
}

static const rbk_finding *last_of(const char *rule)
{
    size_t i = rbk_findings_count(findings);
    while (i > 0 && strcmp(rbk_findings_at(findings, i - 1)->rule, rule) != 0)
        i--;
    assert_true(i > 0);
    return rbk_findings_at(findings, i - 1);
}

static void a_descriptor_is_read_and_its_failures_name_it(void **state)
{
    rbk_disc *disc = NULL;
    (void)state;
    scratch_write("a.cue", sheet, strlen(sheet));
    assert_int_equal(rbk_source_read_descriptor(scratch_path("a.cue"), NULL, &disc, findings, &error), RBK_OK);
    assert_int_equal(disc->track_count, 1);
    rbk_disc_free(disc);
    disc = NULL;
    assert_int_equal(rbk_source_read_descriptor(scratch_path("none.cue"), NULL, &disc, findings, &error),
                     RBK_FILEACCESS);
    assert_string_equal(error.place.path, scratch_path("none.cue"));
    assert_null(disc);
}

static void a_list_of_protected_sectors_next_to_is_read(void **state)
{
    rbk_disc *disc = NULL;
    (void)state;
    scratch_write("a.cue", sheet, strlen(sheet));
    scratch_write("a.SBI", "SBI\0\0\3\x25\1\x41\1\1\0\1\x27\0\0\3\x25", 18);
    scratch_write("b.lsd", "x", 1);
    assert_int_equal(rbk_source_read_descriptor(scratch_path("a.cue"), NULL, &disc, findings, &error), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "q-list.found");
    assert_int_equal(disc->listed_q_count, 1);
    assert_int_equal(disc->listed_q[0].lba, 100);
    assert_int_equal(disc->part_count, 1);
    assert_string_equal(disc->parts[0], scratch_path("a.SBI"));
    rbk_disc_free(disc);
}

/* The LSD is used; an SBI has no CRC. */
static void two_lists_have_the_same_records_or_are_reported(void **state)
{
    static const char lsd[] = "\0\3\x25\x41\1\1\0\1\x27\0\0\3\x25\xAB\xCD";
    static const struct {
        const char *sbi;
        size_t size;
        const char *rule; /* NULL: none */
    } rows[] = {
        {"SBI\0\0\3\x25\1\x41\1\1\0\1\x27\0\0\3\x25", 18, NULL},
        {"SBI\0\0\3\x25\1\x41\1\1\0\1\x28\0\0\3\x25", 18, "q-list.differs"},
        {"SBI\0\0\3\x26\1\x41\1\1\0\1\x27\0\0\3\x25", 18, "q-list.differs"},
        {"SBI\0", 4, "q-list.differs"},
        {"x", 1, "q-list.damaged"},
    };
    (void)state;
    scratch_write("a.cue", sheet, strlen(sheet));
    scratch_write("a.lsd", lsd, sizeof lsd - 1);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_disc *disc = NULL;
        rbk_findings *found = rbk_findings_new();
        scratch_write("a.SBI", rows[i].sbi, rows[i].size);
        assert_int_equal(rbk_source_read_descriptor(scratch_path("a.cue"), NULL, &disc, found, &error), RBK_OK);
        assert_int_equal(rbk_findings_count(found), rows[i].rule ? 2 : 1);
        if (rows[i].rule)
            assert_string_equal(rbk_findings_at(found, 1)->rule, rows[i].rule);
        assert_int_equal(disc->listed_q_count, 1);
        assert_int_equal(disc->listed_q[0].q[RBK_Q_BYTES - 1], 0xCD);
        assert_int_equal(disc->part_count, 1);
        assert_null(disc->damaged_q);
        rbk_disc_free(disc);
        rbk_findings_free(found);
    }
}

/* The LSD is used: an SBI that is out of reach or that the system cannot read fails nothing. */
static void a_list_that_cannot_be_compared_with_the_used_one_is_reported(void **state)
{
    static const char lsd[] = "\0\3\x25\x41\1\1\0\1\x27\0\0\3\x25\xAB\xCD";
    const rbk_source_options anywhere = {.any_path = true};
    rbk_disc *disc = NULL;
    (void)state;
    assert_int_equal(mkdir(scratch_path("two"), 0777), 0);
    scratch_write("two/a.cue", sheet, strlen(sheet));
    scratch_write("two/a.lsd", lsd, sizeof lsd - 1);
    scratch_write("list", "SBI\0", 4);
    assert_int_equal(symlink("../list", scratch_path("two/a.sbi")), 0);
    assert_int_equal(rbk_source_read_descriptor(scratch_path("two/a.cue"), NULL, &disc, findings, &error), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 2);
    assert_string_equal(rbk_findings_at(findings, 1)->rule, "file.outside");
    assert_string_equal(rbk_findings_at(findings, 1)->text,
                        "'a.sbi' leads outside the sheet's folder by a link: it is ignored, and not compared with "
                        "'a.lsd', which is used");
    rbk_disc_free(disc);
    disc = NULL;
    openings.ending = "/a.sbi";
    openings.failure = EACCES;
    assert_int_equal(rbk_source_read_descriptor(scratch_path("two/a.cue"), &anywhere, &disc, findings, &error), RBK_OK);
    openings.ending = NULL;
    openings.failure = 0;
    assert_int_equal(rbk_findings_count(findings), 4);
    assert_string_equal(rbk_findings_at(findings, 3)->rule, "q-list.damaged");
    assert_string_equal(rbk_findings_at(findings, 3)->path, scratch_path("two/a.sbi"));
    assert_string_equal(rbk_findings_at(findings, 3)->text,
                        "it is ignored, and not compared with 'a.lsd', which is used: cannot be opened: "
                        "Permission denied");
    assert_int_equal(disc->listed_q_count, 1);
    assert_null(disc->unread_q);
    rbk_disc_free(disc);
}

static void tocs_of_later_sessions_are_files_of_the_disc(void **state)
{
    static const char toc[] = "CD_DA\nTRACK AUDIO\nFILE \"1.wav\" 0 00:04:00\n";
    rbk_disc *disc = NULL;
    const char **paths = NULL;
    size_t count = 0;
    (void)state;
    scratch_write("a.toc", toc, strlen(toc));
    scratch_write("a (Session 2).toc", toc, strlen(toc));
    assert_int_equal(rbk_source_read_descriptor(scratch_path("a.toc"), NULL, &disc, findings, &error), RBK_OK);
    assert_int_equal(rbk_source_list_files(disc, disc->descriptor_path, &paths, &count, &error), RBK_OK);
    assert_int_equal(count, 2);
    assert_string_equal(paths[0], disc->descriptor_path);
    assert_string_equal(paths[1], scratch_path("a (Session 2).toc"));
    const char *source = NULL;
    assert_int_equal(rbk_source_at(disc, NULL, scratch_path("a (Session 2).toc"), &source, NULL), RBK_OK);
    assert_ptr_equal(source, paths[1]);
    free(paths);
    rbk_disc *copy = rbk_disc_copy(disc);
    assert_non_null(copy);
    assert_int_equal(copy->part_count, 1);
    assert_string_equal(copy->parts[0], disc->parts[0]);
    rbk_disc_free(copy);
    rbk_disc_free(disc);
}

static void a_toc_after_a_missing_session_is_reported(void **state)
{
    static const char toc[] = "CD_DA\nTRACK AUDIO\nFILE \"1.wav\" 0 00:04:00\n";
    rbk_disc *disc = NULL;
    (void)state;
    scratch_write("a.toc", toc, strlen(toc));
    scratch_write("a (Session 4).toc", toc, strlen(toc));
    scratch_write("a (Session 3).toc", toc, strlen(toc));
    scratch_write("a (Session 5).cue", toc, strlen(toc));
    scratch_write("ab (Session 2).toc", toc, strlen(toc));
    assert_int_equal(rbk_source_read_descriptor(scratch_path("a.toc"), NULL, &disc, findings, &error), RBK_OK);
    assert_int_equal(disc->track_count, 1);
    assert_int_equal(disc->part_count, 0);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "toc.session-missing");
    assert_int_equal(rbk_findings_at(findings, 0)->severity, RBK_WARNING);
    assert_string_equal(disc->unread_q, scratch_path("a (Session 3).toc"));
    assert_string_equal(rbk_findings_at(findings, 0)->text,
                        "'a (Session 3).toc' is next to it, 'a (Session 2).toc' is not: sessions from 2 on are not "
                        "read; add the missing TOC, or rename or remove the others");
    rbk_disc_free(disc);
}

/*
 * What the first finding of reading in/a.toc says, or NULL; the disc has so many tracks, and notes an unread part where that is
 * a warning.
 */
static const char *read_sessions(const rbk_source_options *options, size_t tracks)
{
    rbk_disc *disc = NULL;
    rbk_findings_free(findings);
    findings = rbk_findings_new();
    assert_int_equal(rbk_source_read_descriptor(scratch_path("in/a.toc"), options, &disc, findings, &error), RBK_OK);
    assert_int_equal(disc->track_count, tracks);
    assert_int_equal(disc->part_count, tracks - 1);
    const bool unread = rbk_findings_count_from(findings, RBK_WARNING) > 0;
    assert_true(unread == (disc->unread_q && strstr(disc->unread_q, "ession 2).")));
    rbk_disc_free(disc);
    return rbk_findings_count(findings) ? rbk_findings_at(findings, 0)->text : NULL;
}

static void a_toc_of_a_later_session_that_cannot_be_opened_is_reported(void **state)
{
    static const char toc[] = "CD_DA\nTRACK AUDIO\nFILE \"1.wav\" 0 00:04:00\n";
    const rbk_source_options anywhere = {.any_path = true};
    (void)state;
    assert_int_equal(mkdir(scratch_path("in"), 0777), 0);
    scratch_write("in/a.toc", toc, strlen(toc));
    scratch_write("far.toc", toc, strlen(toc));
    assert_null(read_sessions(NULL, 1));
    scratch_write("in/a (Session 2).wav", "", 0); /* of the same stem, and no TOC */
    scratch_write("in/a (Session 2).flac", "", 0);
    assert_null(read_sessions(NULL, 1));
    const char *path = scratch_path("in/a (Session 2).toc");
    assert_int_equal(symlink("../far.toc", path), 0);
    assert_string_equal(read_sessions(NULL, 1), "'a (Session 2).toc' leads outside the sheet's folder by a link: use "
                                                "--any-path to read it");
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "file.outside");
    assert_string_equal(read_sessions(&anywhere, 2), "'a (Session 2).toc' next to it is session 2");
    path = scratch_path("in/a (Session 2).toc");
    assert_int_equal(unlink(path), 0);
    assert_int_equal(symlink("nowhere", path), 0);
    assert_string_equal(read_sessions(NULL, 1),
                        "it is ignored: expected a regular file, found a link whose target does not exist");
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "file.unusable");
    path = scratch_path("in/a (Session 2).toc");
    assert_int_equal(unlink(path), 0);
    assert_int_equal(symlink("a (Session 2).toc", path), 0);
    assert_string_equal(read_sessions(NULL, 1),
                        "it is ignored: expected a regular file, found a link that leads back to itself");
    assert_int_equal(unlink(path), 0);
    scratch_write("in/A (session 2).toc", toc, strlen(toc));
    assert_string_equal(read_sessions(NULL, 2), "'a (Session 2).toc' next to it is session 2");
    scratch_write("in/A (Session 2).TOC", toc, strlen(toc));
    assert_string_equal(read_sessions(NULL, 1), "'A (Session 2).TOC' and 1 more could be 'a (Session 2).toc': none is "
                                                "read; expected one called so");
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "file.unusable");
}

static void a_toc_that_is_a_link_has_its_later_sessions_next_to_its_target_too(void **state)
{
    static const char toc[] = "CD_DA\nTRACK AUDIO\nFILE \"1.wav\" 0 00:04:00\n";
    (void)state;
    assert_int_equal(mkdir(scratch_path("in"), 0777), 0);
    scratch_write("a.toc", toc, strlen(toc));
    scratch_write("a (Session 2).toc", toc, strlen(toc));
    assert_int_equal(symlink("../a.toc", scratch_path("in/a.toc")), 0);
    assert_string_equal(read_sessions(NULL, 2), "'a (Session 2).toc' next to it is session 2");
    assert_int_equal(symlink("../a (Session 2).toc", scratch_path("in/a (Session 2).toc")), 0);
    assert_string_equal(read_sessions(NULL, 2), "'a (Session 2).toc' next to it is session 2");
}

static void a_list_that_is_not_valid_is_ignored(void **state)
{
    rbk_disc *disc = NULL;
    (void)state;
    scratch_write("a.cue", sheet, strlen(sheet));
    scratch_write("a.lsd", "x", 1);
    assert_int_equal(rbk_source_read_descriptor(scratch_path("a.cue"), NULL, &disc, findings, &error), RBK_OK);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "q-list.damaged");
    assert_int_equal(disc->listed_q_count, 0);
    assert_string_equal(disc->damaged_q, scratch_path("a.lsd"));
    rbk_disc *copy = rbk_disc_copy(disc);
    assert_string_equal(copy->damaged_q, disc->damaged_q);
    rbk_disc_free(copy);
    rbk_disc_free(disc);
}

static void lists_that_could_be_meant_or_are_out_of_reach_are_not_read(void **state)
{
    rbk_disc *disc = NULL;
    const rbk_source_options anywhere = {.any_path = true};
    (void)state;
    assert_int_equal(mkdir(scratch_path("in"), 0777), 0);
    scratch_write("in/a.cue", sheet, strlen(sheet));
    scratch_write("far", "SBI\0\0\3\x25\1\x41\1\1\0\1\x27\0\0\3\x25", 18);
    assert_int_equal(symlink("../far", scratch_path("in/a.sbi")), 0);
    assert_int_equal(rbk_source_read_descriptor(scratch_path("in/a.cue"), NULL, &disc, findings, &error), RBK_OK);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "file.outside");
    assert_string_equal(disc->unread_q, scratch_path("in/a.sbi"));
    assert_int_equal(disc->listed_q_count, 0);
    rbk_disc *copy = rbk_disc_copy(disc);
    assert_string_equal(copy->unread_q, disc->unread_q);
    rbk_disc_free(copy);
    rbk_disc_free(disc);
    assert_int_equal(rbk_source_read_descriptor(scratch_path("in/a.cue"), &anywhere, &disc, findings, &error), RBK_OK);
    assert_string_equal(rbk_findings_at(findings, 1)->rule, "q-list.found");
    assert_null(disc->unread_q);
    rbk_disc_free(disc);
    unlink(scratch_path("in/a.sbi"));
    scratch_write("in/A.SBI", "", 0);
    scratch_write("in/A.sbi", "", 0);
    assert_int_equal(rbk_source_read_descriptor(scratch_path("in/a.cue"), NULL, &disc, findings, &error), RBK_OK);
    assert_string_equal(rbk_findings_at(findings, 2)->rule, "q-list.several");
    assert_string_equal(disc->unread_q, scratch_path("in/A.SBI"));
    rbk_disc_free(disc);
}

static void a_descriptor_next_to_payload_is_reported_in_small_letters_or_capitals(void **state)
{
    static const char *const names[] = {"a.cue", "a.CUE", "a.toc", "a.CCD"};
    (void)state;
    assert_int_equal(rbk_source_report_descriptor_next_to(scratch_path("a.bin"), false, findings, NULL), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 0);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char text[100];
        scratch_write(names[i], sheet, strlen(sheet));
        assert_int_equal(rbk_source_report_descriptor_next_to(scratch_path("a.bin"), false, findings, NULL), RBK_OK);
        assert_int_equal(rbk_findings_count(findings), i + 1);
        snprintf(text, sizeof text, "it is read as one track; '%s' next to it may describe more", names[i]);
        assert_string_equal(rbk_findings_at(findings, i)->text, text);
        unlink(scratch_path(names[i]));
    }
    scratch_write("a.ccd", sheet, strlen(sheet));
    assert_int_equal(rbk_source_report_descriptor_next_to(scratch_path("a.img"), true, findings, NULL), RBK_OK);
    assert_string_equal(rbk_findings_at(findings, sizeof names / sizeof names[0])->text,
                        "'a.ccd' next to it may describe it: give that instead");
}

static void a_file_is_not_next_to_itself(void **state)
{
    (void)state;
    scratch_write("a.cue", sheet, strlen(sheet));
    assert_int_equal(rbk_source_report_descriptor_next_to(scratch_path("a.cue"), false, findings, NULL), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 0);
}

/* As for every file that a descriptor names: another letter case is the same file, another ending is not. */
static void a_later_session_is_found_in_another_letter_case(void **state)
{
    static const char toc[] = "CD_DA\nTRACK AUDIO\nFILE \"1.wav\" 0 00:04:00\n";
    rbk_disc *disc = NULL;
    (void)state;
    scratch_write("a.toc", toc, strlen(toc));
    scratch_write("A (SESSION 2).TOC", toc, strlen(toc));
    scratch_write("a (Session 3).wav", toc, strlen(toc));
    assert_int_equal(rbk_source_read_descriptor(scratch_path("a.toc"), NULL, &disc, findings, &error), RBK_OK);
    assert_int_equal(disc->track_count, 2);
    assert_int_equal(disc->part_count, 1);
    assert_string_equal(disc->parts[0], scratch_path("A (SESSION 2).TOC"));
    rbk_disc_free(disc);
}

static const char gdi[] = "3\n1 0 4 2352 track01.bin 0\n2 600 0 2352 track02.raw 0\n3 45000 4 2352 track03.bin 0\n";

static void write_gdi(const char *third)
{
    static const uint8_t sectors[700 * 2352];
    scratch_write("a.gdi", gdi, sizeof gdi - 1);
    scratch_write("track01.bin", sectors, 600 * 2352);
    scratch_write("track02.raw", sectors, 300 * 2352);
    scratch_write(third, sectors, 700 * 2352);
}

/* What is read next to a descriptor is a file of the disc, too, or it is not. */
static void a_file_that_is_found_elsewhere_is_reported_once(void **state)
{
    rbk_disc *disc = NULL, *album = NULL;
    rbk_ddp_tables tables;
    char text[1500];
    (void)state;
    write_gdi("Track03.BIN");
    assert_int_equal(rbk_source_open(scratch_path("a.gdi"), NULL, &disc, findings, &error), RBK_OK);
    assert_int_equal(count_of("file.elsewhere"), 1);
    snprintf(text, sizeof text, "'track03.bin' was not found, '%s' is used", scratch_path("Track03.BIN"));
    assert_string_equal(last_of("file.elsewhere")->text, text);
    assert_int_equal(last_of("file.elsewhere")->line, 4);
    rbk_disc_free(disc);
    disc = NULL;
    scratch_write("a.cue", sheet, strlen(sheet));
    scratch_write("a.bin", text, sizeof text);
    assert_int_equal(rbk_format_read_file(scratch_path("a.cue"), NULL, &album, NULL, &error), RBK_OK);
    album->files[0].rate_hz = 44100;
    album->files[0].length_frames = 600 * 588;
    assert_int_equal(rbk_ddp_tables_make(album, NULL, &tables, &error), RBK_OK);
    scratch_write("DDPID", tables.id.data, tables.id.size);
    scratch_write("Ddpms", tables.map.data, tables.map.size);
    scratch_write("PQDESCR", tables.pq.data, tables.pq.size);
    rbk_ddp_tables_release(&tables);
    rbk_disc_free(album);
    assert_int_equal(rbk_source_read_descriptor(scratch_path("DDPID"), NULL, &disc, findings, &error), RBK_OK);
    assert_int_equal(count_of("file.elsewhere"), 2);
    snprintf(text, sizeof text, "'DDPMS' was not found, '%s' is used", scratch_path("Ddpms"));
    assert_string_equal(last_of("file.elsewhere")->text, text);
    rbk_disc_free(disc);
    disc = NULL;
    assert_int_equal(unlink(scratch_path("PQDESCR")), 0); /* that the disc cannot be read is no reason to be silent */
    assert_int_equal(rbk_source_read_descriptor(scratch_path("DDPID"), NULL, &disc, findings, &error), RBK_FILEACCESS);
    assert_int_equal(count_of("file.elsewhere"), 3);
    assert_null(disc);
}

static void lead_outside(void)
{
    assert_int_equal(unlink(scratch_path("two/track02.raw")), 0);
    assert_int_equal(symlink("../track02.raw", scratch_path("two/track02.raw")), 0);
}

static void a_file_that_is_replaced_by_a_link_out_of_the_folder_is_refused(void **state)
{
    const rbk_source_options anywhere = {.any_path = true};
    rbk_disc *disc = NULL;
    (void)state;
    assert_int_equal(mkdir(scratch_path("two"), 0777), 0);
    write_gdi("track03.bin");
    static const char *const names[] = {"a.gdi", "track01.bin", "track02.raw", "track03.bin"};
    for (size_t i = 0; i < 4; i++) {
        char to[600];
        snprintf(to, sizeof to, "%s/%s", scratch_path("two"), names[i]);
        assert_int_equal(link(scratch_path(names[i]), to), 0);
    }
    openings.ending = "/track02.raw";
    openings.after = lead_outside;
    rbk_status status = rbk_source_read_descriptor(scratch_path("two/a.gdi"), NULL, &disc, findings, &error);
    openings.ending = NULL;
    assert_null(openings.after);
    assert_int_equal(status, RBK_CHANGED);
    assert_string_equal(error.sentence, "was replaced by a link out of the sheet's folder");
    assert_string_equal(error.place.path, scratch_path("two/track02.raw"));
    assert_null(disc);
    assert_int_equal(rbk_source_read_descriptor(scratch_path("two/a.gdi"), &anywhere, &disc, findings, &error), RBK_OK);
    rbk_disc_free(disc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_descriptor_is_read_and_its_failures_name_it, begin, end),
        cmocka_unit_test_setup_teardown(a_list_of_protected_sectors_next_to_is_read, begin, end),
        cmocka_unit_test_setup_teardown(two_lists_have_the_same_records_or_are_reported, begin, end),
        cmocka_unit_test_setup_teardown(a_list_that_cannot_be_compared_with_the_used_one_is_reported, begin, end),
        cmocka_unit_test_setup_teardown(tocs_of_later_sessions_are_files_of_the_disc, begin, end),
        cmocka_unit_test_setup_teardown(a_later_session_is_found_in_another_letter_case, begin, end),
        cmocka_unit_test_setup_teardown(a_toc_after_a_missing_session_is_reported, begin, end),
        cmocka_unit_test_setup_teardown(a_toc_of_a_later_session_that_cannot_be_opened_is_reported, begin, end),
        cmocka_unit_test_setup_teardown(a_toc_that_is_a_link_has_its_later_sessions_next_to_its_target_too, begin, end),
        cmocka_unit_test_setup_teardown(lists_that_could_be_meant_or_are_out_of_reach_are_not_read, begin, end),
        cmocka_unit_test_setup_teardown(a_list_that_is_not_valid_is_ignored, begin, end),
        cmocka_unit_test_setup_teardown(a_descriptor_next_to_payload_is_reported_in_small_letters_or_capitals, begin,
                                        end),
        cmocka_unit_test_setup_teardown(a_file_is_not_next_to_itself, begin, end),
        cmocka_unit_test_setup_teardown(a_file_that_is_found_elsewhere_is_reported_once, begin, end),
        cmocka_unit_test_setup_teardown(a_file_that_is_replaced_by_a_link_out_of_the_folder_is_refused, begin, end),
    };
    return cmocka_run_group_tests_name("source/descriptor", tests, NULL, NULL);
}
