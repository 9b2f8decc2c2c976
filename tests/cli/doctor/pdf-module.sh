#!/usr/bin/env bash
# A module for PDF that cannot be loaded is reported, with the reason.
cp "$B/redbook" redbook
echo 'no library' >redbook-pdf.so
PATH=/bin ./redbook doctor | grep '^PDF' | sed 's/: .*/: .../'
