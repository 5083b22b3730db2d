/* Who gets through the console's door: same origin, session, role, form. */
#include "console.h"

static const char cookie_name[] = "licit-console";

bool lic_console_has(struct lic_str path)
{
	return lic_str_starts(path, LIC_STR("/console/")) || lic_str_eq(path, LIC_STR("/console"));
}

static enum lic_problem refuse(struct lic_request *request, enum lic_problem problem,
			       const char *what)
{
	return lic_problem_set(&request->diag, problem, "%s", what);
}

/* "http://HOST", of the host that was asked. Over TLS by way of a proxy: "https://HOST". */
static bool is_own_origin(const struct lic_head *head)
{
	static const char *const schemes[] = {"http://", "https://"};
	struct lic_str origin = head->fields[LIC_FIELD_ORIGIN];

	for (size_t i = 0; i < LIC_ARRAY_SIZE(schemes); i++) {
		struct lic_str scheme = lic_str_from(schemes[i]);

		if (lic_str_starts(origin, scheme) &&
		    lic_str_caseeq(lic_str(origin.ptr + scheme.len, origin.len - scheme.len),
				   head->fields[LIC_FIELD_HOST]))
			return true;
	}
	return false;
}

enum lic_problem lic_console_same_origin(struct lic_request *request)
{
	const struct lic_head *head = &request->head;
	struct lic_str site = head->fields[LIC_FIELD_SEC_FETCH_SITE];
	bool reads = lic_str_eq(head->method, LIC_STR("GET")) ||
		     lic_str_eq(head->method, LIC_STR("HEAD"));
	bool same = lic_str_eq(site, LIC_STR("same-origin"));

	if (head->counts[LIC_FIELD_ORIGIN] > 1 || head->counts[LIC_FIELD_SEC_FETCH_SITE] > 1)
		return refuse(request, LIC_PROBLEM_BAD_REQUEST,
			      "Origin or Sec-Fetch-Site came twice");
	if (head->counts[LIC_FIELD_ORIGIN] && !is_own_origin(head))
		return refuse(request, LIC_PROBLEM_WEB_ORIGIN,
			      "another page sent this to the console; nothing was done");
	if (site.len && !same && !(reads && lic_str_eq(site, LIC_STR("none"))))
		return refuse(request, LIC_PROBLEM_WEB_ORIGIN,
			      "another page led here: follow the link below if you meant to come");
	/* A browser says where a form comes from, one way or the other. */
	if (!reads && !same && !head->counts[LIC_FIELD_ORIGIN])
		return refuse(request, LIC_PROBLEM_WEB_ORIGIN,
			      "it is not said which page sent this (Origin): use a browser");
	return LIC_PROBLEM_NONE;
}

struct lic_str lic_console_token(struct lic_str cookie)
{
	struct lic_str name = lic_str_from(cookie_name), part;

	while (cookie.len && lic_str_split(&cookie, ';', &part)) {
		part = lic_str_trim(part);
		if (lic_str_starts(part, name) && part.len > name.len && part.ptr[name.len] == '=')
			return lic_str(part.ptr + name.len + 1, part.len - name.len - 1);
	}
	return lic_str(NULL, 0);
}

enum lic_problem lic_console_admit(struct lic_request *request)
{
	const struct lic_head *head = &request->head;
	struct lic_str token = lic_console_token(head->fields[LIC_FIELD_COOKIE]);
	int err = LIC_EDENIED;

	if (token.len && head->counts[LIC_FIELD_COOKIE] == 1)
		err = lic_session_find(request->service->engine, token, &request->session,
				       &request->diag);
	request->signed_in = err == LIC_OK;
	if (request->route->open)
		return LIC_PROBLEM_NONE;
	if (err == LIC_EDENIED)
		return refuse(request, LIC_PROBLEM_SIGN_IN,
			      "your session is over, or you have not signed in");
	if (err < 0)
		return lic_problem_from_err(err);
	if (!lic_role_may(request->session.role, request->route->action))
		return lic_problem_set(&request->diag, LIC_PROBLEM_NOT_ALLOWED,
				       "your role is %s, and so you may not do this; a publisher "
				       "gives another role",
				       lic_role_name(request->session.role));
	return LIC_PROBLEM_NONE;
}

