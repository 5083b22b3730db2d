/*
 * A condition that is waited for with a time limit which no change of the wall
 * clock moves. Depends on base only.
 */
#ifndef LIC_STEADY_H
#define LIC_STEADY_H

#include "base.h"

#include <pthread.h>

/* A condition whose timed waits go by the steady clock: 0, or an errno value. */
LIC_CHECKED int lic_steady_init(pthread_cond_t *cond);

/* That many milliseconds from now, for pthread_cond_timedwait. */
struct timespec lic_steady_after(unsigned ms);

#endif
