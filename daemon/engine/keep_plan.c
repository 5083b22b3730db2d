/* What an edit would do, and what the door says of it. */
#include "keep.h"
#include "merge.h"

/* Of rows of one name: the one of a day, else the one in force, else the newest. */
struct choice {
	struct lic_row row;
	bool found, in_force;
};

static int choose_row(struct lic_keep *keep, const struct lic_name *name, lic_date since,
		      struct choice *out)
{
	struct lic_cursor *cursor;
	struct lic_row row;
	int got = lic_cursor_named(&cursor, keep->store, keep->no, name, keep->diag);

	if (got < 0)
		return got;
	while ((got = lic_cursor_next(cursor, &row, keep->diag)) > 0) {
		bool in_force = !lic_record_ended(&row.record, keep->today);
		if (since ? row.record.since != since : out->in_force && !in_force)
			continue;
		got = lic_merge_copy_row(&keep->arena, &out->row, &row);
		if (got < 0)
			break;
		out->found = true;
		out->in_force = in_force;
	}
	lic_cursor_free(cursor);
	return got;
}

static int copy_name(struct lic_keep *keep, struct lic_str text, struct lic_name *out)
{
	struct lic_buf store;
	struct lic_diag why = {""};

	lic_buf_init(&store, 4u * LIC_URL_MAX);
	int err = lic_name_parse(out, text, keep->engine->psl, &store, &why);
	if (err < 0)
		err = lic_diag_set(keep->diag, err == LIC_ENAME ? LIC_EREFUSED : err, "%.*s: %s",
				   LIC_STR_ARG(text), why.text);
	else
		out->text = lic_arena_copy(&keep->arena, out->text);
	if (!err && !out->text.ptr)
		err = LIC_ENOMEM;
	lic_buf_release(&store);
	return err;
}

/* ---- what becomes of the row ----------------------------------------- */

static int set_values(struct lic_keep *keep, const struct lic_keep_edit *edit,
		      struct lic_record *record)
{
	for (size_t i = 0; i < edit->values_count; i++) {
		struct lic_str value = lic_arena_copy(&keep->arena, edit->values[i].value);
		if (!value.ptr)
			return LIC_ENOMEM;
		int err = lic_leaf_set(record, lic_str_from(edit->values[i].member), value,
				       keep->diag);
		if (err < 0)
			return err;
	}
	if (record->withdrawn && record->withdrawn < record->since)
		return lic_diag_set(keep->diag, LIC_EINVAL,
				    "it cannot be withdrawn before it was listed");
	if (record->until && record->until < record->since)
		return lic_diag_set(keep->diag, LIC_EINVAL, "it cannot end before it begins");
	return LIC_OK;
}

/* Why, for whoever reads the entry: the words, else what the code means. */
static struct lic_str reason_of(struct lic_keep *keep, const struct lic_keep_why *why,
				struct lic_str code)
{
	if (why->text.len)
		return lic_arena_copy(&keep->arena, why->text);
	return lic_str_from(lic_keep_code_summary(code));
}

static int plan_add(struct lic_keep *keep, const struct lic_keep_edit *edit,
		    const struct lic_keep_why *why, struct choice *was, struct lic_keep_plan *p)
{
	char since[LIC_DATE_SIZE] = "some day";

	if (was->found && was->in_force) {
		if (was->row.record.since)
			lic_date_format(was->row.record.since, since);
		return lic_diag_set(keep->diag, LIC_EINVAL,
				    "%.*s is on %.*s already, since %s: change that entry instead",
				    LIC_STR_ARG(p->name.text), LIC_STR_ARG(keep->list.id), since);
	}
	p->new.record = (struct lic_record){
		.since = keep->today,
		.reason = why->text.len ? reason_of(keep, why, p->code) : lic_str(NULL, 0),
		.registered = lic_door_registered(keep->door, &p->name),
	};
	int err = set_values(keep, edit, &p->new.record);
	if (!err && was->found && was->row.record.since == p->new.record.since)
		return lic_diag_set(
			keep->diag, LIC_EINVAL,
			"%.*s was on %.*s from that day on and is not any more: restore "
			"that entry instead",
			LIC_STR_ARG(p->name.text), LIC_STR_ARG(keep->list.id));
	p->has_old = false;
	return err;
}

static int plan_change(struct lic_keep *keep, const struct lic_keep_edit *edit,
		       struct lic_keep_plan *p)
{
	struct lic_buf texts[2];
	int err = set_values(keep, edit, &p->new.record);

