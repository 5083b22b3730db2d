/*
 * What the overview looks at of the release page. Private to console_*.c.
 */
#ifndef LIC_CONSOLE_RELEASE_H
#define LIC_CONSOLE_RELEASE_H

#include "console.h"
#include "licit_publish.h"

struct lic_json;

/* licit/publish-status/1, which the caller frees; LIC_ENOENT: nothing is published here. */
LIC_CHECKED int lic_release_status(struct lic_sheet *page, struct lic_json **out);

/* Roles of it whose word has expired, or soon will. */
uint64_t lic_release_expiring(const struct lic_json *status);

#endif
