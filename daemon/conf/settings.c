#include "settings.h"

#include "buf.h"
#include "endpoint.h"
#include "limits.h"
#include "num.h"

const struct lic_setting lic_settings[LIC_SETTINGS] = {
	[LIC_SETTING_ALLOW_REMOTE] =
		{
			.name = "allow_remote",
			.type = LIC_SETTING_IS_BOOL,
			.fallback = "no",
			.max = 1,
			.help = "Whether licitd may listen on an address that other machines can "
				"reach. It speaks plain HTTP: put a proxy with TLS in front.",
		},
	[LIC_SETTING_ALLOWED_HOSTS] =
		{
			.name = "allowed_hosts",
			.type = LIC_SETTING_IS_HOSTS,
			.unset = "none",
			.help = "Names, beside the loopback ones, by which licitd may be called. A "
				"request for any other host is refused.",
		},
	[LIC_SETTING_COUNTRY] =
		{
			.name = "country",
			.type = LIC_SETTING_IS_COUNTRY,
			.unset = "none: any register counts",
			.help = "The country you buy in. A pharmacy is verified only if its "
				"register covers it.",
		},
	[LIC_SETTING_DATA_DIR] =
		{
			.name = "data_dir",
			.type = LIC_SETTING_IS_PATH,
			.unset = "$XDG_DATA_HOME/licit, or ~/.local/share/licit",
			.help = "Where Licit keeps its lists and pairings.",
		},
	[LIC_SETTING_LISTEN] =
		{
			.name = "listen",
			.type = LIC_SETTING_IS_ENDPOINT,
			.fallback = "127.0.0.1:7965",
			.help = "Where licitd listens. Any address but a loopback one lets other "
				"machines reach it, and needs allow_remote.",
		},
	[LIC_SETTING_LISTS_DIR] =
		{
			.name = "lists_dir",
			.type = LIC_SETTING_IS_PATH,
			.unset = "share/licit/lists of the installation",
			.help = "Where the bundled lists lie.",
		},
	[LIC_SETTING_LOOK_SECONDS] =
		{
			.name = "look_seconds",
			.type = LIC_SETTING_IS_NUMBER,
			.fallback = "8",
			.min = 1,
			.max = 60,
			.help = "How long a look at a site may take (see online).",
		},
	[LIC_SETTING_NAME_SERVERS] =
		{
			.name = "name_servers",
			.type = LIC_SETTING_IS_PEERS,
			.unset = "those of the system",
			.help = "The name servers that a look at a site asks.",
		},
	[LIC_SETTING_ONLINE] =
		{
			.name = "online",
			.type = LIC_SETTING_IS_BOOL,
			.fallback = "no",
			.max = 1,
			.help = "Whether Licit may look at the sites that it is asked about: at "
				"their name servers, their registry, their certificate and their "
				"page. They then see a visit from your address. licit check "
				"--online and --offline go before it.",
		},
	[LIC_SETTING_PSL_FILE] =
		{
			.name = "psl_file",
			.type = LIC_SETTING_IS_PATH,
			.unset = "the newest that the system has",
			.help = "A public suffix list, in the form of public_suffix_list.dat.",
		},
	[LIC_SETTING_REFRESH_SECONDS] =
		{
			.name = "refresh_seconds",
			.type = LIC_SETTING_IS_NUMBER,
			.fallback = "2",
			.min = 1,
			.max = 3600,
			.help = "How often licitd looks whether a list was imported.",
		},
	[LIC_SETTING_TEST_ADDRESSES] =
		{
			.name = "test_addresses",
			.type = LIC_SETTING_IS_PEERS,
			.unset = "none, as it should be",
			.help = "For tests of Licit alone: addresses that a look may connect to "
				"although they are not of the public internet. "
				"ADDRESS:PORT=ADDRESS:PORT leads whoever asks for the left to the "
				"right.",
		},
	[LIC_SETTING_TEST_ROOTS] =
		{
			.name = "test_roots",
			.type = LIC_SETTING_IS_PATH,
			.unset = "those of the system, as it should be",
			.help = "For tests of Licit alone: a PEM file of the only root "
				"certificates to trust when a look meets a secure site or a feed "
				"is fetched.",
		},
	[LIC_SETTING_THREADS] =
		{
			.name = "threads",
			.type = LIC_SETTING_IS_NUMBER,
			.fallback = "0",
			.min = 0,
			.max = 256,
			.help = "Threads of licitd and of licit batch; 0 means one for each "
				"processor core.",
		},
	[LIC_SETTING_UPDATE_MINUTES] =
		{
			.name = "update_minutes",
			.type = LIC_SETTING_IS_NUMBER,
			.fallback = "5",
			.min = 0,
			.max = 1440,
			.help = "Within how many minutes a release of a feed is to reach this "
				"machine and its browsers: licitd asks the feeds somewhat more "
				"often. 0: never; licit update does it then.",
		},
};

