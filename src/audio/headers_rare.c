/*
 * The headers of rarer formats, of which only the length counts here: the decoder takes a truncated file for a shorter one.
 */
#include "audio/claims.h"
#include "base/fail.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define NIST_BYTES_MAX   4096
#define VOC_SIZE_AT      20 /* of its header, 16 bits */
#define VOC_SAMPLES      1
#define VOC_SAMPLES_16   9
#define AVR_HEADER_BYTES 128

/*
 * Chunks after FORM, its length and its type (EA IFF 85). The length of BODY counts, 0 or all ones: not stated; that of FORM is
 * wrong by a few bytes in files of some programs.
 */
static int64_t end_of_svx(rbk_input *input, int64_t begin)
{
    uint8_t head[8];
    int64_t at = begin + 12;
    for (int i = 0; i < RBK_CHUNKS_MAX && rbk_input_read(input, at, head, sizeof head) == (int64_t)sizeof head; i++) {
        const uint32_t size = rbk_be32(head + 4);
        if (memcmp(head, "BODY", 4) == 0)
            return size == 0 || size == UINT32_MAX ? 0 : at + 8 + (int64_t)size;
        at += 8 + (int64_t)size + (size & 1);
    }
    return 0;
}

/*
 * Blocks of a type and a length of 24 bits each. The first one of audio counts alone: some programs state a length that is too
 * small, so that no block is after it.
 */
static int64_t end_of_voc(rbk_input *input, int64_t begin)
{
    uint8_t head[4];
    if (rbk_input_read(input, begin + VOC_SIZE_AT, head, 2) != 2)
        return 0;
    int64_t at = begin + rbk_le16(head);
    for (int i = 0; i < RBK_CHUNKS_MAX && rbk_input_read(input, at, head, sizeof head) == (int64_t)sizeof head; i++) {
        const int64_t end = at + 4 + (int64_t)(rbk_le32(head) >> 8);
        if (head[0] == VOC_SAMPLES || head[0] == VOC_SAMPLES_16)
            return end;
        at = end;
    }
    return 0;
}

/* The number after "name -i " in the text of a header; 0: it is missing. */
static int64_t nist_number(const char *header, const char *name)
{
    const char *at = strstr(header, name);
    return at ? strtoll(at + strlen(name), NULL, 10) : 0;
}

/* Lines of text, in a header whose second line is its size. */
static int64_t end_of_nist(rbk_input *input, int64_t begin)
{
    char header[NIST_BYTES_MAX + 1];
    const int64_t got = rbk_input_read(input, begin, header, NIST_BYTES_MAX);
    header[got > 0 ? got : 0] = '\0';
    const int64_t size = strtoll(header + (got > 8 ? 8 : 0), NULL, 10), count = nist_number(header, "sample_count -i "),
                  channels = nist_number(header, "channel_count -i "),
                  bytes = nist_number(header, "sample_n_bytes -i ");
    const bool sane = size > 0 && size <= NIST_BYTES_MAX && count > 0 && count <= INT32_MAX && channels > 0 &&
                      channels <= UINT8_MAX && bytes > 0 && bytes <= 8;
    return sane ? begin + size + count * channels * bytes : 0;
}

static int64_t end_of_avr(rbk_input *input, int64_t begin)
{
    uint8_t head[30];
    if (rbk_input_read(input, begin, head, sizeof head) != (int64_t)sizeof head)
        return 0;
    const int64_t channels = rbk_be16(head + 12) ? 2 : 1, bytes = rbk_be16(head + 14) / 8, count = rbk_be32(head + 26);
    return count == UINT32_MAX ? 0 : begin + AVR_HEADER_BYTES + count * channels * bytes;
}

rbk_status rbk_rare_check(rbk_input *input, const rbk_sniff *sniff, rbk_error *error)
{
    static const struct {
        const char *name;
        int64_t (*end)(rbk_input *input, int64_t begin);
    } rows[] = {
        {"8SVX", end_of_svx}, {"16SV", end_of_svx}, {"VOC", end_of_voc}, {"NIST", end_of_nist}, {"AVR", end_of_avr}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const int64_t end = strcmp(sniff->name, rows[i].name) == 0 ? rows[i].end(input, sniff->begin) : 0;
        if (end > input->size)
            return rbk_fail(error, RBK_BAD_AUDIO,
                            "the header states %" PRId64 " bytes, the file has %" PRId64 ": it is truncated",
                            end - sniff->begin, input->size - sniff->begin);
    }
    return RBK_OK;
}
