/*
 * The formats' definitions, for the table in format.c alone.
 */
#ifndef LIC_FORMATS_H
#define LIC_FORMATS_H

#include "format.h"

extern const struct lic_format lic_format_licit_csv;
extern const struct lic_format lic_format_licit_json;
extern const struct lic_format lic_format_sukl_csv;
extern const struct lic_format lic_format_domains;
extern const struct lic_format lic_format_hosts;
extern const struct lic_format lic_format_adblock;
extern const struct lic_format lic_format_dnsmasq;
extern const struct lic_format lic_format_rpz;
extern const struct lic_format lic_format_unbound;
extern const struct lic_format lic_format_stix;

#endif
