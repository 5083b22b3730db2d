/* The Public Suffix List's own tests with its own version of the list, and the
 * short way to a site against libpsl itself. */
#include "idn.h"
#include "limits.h"
#include "psl_compare.h"
#include "vectors.h"

#include <sys/wait.h>

static struct lic_psl *psl;
static char list_path[] = "/tmp/licit-psl-XXXXXX";

/* Unpack the list into list_path. */
static void unpack(void)
{
	char packed[4096];
	int status = -1;

	vectors_path(packed, sizeof(packed), "psl/public_suffix_list.dat.xz");
	int fd = mkstemp(list_path);
	if (fd < 0)
		vectors_stop(1, list_path, strerror(errno));
	pid_t pid = fork();
	if (pid == 0) {
		dup2(fd, STDOUT_FILENO);
		execlp("xz", "xz", "-dc", packed, (char *)NULL);
		_exit(127);
	}
	close(fd);
	if (pid < 0 || waitpid(pid, &status, 0) < 0 || !WIFEXITED(status) || WEXITSTATUS(status)) {
		unlink(list_path);
		if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
			vectors_stop(VECTORS_SKIP, packed, "skipped, xz is not installed");
		vectors_stop(1, packed, "xz failed");
	}
}

/* The site as a user would get it; empty if there is none. */
static struct lic_str site_of(struct lic_str name, struct lic_buf *ascii)
{
	lic_buf_reset(ascii);
	if (lic_idn_to_ascii(name, ascii) < 0)
		return lic_str(NULL, 0);
	return lic_psl_site(psl, lic_buf_str(ascii));
}

static bool run_check(struct lic_str name, struct lic_str expected)
{
	struct lic_buf host, want;

	lic_buf_init(&host, LIC_URL_MAX);
	lic_buf_init(&want, LIC_URL_MAX);
	struct lic_str site = site_of(name, &host);
	int err = lic_str_eq(expected, LIC_STR("null")) ? 0 : lic_idn_to_ascii(expected, &want);
	bool right = !err && lic_str_eq(site, lic_buf_str(&want));
	if (!right)
		print_error("%.*s: got \"%.*s\", expected %.*s\n", LIC_STR_ARG(name),
			    LIC_STR_ARG(site), LIC_STR_ARG(expected));
	lic_buf_release(&host);
	lic_buf_release(&want);
	return right;
}

static struct lic_str unquote(struct lic_str s)
{
	s = lic_str_trim(s);
	return s.len >= 2 && s.ptr[0] == '\'' ? lic_str(s.ptr + 1, s.len - 2) : s;
}

/* "name site" or "checkPublicSuffix('name', 'site');" */
static bool parse_check(struct lic_str line, struct lic_str *name, struct lic_str *site)
{
	static const struct lic_str call = {"checkPublicSuffix(", 18};
	char between = ' ';

	line = lic_str_trim(line);
	if (lic_str_starts(line, LIC_STR("//")))
		return false;
	if (lic_str_starts(line, call)) {
		between = ',';
		line = lic_str(line.ptr + call.len, lic_str_find(line, ')') - call.len);
	}
	if (!line.len || !lic_str_split(&line, between, name))
		return false;
	*name = unquote(*name);
	*site = unquote(line);
	return true;
}

static void run_checks(const char *file)
{
	struct lic_buf text;
	struct lic_str rest, line, name, site;
	unsigned run = 0, wrong = 0;

	vectors_read(file, &text);
	rest = lic_buf_str(&text);
	while (lic_str_split(&rest, '\n', &line)) {
		if (!parse_check(line, &name, &site) || lic_str_eq(name, LIC_STR("null")))
			continue;
		run++;
		wrong += !run_check(name, site);
	}
	lic_buf_release(&text);
	print_message("%s: %u rows run, %u differ\n", file, run, wrong);
	assert_true(run > 60);
	assert_int_equal(wrong, 0);
}

static void test_official(void **state)
{
	(void)state;
	run_checks("psl/tests.txt");
	run_checks("psl/test_psl.txt");
}

static void test_rules(void **state)
{
	struct lic_buf text;

	(void)state;
	vectors_read_file(list_path, &text);
	psl_compare_lines(lic_buf_str(&text), psl_compare_rule);
	lic_buf_release(&text);
}

static void test_ordinary_sites(void **state)
{
	struct lic_buf text;

	(void)state;
	vectors_read("lists/tranco-top10k.txt", &text);
	psl_compare_lines(lic_buf_str(&text), psl_compare_host);
	lic_buf_release(&text);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_official),
		cmocka_unit_test(test_rules),
		cmocka_unit_test(test_ordinary_sites),
	};
	struct lic_diag diag;

	unpack();
	if (lic_psl_open(&psl, list_path, &diag) < 0)
		vectors_stop(1, list_path, diag.text);
	psl_compare_open(psl, list_path);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	unlink(list_path);
	psl_compare_close();
	lic_psl_free(psl);
	return failed;
}
