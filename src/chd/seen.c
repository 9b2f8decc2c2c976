/*
 * A table with open addressing, twice as large as there are hunks. Of each hunk its SHA-1 is kept; its first bytes are
 * as good as any hash.
 */
#include "chd/seen.h"

#include "base/digest.h"

#include <stdlib.h>
#include <string.h>

#define NOBODY UINT32_MAX

typedef struct seen_hunk {
    uint8_t sha1[RBK_CHD_SHA1_BYTES];
    uint16_t crc;
} seen_hunk;

struct rbk_chd_seen {
    seen_hunk *hunks; /* by number */
    uint32_t *places; /* numbers, by hash; NOBODY where there is none */
    uint32_t mask;
    rbk_digest *digest;
};

rbk_chd_seen *rbk_chd_seen_new(uint32_t count)
{
    size_t places = 2;
    while (places < (size_t)count * 2)
        places *= 2;
    rbk_chd_seen *made = calloc(1, sizeof *made);
    if (!made)
        return NULL;
    made->hunks = calloc((size_t)count + 1, sizeof *made->hunks);
    made->places = malloc(places * sizeof *made->places);
    made->mask = (uint32_t)(places - 1);
    made->digest = rbk_digest_new(RBK_DIGEST_SHA1);
    if (!made->hunks || !made->places || !made->digest) {
        rbk_chd_seen_free(made);
        return NULL;
    }
    memset(made->places, 0xFF, places * sizeof *made->places);
    return made;
}

void rbk_chd_seen_free(rbk_chd_seen *seen)
{
    if (!seen)
        return;
    free(seen->hunks);
    free(seen->places);
    rbk_digest_free(seen->digest);
    free(seen);
}

uint32_t rbk_chd_seen_find(rbk_chd_seen *seen, const uint8_t *bytes, uint16_t crc, uint32_t number)
{
    seen_hunk *hunk = &seen->hunks[number];
    rbk_digest_restart(seen->digest);
    rbk_digest_update(seen->digest, bytes, RBK_CHD_HUNK_BYTES);
    rbk_digest_value(seen->digest, hunk->sha1);
    hunk->crc = crc;
    uint32_t place;
    memcpy(&place, hunk->sha1, sizeof place);
    for (place &= seen->mask; seen->places[place] != NOBODY; place = (place + 1) & seen->mask) {
        const seen_hunk *other = &seen->hunks[seen->places[place]];
        if (other->crc == crc && memcmp(other->sha1, hunk->sha1, sizeof hunk->sha1) == 0)
            return seen->places[place];
    }
    seen->places[place] = number;
    return number;
}