int lic_setting_find(struct lic_str name)
{
	for (int i = 0; i < LIC_SETTINGS; i++) {
		if (lic_str_eq(name, lic_str_from(lic_settings[i].name)))
			return i;
	}
	return LIC_ENOENT;
}

void lic_setting_env(const struct lic_setting *setting, char out[LIC_SETTING_ENV_SIZE])
{
	snprintf(out, LIC_SETTING_ENV_SIZE, "LICIT_%s", setting->name);
	for (char *p = out; *p; p++) {
		if (*p >= 'a' && *p <= 'z')
			*p = (char)(*p - 'a' + 'A');
	}
}

void lic_setting_values(const struct lic_setting *setting, char *out, size_t size)
{
	static const char *const texts[] = {
		[LIC_SETTING_IS_BOOL] = "yes or no",
		[LIC_SETTING_IS_COUNTRY] = "a country code of two letters, as CZ",
		[LIC_SETTING_IS_ENDPOINT] = "ADDRESS:PORT, as 127.0.0.1:7965 or [::1]:7965",
		[LIC_SETTING_IS_HOSTS] = "host names with spaces between them",
		[LIC_SETTING_IS_PATH] = "a path that begins with / or ~/",
		[LIC_SETTING_IS_PEERS] = ("addresses with ports, as 192.0.2.1:53, with "
					  "spaces between them"),
	};

	if (setting->type == LIC_SETTING_IS_NUMBER)
		snprintf(out, size, "a number from %llu to %llu", (unsigned long long)setting->min,
			 (unsigned long long)setting->max);
	else
		snprintf(out, size, "%s", texts[setting->type]);
}

static int accept_bool(struct lic_str value, struct lic_buf *out)
{
	static const char *const words[][2] = {
		{"yes", "no"}, {"true", "false"}, {"on", "off"}, {"1", "0"}};

	for (size_t i = 0; i < LIC_ARRAY_SIZE(words); i++) {
		if (lic_str_caseeq(value, lic_str_from(words[i][0]))) {
			lic_buf_addc(out, '1');
			return LIC_OK;
		}
		if (lic_str_caseeq(value, lic_str_from(words[i][1]))) {
			lic_buf_addc(out, '0');
			return LIC_OK;
		}
	}
	return LIC_EINVAL;
}

static int accept_country(struct lic_str value, struct lic_buf *out)
{
	if (value.len != 2 || !lic_is_alpha(value.ptr[0]) || !lic_is_alpha(value.ptr[1]))
		return LIC_EINVAL;
	for (size_t i = 0; i < value.len; i++)
		lic_buf_addc(out, (char)(lic_lower(value.ptr[i]) - 'a' + 'A'));
	return LIC_OK;
}

static int accept_endpoint(struct lic_str value, struct lic_buf *out)
{
	struct lic_endpoint endpoint;
	char text[LIC_ENDPOINT_SIZE];

	if (lic_endpoint_parse(value, &endpoint) < 0)
		return LIC_EINVAL;
	lic_endpoint_format(&endpoint, text);
	lic_buf_adds(out, lic_str_from(text));
	return LIC_OK;
}

static bool is_host_char(char c)
{
	return lic_is_alpha(c) || lic_is_digit(c) || c == '-' || c == '.';
}

