/* Other files in the folder of an image that gets a new name. */
#include "report/rename_folder.h"

#include "unit/scratch.h"

static rbk_error error;

/* The descriptor game.cue and its BIN become New; next to them is one more file. */
static rbk_status with(const char *entry, const char *text)
{
    static const rbk_new_name names[] = {
        {"game.cue", "New.cue", false}, {"game.bin", "New.bin", false}, {"kept.cdt", "kept.cdt", false}};
    scratch_write(entry, text, strlen(text));
    rbk_error_init(&error);
    rbk_status status = rbk_rename_check_folder(scratch_path("game.cue"), NULL, names, 3, &error);
    if (status != RBK_OK)
        assert_non_null(strstr(error.place.path, entry));
    assert_int_equal(remove(scratch_path(entry)), 0);
    return status;
}

static void what_the_image_would_find_by_its_new_name_is_in_the_way(void **state)
{
    static const char *const found[] = {"New.sbi", "New.lsd", "New.sub", "New.cdt", "New.cdg", "new.SBI"};
    static const char *const others[] = {"New.txt", "New 2.sbi", "game.sbi", "kept.cdt", "New", "New.m3u"};
    (void)state;
    for (size_t i = 0; i < sizeof found / sizeof found[0]; i++)
        assert_int_equal(with(found[i], "x"), RBK_FILEEXISTS);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        assert_int_equal(with(others[i], "x"), RBK_OK);
}

static void a_sheet_or_playlist_that_names_a_file_keeps_it(void **state)
{
    (void)state;
    assert_int_equal(with("b.cue", "FILE \"game.bin\" BINARY\r\n"), RBK_UNSUPPORTED);
    assert_int_equal(with("b.cue", "FILE GAME.BIN BINARY\n"), RBK_UNSUPPORTED);
    assert_int_equal(with("b.toc", "DATAFILE \"./game.bin\" 0"), RBK_UNSUPPORTED);
    assert_int_equal(with("b.gdi", "3\n1 0 4 2352 game.bin 0\n"), RBK_UNSUPPORTED);
    assert_int_equal(with("set.m3u", "#EXTM3U\ngame.cue"), RBK_UNSUPPORTED);
    assert_int_equal(with("set.m3u8", "\xEF\xBB\xBFgame.cue\r\nother.cue\r\n"), RBK_UNSUPPORTED);
    assert_int_equal(with("b.cue", "FILE \"Good game.bin\" BINARY\n"), RBK_OK);
    assert_int_equal(with("b.cue", "FILE \"game.bin.bin\" BINARY\nFILE \"agame.bin\" BINARY\n"), RBK_OK);
    assert_int_equal(with("b.cue", "CDTEXTFILE \"kept.cdt\"\n"), RBK_OK); /* it keeps its name */
    assert_int_equal(with("set.m3u", "Good game.cue\n"), RBK_OK);
    assert_int_equal(with("notes.txt", "game.cue\n"), RBK_OK);
}

/* \xC3\xA9.bin, whose name is spelled in another way. */
static rbk_status with_spelled(const char *entry, const char *text)
{
    static const rbk_new_name names[] = {{"\xC3\xA9.cue", "New.cue", false}, {"\xC3\xA9.bin", "New.bin", false}};
    scratch_write("\xC3\xA9.cue", "x", 1);
    scratch_write("\xC3\xA9.bin", "x", 1);
    scratch_write(entry, text, strlen(text));
    rbk_error_init(&error);
    rbk_status status = rbk_rename_check_folder(scratch_path("\xC3\xA9.cue"), NULL, names, 2, &error);
    if (status != RBK_OK)
        assert_non_null(strstr(error.place.path, entry));
    assert_int_equal(remove(scratch_path(entry)), 0);
    return status;
}

#define SHEET_OF(file) "FILE \"" file "\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n"

