#include "io/csvboth.h"
#include "unit.h"

/* What the reader says of an input: "what line place fields", a record a line. */
static const struct record_case {
	const char *name, *in;
	size_t n; /* 0: strlen */
	size_t limit;
	const char *want;
} record_cases[] = {
	{ "plain", "a,b\n1,2\n", 0, 99, "1 1 1:3 1:a|1:b|\n1 2 2:3 1:1|1:2|\n" },
	{ "nothing", "", 0, 99, NULL },
	{ "bom alone", "\xEF\xBB\xBF", 0, 99, NULL },
	{ "bom before a quote", "\xEF\xBB\xBF\"a\",b", 0, 99, "1 1 1:5 1:a|1:b|\n" },
	{ "crlf and empty lines", "a\r\n\r\n \t\r\nb\r\n", 0, 99, "1 1 1:1 1:a|\n1 4 4:1 1:b|\n" },
	{ "lone cr", "a\rb\r", 0, 99, "1 1 1:1 1:a|\n1 2 2:1 1:b|\n" },
	{ "spaces", " a ,\tb c\t, \n", 0, 99, "1 1 1:12 1:a|3:b c|0:|\n" },
	{ "no line end", "a,", 0, 99, "1 1 1:3 1:a|0:|\n" },
	{ "quotes", "\"x,\"\"y\"\"\" , \" z \"\n", 0, 99, "1 1 1:13 5:x,\"y\"|3: z |\n" },
	{ "a quoted line end", "\"a\nb\",c\nd\n", 0, 99, "1 1 2:4 3:a\nb|1:c|\n1 3 3:1 1:d|\n" },
	{ "characters, not bytes", "\xE4\xBA\x88\xE7\xAE\x97,b\n", 0, 99, "1 1 1:4 6:\xE4\xBA\x88\xE7\xAE\x97|1:b|\n" },
	{ "a nul is kept", "a\0b,c\n", 6, 99, NULL },
	{ "quote in the open", "a,b\"c\nd\n", 0, 99, "2 1 1:4 \n1 2 2:1 1:d|\n" },
	{ "text behind a quote", "\"a\"b\nd\n", 0, 99, "2 1 1:4 \n1 2 2:1 1:d|\n" },
	{ "quote never closed", "a\nb,\"c\nd\ne", 0, 99, "1 1 1:1 1:a|\n3 2 2:3 \n1 3 3:1 1:d|\n1 4 4:1 1:e|\n" },
	{ "one stray quote costs one line", "\"a\nb\n\"c\",d\ne\n", 0, 99,
	  "3 1 1:1 \n1 2 2:1 1:b|\n1 3 3:5 1:c|1:d|\n1 4 4:1 1:e|\n" },
	{ "too long", "abcdefgh\nij\n", 0, 7, "4 1 1:1 \n1 2 2:1 2:ij|\n" },
	{ "just short enough", "abcdefg\nij\n", 0, 7, "1 1 1:1 7:abcdefg|\n1 2 2:1 2:ij|\n" },
	{ "too long in quotes", "\"ab\ncdefgh\"\nij\n", 0, 7, "3 1 1:1 \n2 2 2:7 \n1 3 3:1 2:ij|\n" },
};

START_TEST(record)
{
	const struct record_case *c = &record_cases[_i];
	size_t n = c->n != 0 ? c->n : strlen(c->in);
	struct csvboth_text got = { 0 };
	const char *differs;

	csvboth_read(&got, c->in, n, CSVIN_BLOCK, c->limit, false);
	if (c->want != NULL)
		ck_assert_msg(got.s != NULL && strcmp(got.s, c->want) == 0, "%s: got\n%s", c->name, got.s);
	differs = csvboth_against_libcsv(c->in, n);
	ck_assert_msg(differs == NULL, "%s: %s", c->name, differs);
	differs = csvboth_against_itself(c->in, n);
	ck_assert_msg(differs == NULL, "%s: %s", c->name, differs);
	free(got.s);
}
END_TEST

