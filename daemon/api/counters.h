/*
 * What licitd counts, for GET /metrics. Every counter may be added to from any
 * thread, and only ever grows.
 *
 * Depends on base only.
 */
#ifndef LIC_COUNTERS_H
#define LIC_COUNTERS_H

#include <stdatomic.h>

#include "verdict.h"

#define LIC_COUNTED_STATUS_MIN 100
#define LIC_COUNTED_STATUS_MAX 599

struct lic_counters {
	atomic_uint_fast64_t verdicts[LIC_VERDICT_CLASSES];
	atomic_uint_fast64_t refused_inputs; /* addresses that could not be checked */
	atomic_uint_fast64_t batch_lines;
	atomic_uint_fast64_t reports;
	atomic_uint_fast64_t connections_opened, connections_closed;
	atomic_uint_fast64_t overdue; /* connections closed on a slow client */
	atomic_uint_fast64_t statuses[LIC_COUNTED_STATUS_MAX - LIC_COUNTED_STATUS_MIN + 1];
};

static inline void lic_counter_add(atomic_uint_fast64_t *counter, uint64_t n)
{
	atomic_fetch_add_explicit(counter, n, memory_order_relaxed);
}

static inline uint64_t lic_counter_get(const atomic_uint_fast64_t *counter)
{
	return atomic_load_explicit(counter, memory_order_relaxed);
}

static inline void lic_counter_status(struct lic_counters *counters, unsigned status)
{
	if (status >= LIC_COUNTED_STATUS_MIN && status <= LIC_COUNTED_STATUS_MAX)
		lic_counter_add(&counters->statuses[status - LIC_COUNTED_STATUS_MIN], 1);
}

#endif
