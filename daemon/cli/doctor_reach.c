/* How browsers reach Licit: over HTTP, and as a native messaging host. */
#include "doctor.h"
#include "host_files.h"
#include "place.h"

static void say_absent(struct lic_doctor *doctor, const char *address)
{
	if (doctor->hosts)
		lic_doctor_say(doctor, LIC_HEALTH_OK, "daemon", NULL,
			       "no licitd answers on %s, and none is needed: browsers start Licit "
			       "themselves",
			       address);
	else
		lic_doctor_say(doctor, LIC_HEALTH_WARN, "daemon",
			       "Start it with `licitd`, or have browsers start Licit themselves: "
			       "`licit native-host --install`.",
			       "no licitd answers on %s", address);
}

void lic_doctor_daemon(struct lic_doctor *doctor)
{
	struct lic_cli *cli = doctor->cli;
	struct lic_endpoint endpoint = lic_cli_daemon(cli);
	char address[LIC_ENDPOINT_SIZE], version[LIC_DAEMON_VERSION_SIZE];

	lic_endpoint_format(&endpoint, address);
	if (!lic_endpoint_is_loopback(&endpoint)) {
		lic_doctor_say(doctor, LIC_HEALTH_OK, "daemon", NULL,
			       "not asked: %s is not on this machine alone", address);
		return;
	}
	int err = lic_daemon_ask(address, version, &cli->diag);
	if (err == LIC_ENOENT) {
		say_absent(doctor, address);
	} else if (err < 0) {
		lic_doctor_say(doctor, LIC_HEALTH_FAIL, "daemon",
			       "`ss -ltnp` shows which program it is: stop that, or set another "
			       "address with the setting listen and in the extension's settings.",
			       "%s", cli->diag.text);
	} else if (strcmp(version, LICIT_VERSION) != 0) {
		doctor->daemon_answers = true;
		lic_doctor_say(doctor, LIC_HEALTH_WARN, "daemon",
			       "Restart it, so that both are of one version.",
			       "licitd %s answers on http://%s/, and this is licit " LICIT_VERSION,
			       version, address);
	} else {
		doctor->daemon_answers = true;
		lic_doctor_say(doctor, LIC_HEALTH_OK, "daemon", NULL,
			       "licitd answers on http://%s/", address);
	}
}

void lic_doctor_pairings(struct lic_doctor *doctor)
{
	if (doctor->pairings)
		lic_doctor_say(doctor, LIC_HEALTH_OK, "pairing", NULL,
			       "browsers that are paired: %llu",
			       (unsigned long long)doctor->pairings);
	else if (doctor->hosts)
		lic_doctor_say(doctor, LIC_HEALTH_OK, "pairing", NULL,
			       "no browser is paired; one that starts Licit itself pairs itself");
	else
		lic_doctor_say(doctor, LIC_HEALTH_WARN, "pairing",
			       "Type the code of `licit pair` into the settings of the extension.",
			       "no browser is paired");
}

/* Whether a browser gets answers over HTTP, as far as can be seen from here. */
static bool has_http(const struct lic_doctor *doctor)
{
	return doctor->daemon_answers && doctor->pairings;
}

/* A browser that is shut in. Whether the desktop would start Licit for it shows only in the
 * browser. */
static void say_box(struct lic_doctor *doctor, const struct lic_browser *browser, bool installed)
{
	const char *name = browser->name, *box = lic_browser_box(browser);

	if (has_http(doctor))
		lic_doctor_say(doctor, LIC_HEALTH_OK, "browser", NULL,
			       "%s: it can ask licitd, and as a %s it needs that", name, box);
	else if (!lic_browser_has_portal(browser))
		lic_doctor_say(doctor, LIC_HEALTH_WARN, "browser",
			       "Start licitd, and pair with the code of `licit pair`.",
			       "%s: as a %s it starts no program of this machine, and looks for "
			       "manifests in ~/%s/config/%s/NativeMessagingHosts alone",
			       name, box, browser->flatpak, browser->folder);
	else if (installed)
		lic_doctor_say(
			doctor, LIC_HEALTH_WARN, "browser",
			"Allow it when the desktop asks. If the extension then finds nobody, "
			"start licitd and pair with the code of `licit pair`.",
			"%s: as a %s it starts Licit only where the desktop has the "
			"WebExtensions portal",
			name, box);
	else
		lic_doctor_say(
			doctor, LIC_HEALTH_WARN, "browser",
			"Start licitd, and pair with the code of `licit pair`. Or, where the "
			"desktop has that portal (Ubuntu's has), `licit native-host --install`.",
			"%s: as a %s it starts Licit only by the desktop's WebExtensions "
			"portal, which finds no manifest of Licit",
			name, box);
}

static void say_state(struct lic_doctor *doctor, const struct lic_browser *browser,
		      enum lic_host_state state)
{
	struct lic_diag *diag = &doctor->cli->diag;

	if (state == LIC_HOST_FOREIGN || state == LIC_HOST_BROKEN)
		lic_doctor_say(doctor, LIC_HEALTH_FAIL, "browser",
			       "`licit native-host --install` writes it anew.", "%s: %s",
			       browser->name, diag->text);
	else if (lic_browser_box(browser))
		say_box(doctor, browser, state == LIC_HOST_GOOD);
	else if (state == LIC_HOST_GOOD)
		lic_doctor_say(doctor, LIC_HEALTH_OK, "browser", NULL, "%s: it starts Licit itself",
			       browser->name);
	else if (has_http(doctor))
		lic_doctor_say(doctor, LIC_HEALTH_OK, "browser", NULL, "%s: it can ask licitd",
			       browser->name);
	else
		lic_doctor_say(doctor, LIC_HEALTH_WARN, "browser",
			       "`licit native-host --install` lets it start Licit, with no code.",
			       "%s: it does not know Licit", browser->name);
}

/* Looked at once for the count that the other checks need, and once to say it. */
static void each_browser(struct lic_doctor *doctor, bool say)
{
	struct lic_diag *diag = &doctor->cli->diag;
	struct lic_buf script;
	size_t here = 0;

	lic_buf_init(&script, LIC_PATH_MAX);
	if (lic_host_script(lic_conf_text(&doctor->cli->conf, LIC_SETTING_DATA_DIR), &script,
			    diag) < 0)
		goto out;
	for (const struct lic_browser *b = lic_browsers; b->id; b++) {
		enum lic_host_state state = lic_host_look(b, script.ptr, diag);

		if (state == LIC_HOST_ABSENT && !lic_browser_is_here(b))
			continue;
		here++;
		if (say)
			say_state(doctor, b, state);
		else
			doctor->hosts += state == LIC_HOST_GOOD && !lic_browser_box(b);
	}
	if (say && !here)
		lic_doctor_say(doctor, LIC_HEALTH_OK, "browser", NULL,
			       "none that Licit knows has been used here");
out:
	lic_buf_release(&script);
}

void lic_doctor_hosts(struct lic_doctor *doctor)
{
	each_browser(doctor, false);
}

void lic_doctor_browsers(struct lic_doctor *doctor)
{
	each_browser(doctor, true);
}