/* xorshift: the same inputs in every run. */
static uint32_t next_random(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

/* Inputs of few kinds of characters, so that every rule meets every other one; the later ones rarely broken. */
START_TEST(generated)
{
	static const char *const bits[] = { ",",
					    "\n",
					    "\"",
					    "\r\n",
					    "\r",
					    " ",
					    "\t",
					    "a",
					    "bcd,ef",
					    "\"x\"",
					    "\"y,\"\"\n\"",
					    "\xE4\xBA\x88",
					    "12345678901234567",
					    "\n",
					    ",",
					    "\"q\"," };
	uint32_t state = 88172645u + (uint32_t)_i;
	char in[1200];

	for (int round = 0; round < 120; round++) {
		const char *differs;
		size_t n = 0, first = round % 3 == 0 ? 0 : 3;

		for (size_t k = 1 + next_random(&state) % 60; k-- > 0;) {
			const char *bit = bits[first + next_random(&state) % (DGPM_COUNT(bits) - first)];

			memcpy(in + n, bit, strlen(bit));
			n += strlen(bit);
		}
		differs = csvboth_against_libcsv(in, n);
		if (differs == NULL)
			differs = csvboth_against_itself(in, n);
		ck_assert_msg(differs == NULL, "%s: %.*s", differs, (int)n, in);
	}
}
END_TEST

/* Rows that begin as the one before: what is taken over from it is what would be read. */
START_TEST(begun_alike)
{
	static const char *const bits[] = { ",", ",", ",", " ", "\t", "a", "bc", "2021", "\xE4\xBA\x88",
					    "1234567890123", "\"x\"", "\"y,\"\"\"", "\"" };
	uint32_t state = 2463534242u + (uint32_t)_i;
	size_t same = 0;
	char in[4000];

	for (int round = 0; round < 200; round++) {
		size_t n = 0, row = 0, quotes = round % 4 == 0 ? 0 : 3;
		const char *differs;
		struct csvin_split sp;

		for (int k = 0; k < 12; k++) {
			/* The row before up to some byte, and more. */
			size_t keep = n != row ? next_random(&state) % (n - row) : 0, begin = n;

			memmove(in + n, in + row, keep);
			for (n += keep, row = begin; next_random(&state) % 6 != 0;) {
				const char *bit = bits[next_random(&state) % (DGPM_COUNT(bits) - quotes)];

				memcpy(in + n, bit, strlen(bit));
				n += strlen(bit);
			}
			in[n++] = '\n';
			if (n > sizeof in / 2)
				break;
		}
		differs = csvboth_against_libcsv(in, n);
		if (differs == NULL)
			differs = csvboth_against_itself(in, n);
		ck_assert_msg(differs == NULL, "%s: %.*s", differs, (int)n, in);
		memset(in + n, '\n', 16);
		ck_assert_int_eq(csvin_split_open(&sp, SIZE_MAX / 2), 0);
		csvin_split_block(&sp, &(struct csvin_block){ .s = in, .n = n, .line = 1 });
		for (enum csvin_what what; (what = csvin_record(&sp)) != CSVIN_END;)
			same += what == CSVIN_ROW ? sp.same : 0;
		csvin_split_close(&sp);
	}
	ck_assert_uint_gt(same, 200);
}
END_TEST

/* Many bytes are looked at together, but a CR and the LF behind it count one wherever they lie. */
START_TEST(lines_counted)
{
	static const char bits[] = "\r\n\r\nabc";
	uint32_t state = 123456789u;
	char in[700];

	for (size_t n = 0; n < sizeof in; n += 1 + n / 20) {
		uint32_t want = 0;

		for (size_t i = 0; i < n; i++)
			in[i] = bits[next_random(&state) % (sizeof bits - 1)];
		for (size_t i = 0; i < n; i++)
			want += in[i] == '\n' || (in[i] == '\r' && (i + 1 == n || in[i + 1] != '\n'));
		ck_assert_uint_eq(csvin_count_lines(in, in + n), want);
	}
}
END_TEST

/* A pipe gives less than was asked for; a record may lie across any number of reads. */
START_TEST(pipe_in_bits)
{
	static const char text[] = "a,b\n\"c\nd\",e\n";
	struct csvin_block b = { 0 };
	struct csvin_split sp;
	struct csvin in;
	size_t rows = 0;
	int fds[2];

	ck_assert_int_eq(pipe(fds), 0);
	ck_assert_int_eq(write(fds[1], text, sizeof text - 1), (ssize_t)sizeof text - 1);
	close(fds[1]);
	csvin_open(&in, fds[0], CSVIN_BLOCK, 99);
	ck_assert_int_eq(csvin_split_open(&sp, 99), 0);
	while (csvin_next(&in, &b) == 1) {
		csvin_split_block(&sp, &b);
		while (csvin_record(&sp) == CSVIN_ROW)
			rows++;
	}
	ck_assert_uint_eq(rows, 2);
	csvin_split_close(&sp);
	csvin_block_free(&b);
	csvin_close(&in);
	close(fds[0]);
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("csvin", &tc);

	tcase_add_loop_test(tc, record, 0, DGPM_COUNT(record_cases));
	tcase_add_loop_test(tc, generated, 0, 10);
	tcase_add_loop_test(tc, begun_alike, 0, 4);
	tcase_add_test(tc, lines_counted);
	tcase_add_test(tc, pipe_in_bits);
	return s;
}
