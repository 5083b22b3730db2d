/*
 * `licit doctor`: one line for each check, with what to do where something is wrong.
 * Each check is a function of its own, which says one thing or, of browsers, one for each.
 */
#ifndef LIC_DOCTOR_H
#define LIC_DOCTOR_H

#include "command.h"

enum lic_health {
	LIC_HEALTH_OK,
	LIC_HEALTH_WARN, /* Licit works, and something is worth doing */
	LIC_HEALTH_FAIL,
};

struct lic_doctor {
	struct lic_cli *cli; /* its engine is open after the check of the store, if it can be */
	bool json;
	size_t said;
	enum lic_health worst;

	/* What later checks rest on. */
	bool daemon_answers;
	size_t hosts; /* browsers that start Licit themselves */
	uint64_t pairings;
};

/* Say what a check found; remedy: a sentence, or NULL. */
void lic_doctor_say(struct lic_doctor *doctor, enum lic_health health, const char *check,
		    const char *remedy, const char *fmt, ...) LIC_PRINTF(5, 6);

/* doctor_data.c */
void lic_doctor_settings(struct lic_doctor *doctor);
void lic_doctor_bundle(struct lic_doctor *doctor);
void lic_doctor_folder(struct lic_doctor *doctor);
void lic_doctor_store(struct lic_doctor *doctor);
void lic_doctor_clock(struct lic_doctor *doctor);
void lic_doctor_ages(struct lic_doctor *doctor);
void lic_doctor_feeds(struct lic_doctor *doctor); /* doctor_feeds.c */
void lic_doctor_suffixes(struct lic_doctor *doctor);

/* doctor_reach.c */
void lic_doctor_daemon(struct lic_doctor *doctor);
void lic_doctor_pairings(struct lic_doctor *doctor);
void lic_doctor_hosts(struct lic_doctor *doctor); /* counts them, and says nothing */
void lic_doctor_browsers(struct lic_doctor *doctor);

#endif
