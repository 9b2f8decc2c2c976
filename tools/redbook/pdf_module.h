/*
 * redbook/pdf_module.h - where the module that draws PDFs is
 */
#ifndef REDBOOK_PDF_MODULE_H
#define REDBOOK_PDF_MODULE_H

#include <redbook/error.h>

/*
 * Puts the module's path there: next to the program, as in the folder of a build; in the library folder that the program was built
 * for; or in one that belongs to where the program was moved to. False: there is none.
 */
bool pdf_module_find(char path[RBK_PATH_BYTES]);

#endif