/* One space between names, in lower case, commas taken for spaces. */
static int accept_hosts(struct lic_str value, struct lic_buf *out)
{
	bool between = false;

	for (size_t i = 0; i < value.len; i++) {
		char c = value.ptr[i];

		if (c == ' ' || c == '\t' || c == ',') {
			between = true;
			continue;
		}
		if (!is_host_char(c))
			return LIC_EINVAL;
		if (between && out->len > 0)
			lic_buf_addc(out, ' ');
		between = false;
		lic_buf_addc(out, lic_lower(c));
	}
	return out->len ? LIC_OK : LIC_EINVAL;
}

/* ADDRESS:PORT or ADDRESS:PORT=ADDRESS:PORT. */
static bool is_peer(struct lic_str text)
{
	struct lic_endpoint endpoint;
	size_t equals = lic_str_find(text, '=');

	if (lic_endpoint_parse(lic_str(text.ptr, equals), &endpoint) < 0)
		return false;
	return equals == text.len ||
	       lic_endpoint_parse(lic_str(text.ptr + equals + 1, text.len - equals - 1),
				  &endpoint) == LIC_OK;
}

static int accept_peers(struct lic_str value, struct lic_buf *out)
{
	struct lic_str one;

	while (lic_str_split(&value, ' ', &one)) {
		one = lic_str_trim(one);
		if (!one.len)
			continue;
		if (!is_peer(one))
			return LIC_EINVAL;
		if (out->len > 0)
			lic_buf_addc(out, ' ');
		lic_buf_adds(out, one);
	}
	return out->len ? LIC_OK : LIC_EINVAL;
}

static int accept_number(const struct lic_setting *setting, struct lic_str value,
			 struct lic_buf *out)
{
	uint64_t n;

	if (lic_num_parse(value, setting->max, &n) < 0 || n < setting->min)
		return LIC_EINVAL;
	lic_buf_printf(out, "%llu", (unsigned long long)n);
	return LIC_OK;
}

/* Relative paths are for the command line, where there is a folder to be
 * relative to; conf.c makes them whole before they come here. */
static int accept_path(struct lic_str value, struct lic_buf *out)
{
	const char *home = getenv("HOME");

	if (memchr(value.ptr, '\0', value.len))
		return LIC_EINVAL;
	if (value.ptr[0] == '~' && (value.len == 1 || value.ptr[1] == '/')) {
		if (!home || home[0] != '/')
			return LIC_EINVAL;
		lic_buf_adds(out, lic_str_from(home));
		value = lic_str(value.ptr + 1, value.len - 1);
	} else if (value.ptr[0] != '/') {
		return LIC_EINVAL;
	}
	lic_buf_adds(out, value);
	return LIC_OK;
}

static int accept(const struct lic_setting *setting, struct lic_str value, struct lic_buf *out)
{
	if (value.len == 0)
		return LIC_EINVAL;
	switch (setting->type) {
	case LIC_SETTING_IS_BOOL:
		return accept_bool(value, out);
	case LIC_SETTING_IS_COUNTRY:
		return accept_country(value, out);
	case LIC_SETTING_IS_ENDPOINT:
		return accept_endpoint(value, out);
	case LIC_SETTING_IS_HOSTS:
		return accept_hosts(value, out);
	case LIC_SETTING_IS_NUMBER:
		return accept_number(setting, value, out);
	case LIC_SETTING_IS_PATH:
		return accept_path(value, out);
	case LIC_SETTING_IS_PEERS:
		return accept_peers(value, out);
	}
	return LIC_EINVAL;
}

int lic_setting_accept(const struct lic_setting *setting, struct lic_str value, char **out,
		       struct lic_diag *diag)
{
	struct lic_buf buf;
	char takes[128];
	int err;

	lic_buf_init(&buf, LIC_URL_MAX);
	err = accept(setting, value, &buf);
	if (err == LIC_OK) {
		char *text = lic_buf_take(&buf);
		if (text)
			*out = text;
		else
			err = lic_diag_set(diag, LIC_ENOMEM, "out of memory");
	} else {
		lic_setting_values(setting, takes, sizeof(takes));
		err = lic_diag_set(diag, err, "%s takes %s, not \"%.*s\"", setting->name, takes,
				   value.len > 80 ? 80 : (int)value.len,
				   value.ptr ? value.ptr : "");
	}
	lic_buf_release(&buf);
	return err;
}