void lic_console_cookie(struct lic_reply *reply, const struct lic_session *session)
{
	/* Without Secure, and so without the prefix __Host-: this is HTTP on this machine. */
	snprintf(reply->cookie, sizeof(reply->cookie),
		 "%s=%s; Path=/console/; HttpOnly; SameSite=Strict; Max-Age=%d", cookie_name,
		 session ? session->token : "", session ? LIC_SESSION_SECONDS : 0);
	lic_reply_field(reply, "Set-Cookie", reply->cookie);
}

/* ---- running a page ---------------------------------------------------- */

/* Nothing from elsewhere, no script or style but our two files, no frames, forms to us. */
#define PAGE_POLICY                                                                     \
	"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " \
	"img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

static void set_fields(struct lic_reply *reply)
{
	static const struct {
		const char *name, *value;
	} fields[] = {
		{"Content-Security-Policy", PAGE_POLICY},
		/* Not "no-referrer", with which a browser says "Origin: null" of our own forms. */
		{"Referrer-Policy", "same-origin"},
		{"Cross-Origin-Opener-Policy", "same-origin"},
		{"Cross-Origin-Resource-Policy", "same-origin"},
	};

	reply->type = "text/html; charset=utf-8";
	for (size_t i = 0; i < LIC_ARRAY_SIZE(fields); i++)
		lic_reply_field(reply, fields[i].name, fields[i].value);
}

static void page_init(struct lic_sheet *page, struct lic_request *request, struct lic_reply *reply,
		      struct lic_arena *arena)
{
	*page = (struct lic_sheet){
		.request = request,
		.reply = reply,
		.out = reply->body,
		.arena = arena,
		.engine = request->service->engine,
		.session = request->signed_in ? &request->session : NULL,
	};
}

/* Read the form, and see that one of our own pages sent it. */
static enum lic_problem take_form(struct lic_sheet *page)
{
	struct lic_request *request = page->request;
	const struct lic_head *head = &request->head;
	int err = lic_form_read(&page->form, head->fields[LIC_FIELD_CONTENT_TYPE],
				lic_buf_str(&request->body), page->arena, &request->diag);

	if (err < 0)
		return err == LIC_ENOMEM ? LIC_PROBLEM_BUSY : LIC_PROBLEM_BAD_REQUEST;
	if (page->session && !request->route->open &&
	    !lic_session_form_ok(page->session, lic_form_text(&page->form, "form")))
		return refuse(request, LIC_PROBLEM_WEB_ORIGIN,
			      "this form is not of your session: go back, load the page again, and "
			      "send it once more");
	return LIC_PROBLEM_NONE;
}

/* Who has a password that somebody else knows does nothing before choosing another, but leave. */
static bool must_choose(const struct lic_request *request)
{
	static const char *const all[] = {"/console/password", "/console/sign-out"};

	if (!request->signed_in || !request->session.first || request->route->open)
		return false;
	for (size_t i = 0; i < LIC_ARRAY_SIZE(all); i++)
		if (strcmp(request->route->path, all[i]) == 0)
			return false;
	return true;
}

enum lic_problem lic_console_run(struct lic_request *request, struct lic_reply *reply)
{
	struct lic_sheet page;
	enum lic_problem problem = LIC_PROBLEM_NONE;

	page_init(&page, request, reply, &request->worker->arena);
	if (request->route->body == LIC_BODY_FORM)
		problem = take_form(&page);
	if (!problem && must_choose(request))
		problem = lic_sheet_see(&page, NULL, "/console/password", NULL, 0);
	else if (!problem)
		problem = request->route->page(&page);
	if (!problem && !reply->fixed.ptr)
		set_fields(reply);
	return problem;
}

