/* Batches: the lines, their order, their limits, their resumption. */
#include "script.h"

#include <fcntl.h>
#include <pthread.h>

static struct script script;
static struct lic_diag diag;

/* ---- rows ------------------------------------------------------------ */

static void set_only(struct lic_batch_options *o, struct lic_str names)
{
	struct lic_str name;

	while (lic_str_split(&names, ',', &name))
		for (int c = 0; c < LIC_VERDICT_CLASSES; c++)
			if (lic_str_eq(name, lic_str_from(lic_verdict_class_name(
						     (enum lic_verdict_class)c))))
				o->only |= 1u << c;
}

static struct lic_batch_options read_options(struct lic_str line)
{
	struct lic_batch_options o = {.jobs = 1};
	struct lic_str word, key;

	while (lic_str_split(&line, ' ', &word)) {
		assert_true(lic_str_split(&word, '=', &key));
		if (lic_str_eq(key, LIC_STR("country")))
			o.country = word;
		else if (lic_str_eq(key, LIC_STR("only")))
			set_only(&o, word);
		else
			o.format = lic_str_eq(word, LIC_STR("csv"))   ? LIC_BATCH_CSV
				   : lic_str_eq(word, LIC_STR("tsv")) ? LIC_BATCH_TSV
								      : LIC_BATCH_NDJSON;
	}
	return o;
}

static const char *input_path(void)
{
	static char path[SCRATCH_MAX + 16];

	snprintf(path, sizeof(path), "%s/in", script.scratch.dir);
	return path;
}

static const char *output_path(void)
{
	static char path[SCRATCH_MAX + 16];

	snprintf(path, sizeof(path), "%s/out", script.scratch.dir);
	return path;
}

static void read_output(struct lic_buf *out)
{
	struct lic_buf file;

	rows_read(output_path(), &file, 512u << 20);
	lic_buf_adds(out, lic_buf_str(&file));
	lic_buf_release(&file);
}

/* From a file into a file. */
static int run_batch(const struct lic_batch_options *o, struct lic_str input,
		     struct lic_batch_totals *totals)
{
	scratch_write(input_path(), input);
	int in = open(input_path(), O_RDONLY);
	int out = open(output_path(), O_RDWR | O_CREAT | O_TRUNC, 0600);
	int err = lic_batch_run(script.engine, o, in, out, totals, &diag);
	close(in);
	close(out);
	return err;
}

static void run(struct lic_str input, struct lic_buf *out)
{
	struct lic_batch_totals totals;
	struct lic_str first;

	assert_true(lic_str_split(&input, '\n', &first));
	struct lic_batch_options o = read_options(first);
	if (!input.ptr)
		input = LIC_STR("");
	if (run_batch(&o, input, &totals) < 0)
		fail_msg("%s", diag.text);
	read_output(out);
	if (out->len)
		script_hide_listset(&script, out);
	lic_buf_printf(out, "= %d lines, %d errors\n", (int)totals.lines, (int)totals.errors);
	uint64_t sum = totals.errors;
	for (int c = 0; c < LIC_VERDICT_CLASSES; c++)
		sum += totals.by_class[c];
	assert_int_equal(sum, totals.lines);
}

/* ---- order ----------------------------------------------------------- */

/* Some lines, no two alike: of each class, bad ones, long ones. */
static void make_input(struct lic_buf *text, unsigned lines)
{
	static const char *const hosts[] = {"bad.cz",    "good.cz",  "both.com", "example.com",
					    "rumour.cz", "no host,", "office.cz"};

	lic_buf_init(text, 64u << 20);
	for (unsigned i = 0; i < lines; i++) {
		if (i % 997 == 500 || i == 1000) {
			/* Number 1000 begins within the first chunk and ends beyond it. */
			unsigned long_line = i == 1000 ? 300000 : i * 7 % 70000;
			for (unsigned k = 0; k < long_line; k++)
				lic_buf_addc(text, (char)('a' + k / 500 % 26));
		} else {
			lic_buf_printf(text, "https://%s/%u", hosts[i % LIC_ARRAY_SIZE(hosts)], i);
			for (unsigned k = 0; k < 5000 && i % 40 == 7; k++)
				lic_buf_addc(text, 'p');
		}
		lic_buf_addc(text, '\n');
	}
	assert_int_equal(lic_buf_error(text), 0);
}

/* What it must be: each line by itself. */
static void make_expected(struct lic_str input, const struct lic_batch_options *o,
			  struct lic_buf *out, struct lic_batch_totals *totals)
{
	struct lic_str line;

	lic_buf_init(out, 512u << 20);
	*totals = (struct lic_batch_totals){0};
	if (input.len && input.ptr[input.len - 1] == '\n')
		input.len--;
	while (lic_str_split(&input, '\n', &line))
		lic_batch_line(script.check, o, line, out, totals);
	assert_int_equal(lic_buf_error(out), 0);
}

