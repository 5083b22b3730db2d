/*
 * One check, in the two steps that a batch overlaps: begin (parse, and let the
 * cache fetch) and finish (look up, judge).
 */
#ifndef LIC_ENGINE_CHECK_H
#define LIC_ENGINE_CHECK_H

#include "advice.h"
#include "days.h"
#include "engine.h"
#include "lists.h"
#include "page_room.h"
#include "score.h"

/* What one address needs between the two steps. */
struct lic_lane {
	struct lic_buf store; /* holds the subject's text */
	struct lic_subject subject;
	struct lic_lists_probe lists;
	int err;              /* of the parse */
	struct lic_diag diag; /* set with err */
};

void lic_lane_init(struct lic_lane *lane);
void lic_lane_release(struct lic_lane *lane);

struct lic_check {
	struct lic_engine *engine;
	struct lic_snapshot *snapshot; /* held while the last verdict is in use */
	struct lic_arena arena;
	struct lic_page_room room;
	struct lic_facts facts;
	struct lic_verdict verdict;
	struct lic_offices offices;        /* of the last verdict */
	struct lic_lane lane;              /* for lic_check_run */
	const struct lic_page_input *page; /* of the check that runs; NULL: none */
	const struct lic_look *look;       /* the same */
	char country[3];
	/* "as_of" of the document: the same for many verdicts in a row. */
	struct lic_buf as_of;
	struct lic_buf silent; /* the end of a verdict without findings; empty: to be made */
	int64_t as_of_time;
	struct lic_days days; /* of the snapshot's lists */
	bool lists_only;      /* no other facts than the lists' */
};

/* Take the newest snapshot; to be called when no verdict of it is in use. */
void lic_check_refresh(struct lic_check *check);

/* Set the buyer's country: 0 or LIC_EINVAL. */
LIC_CHECKED int lic_check_set_country(struct lic_check *check, struct lic_str country,
				      struct lic_diag *diag);

void lic_lane_begin(struct lic_lane *lane, const struct lic_check *check, struct lic_str input);

/* The facts of the last run of a replay. */
const struct lic_facts *lic_replay_facts(const struct lic_replay *replay);

/* The verdict on a lane whose err is 0, at a time. Advice and slots are left out:
 * only lic_check_run gives them. 0, LIC_ECORRUPT or LIC_ENOMEM. */
LIC_CHECKED int lic_lane_finish(struct lic_lane *lane, struct lic_check *check, int64_t now);

/* The class of a host name at a time, as the check is set; LIC_UNKNOWN also where it
 * cannot be checked. */
enum lic_verdict_class lic_check_class(struct lic_check *check, struct lic_str name, int64_t now);

#endif
