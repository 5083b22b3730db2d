/* Whom to ask next for a registration:
 *
 *   rdap ZONE BASE          recalled ZONE BASE          whois ZONE SERVER
 *   ask DOMAIN
 *   says STATUS ANSWER      ('|' is the end of a line)
 *   fails WHY               refuses WHY
 */
#include "registration_walk.h"

#include "num.h"
#include "show_registration.h"

struct script {
	struct lic_servers rdap, whois;
	struct lic_buf bootstrap, recalled, table;
	struct lic_registration_walk walk;
	struct lic_arena arena;
};

static void show_step(const struct lic_registration_walk *w, struct lic_buf *out)
{
	if (w->step == LIC_WALK_RDAP)
		lic_buf_printf(out, "rdap %.*s\n", LIC_STR_ARG(w->url));
	else if (w->step == LIC_WALK_WHOIS)
		lic_buf_printf(out, "whois %.*s\n", LIC_STR_ARG(w->server));
	else
		lic_buf_printf(out, "keep %ld: ", (long)lic_walk_keep(w, 20780));
	if (w->step != LIC_WALK_DONE)
		return;
	show_registration(out, w->answer, &w->registration, w->registration.source);
	if (w->answer != LIC_ANSWER_FOUND && w->answer != LIC_ANSWER_NONE)
		lic_buf_printf(out, "why: %s\n", w->why);
}

static void start(struct script *s, struct lic_str domain)
{
	struct lic_buf text;

	lic_buf_init(&text, 65536);
	lic_buf_printf(&text, "{\"services\":[%.*s],\"recalled\":[%.*s]}",
		       LIC_STR_ARG(lic_buf_str(&s->bootstrap)),
		       LIC_STR_ARG(lic_buf_str(&s->recalled)));
	assert_int_equal(lic_servers_add_bootstrap(&s->rdap, lic_buf_str(&text), NULL), 0);
	assert_int_equal(lic_servers_add_whois(&s->whois, lic_buf_str(&s->table), NULL), 0);
	lic_buf_release(&text);
	lic_walk_begin(&s->walk, &s->rdap, &s->whois, domain, &s->arena);
}

static void service(struct lic_buf *out, struct lic_str rest)
{
	struct lic_str zone = rows_word(&rest);

	lic_buf_printf(out, "%s[[\"%.*s\"],[\"%.*s\"]]", out->len ? "," : "", LIC_STR_ARG(zone),
		       LIC_STR_ARG(rest));
}

static void say(struct script *s, struct lic_str rest)
{
	struct lic_str status = rows_word(&rest);
	struct lic_str text = lic_arena_copy(&s->arena, rest);
	char *p = (char *)(uintptr_t)text.ptr;
	uint64_t n;

	assert_int_equal(lic_num_parse(status, 999, &n), 0);
	for (size_t i = 0; i < text.len; i++)
		if (p[i] == '|')
			p[i] = '\n';
	lic_walk_answered(&s->walk, text, (int)n);
}

static void run_line(struct script *s, struct lic_str line, struct lic_buf *out)
{
	struct lic_str what = rows_word(&line);
	const char *rest = lic_arena_copy(&s->arena, line.ptr ? line : LIC_STR("")).ptr;

	if (lic_str_eq(what, LIC_STR("rdap"))) {
		service(&s->bootstrap, line);
		return;
	}
	if (lic_str_eq(what, LIC_STR("recalled"))) {
		service(&s->recalled, line);
		return;
	}
	if (lic_str_eq(what, LIC_STR("whois"))) {
		struct lic_str zone = rows_word(&line);
		lic_buf_printf(&s->table, "%.*s,%.*s,read\n", LIC_STR_ARG(zone), LIC_STR_ARG(line));
		return;
	}
	if (lic_str_eq(what, LIC_STR("ask")))
		start(s, lic_str_from(rest));
	else if (lic_str_eq(what, LIC_STR("says")))
		say(s, line);
	else if (lic_str_eq(what, LIC_STR("fails")))
		lic_walk_failed(&s->walk, rest, false);
	else if (lic_str_eq(what, LIC_STR("refuses")))
		lic_walk_failed(&s->walk, rest, true);
	else
		fail_msg("no such line: %.*s", LIC_STR_ARG(what));
	show_step(&s->walk, out);
}

static void describe(struct lic_str input, struct lic_buf *out)
{
	struct script s = {.rdap = {.arena = LIC_ARENA_INIT},
			   .whois = {.arena = LIC_ARENA_INIT},
			   .arena = LIC_ARENA_INIT};
	struct lic_str line;

	lic_buf_init(&s.bootstrap, 65536);
	lic_buf_init(&s.recalled, 65536);
	lic_buf_init(&s.table, 65536);
	LIC_BUF_LIT(&s.table, "zone,server,confidence\n");
	while (lic_str_split(&input, '\n', &line))
		if (line.len)
			run_line(&s, line, out);
	lic_buf_release(&s.bootstrap);
	lic_buf_release(&s.recalled);
	lic_buf_release(&s.table);
	lic_servers_release(&s.rdap);
	lic_servers_release(&s.whois);
	lic_arena_release(&s.arena);
}

int main(void)
{
	return sections_run("data/registration_walk.rows", describe);
}
