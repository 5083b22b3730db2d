/*
 * A password from whoever sits at the terminal, without showing it; or the first line of
 * standard input where that is none. Depends on base only.
 */
#ifndef LIC_ASK_PASSWORD_H
#define LIC_ASK_PASSWORD_H

#include "buf.h"
#include "diag.h"

/* Ask, at a terminal twice where `again`, which must agree. out is released by the caller,
 * after lic_password_forget. */
LIC_CHECKED int lic_password_ask(const char *prompt, bool again, struct lic_buf *out,
				 struct lic_diag *diag);

/* Overwrite it. */
void lic_password_forget(struct lic_buf *password);

#endif