static void a_sheet_that_names_a_file_in_another_spelling_keeps_it(void **state)
{
    (void)state;
    assert_int_equal(with_spelled("b.cue", SHEET_OF("\xE9.bin")), RBK_UNSUPPORTED); /* Latin-1 */
    assert_string_equal(error.sentence, "'\xC3\xA9.bin' cannot be renamed: this file names it too");
    assert_int_equal(with_spelled("b.cue", SHEET_OF("\xC3\x89.BIN")), RBK_UNSUPPORTED);  /* another letter case */
    assert_int_equal(with_spelled("b.cue", SHEET_OF("e\xCC\x81.bin")), RBK_UNSUPPORTED); /* NFD */
    assert_int_equal(with_spelled("b.cue", SHEET_OF("\xC3\xA9.wav")), RBK_UNSUPPORTED); /* the only audio of the name */
    assert_int_equal(with_spelled("b.cue", SHEET_OF("C:\\x\\\xE9.bin")), RBK_UNSUPPORTED); /* moved */
    assert_int_equal(with_spelled("b.toc", "CD_DA\nTRACK AUDIO\nFILE \"\\303\\251.bin\" 0\n"), RBK_UNSUPPORTED);
    assert_int_equal(with_spelled("b.m3u", "#EXTM3U\r\nx/\xE9.cue\r\n"), RBK_UNSUPPORTED);
    assert_int_equal(with_spelled("b.m3u8", "\xC3\x89.CUE\n"), RBK_UNSUPPORTED);
    assert_int_equal(with_spelled("b.cue", SHEET_OF("\xE8.bin")), RBK_OK);
    assert_int_equal(with_spelled("b.cue", "TITLE \"\xE9.bin\"\n" SHEET_OF("other.bin")), RBK_OK);
    assert_int_equal(with_spelled("b.m3u", "\xE9\xE9.cue\n"), RBK_OK);
}

static void a_sheet_in_shift_jis_that_names_a_file_keeps_it(void **state)
{
    static const rbk_new_name names[] = {{"\xE3\x83\x86\xE3\x82\xB9\xE3\x83\x88.bin", "New.bin", false}};
    static const char text[] = SHEET_OF("\x83\x65\x83\x58\x83\x67.bin");
    (void)state;
    scratch_write(names[0].from, "x", 1);
    scratch_write("b.cue", text, strlen(text));
    assert_int_equal(rbk_rename_check_folder(scratch_path("game.cue"), NULL, names, 1, &error), RBK_UNSUPPORTED);
}

/* Links elsewhere, and such as lead to what the files are links to, do not matter. */
/* Too little text to recognise it. */
static void a_sheet_in_the_encoding_that_was_stated_keeps_the_file_it_names(void **state)
{
    static const rbk_new_name names[] = {{"\xEF\xBD\xB1.bin", "New.bin", false}};
    (void)state;
    scratch_write("b.cue", SHEET_OF("\xB1.bin"), strlen(SHEET_OF("\xB1.bin")));
    assert_int_equal(rbk_rename_check_folder(scratch_path("game.cue"), "Shift-JIS", names, 1, &error), RBK_UNSUPPORTED);
    assert_string_equal(error.sentence, "'\xEF\xBD\xB1.bin' cannot be renamed: this file names it too");
    assert_int_equal(rbk_rename_check_folder(scratch_path("game.cue"), "Latin-1", names, 1, &error), RBK_OK);
}

static void a_link_to_a_file_keeps_it(void **state)
{
    static const rbk_new_name names[] = {{"game.cue", "New.cue", false}, {"game.bin", "New.bin", false}};
    static const struct {
        const char *to;
        rbk_status status;
    } links[] = {{"game.bin", RBK_UNSUPPORTED}, {"./sub/../game.bin", RBK_UNSUPPORTED},
                 {"via", RBK_UNSUPPORTED},      {"real.bin", RBK_OK},
                 {"nowhere", RBK_OK},           {"sub/game.bin", RBK_OK},
                 {"alias.bin", RBK_OK}};
    (void)state;
    scratch_write("real.bin", "x", 1);
    assert_int_equal(mkdir(scratch_path("sub"), 0700), 0);
    assert_int_equal(symlink("real.bin", scratch_path("game.bin")), 0);
    assert_int_equal(symlink("../game.bin", scratch_path("sub/via")), 0);
    for (size_t i = 0; i < sizeof links / sizeof links[0]; i++) {
        const char *to = strcmp(links[i].to, "via") == 0 ? "sub/via" : links[i].to;
        assert_int_equal(symlink(to, scratch_path("alias.bin")), 0);
        rbk_error_init(&error);
        assert_int_equal(rbk_rename_check_folder(scratch_path("game.cue"), NULL, names, 2, &error), links[i].status);
        if (links[i].status != RBK_OK)
            assert_string_equal(error.sentence, "'game.bin' cannot be renamed: this link leads to it");
        assert_int_equal(unlink(scratch_path("alias.bin")), 0);
    }
}

