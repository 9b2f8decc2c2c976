/*
 * The tables of rate conversion that conformers share. A disc has few different rates: a list is enough.
 */
#include "audio/filters.h"

#include "base/fail.h"

#include <pthread.h>
#include <stdlib.h>

typedef struct entry {
    struct entry *next;
    uint32_t rate_hz;
    rbk_quality quality;
    rbk_filter_bank *bank;
} entry;

struct rbk_filters {
    uint32_t threads; /* that make a table */
    pthread_mutex_t lock;
    entry *entries;
};

rbk_filters *rbk_filters_new(uint32_t threads)
{
    rbk_filters *filters = calloc(1, sizeof *filters);
    if (filters && pthread_mutex_init(&filters->lock, NULL) != 0) {
        free(filters);
        return NULL;
    }
    if (filters)
        filters->threads = threads;
    return filters;
}

void rbk_filters_free(rbk_filters *filters)
{
    if (!filters)
        return;
    for (entry *at = filters->entries, *next; at; at = next) {
        next = at->next;
        rbk_filter_bank_free(at->bank);
        free(at);
    }
    pthread_mutex_destroy(&filters->lock);
    free(filters);
}

static rbk_status add_entry(rbk_filters *filters, uint32_t rate_hz, rbk_quality quality, rbk_error *error)
{
    entry *made = calloc(1, sizeof *made);
    if (!made)
        return rbk_fail_memory(error);
    rbk_status status = rbk_filter_bank_make(rate_hz, quality, filters->threads, &made->bank, error);
    if (status != RBK_OK) {
        free(made);
        return status;
    }
    made->rate_hz = rate_hz;
    made->quality = quality;
    made->next = filters->entries;
    filters->entries = made;
    return RBK_OK;
}

static const entry *find_entry(const rbk_filters *filters, uint32_t rate_hz, rbk_quality quality)
{
    for (const entry *at = filters->entries; at; at = at->next)
        if (at->rate_hz == rate_hz && at->quality == quality)
            return at;
    return NULL;
}

rbk_status rbk_filters_bank(rbk_filters *filters, uint32_t rate_hz, rbk_quality quality, const rbk_filter_bank **bank,
                            rbk_error *error)
{
    rbk_status status = RBK_OK;
    pthread_mutex_lock(&filters->lock);
    if (!find_entry(filters, rate_hz, quality))
        status = add_entry(filters, rate_hz, quality, error);
    if (status == RBK_OK)
        *bank = find_entry(filters, rate_hz, quality)->bank;
    pthread_mutex_unlock(&filters->lock);
    return status;
}
