/*
 * The lines of a batch: which are refused, and what is written for each.
 */
#ifndef LIC_BATCH_LINE_H
#define LIC_BATCH_LINE_H

#include "licit.h"

/* Lines end in LF or CRLF: without the CR. */
struct lic_str lic_batch_clean(struct lic_str line);

/* Why a line is not looked at at all, or NULL: a line of nothing but space, or one that
 * is longer than LIC_BATCH_LINE_MAX. */
const char *lic_batch_refuse(struct lic_str line);

/* Write what the options want of it, and count it. */
void lic_batch_put_verdict(const struct lic_batch_options *options,
			   const struct lic_verdict *verdict, struct lic_buf *out,
			   struct lic_batch_totals *totals);
void lic_batch_put_error(const struct lic_batch_options *options, struct lic_str input,
			 const char *error, struct lic_buf *out, struct lic_batch_totals *totals);

/* The header line, for the formats that have one. */
void lic_batch_line_header(struct lic_buf *out, enum lic_batch_format format);

void lic_batch_line_verdict(struct lic_buf *out, enum lic_batch_format format,
			    const struct lic_verdict *verdict);
void lic_batch_line_error(struct lic_buf *out, enum lic_batch_format format, struct lic_str input,
			  const char *error);

#endif