static void a_sheet_in_utf_16_is_read_too(void **state)
{
    static const char text[] = "FILE \"game.bin\" BINARY";
    static const rbk_new_name names[] = {{"game.bin", "New.bin", false}};
    char wide[2 + 2 * sizeof text] = "\xFF\xFE";
    (void)state;
    for (size_t i = 0; i < sizeof text - 1; i++)
        wide[2 + 2 * i] = text[i];
    scratch_write("b.cue", wide, 2 + 2 * (sizeof text - 1));
    assert_int_equal(rbk_rename_check_folder(scratch_path("game.cue"), NULL, names, 1, &error), RBK_UNSUPPORTED);
    assert_int_equal(unlink(scratch_path("b.cue")), 0);
    static const char list[] = "\xFF\xFE#\0\r\0\n\0g\0a\0m\0e\0.\0b\0i\0n\0\r\0\n\0";
    scratch_write("set.m3u", list, sizeof list - 1);
    assert_int_equal(rbk_rename_check_folder(scratch_path("game.cue"), NULL, names, 1, &error), RBK_UNSUPPORTED);
    assert_string_equal(error.sentence, "'game.bin' cannot be renamed: this file names it too");
    assert_string_equal(error.place.path, scratch_path("set.m3u"));
}

/* It is renamed with the image, and would name a file that is gone. */
static void a_sheet_that_keeps_its_text_must_name_no_file(void **state)
{
    static const rbk_new_name names[] = {{"game.bin", "New.bin", false},
                                         {"game (Session 3).toc", "New (Session 3).toc", true}};
    (void)state;
    scratch_write("game (Session 3).toc", "FILE \"other.bin\" 0", 18);
    assert_int_equal(rbk_rename_check_folder(scratch_path("game.toc"), NULL, names, 2, &error), RBK_OK);
    scratch_write("game (Session 3).toc", "FILE \"game.bin\" 0", 17);
    assert_int_equal(rbk_rename_check_folder(scratch_path("game.toc"), NULL, names, 2, &error), RBK_UNSUPPORTED);
}

static void a_descriptor_that_finds_a_file_by_its_own_name_keeps_it(void **state)
{
    (void)state;
    assert_int_equal(with("game.ccd", "x"), RBK_UNSUPPORTED);
    assert_int_equal(with("game.mds", "x"), RBK_UNSUPPORTED);
    assert_int_equal(with("other.ccd", "x"), RBK_OK);
}

/* The same for an image in one file, and a file that is found by its name. */
static rbk_status with_part(const char *entry, const char *part)
{
    const rbk_new_name names[] = {{"game.chd", "New.chd", false}, {part, "New.part", false}};
    scratch_write(entry, "x", 1);
    rbk_error_init(&error);
    rbk_status status = rbk_rename_check_folder(scratch_path("game.chd"), NULL, names, 2, &error);
    if (status != RBK_OK)
        assert_non_null(strstr(error.place.path, entry));
    assert_int_equal(remove(scratch_path(entry)), 0);
    return status;
}

