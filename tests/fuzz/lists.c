/*
 * Fuzz target: files that accompany images. The first byte selects the kind of the rest: the sheet that a CHD keeps in its
 * metadata, a list of Q (.sbi, .lsd), or a .dat.
 */
#include "fuzz.h"

#include "chd/origin.h"
#include "format/origin.h"
#include "format/q_list.h"

#include <redbook/match.h>

/* The sheet of an entry is read with the lengths that the entry states, and packed again. */
static void read_origin(const uint8_t *bytes, size_t size)
{
    rbk_origin *origin = NULL;
    rbk_disc *disc = NULL;
    rbk_layout *layout = NULL;
    rbk_bytes again = {0};
    if (rbk_chd_origin_decode(bytes, size, &origin, NULL) == RBK_OK) {
        (void)rbk_origin_read(origin, NULL, &disc, &layout, NULL);
        (void)rbk_chd_origin_encode(origin, &again, NULL);
    }
    rbk_bytes_release(&again);
    rbk_layout_free(layout);
    rbk_disc_free(disc);
    rbk_origin_free(origin);
}

static void read_list(rbk_q_list_kind kind, const uint8_t *bytes, size_t size)
{
    rbk_disc *disc = rbk_disc_new();
    rbk_bytes again = {0};
    if (disc && rbk_q_list_read(kind, bytes, size, disc, NULL) == RBK_OK)
        if (rbk_q_list_write(kind, disc, &again, NULL) == RBK_OK) {
            rbk_disc *second = rbk_disc_new();
            FUZZ_REQUIRE(second && rbk_q_list_read(kind, again.data, again.size, second, NULL) == RBK_OK);
            FUZZ_REQUIRE(second->listed_q_count == disc->listed_q_count);
            rbk_disc_free(second);
        }
    rbk_bytes_release(&again);
    rbk_disc_free(disc);
}

static rbk_status on_game(void *user, const rbk_dat_game *game, rbk_error *error)
{
    return rbk_dat_write_game(game, user, error);
}

/* It is read from a file. */
static void read_dat(const uint8_t *bytes, size_t size)
{
    rbk_output *games = rbk_output_new_memory();
    if (games)
        (void)rbk_dat_read(fuzz_write("games.dat", bytes, size), on_game, games, NULL, NULL);
    rbk_output_free(games);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size == 0)
        return 0;
    switch (bytes[0]) {
    case 0:
        read_origin(bytes + 1, size - 1);
        break;
    case 1:
        read_list(RBK_Q_LIST_SBI, bytes + 1, size - 1);
        break;
    case 2:
        read_list(RBK_Q_LIST_LSD, bytes + 1, size - 1);
        break;
    default:
        read_dat(bytes + 1, size - 1);
    }
    return 0;
}
