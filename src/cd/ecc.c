/*
 * P and Q: two Reed-Solomon product codes over GF(2^8) with x^8 + x^4 + x^3 + x^2 + 1 (ECMA-130 annex A).
 *
 * Bytes 12 to 2247 are 26 rows of 43 words of two bytes. A vector of P is a column: 24 rows of data, its parity in the
 * last two. A vector of Q is a diagonal, from column 0 of its row to column 42, wrapping from row 25 to row 0. The low
 * and the high bytes of the words are coded separately and by the same rule, so that a row is simply 86 bytes, and all
 * vectors are processed at once, a row at a time. A vector's two sums are
 *
 *     plain = sum of d[i]        weighted = sum of d[i] * 2^(n-1-i), for n elements, two of them parity
 *
 * and (plain + weighted) / 3 is the first parity, plain + first the second. The weighted sum is Horner's: double, add.
 * Rows are in a table with zeros on both sides, so that the 26 diagonals, too, are contiguous: see sum_diagonals. All
 * lanes go through one vector of 64 bytes, which each instruction set divides into its own registers; the arithmetic is
 * on 64-bit words of eight bytes, so that plain C can do it too.
 */
#include "cd/ecc.h"

#include <string.h>

#define ROWS         26
#define DATA_ROWS    24
#define COLUMNS      43
#define ROW_BYTES    (2 * COLUMNS)
#define FIRST_BYTE   12
#define HEADER_BYTES 4

/* Lanes of one pass, in bytes: all 26 diagonals, or 32 of the 43 columns. */
#define LANES 64

/* Zeros before a row, for the diagonals that have not started; after it as many, and more for the unused lanes. */
#define MARGIN     (2 * (ROWS - 1))
#define ROW_STRIDE 200

/* Rows until the last diagonal is finished: it starts with row 25 and has 43 elements. */
#define DIAGONAL_STEPS (ROWS - 1 + COLUMNS)
#define DIAGONAL_BYTES (2 * ROWS)

typedef struct ecc_table {
    uint8_t row[ROWS][ROW_STRIDE];
} ecc_table;

typedef uint64_t lanes __attribute__((vector_size(LANES)));

typedef struct ecc_sums {
    lanes plain;
    lanes weighted;
} ecc_sums;

#define INLINE static inline __attribute__((always_inline))

#define EACH_BYTE(value) ((value)*UINT64_C(0x0101010101010101))

/* Each byte times 2: the bit shifted out at the top comes back as x^4 + x^3 + x^2 + 1. */
INLINE void double_lanes(lanes *bytes)
{
    lanes top = *bytes & EACH_BYTE(0x80);
    lanes overflowed = (top << 1) - (top >> 7); /* 255 in each byte that had its top bit */
    *bytes = (*bytes ^ top) << 1 ^ (overflowed & EACH_BYTE(0x1D));
}

/* Each byte divided by 3, that is, times 0xF4: 4 and 16 and 32 and 64 and 128 times. */
INLINE void divide_lanes_by_3(lanes *bytes)
{
    lanes power = *bytes, sum;
    double_lanes(&power);
    double_lanes(&power);
    sum = power;
    double_lanes(&power);
    for (int times = 16; times <= 128; times *= 2) {
        double_lanes(&power);
        sum ^= power;
    }
    *bytes = sum;
}

INLINE void add_row(ecc_sums *sums, const uint8_t *bytes)
{
    lanes data;
    memcpy(&data, bytes, LANES);
    sums->plain ^= data;
    double_lanes(&sums->weighted);
    sums->weighted ^= data;
}

/* From the sums over the data, whose last element has the weight 4, to the two parities. */
INLINE void solve(const ecc_sums *sums, uint8_t first[LANES], uint8_t second[LANES])
{
    lanes one = sums->weighted;
    double_lanes(&one);
    double_lanes(&one);
    one ^= sums->plain;
    divide_lanes_by_3(&one);
    lanes other = one ^ sums->plain;
    memcpy(first, &one, LANES);
    memcpy(second, &other, LANES);
}

INLINE void lay_out(const uint8_t *raw, bool with_header, ecc_table *table)
{
    memset(table, 0, sizeof *table);
    for (int r = 0; r < ROWS; r++)
        memcpy(table->row[r] + MARGIN, raw + FIRST_BYTE + r * ROW_BYTES, ROW_BYTES);
    if (!with_header)
        memset(table->row[0] + MARGIN, 0, HEADER_BYTES);
}

INLINE void compute_p(const ecc_table *table, uint8_t p[RBK_ECC_P_BYTES])
{
    uint8_t first[2 * LANES], second[2 * LANES];
    for (int begin = 0; begin < ROW_BYTES; begin += LANES) {
        ecc_sums sums;
        memset(&sums, 0, sizeof sums);
        for (int r = 0; r < DATA_ROWS; r++)
            add_row(&sums, table->row[r] + MARGIN + begin);
        solve(&sums, first + begin, second + begin);
    }
    memcpy(p, first, ROW_BYTES);
    memcpy(p + ROW_BYTES, second, ROW_BYTES);
}