	for (int i = 0; i < 2; i++) {
		lic_buf_init(&texts[i], 4u * LIC_LIST_LINE_MAX);
		lic_leaf_write_entry(&texts[i], p->name.text, lic_str(NULL, 0),
				     i ? &p->new.record : &p->old.record);
	}
	p->unchanged = lic_str_eq(lic_buf_str(&texts[0]), lic_buf_str(&texts[1]));
	lic_buf_release(&texts[0]);
	lic_buf_release(&texts[1]);
	return err;
}

static int plan_withdraw(struct lic_keep *keep, const struct lic_keep_edit *edit,
			 const struct lic_keep_why *why, struct lic_keep_plan *p)
{
	struct lic_record *r = &p->new.record;

	if (lic_record_ended(&p->old.record, keep->today)) {
		p->unchanged = true;
		return LIC_OK;
	}
	/* What was to begin some day ends before it begins. */
	r->withdrawn = keep->today < r->since ? r->since : keep->today;
	r->reason = reason_of(keep, why, p->code);
	return set_values(keep, edit, r);
}

static int plan_restore(struct lic_keep *keep, const struct lic_keep_edit *edit,
			const struct lic_keep_why *why, struct lic_keep_plan *p)
{
	struct lic_record *r = &p->new.record;

	if (!lic_record_ended(&p->old.record, keep->today)) {
		p->unchanged = true;
		return LIC_OK;
	}
	r->withdrawn = 0;
	if (r->until && r->until < keep->today)
		r->until = 0;
	r->reason = reason_of(keep, why, p->code);
	return set_values(keep, edit, r);
}

static int plan_row(struct lic_keep *keep, const struct lic_keep_edit *edit,
		    const struct lic_keep_why *why, struct lic_keep_plan *p)
{
	struct choice was = {.found = false};
	int err = choose_row(keep, &p->name, edit->action == LIC_KEEP_ADD ? 0 : edit->since, &was);

	if (err < 0)
		return err;
	if (edit->action != LIC_KEEP_ADD && !was.found)
		return lic_diag_set(keep->diag, LIC_ENOENT, "%.*s is not on %.*s%s",
				    LIC_STR_ARG(p->name.text), LIC_STR_ARG(keep->list.id),
				    edit->since ? " since that day" : "");
	p->has_old = was.found;
	p->old = was.row;
	p->new = was.row;
	p->new.name = p->name;
	/* The line in a file is no longer where it comes from. */
	p->new.record.line = 0;
	switch (edit->action) {
	case LIC_KEEP_ADD:
		return plan_add(keep, edit, why, &was, p);
	case LIC_KEEP_CHANGE:
		return plan_change(keep, edit, p);
	case LIC_KEEP_WITHDRAW:
		return plan_withdraw(keep, edit, why, p);
	case LIC_KEEP_RESTORE:
		return plan_restore(keep, edit, why, p);
	case LIC_KEEP_ACTIONS:
		break;
	}
	return LIC_EINVAL;
}

/* ---- the door -------------------------------------------------------- */

static void note(const struct lic_keep_edit *edit, const char *check, bool refuses,
		 struct lic_str text)
{
	if (edit->note)
		edit->note(edit->ctx, check, refuses, text);
}

/* What the door refuses comes in with an override and a reason. */
static int ask_override(struct lic_keep *keep, const struct lic_keep_edit *edit,
			const struct lic_keep_why *why, const char *check, const char *what)
{
	struct lic_diag text;
	bool refuses = !lic_str_trim(why->override).len || !lic_str_trim(why->text).len;
	int err = lic_diag_set(&text, LIC_EREFUSED, "%s%s", what,
			       refuses ? ". If it is right all the same, override this check, and "
					 "say why in words"
				       : ": overridden, and the log says why");

	note(edit, check, refuses, lic_str_from(text.text));
	if (!refuses)
		return LIC_OK;
	if (keep->diag)
		*keep->diag = text;
	return err;
}

static int ask_whole_tld(struct lic_keep *keep, const struct lic_keep_edit *edit,
			 const struct lic_keep_why *why, const struct lic_keep_plan *p)
{
	struct lic_diag text;

	if (!lic_door_whole_tld(keep->door, &p->name))
		return LIC_OK;
	lic_diag_set(
		&text, LIC_EREFUSED,
		".%.*s is a whole top-level domain: an entry for it covers every site under it",
		LIC_STR_ARG(p->name.text));
	return ask_override(keep, edit, why, "top-level", text.text);
}

static int ask_never_flag(struct lic_keep *keep, const struct lic_keep_edit *edit,
			  const struct lic_keep_why *why, const struct lic_keep_plan *p)
{
	struct lic_diag found, text;

	if (!lic_door_never_flag(keep->door, &p->name, &found))
		return LIC_OK;
	lic_diag_set(&text, LIC_EREFUSED, "%.*s %s", LIC_STR_ARG(p->name.text), found.text);
	return ask_override(keep, edit, why, "never-flag", text.text);
}

