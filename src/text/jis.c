/*
 * MS-JIS, one character at a time. Its names are tried from the exact one to the plain one.
 */
#include "text/jis.h"

#include "base/fail.h"
#include "base/transcode.h"

#include <stdlib.h>

struct rbk_jis {
    rbk_transcoder *table;
};

rbk_status rbk_jis_open(rbk_jis **jis, rbk_error *error)
{
    static const char *const names[] = {"CP932", "MS932", "SHIFT_JIS", NULL};
    rbk_jis *made = malloc(sizeof *made);
    if (!made)
        return rbk_fail_memory(error);
    rbk_status status = rbk_transcoder_open(names, &made->table, error);
    if (status == RBK_OK) {
        *jis = made;
        return RBK_OK;
    }
    free(made);
    return status == RBK_NO_MEMORY
               ? status
               : rbk_fail(error, status,
                          "the iconv library of this machine does not support MS-JIS (CP932, SHIFT_JIS)");
}

void rbk_jis_close(rbk_jis *jis)
{
    if (!jis)
        return;
    rbk_transcoder_close(jis->table);
    free(jis);
}

bool rbk_jis_encode(rbk_jis *jis, uint32_t point, uint8_t bytes[2])
{
    uint8_t made[RBK_TRANSCODER_BYTES];
    if (rbk_transcoder_encode(jis->table, point, made) != 2)
        return false;
    bytes[0] = made[0];
    bytes[1] = made[1];
    return true;
}

bool rbk_jis_decode(rbk_jis *jis, const uint8_t *bytes, size_t size, uint32_t *point)
{
    uint32_t found = 0;
    if (!rbk_transcoder_decode(jis->table, bytes, size > 1 ? 2 : 1, &found) || found == 0)
        return false;
    *point = found;
    return true;
}
