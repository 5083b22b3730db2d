/*
 * The native messaging host: answers the extension of one browser over pipes, by the same
 * routes as HTTP and with no daemon. The browser starts it, and vouches for who calls:
 * it does so for the extensions that the host's manifest names, and no token is needed.
 *
 * One thread reads; calls run on some others, so that no call waits for another one; what
 * may have to wait for the store has a thread of its own, as in the server.
 */
#ifndef LIC_NATIVE_H
#define LIC_NATIVE_H

#include "conf.h"

/* What the browser puts on the command line, which says for whom it started the host:
 * the extension's origin (Chromium), or the path of the host's manifest and the
 * extension's id (Firefox). Are these words that, for our extension? */
bool lic_native_knows_caller(char *const *words, size_t count);

/* Answer on standard input and output until the browser closes them: the exit status, 0
 * or 1; what went wrong is logged. Data that cannot be opened does not end it: then each
 * call is answered with the reason. Call from the main thread, before any other is
 * started; conf is borrowed for the call. */
int lic_native_serve(const struct lic_conf *conf);

#endif
