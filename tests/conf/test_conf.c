#include "conf.h"

#include "rows.h"

static void describe(struct lic_str input, struct lic_buf *out)
{
	struct lic_conf conf;
	struct lic_diag diag;

	lic_conf_init(&conf);
	if (lic_conf_parse(&conf, "x.conf", input, &diag) < 0) {
		lic_buf_printf(out, "!%s", diag.text);
	} else {
		for (size_t i = 0; i < LIC_SETTINGS; i++) {
			if (conf.values[i])
				lic_buf_printf(out, "%s%s=%s", out->len ? " " : "",
					       lic_settings[i].name, conf.values[i]);
		}
	}
	lic_conf_release(&conf);
}

/* A file of these settings, whose name lies in path. */
static void write_file(char *path, const char *text)
{
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
}

static void clear_environment(void)
{
	char name[LIC_SETTING_ENV_SIZE];

	for (size_t i = 0; i < LIC_SETTINGS; i++) {
		lic_setting_env(&lic_settings[i], name);
		unsetenv(name);
	}
	setenv("HOME", "/home/eva", 1);
	setenv("XDG_CONFIG_HOME", "/nowhere", 1);
	unsetenv("XDG_DATA_HOME");
	unsetenv("LICIT_CONFIG");
}

/* Command line before environment before file before default. */
static void test_order(void **state)
{
	char path[] = "/tmp/licit-conf-XXXXXX";
	struct lic_conf conf;
	struct lic_diag diag;

	(void)state;
	clear_environment();
	write_file(path, "country = DE\nthreads = 3\nrefresh_seconds = 5\n");
	setenv("LICIT_COUNTRY", "fr", 1);
	setenv("LICIT_THREADS", "4", 1);
	setenv("LICIT_PSL_FILE", "", 1);
	lic_conf_init(&conf);
	assert_int_equal(lic_conf_set(&conf, LIC_SETTING_COUNTRY, "cz", &diag), 0);
	assert_int_equal(lic_conf_load(&conf, path, &diag), 0);
	assert_string_equal(lic_conf_text(&conf, LIC_SETTING_COUNTRY), "CZ");
	assert_int_equal(lic_conf_number(&conf, LIC_SETTING_THREADS), 4);
	assert_int_equal(lic_conf_number(&conf, LIC_SETTING_REFRESH_SECONDS), 5);
	assert_int_equal(lic_conf_endpoint(&conf, LIC_SETTING_LISTEN).port, 7965);
	assert_string_equal(lic_conf_text(&conf, LIC_SETTING_DATA_DIR),
			    "/home/eva/.local/share/licit");
	assert_non_null(lic_conf_text(&conf, LIC_SETTING_LISTS_DIR));
	assert_null(lic_conf_text(&conf, LIC_SETTING_PSL_FILE));
	lic_conf_release(&conf);
	unlink(path);
}

static void test_places(void **state)
{
	struct lic_conf conf;
	struct lic_diag diag;
	char here[4096];

	(void)state;
	clear_environment();
	setenv("XDG_DATA_HOME", "/data", 1);
	lic_conf_init(&conf);
	assert_int_equal(lic_conf_set(&conf, LIC_SETTING_LISTS_DIR, "lists", &diag), 0);
	assert_int_equal(lic_conf_load(&conf, NULL, &diag), 0);
	assert_string_equal(lic_conf_text(&conf, LIC_SETTING_DATA_DIR), "/data/licit");
	assert_non_null(getcwd(here, sizeof(here)));
	assert_memory_equal(conf.values[LIC_SETTING_LISTS_DIR], here, strlen(here));
	assert_string_equal(conf.values[LIC_SETTING_LISTS_DIR] + strlen(here), "/lists");
	lic_conf_release(&conf);

	unsetenv("XDG_DATA_HOME");
	unsetenv("HOME");
	assert_int_equal(lic_conf_load(&conf, NULL, &diag), LIC_ENOENT);
	assert_non_null(strstr(diag.text, "--data-dir DIR"));
	lic_conf_release(&conf);
}

static void test_refusals(void **state)
{
	struct lic_conf conf;
	struct lic_diag diag;

	(void)state;
	clear_environment();
	lic_conf_init(&conf);
	assert_int_equal(lic_conf_load(&conf, "/nowhere/x.conf", &diag), LIC_ENOENT);
	assert_string_equal(diag.text, "/nowhere/x.conf: cannot read the configuration file: No "
				       "such file or directory");
	lic_conf_release(&conf);

	setenv("LICIT_LISTEN", "nonsense", 1);
	assert_int_equal(lic_conf_load(&conf, NULL, &diag), LIC_EINVAL);
	assert_string_equal(diag.text,
			    "$LICIT_LISTEN: listen takes ADDRESS:PORT, as 127.0.0.1:7965 or "
			    "[::1]:7965, not \"nonsense\"; correct the variable, or unset it");
	lic_conf_release(&conf);
	clear_environment();
}

static void test_endpoint(void **state)
{
	static const struct {
		const char *text;
		bool loopback;
	} cases[] = {
		{"127.0.0.1:1", true}, {"127.9.9.9:1", true}, {"[::1]:1", true},
		{"0.0.0.0:1", false},  {"[::]:1", false},     {"[::ffff:1.2.3.4]:1", false},
	};
	struct lic_endpoint endpoint;

	(void)state;
	for (size_t i = 0; i < LIC_ARRAY_SIZE(cases); i++) {
		assert_int_equal(lic_endpoint_parse(lic_str_from(cases[i].text), &endpoint), 0);
		assert_int_equal(lic_endpoint_is_loopback(&endpoint), cases[i].loopback);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_endpoint),
	};

	clear_environment();
	return rows_run("conf/conf.rows", describe) + cmocka_run_group_tests(tests, NULL, NULL);
}
