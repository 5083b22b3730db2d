/*
 * How often a server may be asked: a gap between two questions, and a longer one after
 * each refusal, or as long as the server said (Retry-After). One for all threads of a
 * process.
 */
#ifndef LIC_PACE_H
#define LIC_PACE_H

#include "err.h"
#include "str.h"

struct lic_pace;

LIC_CHECKED int lic_pace_new(struct lic_pace **out);
void lic_pace_free(struct lic_pace *pace);

/* May the server be asked now? 0: yes, and that is counted as asking; else the
 * milliseconds after which it may be, UINT64_MAX when too many servers are known.
 * now_ms rises steadily. */
uint64_t lic_pace_ask(struct lic_pace *pace, struct lic_str server, uint64_t now_ms);

/* It refused. seconds: as it said, or 0: the gap doubles with each refusal in a row. */
void lic_pace_refused(struct lic_pace *pace, struct lic_str server, uint64_t now_ms,
		      unsigned seconds);

/* It answered: refusals are forgotten. */
void lic_pace_answered(struct lic_pace *pace, struct lic_str server);

#endif
