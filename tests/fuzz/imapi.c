/* Sequences of calls of the published interface. */
#include "imapi_calls.h"

#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static char folder[300], sheet[320], bin[320];
    if (!folder[0]) {
        const char *above = getenv("TMPDIR");
        snprintf(folder, sizeof folder, "%s/redbook-fuzz-imapi-XXXXXX", above ? above : "/tmp");
        if (!mkdtemp(folder))
            abort();
        snprintf(sheet, sizeof sheet, "%s/a.cue", folder);
        snprintf(bin, sizeof bin, "%s/a.bin", folder);
    }
    imapi_run(sheet, bytes, size);
    unlink(sheet);
    unlink(bin);
    return 0;
}
