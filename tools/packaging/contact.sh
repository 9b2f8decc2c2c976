# tools/packaging/contact.sh - sourced: the addresses that packages name, sets maintainer ("Name <mail>") and homepage
#
# They are the Makefile's MAINTAINER and HOMEPAGE, or variables of these names from outside. Without a maintainer it is the one who makes
# the packages, if Debian's DEBFULLNAME and DEBEMAIL say who that is; otherwise, and without a homepage, none is named: then packages of
# Debian, which must have a maintainer, name one that says so at an address that nobody has (RFC 2606).
# shellcheck shell=bash
variable_of_make() { sed -n "s/^$1 ?= *//p" Makefile; }
maintainer=${MAINTAINER:-$(variable_of_make MAINTAINER)}
homepage=${HOMEPAGE:-$(variable_of_make HOMEPAGE)}
[ -n "$maintainer" ] || [ -z "${DEBEMAIL:-}" ] || maintainer="${DEBFULLNAME:-$DEBEMAIL} <$DEBEMAIL>"
