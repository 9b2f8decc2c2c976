/* Headers of AIFF and CAF compared with their files. */
#include "unit/audio/audio_files.h"

static void cut_files_are_refused_with_both_numbers(void **state)
{
    (void)state;
    audio_files_write_sine("a.aiff", SF_FORMAT_AIFF | SF_FORMAT_PCM_16, 44100, 2, 3000);
    assert_int_equal(audio_files_frames("a.aiff"), 3000);
    audio_files_cut("a.aiff", "b.aiff", audio_files_size("a.aiff") - 4000);
    assert_string_equal(audio_files_refusal("b.aiff", RBK_BAD_AUDIO),
                        "the header claims 3000 samples, the file holds 2000");
    audio_files_write_sine("a.caf", SF_FORMAT_CAF | SF_FORMAT_PCM_24, 48000, 1, 3000);
    assert_int_equal(audio_files_frames("a.caf"), 3000);
    audio_files_cut("a.caf", "b.caf", audio_files_size("a.caf") - 3000);
    assert_string_equal(audio_files_refusal("b.caf", RBK_BAD_AUDIO),
                        "the header claims 3000 samples, the file holds 2000");
}

static void lengths_left_open_by_a_pipe_are_findings(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    audio_files_write_sine("a.aiff", SF_FORMAT_AIFF | SF_FORMAT_PCM_16, 44100, 2, 3000);
    audio_files_patch("a.aiff", "b.aiff", audio_files_after("a.aiff", "COMM") + 6, "\0\0\0\0", 4);
    audio_files_patch("b.aiff", "c.aiff", audio_files_after("b.aiff", "SSND"), "\0\0\0\0", 4);
    rbk_audio *audio = audio_files_open("c.aiff", findings);
    assert_int_equal(rbk_audio_information(audio)->frames, 3000);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_non_null(audio_files_finding(findings, "audio.length-unknown"));
    rbk_audio_close(audio);
    rbk_findings_free(findings);
    findings = rbk_findings_new();
    audio_files_write_sine("a.caf", SF_FORMAT_CAF | SF_FORMAT_PCM_16, 44100, 2, 3000);
    audio_files_patch("a.caf", "b.caf", audio_files_after("a.caf", "data"), "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 8);
    audio = audio_files_open("b.caf", findings);
    assert_int_equal(rbk_audio_information(audio)->frames, 3000);
    assert_non_null(audio_files_finding(findings, "audio.length-unknown"));
    rbk_audio_close(audio);
    rbk_findings_free(findings);
}

static void two_claims_that_disagree_are_refused(void **state)
{
    (void)state;
    audio_files_write_sine("a.aiff", SF_FORMAT_AIFF | SF_FORMAT_PCM_16, 44100, 2, 3000);
    audio_files_patch("a.aiff", "b.aiff", audio_files_after("a.aiff", "COMM") + 6, "\0\0\x10\0", 4);
    assert_string_equal(audio_files_refusal("b.aiff", RBK_BAD_AUDIO),
                        "the header claims 4096 samples, the file holds 3000");
}

static void headers_without_their_chunks_are_refused(void **state)
{
    (void)state;
    audio_files_write_sine("a.aiff", SF_FORMAT_AIFF | SF_FORMAT_PCM_16, 44100, 2, 3000);
    audio_files_patch("a.aiff", "b.aiff", audio_files_after("a.aiff", "COMM") - 4, "XXXX", 4);
    assert_string_equal(audio_files_refusal("b.aiff", RBK_BAD_AUDIO), "no COMM chunk found");
    audio_files_patch("a.aiff", "c.aiff", audio_files_after("a.aiff", "SSND") - 4, "XXXX", 4);
    assert_string_equal(audio_files_refusal("c.aiff", RBK_BAD_AUDIO), "no SSND chunk found");
    audio_files_write_sine("a.caf", SF_FORMAT_CAF | SF_FORMAT_PCM_16, 44100, 2, 3000);
    audio_files_patch("a.caf", "b.caf", audio_files_after("a.caf", "data") - 4, "xxxx", 4);
    assert_string_equal(audio_files_refusal("b.caf", RBK_BAD_AUDIO), "no data chunk found");
    audio_files_patch("a.caf", "c.caf", audio_files_after("a.caf", "desc") - 4, "xxxx", 4);
    assert_string_equal(audio_files_refusal("c.caf", RBK_BAD_AUDIO), "no desc chunk before the data chunk");
    audio_files_patch("b.caf", "d.caf", audio_files_after("b.caf", "desc") - 4, "xxxx", 4);
    assert_string_equal(audio_files_refusal("d.caf", RBK_BAD_AUDIO), "no desc chunk found");
    audio_files_cut("a.caf", "e.caf", audio_files_after("a.caf", "desc") + 8 + 31);
    assert_string_equal(audio_files_refusal("e.caf", RBK_BAD_AUDIO), "the desc chunk is truncated");
}

static void compressed_aiff_is_understood(void **state)
{
    (void)state;
    audio_files_write_sine("f.aiff", SF_FORMAT_AIFF | SF_FORMAT_FLOAT, 96000, 3, 3000);
    audio_files_write_sine("u.aiff", SF_FORMAT_AIFF | SF_FORMAT_ULAW, 8000, 1, 3002);
    audio_files_write_sine("l.aiff", SF_FORMAT_AIFF | SF_FORMAT_PCM_16 | SF_ENDIAN_LITTLE, 44100, 2, 3000);
    assert_int_equal(audio_files_frames("f.aiff"), 3000);
    assert_int_equal(audio_files_frames("u.aiff"), 3002);
    assert_int_equal(audio_files_frames("l.aiff"), 3000);
    audio_files_cut("f.aiff", "g.aiff", audio_files_size("f.aiff") - 1200);
    assert_non_null(
        strstr(audio_files_refusal("g.aiff", RBK_BAD_AUDIO), "the header claims 3000 samples, the file holds 29"));
}

/* An AIFF whose COMM chunk was written before the audio and never again. */
static void samples_that_only_the_audio_chunk_counts_are_used(void **state)
{
    (void)state;
    audio_files_write_sine("a.aiff", SF_FORMAT_AIFF | SF_FORMAT_PCM_16, 44100, 2, 3000);
    audio_files_patch("a.aiff", "b.aiff", audio_files_after("a.aiff", "COMM") + 6, "\0\0\0\0", 4);
    assert_int_equal(audio_files_frames("b.aiff"), 3000);
}

/* A chunk with the channels of an AIFF, before its audio. */
static void channels_of_an_aiff_are_those_that_it_states(void **state)
{
    static const char chan[] = "CHAN\0\0\0\x0C\0\x79\0\6\0\0\0\0\0\0\0";  /* MPEG 5.1 A: L R C LFE Ls Rs */
    static const char other[] = "CHAN\0\0\0\x0C\0\x7C\0\6\0\0\0\0\0\0\0"; /* MPEG 5.1 D: C L R Ls Rs LFE */
    char texts[2][512];
    size_t size = 0;
    (void)state;
    audio_files_write_sine("a.aiff", SF_FORMAT_AIFF | SF_FORMAT_PCM_16, 44100, 6, 3000);
    char *bytes = scratch_read("a.aiff", &size);
    size_t audio_at = audio_files_after("a.aiff", "SSND") - 4;
    char *all = malloc(size + 20);
    assert_non_null(all);
    for (int i = 0; i < 2; i++) {
        memcpy(all, bytes, audio_at);
        memcpy(all + audio_at, i ? other : chan, 20);
        memcpy(all + audio_at + 20, bytes + audio_at, size - audio_at);
        scratch_write("b.aiff", all, size + 20);
        rbk_audio *audio = audio_files_open("b.aiff", NULL);
        snprintf(texts[i], sizeof texts[i], "%s", rbk_audio_information(audio)->down_mix);
        rbk_audio_close(audio);
    }
    free(all);
    free(bytes);
    assert_non_null(strstr(texts[0], "stated by the file"));
    assert_non_null(strstr(texts[1], "stated by the file"));
    assert_string_not_equal(texts[0], texts[1]);
}

static void a_caf_with_aac_is_named(void **state)
{
    (void)state;
    audio_files_write_sine("a.caf", SF_FORMAT_CAF | SF_FORMAT_PCM_16, 44100, 2, 3000);
    audio_files_patch("a.caf", "b.caf", audio_files_after("a.caf", "desc") + 8 + 8, "aac ", 4);
    assert_non_null(strstr(audio_files_refusal("b.caf", RBK_UNSUPPORTED), " file holds AAC, which is not supported"));
}

/* Its length is less than the number that stands before the audio. */
static void a_caf_without_room_for_audio_holds_none(void **state)
{
    (void)state;
    audio_files_write_sine("a.caf", SF_FORMAT_CAF | SF_FORMAT_PCM_16, 44100, 2, 3000);
    audio_files_patch("a.caf", "b.caf", audio_files_after("a.caf", "data"), "\0\0\0\0\0\0\0\2", 8);
    assert_string_equal(audio_files_refusal("b.caf", RBK_BAD_AUDIO), "the file holds no samples");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        scratch_test(cut_files_are_refused_with_both_numbers),
        scratch_test(lengths_left_open_by_a_pipe_are_findings),
        scratch_test(two_claims_that_disagree_are_refused),
        scratch_test(headers_without_their_chunks_are_refused),
        scratch_test(compressed_aiff_is_understood),
        scratch_test(samples_that_only_the_audio_chunk_counts_are_used),
        scratch_test(channels_of_an_aiff_are_those_that_it_states),
        scratch_test(a_caf_with_aac_is_named),
        scratch_test(a_caf_without_room_for_audio_holds_none),
    };
    return cmocka_run_group_tests_name("audio/headers_iff", tests, NULL, NULL);
}
