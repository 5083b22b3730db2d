/*
 * The pages of docs/signals, compiled in: a program finds them however it was
 * installed. pages.c is written by pages.cmake.
 */
#ifndef LIC_PAGES_H
#define LIC_PAGES_H

#include "str.h"

struct lic_page {
	const char *id; /* of the signal */
	struct lic_str text;
};

/* In order of id; the last has none. */
extern const struct lic_page lic_pages[];

#endif
