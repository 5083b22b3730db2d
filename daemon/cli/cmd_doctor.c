#include "commands.h"
#include "doctor.h"
#include "json.h"
#include "option.h"

enum {
	OPT_JSON,
};

/* Columns of the state and of the check's name, together. */
#define INDENT 21

static const char *const names[] = {
	[LIC_HEALTH_OK] = "ok",
	[LIC_HEALTH_WARN] = "warn",
	[LIC_HEALTH_FAIL] = "fail",
};

static void say_json(struct lic_doctor *doctor, enum lic_health health, const char *check,
		     const char *text, const char *remedy)
{
	struct lic_buf out;

	lic_buf_init(&out, LIC_VERDICT_MAX);
	LIC_BUF_LIT(&out, "{");
	lic_json_field(&out, "check", lic_str_from(check));
	lic_buf_addc(&out, ',');
	lic_json_field(&out, "state", lic_str_from(names[health]));
	lic_buf_addc(&out, ',');
	lic_json_field(&out, "text", lic_str_from(text));
	LIC_BUF_LIT(&out, ",\"remedy\":");
	if (remedy)
		lic_json_str(&out, lic_str_from(remedy));
	else
		LIC_BUF_LIT(&out, "null");
	LIC_BUF_LIT(&out, "}");
	lic_term_printf(&doctor->cli->out, "%s\n", doctor->said ? "," : "");
	lic_term_bytes(&doctor->cli->out, lic_buf_str(&out));
	lic_buf_release(&out);
}

static void say_people(struct lic_doctor *doctor, enum lic_health health, const char *check,
		       const char *text, const char *remedy)
{
	static const enum lic_style styles[] = {
		[LIC_HEALTH_OK] = LIC_STYLE_PLAIN,
		[LIC_HEALTH_WARN] = LIC_STYLE_ORANGE,
		[LIC_HEALTH_FAIL] = LIC_STYLE_RED,
	};
	struct lic_term *out = &doctor->cli->out;
	char first[INDENT + 1];

	snprintf(first, sizeof(first), "%-6s%s", names[health], check);
	lic_term_style(out, styles[health]);
	lic_term_para(out, first, INDENT, lic_str_from(text));
	lic_term_style(out, LIC_STYLE_PLAIN);
	if (remedy)
		lic_term_para(out, "", INDENT, lic_str_from(remedy));
}

void lic_doctor_say(struct lic_doctor *doctor, enum lic_health health, const char *check,
		    const char *remedy, const char *fmt, ...)
{
	char text[sizeof(((struct lic_diag *)NULL)->text) + 256];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	if (doctor->json)
		say_json(doctor, health, check, text, remedy);
	else
		say_people(doctor, health, check, text, remedy);
	doctor->said++;
	if (health > doctor->worst)
		doctor->worst = health;
}

/* All that can be looked at: without settings nothing, without data not the lists. */
static void examine(struct lic_doctor *doctor)
{
	lic_doctor_settings(doctor);
	if (doctor->worst == LIC_HEALTH_FAIL)
		return;
	lic_doctor_bundle(doctor);
	lic_doctor_folder(doctor);
	lic_doctor_store(doctor);
	if (doctor->cli->engine) {
		lic_doctor_clock(doctor);
		lic_doctor_ages(doctor);
		lic_doctor_feeds(doctor);
		lic_doctor_suffixes(doctor);
	}
	lic_doctor_hosts(doctor);
	lic_doctor_daemon(doctor);
	if (doctor->cli->engine)
		lic_doctor_pairings(doctor);
	lic_doctor_browsers(doctor);
}

static int run(struct lic_cli *cli)
{
	struct lic_doctor doctor = {.cli = cli, .json = cli->values[OPT_JSON] != NULL};

	if (doctor.json)
		lic_term_printf(&cli->out,
				"{\"schema\":\"licit/doctor/1\",\"version\":\"%s\","
				"\"checks\":[",
				LICIT_VERSION);
	examine(&doctor);
	if (doctor.json)
		lic_term_printf(&cli->out, "\n],\"worst\":\"%s\"}\n", names[doctor.worst]);
	else
		lic_cli_note(cli, "what the browser itself blocks shows in the settings of the "
				  "extension, under “Find out why”");
	return doctor.worst == LIC_HEALTH_FAIL ? LIC_EXIT_FAILED : LIC_EXIT_OK;
}

const struct lic_command lic_command_doctor = {
	.name = "doctor",
	.operands = "",
	.summary = "find out why something does not work",
	.text = "Looks at the settings, the data, the lists, the clock, the daemon and the "
		"browsers, says of each whether it is well, and what to do where it is not. The "
		"status is 1 if anything fails; a warning is none.",
	.options =
		{
			[OPT_JSON] = LIC_OPTION_JSON("As a document for programs, licit/doctor/1."),
		},
	.examples = {{"licit doctor", "Why does the extension not answer?"}},
	.run = run,
};
