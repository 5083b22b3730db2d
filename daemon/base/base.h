/*
 * The first include of every file: the standard headers that all of Licit
 * uses, and then the list of functions that it never uses.
 *
 * Depends on nothing of ours.
 */
#ifndef LIC_BASE_H
#define LIC_BASE_H

#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define LIC_ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#define LIC_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define LIC_UNUSED __attribute__((unused))

/* What every fallible function returns must be looked at. */
#define LIC_CHECKED __attribute__((warn_unused_result))

#include "banned.h"

#endif
