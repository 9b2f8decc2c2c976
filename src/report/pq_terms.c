/*
 * The head of a PQ sheet: its entries stand here once, for text, PDF and page.
 */
#include "report/pq_terms.h"

/* What a plant rarely has use for comes after what it asks for. */
static const struct {
    rbk_text_field field;
    const char *name;
} texts[] = {
    {RBK_TEXT_SONGWRITER, "Songwriter"}, {RBK_TEXT_COMPOSER, "Composer"}, {RBK_TEXT_ARRANGER, "Arranger"},
    {RBK_TEXT_MESSAGE, "Message"},       {RBK_TEXT_GENRE, "Genre"},       {RBK_TEXT_DATE, "Release date"},
};

static size_t add(rbk_pq_term *terms, size_t count, const char *name, const char *value)
{
    if (value && value[0])
        terms[count++] = (rbk_pq_term){name, value};
    return count;
}

size_t rbk_pq_terms(const rbk_disc *disc, const rbk_pq_options *options, rbk_pq_term terms[RBK_PQ_TERMS_MAX])
{
    size_t count = 0;
    count = add(terms, count, "Client", options->client);
    count = add(terms, count, "Label", options->label);
    count = add(terms, count, "Catalogue no.", disc->text.field[RBK_TEXT_DISC_ID]);
    count = add(terms, count, "Master id", options->master_id);
    count = add(terms, count, "MCN (UPC/EAN)", disc->mcn);
    count = add(terms, count, "Engineer", options->engineer);
    count = add(terms, count, "Date", options->date);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        count = add(terms, count, texts[i].name, disc->text.field[texts[i].field]);
    if (!options->hashes)
        return count;
    count = add(terms, count, "MusicBrainz", options->hashes->ids.musicbrainz);
    count = add(terms, count, "Disc digest", options->hashes->digest.line);
    return add(terms, count, "Image SHA-256", options->hashes->image.text[RBK_SUM_SHA256]);
}
