/* docs/openapi.json says what the table of routes does, and the other way round. */
#include "json.h"
#include "resource.h"
#include "route.h"

#include <setjmp.h>

#include <cmocka.h>

static struct lic_json *document;

static int open_document(void **state)
{
	struct lic_diag diag = {""};

	(void)state;
	if (lic_json_parse(&document, lic_resource_openapi, &diag) < 0) {
		print_error("openapi.json: %s\n", diag.text);
		return -1;
	}
	return 0;
}

static int close_document(void **state)
{
	(void)state;
	lic_json_free(document);
	return 0;
}

static void lower(char *out, const char *method)
{
	while (*method)
		*out++ = lic_lower(*method++);
	*out = '\0';
}

static const struct lic_json *operation_of(const struct lic_route *route)
{
	char method[16];

	lower(method, route->method);
	return lic_json_get(lic_json_get(lic_json_get(document, "paths"), route->path), method);
}

static void check_route(const struct lic_route *route)
{
	const struct lic_json *operation = operation_of(route);
	const struct lic_json *security = lic_json_get(operation, "security");
	bool open = lic_json_type(security) == LIC_JSON_ARRAY && lic_json_size(security) == 0;

	if (lic_json_type(operation) != LIC_JSON_OBJECT)
		fail_msg("%s %s is not in openapi.json", route->method, route->path);
	if (!lic_str_eq(lic_json_string(lic_json_get(operation, "summary")),
			lic_str_from(route->summary)))
		fail_msg("%s %s has another summary there", route->method, route->path);
	if (open != route->open)
		fail_msg("%s %s: one of them says that it needs no token", route->method,
			 route->path);
	if ((lic_json_get(operation, "requestBody") != NULL) != (route->body != LIC_BODY_NONE))
		fail_msg("%s %s: one of them says that it takes no body", route->method,
			 route->path);
}

static void test_routes_are_described(void **state)
{
	(void)state;
	for (size_t i = 0; i < lic_routes_count; i++)
		check_route(&lic_routes[i]);
}

static int find_operation(void *ctx, const char *method, const struct lic_json *operation)
{
	const char *path = ctx;
	char name[16];

	(void)operation;
	for (size_t i = 0; i < lic_routes_count; i++) {
		lower(name, lic_routes[i].method);
		if (strcmp(path, lic_routes[i].path) == 0 && strcmp(method, name) == 0)
			return 0;
	}
	fail_msg("openapi.json has %s %s, which is no route", method, path);
	return -1;
}

static int find_path(void *ctx, const char *path, const struct lic_json *operations)
{
	(void)ctx;
	return lic_json_each(operations, find_operation, (void *)(uintptr_t)path);
}

static void test_descriptions_are_routes(void **state)
{
	(void)state;
	assert_int_equal(lic_json_each(lic_json_get(document, "paths"), find_path, NULL), 0);
}

/* Every kind of problem has its row in the table. */
static void test_problems_have_sentences(void **state)
{
	(void)state;
	for (int i = LIC_PROBLEM_NONE + 1; i < LIC_PROBLEMS; i++) {
		assert_non_null(lic_problem_kinds[i].slug);
		assert_non_null(lic_problem_kinds[i].title);
		assert_in_range(lic_problem_kinds[i].status, 400, 599);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_routes_are_described),
		cmocka_unit_test(test_descriptions_are_routes),
		cmocka_unit_test(test_problems_have_sentences),
	};

	return cmocka_run_group_tests(tests, open_document, close_document);
}