static void expect_output(const struct lic_buf *expected)
{
	struct lic_buf got;

	lic_buf_init(&got, 512u << 20);
	read_output(&got);
	assert_int_equal(got.len, expected->len);
	assert_memory_equal(got.ptr, expected->ptr, got.len);
	lic_buf_release(&got);
}

static void test_jobs(void **state)
{
	struct lic_batch_options o = {.jobs = 1};
	struct lic_batch_totals totals, expected_totals;
	struct lic_buf input, expected;

	(void)state;
	make_input(&input, 20000);
	make_expected(lic_buf_str(&input), &o, &expected, &expected_totals);
	for (o.jobs = 1; o.jobs <= 8; o.jobs++) {
		if (run_batch(&o, lic_buf_str(&input), &totals) < 0)
			fail_msg("%s", diag.text);
		expect_output(&expected);
		assert_memory_equal(&totals, &expected_totals, sizeof(totals));
	}
	/* As many as there are cores. */
	o.jobs = 0;
	assert_int_equal(run_batch(&o, lic_buf_str(&input), &totals), 0);
	expect_output(&expected);
	lic_buf_release(&input);
	lic_buf_release(&expected);
}

struct feeder {
	int fd;
	struct lic_str text;
	size_t piece;
};

static void *feed(void *arg)
{
	const struct feeder *f = arg;

	for (size_t at = 0; at < f->text.len;) {
		size_t n = f->text.len - at < f->piece ? f->text.len - at : f->piece;
		ssize_t written = write(f->fd, f->text.ptr + at, n);
		if (written < 0)
			break;
		at += (size_t)written;
	}
	close(f->fd);
	return NULL;
}

/* Through a pipe, in pieces of any size. */
static void test_pieces(void **state)
{
	static const size_t pieces[] = {1, 2, 3, 7, 61, 997, 4096, 4097, 65536};
	struct lic_batch_options o = {.format = LIC_BATCH_TSV};
	struct lic_batch_totals totals, expected_totals;
	struct lic_buf input, expected, whole;

	(void)state;
	make_input(&input, 1100);
	make_expected(lic_buf_str(&input), &o, &expected, &expected_totals);
	lic_buf_init(&whole, 512u << 20);
	LIC_BUF_LIT(&whole, "input\thost\tsite\tverdict\trisk\tcoverage\tsells_medicine\tsignals\t"
			    "error\n");
	lic_buf_adds(&whole, lic_buf_str(&expected));
	for (size_t i = 0; i < LIC_ARRAY_SIZE(pieces); i++) {
		struct feeder feeder = {.text = lic_buf_str(&input), .piece = pieces[i]};
		pthread_t thread;
		int fds[2];
		assert_int_equal(pipe(fds), 0);
		feeder.fd = fds[1];
		assert_int_equal(pthread_create(&thread, NULL, feed, &feeder), 0);
		int out = open(output_path(), O_RDWR | O_CREAT | O_TRUNC, 0600);
		o.jobs = 1 + (unsigned)i % 4;
		int err = lic_batch_run(script.engine, &o, fds[0], out, &totals, &diag);
		pthread_join(thread, NULL);
		close(fds[0]);
		close(out);
		assert_int_equal(err, 0);
		expect_output(&whole);
		assert_int_equal(totals.lines, 1100);
	}
	lic_buf_release(&input);
	lic_buf_release(&expected);
	lic_buf_release(&whole);
}

/* ---- limits ---------------------------------------------------------- */

/* A line of that length, at the beginning, in the middle and at the end. */
static void expect_long(size_t len, const char *error)
{
	struct lic_batch_options o = {.jobs = 2, .format = LIC_BATCH_TSV};
	struct lic_batch_totals totals;
	struct lic_buf input, got;

	for (int place = 0; place < 4; place++) {
		lic_buf_init(&input, 4u << 20);
		lic_buf_init(&got, 4u << 20);
		for (int at = 0; at < 3; at++) {
			if (at == place % 3)
				for (size_t i = 0; i < len; i++)
					lic_buf_addc(&input, 'a');
			else
				LIC_BUF_LIT(&input, "bad.cz");
			/* The last one with its end, and without. */
			if (at < 2 || place < 3)
				lic_buf_addc(&input, '\n');
		}
		if (place == 3) {
			/* The long one is the last. */
			lic_buf_reset(&input);
			LIC_BUF_LIT(&input, "bad.cz\nbad.cz\n");
			for (size_t i = 0; i < len; i++)
				lic_buf_addc(&input, 'a');
		}
		assert_int_equal(run_batch(&o, lic_buf_str(&input), &totals), 0);
		assert_int_equal(totals.lines, 3);
		assert_int_equal(totals.errors, 1);
		assert_int_equal(totals.by_class[LIC_ILLICIT], 2);
		read_output(&got);
		lic_buf_addc(&got, '\0');
		assert_non_null(strstr(got.ptr, error));
		assert_in_range(got.len, 0, LIC_BATCH_LINE_MAX + 1000);
		lic_buf_release(&input);
		lic_buf_release(&got);
	}
}

