#include "check.h"

#include "advice.h"
#include "country.h"
#include "json.h"
#include "page_probe.h"
#include "register_page.h"
#include "related.h"
#include "visit_read.h"
#include "words.h"
#include "write.h"

/* Room for a URL of which every byte is escaped, and its host as A-labels. */
#define LANE_MAX (4u * LIC_URL_MAX)

void lic_lane_init(struct lic_lane *lane)
{
	lic_buf_init(&lane->store, LANE_MAX);
	lane->err = LIC_EINVAL;
}

void lic_lane_release(struct lic_lane *lane)
{
	lic_buf_release(&lane->store);
}

void lic_lane_begin(struct lic_lane *lane, const struct lic_check *check, struct lic_str input)
{
	lane->err = lic_subject_parse(&lane->subject, input, check->engine->psl, &lane->store,
				      &lane->diag);
	if (!lane->err)
		lic_lists_probe_begin(&lane->lists, check->snapshot->index, &lane->subject);
}

static void write_as_of(struct lic_check *check, int64_t now)
{
	struct lic_buf *out = &check->as_of;

	if (out->len && check->as_of_time == now)
		return;
	lic_buf_reset(out);
	lic_buf_reset(&check->silent);
	lic_as_of_write(out, lic_index_id(check->snapshot->index),
			lic_str_from(check->snapshot->model.id), now);
	check->as_of_time = now;
}

/* What the register's page names. */
static int read_register_page(struct lic_check *check)
{
	const struct lic_fetched *fetched =
		check->look ? lic_look_register_page(check->look) : NULL;

	if (!fetched)
		return LIC_OK;
	struct lic_page_input input = lic_page_fetched(fetched);
	return lic_register_page_read(&check->facts, &input, check->engine->psl, &check->arena);
}

/* The page as the buyer was shown it goes before the one that we were given. */
static int read_page(struct lic_check *check)
{
	const struct lic_psl *psl = check->engine->psl;
	const struct lic_fetched *fetched = check->look ? lic_look_pages(check->look) : NULL;

	if (check->page)
		return lic_page_probe(check->page, psl, &check->room, &check->arena, &check->facts);
	if (!fetched || !fetched[LIC_VISITOR_PLAIN].body.len) {
		if (check->look)
			check->facts.why[LIC_SLOT_PAGE] = "the site gave none";
		return LIC_OK;
	}
	struct lic_page_input input = lic_page_fetched(&fetched[LIC_VISITOR_PLAIN]);
	return lic_page_probe(&input, psl, &check->room, &check->arena, &check->facts);
}

/* What the visitors came to, with what the lists know of it. */
static int read_visits(struct lic_check *check)
{
	const struct lic_fetched *fetched = check->look ? lic_look_pages(check->look) : NULL;
	struct lic_visit_reading how = {
		.psl = check->engine->psl,
		.names = &check->snapshot->name,
		.lexicon = check->snapshot->lexicon,
		.plain_is_page = !check->page,
	};

	if (!fetched)
		return LIC_OK;
	how.home = lic_look_home(check->look, &how.home_fetched);
	return lic_visit_read(&check->facts, fetched, &how, &check->arena);
}

int lic_lane_finish(struct lic_lane *lane, struct lic_check *check, int64_t now)
{
	const struct lic_snapshot *s = check->snapshot;
	struct lic_verdict *v = &check->verdict;
	struct lic_str country = lic_str_from(check->country);

	lic_arena_reset(&check->arena);
	lic_facts_init(&check->facts, &lane->subject, country, lic_date_of(now));
	int err = lic_lists_probe_finish(&lane->lists, s->index, &check->facts);
	if (!err)
		lic_days_apply(&check->days, &check->facts, now);
	if (!err && !check->lists_only)
		err = lic_name_probe(&s->name, &check->arena, &check->facts);
	if (check->look)
		lic_look_apply(check->look, &check->facts);
	if (!err)
		err = read_page(check);
	if (!err)
		err = read_register_page(check);
	if (!err && check->facts.known[LIC_SLOT_PAGE])
		err = lic_words_probe(s->lexicon, &check->arena, &check->facts);
	if (!err)
		err = read_visits(check);
	if (!err && check->facts.known[LIC_SLOT_PAGE] && check->facts.known[LIC_SLOT_LISTS])
		lic_registers_rx(&s->registers, &check->facts);
	if (!err)
		err = lic_related_find(&check->facts,
				       &(struct lic_references){
					       .index = s->index,
					       .seals = &s->seals,
					       .numbers = s->numbers,
					       .contacts = &s->contacts,
					       .licences = &s->licences,
					       .words = &s->name.words,
					       .alerts = &s->alerts,
				       },
				       &check->arena);
	if (err < 0)
		return err;
	lic_judge(&check->facts, &s->model, &check->arena, v);
	v->listset = lic_index_id(s->index);
	v->model = lic_str_from(s->model.id);
	v->time = now;
	write_as_of(check, now);
	v->as_of_json = lic_buf_str(&check->as_of);
	v->silent_json = lic_str(NULL, 0);
	if (v->findings_count == 0 && !check->page && !check->look) {
		if (!check->silent.len)
			lic_verdict_write_silent(&check->silent, v);
		v->silent_json = lic_buf_str(&check->silent);
	}
	return LIC_OK;
}