/*
 * The rows pass one after another, 25 on to 0, and each diagonal uses one word of each: at step t, diagonal q uses
 * column t - q, if it exists. So the words for the diagonals 25, 24 ... 0 are contiguous, and one word further to the
 * right with each step; left and right of a row are zeros for the diagonals that have not started or are finished.
 * Finished ones must not be doubled any more: from step 43 on, one more each time, from the right.
 */
INLINE void sum_diagonals(const ecc_table *table, ecc_sums *sums)
{
    static const uint8_t all_then_none[DIAGONAL_BYTES + LANES] = {
        /* one word for each unfinished diagonal */
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    };
    memset(sums, 0, sizeof *sums);
    int r = 0;
    for (int t = 0; t < COLUMNS; t++) {
        add_row(sums, table->row[r] + 2 * t);
        r = r + 1 < ROWS ? r + 1 : 0;
    }
    for (int t = COLUMNS; t < DIAGONAL_STEPS; t++) {
        lanes going_on;
        memcpy(&going_on, all_then_none + 2 * (t + 1 - COLUMNS), LANES);
        lanes before = sums->weighted;
        add_row(sums, table->row[r] + 2 * t);
        sums->weighted = (sums->weighted & going_on) | (before & ~going_on);
        r = r + 1 < ROWS ? r + 1 : 0;
    }
}

INLINE void compute_q(const ecc_table *table, uint8_t q[RBK_ECC_Q_BYTES])
{
    uint8_t first[LANES], second[LANES];
    ecc_sums sums;
    sum_diagonals(table, &sums);
    solve(&sums, first, second);
    for (int i = 0; i < ROWS; i++) {
        memcpy(q + 2 * i, first + 2 * (ROWS - 1 - i), 2);
        memcpy(q + DIAGONAL_BYTES + 2 * i, second + 2 * (ROWS - 1 - i), 2);
    }
}

INLINE void build(uint8_t raw[RBK_SECTOR_BYTES], bool with_header)
{
    ecc_table table;
    lay_out(raw, with_header, &table);
    compute_p(&table, raw + RBK_ECC_P_OFFSET);
    memcpy(table.row[DATA_ROWS] + MARGIN, raw + RBK_ECC_P_OFFSET, ROW_BYTES);
    memcpy(table.row[DATA_ROWS + 1] + MARGIN, raw + RBK_ECC_P_OFFSET + ROW_BYTES, ROW_BYTES);
    compute_q(&table, raw + RBK_ECC_Q_OFFSET);
}

INLINE void verify(const uint8_t raw[RBK_SECTOR_BYTES], bool with_header, bool *p_whole, bool *q_whole)
{
    uint8_t p[RBK_ECC_P_BYTES], q[RBK_ECC_Q_BYTES];
    ecc_table table;
    lay_out(raw, with_header, &table);
    compute_p(&table, p);
    compute_q(&table, q);
    *p_whole = memcmp(p, raw + RBK_ECC_P_OFFSET, sizeof p) == 0;
    *q_whole = memcmp(q, raw + RBK_ECC_Q_OFFSET, sizeof q) == 0;
}

/* ------------------------------------------------------------------ one for each instruction set */

typedef struct ecc_pair {
    void (*build)(uint8_t raw[RBK_SECTOR_BYTES], bool with_header);
    void (*verify)(const uint8_t raw[RBK_SECTOR_BYTES], bool with_header, bool *p_whole, bool *q_whole);
} ecc_pair;

#define DEFINE_PAIR(name, target_attribute)                                                                            \
    target_attribute static void build_##name(uint8_t raw[RBK_SECTOR_BYTES], bool with_header)                         \
    {                                                                                                                  \
        build(raw, with_header);                                                                                       \
    }                                                                                                                  \
    target_attribute static void verify_##name(const uint8_t raw[RBK_SECTOR_BYTES], bool with_header, bool *p_whole,   \
                                               bool *q_whole)                                                          \
    {                                                                                                                  \
        verify(raw, with_header, p_whole, q_whole);                                                                    \
    }                                                                                                                  \
    static const ecc_pair pair_##name = {build_##name, verify_##name};

DEFINE_PAIR(plain, )

#if defined(__x86_64__) && defined(__GNUC__)
DEFINE_PAIR(avx2, __attribute__((target("avx2"))))
DEFINE_PAIR(avx512, __attribute__((target("avx512f,avx512bw"))))

static const ecc_pair *choose(rbk_ecc_path path)
{
    bool any = path == RBK_ECC_AUTO;
    if ((any || path == RBK_ECC_AVX512) && __builtin_cpu_supports("avx512bw"))
        return &pair_avx512;
    return (any || path == RBK_ECC_AVX2) && __builtin_cpu_supports("avx2") ? &pair_avx2 : &pair_plain;
}
#else
static const ecc_pair *choose(rbk_ecc_path path)
{
    (void)path;
    return &pair_plain;
}
#endif

void rbk_ecc_build(rbk_ecc_path path, uint8_t raw[RBK_SECTOR_BYTES], bool with_header)
{
    choose(path)->build(raw, with_header);
}

void rbk_ecc_verify(rbk_ecc_path path, const uint8_t raw[RBK_SECTOR_BYTES], bool with_header, bool *p_whole,
                    bool *q_whole)
{
    choose(path)->verify(raw, with_header, p_whole, q_whole);
}
