/*
 * The output lines of a batch.
 */
#ifndef LIC_BATCH_LINE_H
#define LIC_BATCH_LINE_H

#include "licit.h"

/* The header line, for the formats that have one. */
void lic_batch_line_header(struct lic_buf *out, enum lic_batch_format format);

void lic_batch_line_verdict(struct lic_buf *out, enum lic_batch_format format,
			    const struct lic_verdict *verdict);
void lic_batch_line_error(struct lic_buf *out, enum lic_batch_format format, struct lic_str input,
			  const char *error);

#endif
