#include "registration_walk.h"

#include "rdap.h"
#include "whois.h"

/* Knows the server of each top-level domain (RFC 3912 has no bootstrap). */
#define IANA LIC_STR("whois.iana.org")

static void finish(struct lic_registration_walk *w)
{
	w->step = LIC_WALK_DONE;
	if (w->answer != LIC_ANSWER_FOUND && w->answer != LIC_ANSWER_NONE)
		w->registration = (struct lic_registration){0};
	if (w->answer == LIC_ANSWER_REFUSED)
		w->why = "the registry does not answer now: it was asked too often";
	else if (w->answer == LIC_ANSWER_UNCLEAR && !w->why)
		w->why = "the registry's answer could not be read";
}

static void ask_whois(struct lic_registration_walk *w, struct lic_str server, bool recalled)
{
	if (w->hops == LIC_REGISTRATION_HOPS_MAX) {
		finish(w);
		return;
	}
	w->step = LIC_WALK_WHOIS;
	w->server = server;
	w->recalled = recalled;
	w->hops++;
}

/* The registry's WHOIS server; where none is known, IANA knows it. */
static void ask_registry(struct lic_registration_walk *w)
{
	const struct lic_server *s = lic_servers_of(w->whois, w->domain);

	ask_whois(w, s ? s->at : IANA, s && !s->confirmed);
}

void lic_walk_begin(struct lic_registration_walk *w, const struct lic_servers *rdap,
		    const struct lic_servers *whois, struct lic_str domain, struct lic_arena *arena)
{
	const struct lic_server *s = lic_servers_of(rdap, domain);

	*w = (struct lic_registration_walk){
		.rdap = rdap,
		.whois = whois,
		.arena = arena,
		.domain = domain,
		.answer = LIC_ANSWER_UNCLEAR,
	};
	if (!s) {
		ask_registry(w);
		return;
	}
	w->step = LIC_WALK_RDAP;
	w->server = s->at;
	w->recalled = !s->confirmed;
	w->url = lic_rdap_url(s->at, domain, arena);
	w->hops = 1;
}

/* A registrar's answer fills in what the registry's had not. */
static void merge(struct lic_registration *into, const struct lic_registration *from)
{
	if (!into->registered)
		into->registered = from->registered;
	if (!into->changed)
		into->changed = from->changed;
	if (!into->expires)
		into->expires = from->expires;
	if (!into->registrar.len)
		into->registrar = from->registrar;
	if (!into->registrant.len) {
		into->registrant = from->registrant;
		into->privacy = from->privacy;
	}
	if (!into->country.len)
		into->country = from->country;
	if (!into->status_count) {
		into->status = from->status;
		into->status_count = from->status_count;
	}
	if (!into->name_servers_count) {
		into->name_servers = from->name_servers;
		into->name_servers_count = from->name_servers_count;
	}
}

/* The first to know the domain is the registry; it is not unsaid by a registrar. */
static void take(struct lic_registration_walk *w, enum lic_answer answer,
		 struct lic_registration *got, struct lic_str text, int status)
{
	if (w->answer == LIC_ANSWER_FOUND) {
		if (answer == LIC_ANSWER_FOUND) {
			merge(&w->registration, got);
			/* One behind the other they read as they were merged. */
			w->last_text = lic_arena_join(
				w->arena,
				(const struct lic_str[]){w->last_text, LIC_STR("\n\n"), text}, 3);
		}
		return;
	}
	w->answer = answer;
	if (answer != LIC_ANSWER_FOUND && answer != LIC_ANSWER_NONE)
		return;
	got->source = w->server;
	w->registration = *got;
	w->last_text = text;
	w->last_server = w->server;
	w->last_status = status;
}

static void rdap_answered(struct lic_registration_walk *w, struct lic_str text, int status)
{
	struct lic_registration got;
	struct lic_str related;
	enum lic_answer answer = lic_rdap_parse(&got, &related, text, status, w->domain, w->arena);
	bool recalled = w->recalled;

	take(w, answer, &got, text, status);
	/* An address that may be another's cannot say that there is no such domain. */
	if (answer == LIC_ANSWER_UNCLEAR || (answer == LIC_ANSWER_NONE && recalled))
		ask_registry(w);
	else
		finish(w);
}

static void whois_answered(struct lic_registration_walk *w, struct lic_str text)
{
	struct lic_registration got;
	struct lic_str referral;
	bool iana = lic_str_eq(w->server, IANA);
	bool before = w->answer == LIC_ANSWER_FOUND;
	enum lic_answer answer = lic_whois_parse(&got, &referral, text, w->domain, w->arena);

	/* IANA knows top-level domains alone, and whom to ask. */
	if (!iana)
		take(w, answer, &got, text, 0);
	else if (!referral.len)
		w->why = "no server is known that speaks for this top-level domain";
	bool dated = w->registration.registered != 0;
	bool thin = w->answer == LIC_ANSWER_FOUND && !dated && !before;
	bool lead = referral.len && !lic_str_caseeq(referral, w->server);
	if (lead && (iana || thin))
		ask_whois(w, referral, false);
	else
		finish(w);
}

void lic_walk_answered(struct lic_registration_walk *w, struct lic_str text, int status)
{
	if (w->step == LIC_WALK_RDAP)
		rdap_answered(w, text, status);
	else if (w->step == LIC_WALK_WHOIS)
		whois_answered(w, text);
}

void lic_walk_failed(struct lic_registration_walk *w, const char *why, bool refused)
{
	bool rdap = w->step == LIC_WALK_RDAP;

	if (w->step == LIC_WALK_DONE)
		return;
	if (refused && w->answer == LIC_ANSWER_UNCLEAR)
		w->answer = LIC_ANSWER_REFUSED;
	if (rdap && !refused) {
		ask_registry(w);
		return;
	}
	/* A "no such domain" that nobody confirmed is no answer. */
	if (w->answer == LIC_ANSWER_NONE)
		w->answer = LIC_ANSWER_UNCLEAR;
	if (!w->why)
		w->why = why;
	finish(w);
}

int64_t lic_walk_keep(const struct lic_registration_walk *w, lic_date today)
{
	const struct lic_registration *r = &w->registration;

	if (w->answer == LIC_ANSWER_NONE)
		return LIC_REGISTRATION_KEEP_NONE_SECONDS;
	if (w->answer != LIC_ANSWER_FOUND)
		return 0;
	bool young = !r->registered || today - r->registered < 60;
	bool ending = r->expires && r->expires - today < 14;
	for (size_t i = 0; i < r->status_count; i++)
		ending |= lic_registration_holds(r->status[i], "hold") ||
			  lic_registration_holds(r->status[i], "pending") ||
			  lic_registration_holds(r->status[i], "redemption");
	return young || ending ? LIC_REGISTRATION_KEEP_NEW_SECONDS : LIC_REGISTRATION_KEEP_SECONDS;
}
