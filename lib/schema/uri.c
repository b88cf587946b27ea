/* URI references, RFC 3986. */
#include "schema/uri.h"

static bool is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static int hex(char c)
{
	return is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static struct dgpm_str rest_of(struct dgpm_str s, size_t from)
{
	return (struct dgpm_str){ s.s + from, s.n - from };
}

static size_t until(struct dgpm_str s, const char *stops)
{
	size_t i = 0;

	while (i < s.n && (s.s[i] == '\0' || strchr(stops, s.s[i]) == NULL))
		i++;
	return i;
}

struct uri uri_split(struct dgpm_str t)
{
	struct uri u = { 0 };
	size_t n = 0;

	if (t.s == NULL)
		t = DGPM_STR("");
	if (t.n > 0 && is_alpha(t.s[0]))
		for (n = 1; n < t.n && (is_alpha(t.s[n]) || is_digit(t.s[n]) || strchr("+-.", t.s[n]) != NULL); n++)
			if (t.s[n] == '\0')
				break;
	if (n > 0 && n < t.n && t.s[n] == ':') {
		u.scheme = (struct dgpm_str){ t.s, n };
		t = rest_of(t, n + 1);
	}
	if (t.n >= 2 && t.s[0] == '/' && t.s[1] == '/') {
		t = rest_of(t, 2);
		n = until(t, "/?#");
		u.authority = (struct dgpm_str){ t.s, n };
		t = rest_of(t, n);
	}
	n = until(t, "?#");
	u.path = (struct dgpm_str){ t.s, n };
	t = rest_of(t, n);
	if (t.n > 0 && t.s[0] == '?') {
		t = rest_of(t, 1);
		n = until(t, "#");
		u.query = (struct dgpm_str){ t.s, n };
		t = rest_of(t, n);
	}
	if (t.n > 0)
		u.fragment = rest_of(t, 1);
	return u;
}

static char *put(char *to, struct dgpm_str s)
{
	if (s.n != 0)
		memcpy(to, s.s, s.n);
	return to + s.n;
}

/* Section 5.2.4, in place: "." and ".." segments go. The length that is left. */
static size_t remove_dots(char *path, size_t n)
{
	size_t in = 0, out = 0;

	while (in < n) {
		size_t end = in + 1;
		size_t len;

		while (end < n && path[end] != '/')
			end++;
		len = end - in;
		if (len == 2 && path[in] == '/' && path[in + 1] == '.') {
			if (end == n)
				path[out++] = '/';
		} else if (len == 3 && memcmp(path + in, "/..", 3) == 0) {
			while (out > 0 && path[--out] != '/')
				;
			if (end == n)
				path[out++] = '/';
		} else {
			memmove(path + out, path + in, len);
			out += len;
		}
		in = end;
	}
	return out;
}

struct dgpm_str uri_resolve(struct dgpm_arena *a, struct dgpm_str base, struct dgpm_str ref)
{
	struct uri b = uri_split(base), r = uri_split(ref), t = r;
	size_t size = base.n + ref.n + 8;
	char *path = dgpm_arena_alloc(a, size), *end = path, *text = dgpm_arena_alloc(a, size), *p = text;

	if (r.scheme.s != NULL || r.authority.s != NULL || (r.path.n > 0 && r.path.s[0] == '/')) {
		end = put(path, r.path);
	} else if (r.path.n == 0) {
		end = put(path, b.path);
		if (r.query.s == NULL)
			t.query = b.query;
	} else {
		size_t keep = b.path.n;

		while (keep > 0 && b.path.s[keep - 1] != '/')
			keep--;
		if (b.authority.s != NULL && b.path.n == 0)
			end = put(end, DGPM_STR("/"));
		end = put(put(end, (struct dgpm_str){ b.path.s, keep }), r.path);
	}
	if (r.scheme.s == NULL) {
		t.scheme = b.scheme;
		if (r.authority.s == NULL)
			t.authority = b.authority;
	}
	t.path = (struct dgpm_str){ path, (size_t)(end - path) };
	if (end > path && path[0] == '/')
		t.path.n = remove_dots(path, t.path.n);
	if (t.scheme.s != NULL)
		p = put(put(p, t.scheme), DGPM_STR(":"));
	if (t.authority.s != NULL)
		p = put(put(p, DGPM_STR("//")), t.authority);
	p = put(p, t.path);
	if (t.query.s != NULL)
		p = put(put(p, DGPM_STR("?")), t.query);
	*p = '\0';
	return (struct dgpm_str){ text, (size_t)(p - text) };
}

/* What may stand in a part: `also` beside the unreserved ones, beyond ASCII in an IRI. */
struct chars {
	const char *also;
	bool iri;
};

static bool chars_ok(struct dgpm_str s, struct chars allowed)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.s[i];

		if (c == '%') {
			if (s.n - i < 3 || hex(s.s[i + 1]) < 0 || hex(s.s[i + 2]) < 0)
				return false;
			i += 2;
		} else if ((unsigned char)c >= 0x80) {
			if (!allowed.iri)
				return false;
		} else if (c == '\0' || !(is_alpha(c) || is_digit(c) || strchr("-._~!$&'()*+,;=", c) != NULL ||
					  strchr(allowed.also, c) != NULL)) {
			return false;
		}
	}
	return true;
}

