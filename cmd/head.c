/* The head of JSON documents: what a run read and found. */
#include "cmd.h"

static void add(struct cmd_env *env, struct dgpm_head_item item)
{
	env->head = dgpm_arena_grow(env->arena, env->head, env->n_head, env->n_head + 1, sizeof *env->head);
	env->head[env->n_head++] = item;
}

void cmd_head_text(struct cmd_env *env, const char *name, const char *text)
{
	if (text != NULL)
		add(env, (struct dgpm_head_item){ name, text, 0 });
}

void cmd_head_number(struct cmd_env *env, const char *name, int64_t n)
{
	add(env, (struct dgpm_head_item){ name, NULL, n });
}

const struct dgpm_head *cmd_head(const struct cmd_env *env, const struct dgpm_diags *decides)
{
	static const struct {
		const char *name;
		enum dgpm_severity severity;
	} severities[] = { { "fatal", DGPM_FATAL }, { "errors", DGPM_ERROR }, { "warnings", DGPM_WARNING },
			   { "notes", DGPM_NOTE } };
	struct dgpm_head *head = dgpm_arena_array(env->arena, 1, sizeof *head);
	const struct dgpm_portfolio_seen *seen = dgpm_portfolio_seen(env->portfolio);
	struct cmd_env all = *env;

	all.head = NULL;
	all.n_head = 0;
	for (size_t i = 0; i < env->n_head; i++)
		add(&all, env->head[i]);
	if (seen != NULL && seen->cards_read) {
		cmd_head_number(&all, "cards", (int64_t)seen->cards.n_read);
		cmd_head_number(&all, "cards_left_out", (int64_t)seen->cards.n_left_out);
	}
	if (seen != NULL && seen->ledgers_read) {
		cmd_head_number(&all, "ledgers", (int64_t)seen->ledgers.n_ledgers);
		cmd_head_number(&all, "ledgers_left_out", (int64_t)seen->ledgers.n_left_out);
		cmd_head_number(&all, "ledger_rows", (int64_t)seen->ledgers.rows_read);
		cmd_head_number(&all, "ledger_rows_left_out", (int64_t)seen->ledgers.rows_left_out);
	}
	for (size_t i = 0; i < DGPM_COUNT(severities); i++)
		cmd_head_number(&all, severities[i].name,
				(int64_t)dgpm_diags_count_of(decides, severities[i].severity));
	*head = (struct dgpm_head){ env->format.command, all.head, all.n_head };
	return head;
}
