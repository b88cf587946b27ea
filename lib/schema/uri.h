/* URI references: split, resolved, checked. RFC 3986. */
#ifndef SCHEMA_URI_H
#define SCHEMA_URI_H

#include "base/arena.h"

/* Parts are borrowed; one that is absent has s == NULL (an empty one has not). The path is never absent. */
struct uri {
	struct dgpm_str scheme, authority, path, query, fragment;
};

struct uri uri_split(struct dgpm_str text);

/* `ref` as seen from `base` (RFC 3986 section 5.2), without its fragment. In `a`. */
struct dgpm_str uri_resolve(struct dgpm_arena *a, struct dgpm_str base, struct dgpm_str ref);

/* A URI made of the characters RFC 3986 allows; with a scheme when it must be absolute. `iri`: those of RFC 3987. */
bool uri_ok(struct dgpm_str text, bool absolute, bool iri);

/* An address of version 6 (RFC 4291, section 2.2), without brackets. */
bool uri_is_ipv6(struct dgpm_str text);

/* %XX decoded, into `a`; borrowed when there is none. false: a % without two hexadecimal digits. */
bool uri_decode(struct dgpm_str *out, struct dgpm_arena *a, struct dgpm_str text);

#endif