static bool is_ipv4(struct dgpm_str s)
{
	for (int part = 0; part < 4; part++) {
		size_t n = until(s, ".");
		unsigned value = 0;

		if (n == 0 || n > 3 || (n > 1 && s.s[0] == '0') || (part < 3) != (n < s.n))
			return false;
		for (size_t i = 0; i < n; i++) {
			if (!is_digit(s.s[i]))
				return false;
			value = value * 10 + (unsigned)(s.s[i] - '0');
		}
		if (value > 255)
			return false;
		s = rest_of(s, part < 3 ? n + 1 : n);
	}
	return true;
}

bool uri_is_ipv6(struct dgpm_str s)
{
	size_t groups = 0;
	bool gap = false;

	if (s.n >= 2 && s.s[0] == ':' && s.s[1] == ':') {
		gap = true;
		s = rest_of(s, 2);
	}
	while (s.n != 0 && groups <= 8) {
		size_t n = until(s, ":");

		if (n == s.n && memchr(s.s, '.', n) != NULL) {
			if (!is_ipv4(s))
				return false;
			groups += 2;
			break;
		}
		if (n == 0 || n > 4)
			return false;
		for (size_t i = 0; i < n; i++)
			if (hex(s.s[i]) < 0)
				return false;
		groups++;
		if (n == s.n)
			break;
		s = rest_of(s, n + 1);
		if (s.n == 0) /* one colon at the end */
			return false;
		if (s.s[0] == ':') {
			if (gap)
				return false;
			gap = true;
			s = rest_of(s, 1);
		}
	}
	return gap ? groups < 8 : groups == 8;
}

/* RFC 3986, section 3.2.2: an address in brackets is of version 6, or of one still to come: v1.x. */
static bool is_literal(struct dgpm_str s)
{
	size_t dot = until(s, ".");

	if (s.n == 0 || (s.s[0] != 'v' && s.s[0] != 'V'))
		return uri_is_ipv6(s);
	for (size_t i = 1; i < dot; i++)
		if (hex(s.s[i]) < 0)
			return false;
	return dot > 1 && dot + 1 < s.n && chars_ok(rest_of(s, dot + 1), (struct chars){ ":", false });
}

/* [address] or a name, and a port of digits. */
static bool authority_ok(struct dgpm_str s, bool iri)
{
	size_t user = until(s, "@");
	size_t host;

	if (user < s.n) {
		if (!chars_ok((struct dgpm_str){ s.s, user }, (struct chars){ ":", iri }))
			return false;
		s = rest_of(s, user + 1);
	}
	if (s.n > 0 && s.s[0] == '[') {
		host = until(s, "]");
		if (host == s.n || !is_literal((struct dgpm_str){ s.s + 1, host - 1 }))
			return false;
		host++;
		if (host < s.n && s.s[host] != ':')
			return false;
	} else {
		host = until(s, ":");
		if (!chars_ok((struct dgpm_str){ s.s, host }, (struct chars){ "", iri }))
			return false;
	}
	for (size_t i = host + 1; i < s.n; i++)
		if (!is_digit(s.s[i]))
			return false;
	return true;
}

bool uri_ok(struct dgpm_str text, bool absolute, bool iri)
{
	struct uri u = uri_split(text);
	size_t first = until(u.path, "/");

	if (!authority_ok(u.authority, iri) || !chars_ok(u.path, (struct chars){ ":@/", iri }) ||
	    !chars_ok(u.query, (struct chars){ ":@/?", iri }) || !chars_ok(u.fragment, (struct chars){ ":@/?", iri }))
		return false;
	if (absolute)
		return u.scheme.s != NULL && (u.authority.s != NULL || u.path.n > 0 || u.query.s != NULL);
	/* Without a scheme, what stands before a colon would be one (section 4.2). */
	return u.scheme.s != NULL || u.authority.s != NULL || memchr(u.path.s, ':', first) == NULL;
}

bool uri_decode(struct dgpm_str *out, struct dgpm_arena *a, struct dgpm_str text)
{
	char *to;
	size_t n = 0;

	*out = text;
	if (text.n == 0 || memchr(text.s, '%', text.n) == NULL)
		return true;
	to = dgpm_arena_alloc(a, text.n + 1);
	for (size_t i = 0; i < text.n; i++) {
		if (text.s[i] == '%') {
			if (text.n - i < 3 || hex(text.s[i + 1]) < 0 || hex(text.s[i + 2]) < 0)
				return false;
			to[n++] = (char)(hex(text.s[i + 1]) * 16 + hex(text.s[i + 2]));
			i += 2;
		} else {
			to[n++] = text.s[i];
		}
	}
	to[n] = '\0';
	*out = (struct dgpm_str){ to, n };
	return true;
}