static void test_long_lines(void **state)
{
	(void)state;
	expect_long(LIC_URL_MAX + 1, "The address is 8193 bytes long");
	expect_long(LIC_BATCH_LINE_MAX - 1, "The address is 16383 bytes long");
	expect_long(LIC_BATCH_LINE_MAX, "The address is 16384 bytes long");
	expect_long(LIC_BATCH_LINE_MAX + 1, "the line is longer than 16384 bytes");
	expect_long(100000, "the line is longer than 16384 bytes");
	/* Around the bytes that are read in one go, and over several of them. */
	expect_long(LIC_BATCH_CHUNK - 7, "the line is longer than 16384 bytes");
	expect_long(LIC_BATCH_CHUNK, "the line is longer than 16384 bytes");
	expect_long(3 * LIC_BATCH_CHUNK + 1, "the line is longer than 16384 bytes");
}

static void test_closed_output(void **state)
{
	struct lic_batch_options o = {.jobs = 3};
	struct lic_batch_totals totals;
	struct lic_buf input;
	int fds[2];

	(void)state;
	make_input(&input, 20000);
	scratch_write(input_path(), lic_buf_str(&input));
	int in = open(input_path(), O_RDONLY);
	assert_int_equal(pipe(fds), 0);
	close(fds[0]);
	assert_int_equal(lic_batch_run(script.engine, &o, in, fds[1], &totals, &diag), LIC_EPIPE);
	close(fds[1]);
	lseek(in, 0, SEEK_SET);
	int full = open("/dev/full", O_WRONLY);
	assert_int_equal(lic_batch_run(script.engine, &o, in, full, &totals, &diag), LIC_ENOSPC);
	o.format = LIC_BATCH_CSV;
	assert_int_equal(lic_batch_run(script.engine, &o, in, full, &totals, &diag), LIC_ENOSPC);
	close(full);
	close(in);
	/* An input that cannot be read. */
	in = open(script.scratch.dir, O_RDONLY);
	int out = open(output_path(), O_RDWR | O_CREAT | O_TRUNC, 0600);
	assert_int_equal(lic_batch_run(script.engine, &o, in, out, &totals, &diag), LIC_EIO);
	assert_non_null(strstr(diag.text, "cannot read the input"));
	close(in);
	close(out);
	o.country = LIC_STR("XX");
	assert_int_equal(run_batch(&o, LIC_STR("bad.cz\n"), &totals), LIC_EINVAL);
	lic_buf_release(&input);
}

/* ---- resume ---------------------------------------------------------- */

#define MARKS_MAX 32

struct marks {
	char text[MARKS_MAX][256];
	uint64_t lines[MARKS_MAX];
	size_t count;
	char path[SCRATCH_MAX + 16];
};

/* The checkpoint is on disk when progress is told. */
static void remember_mark(void *ctx, uint64_t lines, uint64_t bytes)
{
	struct marks *m = ctx;
	struct lic_buf file;

	(void)bytes;
	assert_true(m->count < MARKS_MAX);
	rows_read(m->path, &file, 255);
	snprintf(m->text[m->count], sizeof(m->text[0]), "%.*s", LIC_STR_ARG(lic_buf_str(&file)));
	m->lines[m->count++] = lines;
	lic_buf_release(&file);
}

/* Go on from a mark, with that much output: the same as in one go. */
static void expect_resumed(struct marks *m, size_t n, const struct lic_buf *expected,
			   size_t out_len)
{
	struct lic_batch_options o = {.jobs = 2, .resume = m->path};
	struct lic_batch_totals totals;

	scratch_write(m->path, lic_str_from(m->text[n]));
	scratch_write(output_path(), lic_str(expected->ptr, out_len));
	int in = open(input_path(), O_RDONLY);
	int out = open(output_path(), O_RDWR);
	int err = lic_batch_run(script.engine, &o, in, out, &totals, &diag);
	close(in);
	close(out);
	if (err < 0)
		fail_msg("%s", diag.text);
	assert_int_equal(totals.lines, 9000);
	expect_output(expected);
}

