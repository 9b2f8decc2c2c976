/*
 * Fuzz target: manifests and digest lines. An entry that is read and written again is the same entry.
 */
#include <redbook/hash.h>

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* An entry written as a line. */
static void write_again(const rbk_manifest_entry *entry)
{
    rbk_manifest again = {NULL, 0};
    char *line = rbk_manifest_line(entry->sum, entry->name);
    if (line && rbk_manifest_read(line, strlen(line), NULL, &again, NULL, NULL) == RBK_OK)
        if (again.count != 1 || strcmp(again.entries[0].name, entry->name) != 0 ||
            strcmp(again.entries[0].sum, entry->sum) != 0 || again.entries[0].kind != entry->kind)
            abort();
    rbk_manifest_release(&again);
    free(line);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    rbk_manifest manifest = {NULL, 0};
    rbk_findings *findings = rbk_findings_new();
    uint32_t version;
    rbk_error error;
    if (rbk_manifest_read((const char *)bytes, size, "fuzz", &manifest, findings, &error) == RBK_OK)
        for (size_t i = 0; i < manifest.count && i < 100; i++)
            write_again(&manifest.entries[i]);
    rbk_manifest_release(&manifest);
    char *text = malloc(size + 1);
    if (text) {
        memcpy(text, bytes, size);
        text[size] = '\0';
        (void)rbk_disc_digest_is(text, &version);
    }
    free(text);
    rbk_findings_free(findings);
    return 0;
}
