#!/bin/sh
# Make ledger.csv from the system budgets of the administrative review sheets (JUDGIT!, CC BY 4.0).
#
#	sh make-ledger.sh PATH/judgit/system-budgets.csv >ledger.csv
#
# The list below says which review sheet belongs to which card. A sheet that was renamed is one series under
# all its names: for a series and a budget year the newest sheet with an amount counts, and only that one, so
# that nothing is counted twice. README.md tells the rules in words. POSIX sh, awk and sort only.
set -eu
export LC_ALL=C

if [ $# -ne 1 ] || [ ! -r "$1" ]; then
	echo "usage: sh make-ledger.sh PATH/judgit/system-budgets.csv >ledger.csv" >&2
	exit 2
fi

# project id|series|organization of the sheet|code of it|project name of the sheet
sheets() {
	cat <<'LIST'
2019-CAS-0001|cas|内閣官房|CAS|国家公務員身分証 共通発行管理システムの整備及び運用（情報通信技術調達等適正・効率化推進費）
2019-CAS-0001|da|デジタル庁|DA|国家公務員身分証共通発行管理システム
2019-CAS-0003|cas|内閣官房|CAS|ガバメントネットワーク（仮称）の整備及び運用（情報通信技術調達等適正・効率化推進費）
2019-JINJI-0001|da|デジタル庁|DA|人事・給与関係業務情報システム
2019-MIC-0002|cas|内閣官房|CAS|政府共通プラットフォームの整備及び運用（情報通信技術調達等適正・効率化推進費）
2019-MIC-0002|da1|デジタル庁|DA|第一期政府共通プラットフォーム
2019-MIC-0002|da2|デジタル庁|DA|第二期政府共通プラットフォーム
2019-MIC-0003|cas|内閣官房|CAS|一元的な文書管理システムの整備及び運用（情報通信技術調達等適正・効率化推進費）
2019-MIC-0004|cas|内閣官房|CAS|共通情報検索システムの整備及び運用（情報通信技術調達等適正・効率化推進費）
2019-MIC-0004|da|デジタル庁|DA|共通情報検索システム
2019-MIC-0007|cas|内閣官房|CAS|政府情報システム管理データベースの整備及び運用（情報通信技術調達等適正・効率化推進費）
2019-MIC-0008|cas|内閣官房|CAS|オンライン研修システムの整備及び運用（情報通信技術調達等適正・効率化推進費）
2019-MIC-0008|da|デジタル庁|DA|オンライン研修システム
2019-MIC-0009|da|デジタル庁|DA|電子政府の総合窓口システム
2019-MIC-0010|da|デジタル庁|DA|電子政府利用支援センター
2019-MIC-0012|mic|総務省|MIC|電子調達システムの維持運用
2019-MIC-0012|da|デジタル庁|DA|電子調達システム
2019-MIC-0014|cas|内閣官房|CAS|情報提供ネットワークシステムの整備及び運用（情報通信技術調達等適正・効率化推進費）
2019-MIC-0014|da|デジタル庁|DA|情報提供ネットワークシステム
2019-MIC-0015|cas|内閣官房|CAS|政府共通ネットワークの整備及び運用（情報通信技術調達等適正・効率化推進費）
2019-MIC-0015|cas|内閣官房|CAS|政府共通ネットワーク等の整備及び運用（情報通信技術調達等適正・効率化推進費）
2019-MIC-0015|da1|デジタル庁|DA|政府共通ネットワーク
2019-MIC-0015|da2|デジタル庁|DA|電子掲示板システム
2019-CAO-0001|cao|内閣府|CAO|総合防災情報システムの整備経費
2019-CAO-0001|cas|内閣官房|CAS|総合防災情報システムの整備及び運用 （情報通信技術調達等適正・効率化推進費）
2019-CAO-0001|cas|内閣官房|CAS|総合防災情報システムの整備及び運用（情報通信技術調達等適正・効率化推進費）
2019-CAO-0002|da1|デジタル庁|DA|情報提供等記録開示システム
2019-CAO-0002|da2|デジタル庁|DA|サービス検索・電子申請機能等システム
2019-MOJ-0001|moj|法務省|MOJ|登記情報システムの維持管理
2019-MOJ-0001|cas|内閣官房|CAS|登記情報システムの整備及び運用 （情報通信技術調達等適正・効率化推進費）
2019-MOF-0001|mof|財務省|MOF|府省共通国有財産総合情報管理システム
2019-MOF-0001|cas|内閣官房|CAS|国有財産総合情報管理システムの整備及び運用（情報通信技術調達等適正・効率化推進費）
2019-MOF-0002|mof|財務省|MOF|官庁会計システム（歳入金電子納付システムを含む）
2019-MOF-0002|cas|内閣官房|CAS|官庁会計システム（歳入金電子納付システムを含む）の整備及び運用（情報通信技術調達等適正・効率化推進費）
2019-MOF-0004|mof|財務省|MOF|会計業務電子決裁基盤・証拠書類管理システム
2019-MOF-0004|cas|内閣官房|CAS|会計業務電子決裁基盤・証拠書類管理システムの整備及び運用（情報通信技術調達等適正・効率化推進費）
2019-MOF-0005|mof|財務省|MOF|予算編成支援システム
2019-MOF-0005|cas|内閣官房|CAS|予算編成支援システムの整備及び運用（情報通信技術調達等適正・効率化推進費）
2019-MOF-0006|ksk|財務省|MOF|国税総合管理（ＫＳＫ）システム
2019-MOF-0006|cas1|内閣官房|CAS|国税総合管理システム(KSKシステム)の整備及び運用(情報通信技術調達等適正・効率化推進費)
2019-MOF-0006|etax|財務省|MOF|国税電子申告・納税システム
2019-MOF-0006|cas2|内閣官房|CAS|国税電子申告・納税システム（e-Tax）の整備及び運用 （情報通信技術調達等適正・効率化推進費）
2019-MEXT-0001|mext|文部科学省|MEXT|研究開発管理システム運営
2019-MEXT-0001|cao|内閣府|CAO|府省共通研究開発管理システム（e-Rad）の機能強化
2019-MEXT-0001|cas|内閣官房|CAS|府省共通研究開発管理システムの整備及び運用（情報通信技術調達等適正・効率化推進費）
2019-MHLW-0001|cas|内閣官房|CAS|食品衛生申請等システムの整備及び運用（情報通信技術調達等適正・効率化推進費）
2019-MHLW-0002|renew|厚生労働省|MHLW|社会保険オンラインシステムの見直しに必要な経費
2019-MHLW-0002|run|厚生労働省|MHLW|社会保険オンラインシステムの運用等に必要な経費
2019-MHLW-0002|run|厚生労働省|MHLW|社会保険オンラインシステムの運用等に必用な経費
2019-MHLW-0003|mhlw|厚生労働省|MHLW|ハローワークシステム運営費
2019-METI-0001|meti|経済産業省|METI|旅費等内部管理業務共通システムの最適化実施に必要な経費
2019-METI-0001|meti|経済産業省|METI|旅費等内部管理業務共通システムの最適化事業（事務費）
2019-METI-0001|cas|内閣官房|CAS|旅費等内部管理業務共通システムの整備及び運用（情報通信技術調達等適正・効率化推進費）
2019-METI-0001|da|デジタル庁|DA|旅費等内部管理業務共通システム
2019-METI-0002|cas|内閣官房|CAS|補助金申請システムの整備及び運用（情報通信技術調達等適正・効率化推進費）
2019-METI-0002|da|デジタル庁|DA|補助金申請システム
2019-MLIT-0001|da|デジタル庁|DA|電子契約システム（工事・業務）
LIST
}

# In a variable first, so that a failure of awk ends the script before a line is printed.
rows=$(sheets | awk -v csv="$1" '
function die(s)
{
	print "make-ledger.sh: " s >"/dev/stderr"
	failed = 1
	exit 1
}

# One CSV record into f[1..nf]; quoted fields may run over lines. Sets recline to the line it starts on.
function record(	line, c, i, n, cur, quoted)
{
	if ((getline line <csv) <= 0)
		return 0
	recline = ++lines
	nf = 0
	cur = ""
	quoted = 0
	for (;;) {
		sub(/\r$/, "", line)
		n = length(line)
		for (i = 1; i <= n; i++) {
			c = substr(line, i, 1)
			if (quoted) {
				if (c != "\"")
					cur = cur c
				else if (substr(line, i + 1, 1) == "\"") {
					cur = cur c
					i++
				} else
					quoted = 0
			} else if (c == "\"")
				quoted = 1
			else if (c == ",") {
				f[++nf] = cur
				cur = ""
			} else
				cur = cur c
		}
		if (!quoted)
			break
		if ((getline line <csv) <= 0)
			die("line " recline ": a quote is never closed")
		lines++
		cur = cur "\n"
	}
	f[++nf] = cur
	return 1
}

# Million yen as text into yen as text, exactly: no floating point, so no rounding.
function yen(text,	sign, dot, whole, part)
{
	sign = ""
	if (text ~ /^-/) {
		sign = "-"
		text = substr(text, 2)
	}
	if (text !~ /^[0-9]+(\.[0-9]+)?$/)
		die("line " recline ": not an amount: " text)
	dot = index(text, ".")
	whole = dot ? substr(text, 1, dot - 1) : text
	part = dot ? substr(text, dot + 1) : ""
	if (length(part) > 6)
		die("line " recline ": less than a yen: " text)
	while (length(part) < 6)
		part = part "0"
	whole = whole part
	sub(/^0+/, "", whole)
	return whole == "" ? "0" : sign whole
}

function account(text)
{
	if (text == "一般会計")
		return "general"
	if (index(text, "|"))
		return "special"
	return "special:" text
}

function quote(text)
{
	if (text !~ /[",\n]/)
		return text
	gsub(/"/, "\"\"", text)
	return "\"" text "\""
}

function emit(rank, stage, amount)
{
	printf "%s\t%s\t%d\t%s\t%06d\t", project[key], f[col["budget_year"]], rank, series[key], recline
	printf "%s,%s,%s,%s,unspecified,%s,%s,%s,judgit/system-budgets.csv!%d,%s\n", f[col["budget_year"]],
		project[key], code[key], account(f[col["accounts"]]), stage, amount,
		quote(f[col["project_name"]]), recline, quote("レビューシート" f[col["published_year"]] "年版")
}

function value(name)
{
	return f[col[name]] == "" ? "" : yen(f[col[name]])
}

{
	split($0, s, "|")
	k = s[3] "|" s[5]
	project[k] = s[1]
	series[k] = s[2]
	code[k] = s[4]
}

END {
	if (failed)
		exit 1
	# Twice through the source: which sheet counts for a series and a budget year, then its rows.
	for (pass = 1; pass <= 2; pass++) {
		lines = 0
		while (record()) {
			if (recline == 1) {
				sub(/^\357\273\277/, "", f[1])
				for (i = 1; i <= nf; i++)
					col[f[i]] = i
				width = nf
				continue
			}
			if (nf != width)
				die("line " recline ": " nf " fields")
			key = f[col["organization"]] "|" f[col["project_name"]]
			if (!(key in project))
				continue
			found[key] = 1
			published = f[col["published_year"]]
			slot = project[key] "|" series[key] "|" f[col["budget_year"]]
			budget = value("initial_myen") + 0 || value("supplementary_myen") + 0 ||
				value("carryover_in_myen") + 0 || value("reserve_myen") + 0 ||
				value("carryover_out_myen") + 0
			spent = value("executed_myen")
			if (pass == 1) {
				if ((budget || spent + 0) && published > newest[slot])
					newest[slot] = published
				continue
			}
			if ((budget || spent + 0) && published == newest[slot]) {
				if ((slot, "done") in used)
					die("line " recline ": two sheets of one year in one series")
				used[slot, "done"] = 1
				if ((a = value("initial_myen")) + 0)
					emit(3, "initial", a)
				if ((a = value("supplementary_myen")) + 0)
					emit(4, "supplementary", a)
				if ((a = value("carryover_in_myen")) + 0)
					emit(5, "carryover_in", a)
				# Bulk money arrives where the initial budget is 0, and leaves where it is negative.
				a = value("reserve_myen")
				bulk = index(f[col["project_name"]], "情報通信技術調達等適正・効率化推進費") &&
					(value("initial_myen") + 0 == 0 || a + 0 < 0)
				if (a + 0)
					emit(6, (bulk ? "transfer_in" : "reserve"), a)
				# The sheets write it with a minus (once without): here it is what left, a positive amount.
				if ((a = value("carryover_out_myen")) + 0) {
					sub(/^-/, "", a)
					emit(7, "carryover_out", a)
				}
				# Zero is a value only when the year was over and there was a budget to spend.
				if (spent + 0 || (spent != "" && budget && published > f[col["budget_year"]]))
					emit(8, "executed", spent)
			}
			if ((a = value("request_myen")) + 0)
				emit(2, "request", a)
		}
		close(csv)
	}
	for (k in project)
		if (!(k in found))
			die("no such sheet: " k)
}')

echo "fiscal_year,project_id,organization,account,expense,stage,amount_yen,item,source,note"
printf '%s\n' "$rows" | sort -t '	' -k1,1 -k2,2n -k3,3n -k4,4 -k5,5 | cut -f 6-
