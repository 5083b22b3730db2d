#include "store_users.h"

#include "db.h"
#include "rows.h"
#include "scratch.h"

static struct scratch scratch;
static struct lic_users *users;

static int set_up(void **state)
{
	(void)state;
	scratch_make(&scratch);
	return lic_users_open(&users, scratch.dir, NULL);
}

static int tear_down(void **state)
{
	(void)state;
	lic_users_close(users);
	scratch_remove(&scratch);
	return 0;
}

static int show_user(void *ctx, const struct lic_user_row *row)
{
	lic_buf_printf(ctx, "%.*s %d %.*s;", LIC_STR_ARG(row->name), (int)row->role,
		       LIC_STR_ARG(row->password));
	return 0;
}

static void test_users(void **state)
{
	struct lic_user_row row = {.name = LIC_STR("jo"), .role = 1};
	struct lic_buf out;

	(void)state;
	lic_buf_init(&out, 1000);
	assert_int_equal(lic_users_put(users, &row, NULL), 0);
	row.password = LIC_STR("kept");
	assert_int_equal(lic_users_put(users, &row, NULL), 0);
	row = (struct lic_user_row){.name = LIC_STR("eve"), .role = 2};
	assert_int_equal(lic_users_put(users, &row, NULL), 0);
	assert_int_equal(lic_users_each(users, show_user, &out, NULL), 0);
	assert_true(lic_str_eq(lic_buf_str(&out), LIC_STR("eve 2 ;jo 1 kept;")));
	assert_int_equal(lic_users_find(users, LIC_STR("jo"), &row, NULL), 1);
	assert_true(lic_str_eq(row.password, LIC_STR("kept")));
	assert_int_equal(lic_users_find(users, LIC_STR("nobody"), &row, NULL), 0);
	lic_buf_release(&out);
}

static void test_marks(void **state)
{
	(void)state;
	assert_int_equal(lic_users_marked(users, LIC_STR("second"), NULL), 0);
	assert_int_equal(lic_users_mark(users, LIC_STR("second"), NULL), 0);
	assert_int_equal(lic_users_mark(users, LIC_STR("second"), NULL), 0);
	assert_int_equal(lic_users_marked(users, LIC_STR("second"), NULL), 1);
	assert_int_equal(lic_users_marked(users, LIC_STR("first"), NULL), 0);
}

/* Of a file that lacks a table nothing is read, and nothing freed that was never made. */
static void test_no_table(void **state)
{
	struct lic_user_row row;
	struct lic_diag diag;
	struct lic_buf out;
	struct lic_db *db;

	(void)state;
	lic_buf_init(&out, 1000);
	assert_int_equal(lic_db_open(&db, scratch_path(&scratch, LIC_USERS_FILE), true, NULL), 0);
	assert_int_equal(lic_db_exec(db, "DROP TABLE user", NULL), 0);
	lic_db_close(db);
	/* With this it is known that the table is gone. */
	assert_true(lic_users_find(users, LIC_STR("jo"), &row, &diag) < 0);
	assert_true(lic_users_each(users, show_user, &out, &diag) < 0);
	assert_string_equal(diag.text, "the store: no such table: user");
	assert_int_equal(out.len, 0);
	lic_buf_release(&out);
}

#define USERS_TEST(fn) cmocka_unit_test_setup_teardown(fn, set_up, tear_down)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		USERS_TEST(test_users),
		USERS_TEST(test_marks),
		USERS_TEST(test_no_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
