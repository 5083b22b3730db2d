/*
 * The addresses that a browser leaves as they are, which nearly all are: told
 * apart in one pass, so that url.c need not take them to pieces. Pure.
 */
#ifndef LIC_URL_QUICK_H
#define LIC_URL_QUICK_H

#include "url.h"

/* True, with *out set, when lic_url_parse would give the very same text; false: it
 * must be asked. The views lie in store, which is empty. */
bool lic_url_quick(struct lic_url *out, struct lic_str input, struct lic_buf *store);

#endif
