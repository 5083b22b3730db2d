/*
 * A verdict in words, for a worried shopper. The document for programs is the
 * engine's (lic_verdict_write).
 */
#ifndef LIC_SHOW_H
#define LIC_SHOW_H

#include "licit.h"
#include "term.h"

/* verbose: all evidence, and the numbers. */
void lic_show_verdict(struct lic_term *out, const struct lic_verdict *verdict, bool verbose);

/* Its parts: a heading; and how the verdict came about. */
void lic_show_heading(struct lic_term *out, const char *text);
void lic_show_numbers(struct lic_term *out, const struct lic_verdict *verdict);

/* The word for a class on its own, as "ILLICIT". */
const char *lic_show_class(enum lic_verdict_class class);

#endif
