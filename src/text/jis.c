/*
 * The one door to iconv: MS-JIS, one character at a time. Its tables do not depend on the locale, the names are tried
 * from the exact one to the plain one.
 */
#include "text/jis.h"

#include "base/fail.h"

#include <iconv.h>

#include <stdlib.h>

#define NO_TABLE ((iconv_t)-1)

struct rbk_jis {
    iconv_t encode;
    iconv_t decode;
};

static bool open_pair(rbk_jis *jis, const char *name)
{
    jis->encode = iconv_open(name, "UTF-32BE");
    jis->decode = jis->encode == NO_TABLE ? NO_TABLE : iconv_open("UTF-32BE", name);
    if (jis->encode != NO_TABLE && jis->decode == NO_TABLE)
        iconv_close(jis->encode);
    return jis->decode != NO_TABLE;
}

rbk_status rbk_jis_open(rbk_jis **jis, rbk_error *error)
{
    static const char *const names[] = {"CP932", "MS932", "SHIFT_JIS"};
    rbk_jis *made = malloc(sizeof *made);
    if (!made)
        return rbk_fail_memory(error);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (open_pair(made, names[i])) {
            *jis = made;
            return RBK_OK;
        }
    free(made);
    return rbk_fail(error, RBK_UNSUPPORTED, "the iconv of this machine has no table for MS-JIS (CP932, SHIFT_JIS)");
}

void rbk_jis_close(rbk_jis *jis)
{
    if (!jis)
        return;
    iconv_close(jis->encode);
    iconv_close(jis->decode);
    free(jis);
}

bool rbk_jis_encode(rbk_jis *jis, uint32_t point, uint8_t bytes[2])
{
    char in[4] = {(char)(point >> 24), (char)(point >> 16), (char)(point >> 8), (char)point};
    char out[8];
    char *from = in, *to = out;
    size_t in_left = sizeof in, out_left = sizeof out;
    iconv(jis->encode, NULL, NULL, NULL, NULL);
    if (iconv(jis->encode, &from, &in_left, &to, &out_left) != 0 || in_left > 0 || to - out != 2)
        return false;
    bytes[0] = (uint8_t)out[0];
    bytes[1] = (uint8_t)out[1];
    return true;
}

bool rbk_jis_decode(rbk_jis *jis, const uint8_t *bytes, size_t size, uint32_t *point)
{
    char in[2] = {(char)bytes[0], (char)(size > 1 ? bytes[1] : 0)};
    uint8_t out[8];
    char *from = in, *to = (char *)out;
    size_t in_left = size > 1 ? 2 : 1, out_left = sizeof out;
    iconv(jis->decode, NULL, NULL, NULL, NULL);
    if (iconv(jis->decode, &from, &in_left, &to, &out_left) != 0 || in_left > 0 || out_left != 4)
        return false;
    *point = (uint32_t)out[0] << 24 | (uint32_t)out[1] << 16 | (uint32_t)out[2] << 8 | out[3];
    return *point != 0;
}
