#include "pace.h"

#include "limits.h"

#include <pthread.h>

struct served {
	char name[LIC_HOST_MAX + 1];
	uint64_t next;     /* not to be asked before, but for who has a turn */
	uint64_t shut;     /* not by anybody */
	unsigned refusals; /* in a row */
};

struct lic_pace {
	pthread_mutex_t lock;
	struct served *served;
	size_t count, room;
};

int lic_pace_new(struct lic_pace **out)
{
	struct lic_pace *pace = calloc(1, sizeof(*pace));

	if (!pace || pthread_mutex_init(&pace->lock, NULL)) {
		free(pace);
		return LIC_ENOMEM;
	}
	*out = pace;
	return LIC_OK;
}

void lic_pace_free(struct lic_pace *pace)
{
	if (!pace)
		return;
	pthread_mutex_destroy(&pace->lock);
	free(pace->served);
	free(pace);
}

/* A server that may be asked and refused nothing is as good as forgotten. */
static struct served *reuse(struct lic_pace *pace, uint64_t now_ms)
{
	for (size_t i = 0; i < pace->count; i++)
		if (pace->served[i].next <= now_ms && !pace->served[i].refusals)
			return &pace->served[i];
	return NULL;
}

static struct served *find(struct lic_pace *pace, struct lic_str server)
{
	for (size_t i = 0; i < pace->count; i++)
		if (lic_str_caseeq(server, lic_str_from(pace->served[i].name)))
			return &pace->served[i];
	return NULL;
}

static struct served *place(struct lic_pace *pace, uint64_t now_ms)
{
	if (pace->count == pace->room && pace->room < LIC_PACE_SERVERS_MAX) {
		size_t room = pace->room ? pace->room * 2 : 16;
		struct served *served = realloc(pace->served, room * sizeof(*served));
		if (served) {
			pace->served = served;
			pace->room = room;
		}
	}
	if (pace->count < pace->room)
		return &pace->served[pace->count++];
	return reuse(pace, now_ms);
}

static struct served *get(struct lic_pace *pace, struct lic_str server, uint64_t now_ms)
{
	struct served *s = find(pace, server);

	if (s || server.len > LIC_HOST_MAX)
		return s;
	s = place(pace, now_ms);
	if (!s)
		return NULL;
	*s = (struct served){.next = 0};
	if (server.len)
		memcpy(s->name, server.ptr, server.len);
	return s;
}

uint64_t lic_pace_ask(struct lic_pace *pace, struct lic_str server, uint64_t now_ms, uint64_t most)
{
	uint64_t wait = UINT64_MAX;

	pthread_mutex_lock(&pace->lock);
	struct served *s = get(pace, server, now_ms);
	if (s) {
		wait = s->next > now_ms ? s->next - now_ms : 0;
		if (wait <= most)
			s->next = now_ms + wait + LIC_PACE_GAP_MS;
	}
	pthread_mutex_unlock(&pace->lock);
	return wait;
}

bool lic_pace_is_shut(struct lic_pace *pace, struct lic_str server, uint64_t now_ms)
{
	pthread_mutex_lock(&pace->lock);
	const struct served *s = find(pace, server);
	bool is_shut = s && s->shut > now_ms;
	pthread_mutex_unlock(&pace->lock);
	return is_shut;
}

void lic_pace_refused(struct lic_pace *pace, struct lic_str server, uint64_t now_ms,
		      unsigned seconds)
{
	pthread_mutex_lock(&pace->lock);
	struct served *s = get(pace, server, now_ms);
	if (s) {
		uint64_t pause = (uint64_t)LIC_PACE_PAUSE_MS << (s->refusals > 7 ? 7 : s->refusals);
		if (seconds)
			pause = seconds * 1000ull;
		if (pause > LIC_PACE_PAUSE_MAX_MS)
			pause = LIC_PACE_PAUSE_MAX_MS;
		s->refusals++;
		s->shut = s->next = now_ms + pause;
	}
	pthread_mutex_unlock(&pace->lock);
}

void lic_pace_answered(struct lic_pace *pace, struct lic_str server)
{
	pthread_mutex_lock(&pace->lock);
	struct served *s = find(pace, server);
	if (s)
		s->refusals = 0;
	pthread_mutex_unlock(&pace->lock);
}