static void ask_other_side(struct lic_keep *keep, const struct lic_keep_edit *edit,
			   struct lic_keep_plan *p)
{
	struct lic_diag text;

	p->other_side = lic_door_other_side(keep->door, &p->name, keep->today);
	if (!p->other_side.len)
		return;
	lic_diag_set(&text, LIC_OK,
		     "%.*s is on %.*s as well, which says the opposite: a dispute, "
		     "shown to shoppers with both sides",
		     LIC_STR_ARG(p->name.text), LIC_STR_ARG(p->other_side));
	note(edit, "both-sides", false, lic_str_from(text.text));
}

/* The registration that an entry was made for, and the one of today. */
static void ask_owner(struct lic_keep *keep, const struct lic_keep_edit *edit,
		      const struct lic_keep_plan *p)
{
	lic_date now = lic_door_registered(keep->door, &p->name);
	lic_date made = p->new.record.registered ? p->new.record.registered : p->new.record.since;
	char dates[2][LIC_DATE_SIZE];
	struct lic_diag text;

	if (!now || !made || now <= made + 1)
		return;
	lic_date_format(now, dates[0]);
	lic_date_format(made, dates[1]);
	lic_diag_set(&text, LIC_OK,
		     "the domain was registered anew on %s; the entry is of %s and speaks of "
		     "somebody else: withdraw it with code new-owner, or set registered",
		     dates[0], dates[1]);
	note(edit, "new-owner", false, lic_str_from(text.text));
}

/* Rules and words know those of the table; another is kept, and counts as a pharmacy's. */
static int ask_class(const struct lic_keep *keep, const struct lic_keep_edit *edit,
		     const struct lic_keep_plan *p)
{
	const struct lic_keep_class *classes;
	size_t count = lic_keep_classes(&classes);
	struct lic_str class = p->new.record.class;
	bool known = !class.len || (p->has_old && lic_str_eq(class, p->old.record.class));
	const char *between = ": ";
	struct lic_buf words;

	lic_buf_init(&words, LIC_VERDICT_MAX);
	lic_buf_printf(&words, "\"%.*s\" is none of the classes that Licit knows",
		       LIC_STR_ARG(class));
	for (size_t i = 0; i < count; i++) {
		if (classes[i].benign != (keep->list.kind == LIC_KIND_BENIGN))
			continue;
		known |= lic_str_eq(class, lic_str_from(classes[i].code));
		lic_buf_printf(&words, "%s%s", between, classes[i].code);
		between = ", ";
	}
	int err = lic_buf_error(&words);
	if (!err && !known)
		note(edit, "class", false, lic_buf_str(&words));
	lic_buf_release(&words);
	return err;
}

static int ask_lookalike(struct lic_keep *keep, const struct lic_keep_edit *edit,
			 const struct lic_keep_plan *p)
{
	struct lic_buf words;

	lic_buf_init(&words, LIC_VERDICT_MAX);
	int err = lic_door_lookalike(keep->door, &p->name, &words);
	if (!err && words.len)
		note(edit, "look-alike", false, lic_buf_str(&words));
	lic_buf_release(&words);
	return err;
}

static int ask_door(struct lic_keep *keep, const struct lic_keep_edit *edit,
		    const struct lic_keep_why *why, struct lic_keep_plan *p)
{
	if (edit->action == LIC_KEEP_WITHDRAW || p->unchanged)
		return LIC_OK;
	int err = ask_whole_tld(keep, edit, why, p);
	if (!err)
		err = ask_never_flag(keep, edit, why, p);
	if (!err && keep->list.kind != LIC_KIND_BENIGN)
		ask_other_side(keep, edit, p);
	if (!err)
		ask_owner(keep, edit, p);
	if (!err)
		err = ask_class(keep, edit, p);
	if (!err && edit->action != LIC_KEEP_CHANGE)
		err = ask_lookalike(keep, edit, p);
	return err;
}

int lic_keep_plan(struct lic_keep *keep, const struct lic_keep_edit *edit,
		  const struct lic_keep_why *why, struct lic_keep_plan *out)
{
	*out = (struct lic_keep_plan){.action = edit->action};
	int err = lic_keep_why_ok(why, lic_keep_action_name(edit->action), &out->code, keep->diag);

	if (!err)
		err = copy_name(keep, edit->name, &out->name);
	/* What takes a name off passes without a look at all that is never to be flagged. */
	if (!err && edit->action != LIC_KEEP_WITHDRAW)
		err = lic_keep_door(keep);
	if (!err)
		err = plan_row(keep, edit, why, out);
	return err ? err : ask_door(keep, edit, why, out);
}
