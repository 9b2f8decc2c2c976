/* Digests: the examples of RFC 1321 and FIPS 180. */
#include "base/digest.h"

#include "unit/scratch.h"

static const uint8_t md5_of_abc[] = {0x90, 0x01, 0x50, 0x98, 0x3C, 0xD2, 0x4F, 0xB0,
                                     0xD6, 0x96, 0x3F, 0x7D, 0x28, 0xE1, 0x7F, 0x72};
static const uint8_t sha1_of_abc[] = {0xA9, 0x99, 0x3E, 0x36, 0x47, 0x06, 0x81, 0x6A, 0xBA, 0x3E,
                                      0x25, 0x71, 0x78, 0x50, 0xC2, 0x6C, 0x9C, 0xD0, 0xD8, 0x9D};

static const uint8_t sha256_of_abc[] = {0xBA, 0x78, 0x16, 0xBF, 0x8F, 0x01, 0xCF, 0xEA, 0x41, 0x41, 0x40,
                                        0xDE, 0x5D, 0xAE, 0x22, 0x23, 0xB0, 0x03, 0x61, 0xA3, 0x96, 0x17,
                                        0x7A, 0x9C, 0xB4, 0x10, 0xFF, 0x61, 0xF2, 0x00, 0x15, 0xAD};

static void check(rbk_digest_kind kind, const uint8_t *expected, size_t size)
{
    uint8_t found[RBK_DIGEST_BYTES_MAX];
    rbk_digest *digest = rbk_digest_new(kind);
    assert_non_null(digest);
    assert_int_equal(rbk_digest_bytes(kind), size);
    rbk_digest_update(digest, "xyz", 3);
    rbk_digest_restart(digest);
    rbk_digest_update(digest, "a", 1);
    rbk_digest_value(digest, found);
    assert_memory_not_equal(found, expected, size);
    rbk_digest_update(digest, "bc", 2);
    for (int again = 0; again < 2; again++) {
        rbk_digest_value(digest, found);
        assert_memory_equal(found, expected, size);
    }
    rbk_digest_free(digest);
}

static void the_examples_of_the_standards_hold_and_a_value_may_be_asked_for_in_between(void **state)
{
    (void)state;
    check(RBK_DIGEST_MD5, md5_of_abc, sizeof md5_of_abc);
    check(RBK_DIGEST_SHA1, sha1_of_abc, sizeof sha1_of_abc);
    check(RBK_DIGEST_SHA256, sha256_of_abc, sizeof sha256_of_abc);
    rbk_digest_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_examples_of_the_standards_hold_and_a_value_may_be_asked_for_in_between),
    };
    return cmocka_run_group_tests_name("base/digest", tests, NULL, NULL);
}
