/*
 * Fonts for tests of PDF: DejaVu Sans only, whatever else the machine has; and the module, if it is built.
 */
#ifndef TESTS_UNIT_REPORT_PDF_FONTS_H
#define TESTS_UNIT_REPORT_PDF_FONTS_H

#include "unit/scratch.h"

#include <stdlib.h>
#include <unistd.h>

#define PDF_FONT_FOLDER "/usr/share/fonts/truetype/dejavu"

/* NULL if it is not built, or the font is missing. */
__attribute__((unused)) static const char *pdf_module_path(void)
{
    static char path[4096];
    const char *folder = getenv("B");
    snprintf(path, sizeof path, "%s/redbook-pdf.so", folder ? folder : "build");
    return access(path, R_OK) == 0 && access(PDF_FONT_FOLDER "/DejaVuSans.ttf", R_OK) == 0 ? path : NULL;
}

/* In the scratch folder; Fontconfig reads it once in a process. */
__attribute__((unused)) static void pdf_pin_fonts(void)
{
    static const char fonts[] = "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"urn:fontconfig:fonts.dtd\">"
                                "<fontconfig><dir>" PDF_FONT_FOLDER "</dir></fontconfig>";
    scratch_write("fonts.conf", fonts, sizeof fonts - 1);
    setenv("FONTCONFIG_FILE", scratch_path("fonts.conf"), 1);
}

#endif