static void test_resume(void **state)
{
	static struct marks m;
	struct lic_batch_options o = {.jobs = 1, .ctx = &m};
	struct lic_batch_totals totals;
	struct lic_buf input, expected;

	(void)state;
	snprintf(m.path, sizeof(m.path), "%s/mark", script.scratch.dir);
	make_input(&input, 9000);
	make_expected(lic_buf_str(&input), &o, &expected, &totals);
	o.resume = m.path;
	o.progress = remember_mark;
	assert_int_equal(run_batch(&o, lic_buf_str(&input), &totals), 0);
	expect_output(&expected);
	assert_true(m.count > 2);
	assert_int_equal(m.lines[m.count - 1], 9000);
	for (size_t n = 0; n < m.count; n++) {
		uint64_t out_len = 0;
		struct lic_str rest = lic_str_from(m.text[n]), word;
		for (int i = 0; i < 3; i++)
			assert_true(lic_str_split(&rest, ' ', &word));
		assert_int_equal(lic_num_parse(word, UINT64_MAX, &out_len), 0);
		expect_resumed(&m, n, &expected, out_len);
		/* Cut off while it wrote the next chunk, and at its end. */
		expect_resumed(&m, n, &expected, out_len + (expected.len - out_len) / 3);
		expect_resumed(&m, n, &expected, expected.len);
		/* The output is not the one that the mark speaks of. */
		scratch_write(m.path, lic_str_from(m.text[n]));
		scratch_write(output_path(), lic_str(expected.ptr, out_len - 1));
		int in = open(input_path(), O_RDONLY), out = open(output_path(), O_RDWR);
		o.progress = NULL;
		assert_int_equal(lic_batch_run(script.engine, &o, in, out, &totals, &diag),
				 LIC_EINVAL);
		assert_non_null(strstr(diag.text, "shorter"));
		close(in);
		close(out);
	}
	lic_buf_release(&input);
	lic_buf_release(&expected);
}

static int resume_with(const char *mark, int in)
{
	struct lic_batch_totals totals;
	char path[SCRATCH_MAX + 16];
	struct lic_batch_options o = {.jobs = 1, .resume = path};

	snprintf(path, sizeof(path), "%s/mark", script.scratch.dir);
	unlink(path);
	if (mark)
		scratch_write(path, lic_str_from(mark));
	int out = open(output_path(), O_RDWR);
	int err = lic_batch_run(script.engine, &o, in, out, &totals, &diag);
	close(out);
	return err;
}

static void test_resume_refused(void **state)
{
	static const char *const damaged[] = {"",
					      "x",
					      "licit-batch/1 1 2",
					      "licit-batch/2 1 2 3\n",
					      "licit-batch/1 1 -2 3\n",
					      "licit-batch/1 1 2 3 4\n"};
	int fds[2];

	(void)state;
	scratch_write(input_path(), LIC_STR("bad.cz\n"));
	scratch_write(output_path(), LIC_STR(""));
	int in = open(input_path(), O_RDONLY);
	for (size_t i = 0; i < LIC_ARRAY_SIZE(damaged); i++)
		assert_int_equal(resume_with(damaged[i], in), LIC_ECORRUPT);
	close(in);
	assert_int_equal(pipe(fds), 0);
	close(fds[1]);
	assert_int_equal(resume_with("licit-batch/1 1 0 1\n", fds[0]), LIC_EINVAL);
	close(fds[0]);
}

/* Without a mark it starts anew, and what is left of another run goes. */
static void test_resume_anew(void **state)
{
	static char old[20000];
	struct lic_batch_options o = {.jobs = 1};
	struct lic_batch_totals totals;
	struct lic_buf expected;

	(void)state;
	memset(old, 'o', sizeof(old));
	make_expected(LIC_STR("bad.cz\n"), &o, &expected, &totals);
	scratch_write(input_path(), LIC_STR("bad.cz\n"));
	scratch_write(output_path(), lic_str(old, sizeof(old)));
	int in = open(input_path(), O_RDONLY);
	assert_int_equal(resume_with(NULL, in), 0);
	close(in);
	expect_output(&expected);
	lic_buf_release(&expected);
}

/* Again, by a shell that has told the system not to kill a writer without a reader:
 * what a program ignores, the one that it becomes ignores too. (Our signal.h stands
 * in front of the C library's.) */
static void ignore_sigpipe(char *program)
{
	if (getenv("LICIT_TEST_AGAIN"))
		return;
	setenv("LICIT_TEST_AGAIN", "1", 1);
	execl("/bin/sh", "sh", "-c", "trap '' PIPE; exec \"$0\"", program, (char *)NULL);
	exit(1);
}

int main(int argc, char **argv)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_jobs),        cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_long_lines),  cmocka_unit_test(test_closed_output),
		cmocka_unit_test(test_resume),      cmocka_unit_test(test_resume_refused),
		cmocka_unit_test(test_resume_anew),
	};

	if (argc)
		ignore_sigpipe(argv[0]);
	script_begin_lists(&script);
	if (script_open(&script, &diag) < 0) {
		print_error("%s\n", diag.text);
		return 1;
	}
	int failed = sections_run("engine/batch.rows", run);
	failed += cmocka_run_group_tests(tests, NULL, NULL);
	script_end(&script);
	return failed;
}