static void a_list_of_q_that_another_descriptor_finds_by_its_name_keeps_it(void **state)
{
    static const char *const descriptors[] = {"game.cue", "game.CUE", "game.toc", "game.ccd",
                                              "game.mds", "game.gdi", "game.nrg", "game.cdi"};
    static const char *const others[] = {"other.cue", "game 2.cue", "game.bin", "game.txt", "game", "game.m3u"};
    (void)state;
    for (size_t i = 0; i < sizeof descriptors / sizeof descriptors[0]; i++) {
        assert_int_equal(with_part(descriptors[i], "game.sbi"), RBK_UNSUPPORTED);
        assert_int_equal(with_part(descriptors[i], "game.LSD"), RBK_UNSUPPORTED);
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        assert_int_equal(with_part(others[i], "game.sbi"), RBK_OK);
    assert_int_equal(with_part("game.cue", "game.cdt"), RBK_OK); /* a sheet names it */
}

static void a_descriptor_does_not_find_other_descriptors_by_its_name(void **state)
{
    static const char *const whole[] = {"game.chd", "game.cue", "game.nrg", "game.CDI",
                                        "game.gdi", "game.toc", "game.cdt"};
    static const char *const payload[] = {"game.img", "game.sub", "game.mdf", "game.bin", "game.iso"};
    (void)state;
    for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++) {
        assert_int_equal(with_part("game.ccd", whole[i]), RBK_OK);
        assert_int_equal(with_part("game.MDS", whole[i]), RBK_OK);
    }
    for (size_t i = 0; i < sizeof payload / sizeof payload[0]; i++) {
        assert_int_equal(with_part("game.ccd", payload[i]), RBK_UNSUPPORTED);
        assert_int_equal(with_part("game.MDS", payload[i]), RBK_UNSUPPORTED);
    }
}

static void of_several_files_in_the_way_the_first_by_name_is_reported(void **state)
{
    static const rbk_new_name names[] = {{"game.bin", "New.bin", false}};
    static const char *const entries[] = {"c.cue", "a.cue", "New.sbi", "d.cue", "b.cue"};
    (void)state;
    for (size_t i = 0; i < sizeof entries / sizeof entries[0]; i++)
        scratch_write(entries[i], "FILE \"game.bin\" BINARY\n", 23);
    for (size_t removed = 0; removed < 5; removed++) {
        static const char *const first[] = {"New.sbi", "a.cue", "b.cue", "c.cue", "d.cue"};
        rbk_error_init(&error);
        assert_int_not_equal(rbk_rename_check_folder(scratch_path("game.cue"), NULL, names, 1, &error), RBK_OK);
        assert_non_null(strstr(error.place.path, first[removed]));
        assert_int_equal(remove(scratch_path(first[removed])), 0);
    }
    assert_int_equal(rbk_rename_check_folder(scratch_path("game.cue"), NULL, names, 1, &error), RBK_OK);
}

static void graphics_that_another_image_or_song_finds_by_their_name_keep_it(void **state)
{
    (void)state;
    assert_int_equal(with_part("game.cue", "game.cdg"), RBK_UNSUPPORTED);
    assert_int_equal(with_part("game.mp3", "game.cdg"), RBK_UNSUPPORTED);
    assert_int_equal(with_part("game.WAV", "game.CDG"), RBK_UNSUPPORTED);
    assert_int_equal(with_part("game 2.wav", "game.cdg"), RBK_OK);
    assert_int_equal(with_part("game.jpg", "game.cdg"), RBK_OK);
    assert_int_equal(with_part("game.mp3", "game.sbi"), RBK_OK);
}

#define folder_test(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(what_the_image_would_find_by_its_new_name_is_in_the_way),
        folder_test(a_sheet_or_playlist_that_names_a_file_keeps_it),
        folder_test(a_sheet_that_names_a_file_in_another_spelling_keeps_it),
        folder_test(a_sheet_in_shift_jis_that_names_a_file_keeps_it),
        folder_test(a_sheet_in_the_encoding_that_was_stated_keeps_the_file_it_names),
        folder_test(a_link_to_a_file_keeps_it),
        folder_test(a_sheet_in_utf_16_is_read_too),
        folder_test(a_sheet_that_keeps_its_text_must_name_no_file),
        folder_test(a_descriptor_that_finds_a_file_by_its_own_name_keeps_it),
        folder_test(a_list_of_q_that_another_descriptor_finds_by_its_name_keeps_it),
        folder_test(a_descriptor_does_not_find_other_descriptors_by_its_name),
        folder_test(of_several_files_in_the_way_the_first_by_name_is_reported),
        folder_test(graphics_that_another_image_or_song_finds_by_their_name_keep_it),
    };
    return cmocka_run_group_tests_name("report/rename_folder", tests, NULL, NULL);
}
