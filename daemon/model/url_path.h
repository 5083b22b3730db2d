/*
 * The path and query of a URL in canonical form (WHATWG URL, "path state" and
 * "query state" for special schemes). Pure.
 */
#ifndef LIC_URL_PATH_H
#define LIC_URL_PATH_H

#include "buf.h"

static inline bool lic_url_is_slash(char c)
{
	return c == '/' || c == '\\';
}

/* Append path and query of what stands behind a URL's authority: the path
 * begins with '/', "." and ".." are resolved, what a URL may not hold is
 * percent-encoded, what is not UTF-8 becomes U+FFFD, a fragment is dropped.
 * Errors stay in buf. */
void lic_url_path_write(struct lic_buf *buf, struct lic_str s);

#endif