/* ---- refusing one ------------------------------------------------------- */

/* What the door's refusals are called on a page, for who knows nothing of calls and origins. */
static struct lic_str title_of(const struct lic_request *request, enum lic_problem problem)
{
	switch (problem) {
	case LIC_PROBLEM_SIGN_IN:
		return LIC_STR("You are signed out");
	case LIC_PROBLEM_WEB_ORIGIN:
		return LIC_STR("Nothing was done");
	case LIC_PROBLEM_NOT_FOUND:
		return request->route ? LIC_STR("It is not there")
				      : LIC_STR("There is no such page");
	default:
		return lic_str_from(lic_problem_kinds[problem].title);
	}
}

/* What is wanted, with what was asked of it: there to come back to by the door. */
static struct lic_str wanted_of(struct lic_sheet *page)
{
	static const enum lic_param kept[] = {
		LIC_PARAM_DO,    LIC_PARAM_LIST,    LIC_PARAM_NAME,  LIC_PARAM_ID,  LIC_PARAM_Q,
		LIC_PARAM_STATE, LIC_PARAM_COUNTRY, LIC_PARAM_CLASS, LIC_PARAM_TLD, LIC_PARAM_PAGE,
	};
	struct lic_buf out;
	char before = '?';

	lic_buf_init(&out, LIC_REPLY_TEXT - 1);
	lic_buf_adds(&out, page->request->head.path);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(kept); i++) {
		struct lic_str value = lic_sheet_param(page, kept[i]);

		if (!value.len)
			continue;
		lic_buf_printf(&out, "%c%s=", before, lic_param_name(kept[i]));
		LIC_HTML(&out, "{u}", value);
		before = '&';
	}
	struct lic_str wanted = lic_buf_error(&out)
					? page->request->head.path
					: lic_arena_copy(page->arena, lic_buf_str(&out));
	lic_buf_release(&out);
	return wanted;
}

static void write_refusal(struct lic_sheet *page, enum lic_problem problem)
{
	struct lic_request *request = page->request;

	lic_sheet_begin(page, LIC_NAV_NONE, title_of(request, problem));
	if (problem == LIC_PROBLEM_NOT_FOUND && !request->route)
		LIC_BUF_LIT(page->out, "<p>The address is wrong, or an old one.</p>\n");
	else
		LIC_HTML(page->out, "<p>{}</p>\n", lic_str_from(request->diag.text));
	if (problem == LIC_PROBLEM_SIGN_IN)
		LIC_BUF_LIT(page->out,
			    "<p>Nothing that you sent was done. <a href=\"/console/sign-in\">"
			    "Sign in</a>, and do it once more.</p>\n");
	else
		LIC_BUF_LIT(page->out, "<p><a href=\"/console/\">To the console</a></p>\n");
	lic_sheet_end(page);
}

void lic_console_refuse(struct lic_request *request, struct lic_reply *reply,
			enum lic_problem problem)
{
	struct lic_arena arena = LIC_ARENA_INIT;
	struct lic_sheet page;
	bool reads = !lic_str_eq(request->head.method, LIC_STR("POST"));

	page_init(&page, request, reply, &arena);
	if (problem == LIC_PROBLEM_SIGN_IN && reads)
		LIC_SHEET_SEE(&page, NULL, "/console/sign-in?next={u}", wanted_of(&page));
	else if (reads && lic_str_eq(request->head.path, LIC_STR("/console")))
		lic_sheet_see(&page, NULL, "/console/", NULL, 0);
	else
		write_refusal(&page, problem);
	if (problem == LIC_PROBLEM_BAD_METHOD) {
		lic_route_allow(request->head.path, reply->cookie);
		lic_reply_field(reply, "Allow", reply->cookie);
	}
	set_fields(reply);
	lic_arena_release(&arena);
}
