/*
 * The socket that licitd listens on, and the files that it may have open.
 * Depends on base and conf only.
 */
#ifndef LIC_LISTEN_H
#define LIC_LISTEN_H

#include "diag.h"
#include "endpoint.h"

/* Bind and listen: the descriptor, or an error with what to do. The endpoint's
 * port becomes the one that was given. */
LIC_CHECKED int lic_listen(struct lic_endpoint *endpoint, struct lic_diag *diag);

/* Ask the system for as many open files as `wanted` connections need: how many
 * connections there is room for. */
unsigned lic_listen_room(unsigned wanted);

#endif