enum lic_verdict_class lic_check_class(struct lic_check *check, struct lic_str name, int64_t now)
{
	struct lic_lane *lane = &check->lane;

	lic_lane_begin(lane, check, name);
	if (lane->err || lic_lane_finish(lane, check, now) < 0)
		return LIC_UNKNOWN;
	return check->verdict.class;
}

int lic_check_new(struct lic_check **out, struct lic_engine *engine)
{
	struct lic_check *check = calloc(1, sizeof(*check));

	if (!check)
		return LIC_ENOMEM;
	check->engine = engine;
	check->arena = (struct lic_arena)LIC_ARENA_INIT;
	lic_lane_init(&check->lane);
	lic_buf_init(&check->as_of, 1024);
	lic_buf_init(&check->silent, 4096);
	check->snapshot = lic_engine_snapshot(engine);
	*out = check;
	return LIC_OK;
}

void lic_check_free(struct lic_check *check)
{
	if (!check)
		return;
	lic_snapshot_unref(check->snapshot);
	lic_lane_release(&check->lane);
	lic_arena_release(&check->arena);
	lic_page_room_release(&check->room);
	lic_buf_release(&check->as_of);
	lic_buf_release(&check->silent);
	free(check);
}

void lic_check_refresh(struct lic_check *check)
{
	if (atomic_load_explicit(&check->engine->generation, memory_order_relaxed) ==
	    check->snapshot->generation)
		return;
	lic_snapshot_unref(check->snapshot);
	check->snapshot = lic_engine_snapshot(check->engine);
	check->days = (struct lic_days){.next = 0};
	lic_buf_reset(&check->as_of);
}

void lic_check_lists_only(struct lic_check *check, bool lists_only)
{
	if (check->lists_only != lists_only)
		lic_buf_reset(&check->silent);
	check->lists_only = lists_only;
}

int lic_check_set_country(struct lic_check *check, struct lic_str country, struct lic_diag *diag)
{
	char code[3] = "";

	if (country.len == 2) {
		code[0] = (char)(lic_lower(country.ptr[0]) & ~0x20);
		code[1] = (char)(lic_lower(country.ptr[1]) & ~0x20);
	}
	if (country.len && !lic_country_name(lic_str(code, country.len)))
		return lic_diag_set(
			diag, LIC_EINVAL,
			"\"%.*s\" is no country; give its two letters of ISO 3166-1, as "
			"CZ or DE",
			(int)(country.len > 20 ? 20 : country.len), country.ptr);
	if (memcmp(check->country, code, sizeof(code)) != 0)
		lic_buf_reset(&check->silent);
	memcpy(check->country, code, sizeof(code));
	return LIC_OK;
}

int lic_check_run(struct lic_check *check, struct lic_str input, struct lic_str country,
		  const struct lic_verdict **out, struct lic_diag *diag)
{
	const struct lic_check_options options = {.country = country};

	return lic_check_run_with(check, input, &options, out, diag);
}

int lic_check_run_with(struct lic_check *check, struct lic_str input,
		       const struct lic_check_options *options, const struct lic_verdict **out,
		       struct lic_diag *diag)
{
	struct lic_lane *lane = &check->lane;

	lic_check_refresh(check);
	int err = lic_check_set_country(check, options->country, diag);
	if (err < 0)
		return err;
	lic_lane_begin(lane, check, input);
	if (lane->err) {
		if (diag)
			*diag = lane->diag;
		return lane->err;
	}
	check->page = options->page;
	check->look = options->look;
	err = lic_lane_finish(lane, check, lic_clock_now());
	check->page = NULL;
	check->look = NULL;
	if (err == LIC_ENOMEM)
		return lic_diag_set(diag, err, "out of memory");
	if (err < 0)
		return lic_diag_set(diag, err, "the index is damaged; run `licit lists load`");
	lic_judge_slots(&check->facts, &check->verdict);
	lic_offices_find(&check->offices, &check->verdict, &check->snapshot->registers,
			 &check->snapshot->helplines, &check->arena);
	lic_advise(&check->verdict, &check->offices, &check->arena);
	atomic_fetch_add_explicit(&check->engine->checks, 1, memory_order_relaxed);
	*out = &check->verdict;
	return LIC_OK;
}
