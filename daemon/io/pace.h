/*
 * How often a server may be asked: a gap between two questions, and a longer one after
 * each refusal, or as long as the server said (Retry-After). Who must wait has its turn
 * booked, so that nobody is passed over. One for all threads of a process.
 */
#ifndef LIC_PACE_H
#define LIC_PACE_H

#include "err.h"
#include "str.h"

struct lic_pace;

LIC_CHECKED int lic_pace_new(struct lic_pace **out);
void lic_pace_free(struct lic_pace *pace);

/* After how many milliseconds may the server be asked? 0: now. Up to `most` the turn is
 * booked, and who does not come to ask leaves it unused; beyond, it is not. UINT64_MAX when
 * too many servers are known. now_ms rises steadily. */
uint64_t lic_pace_ask(struct lic_pace *pace, struct lic_str server, uint64_t now_ms, uint64_t most);

/* Has it refused since the turn was booked? Then another one must be. */
bool lic_pace_is_shut(struct lic_pace *pace, struct lic_str server, uint64_t now_ms);

/* It refused. seconds: as it said, or 0: the gap doubles with each refusal in a row. */
void lic_pace_refused(struct lic_pace *pace, struct lic_str server, uint64_t now_ms,
		      unsigned seconds);

/* It answered: refusals are forgotten. */
void lic_pace_answered(struct lic_pace *pace, struct lic_str server);

#endif
