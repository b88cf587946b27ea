/* Conversion: values that a profile makes of cells and headers, IDs, JSON; each small table shows one of them. */
#include "converted.h"

#define COLUMNS(more) "columns: {id: ID, n: {header: 名, optional: true}, " more "a: {header: 額, as: amount}}\n"
#define ID "id_rule: {column: id}\n"
#define TABLE(more) HEAD COLUMNS(more) ID
#define ROWS "rows: [{amounts: [{column: a}]}]\n"
#define ONE "2021-MHLW-0001"

static const struct value_case {
	const char *what, *profile, *text, *want;
} value_cases[] = {
	/* Groups of a header's pattern. */
	{ "a group by a map",
	  HEAD "columns: {id: ID, w: {pattern: '^(?<item>.*)費$', as: amount}}\n" ID "set: {" SET
	       ", account: general}\n"
	       "rows: [{amounts: [{column: w, set: {item: {group: item, map: {庁: 庁費, 旅: 旅費}, other: none}}}]}]\n",
	  "ID,庁費,雑費\n" ONE ",1,2\n",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,1,庁費,a.csv!2,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,2,,a.csv!2,\n" },
	{ "one that is kept as it stands",
	  HEAD "columns: {id: ID, w: {pattern: '^(?<item>.*)費$', as: amount}}\n" ID "set: {" SET
	       ", account: general}\n"
	       "rows: [{amounts: [{column: w, set: {item: {group: item, map: {庁: 庁費}, other: keep}}}]}]\n",
	  "ID,庁費,雑費\n" ONE ",1,2\n",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,1,庁費,a.csv!2,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,2,雑,a.csv!2,\n" },
	{ "one that the map lacks",
	  HEAD "columns: {id: ID, w: {pattern: '^(?<item>.*)費$', as: amount}}\n" ID "set: {" SET
	       ", account: general}\n"
	       "rows: [{amounts: [{column: w, set: {item: {group: item, map: {庁: 庁費}}}}]}]\n",
	  "ID,庁費,雑費\n" ONE ",1,2\n",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,1,庁費,a.csv!2,\n"
	  "2:0 CONV-12 not a value the profile knows for this column: '雑' (雑費)\n" },
	{ "a year in a header that is none",
	  HEAD "columns: {id: ID, w: {pattern: '^(?<y>.*)額$', as: amount}}\n" ID
	       "set: {organization: MHLW, account: general, expense: operation, stage: initial}\n"
	       "rows: [{amounts: [{column: w, set: {fiscal_year: {group: y, as: year}}}]}]\n",
	  "ID,令和3年度額,前年度額\n" ONE ",1,2\n",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,1,,a.csv!2,\n"
	  "2:0 CONV-09 not a fiscal year: '前年度' (前年度額)\n" },
	/* Columns. */
	{ "a column by a map of the place where it is used",
	  TABLE("") "set: {" SET ", account: general, item: {column: n, map: {甲: 庁費}, other: none}}\n" ROWS
		    "repeats: number\n",
	  "ID,名,額\n" ONE ",甲,1\n" ONE ",乙,2\n",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,1,庁費,a.csv!2,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,2,,a.csv!3,\n" },
	{ "the same, kept",
	  TABLE("") "set: {" SET ", account: general, item: {column: n, map: {甲: 庁費}, other: keep}}\n" ROWS,
	  "ID,名,額\n" ONE ",甲,1\n" ONE ",乙,2\n",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,1,庁費,a.csv!2,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,2,乙,a.csv!3,\n" },
	{ "the same, told", TABLE("") "set: {" SET ", account: general, item: {column: n, map: {甲: 庁費}}}\n" ROWS,
	  "ID,名,額\n" ONE ",甲,1\n" ONE ",乙,2\n",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,1,庁費,a.csv!2,\n"
	  "3:0 CONV-12 not a value the profile knows for this column: '乙' (名)\n" },
	{ "years that are added",
	  TABLE("y: {header: 年度, as: year}, ") "set: {fiscal_year: {column: y, plus: 1}, organization: MHLW, "
						 "account: general, expense: operation, stage: request}\n" ROWS,
	  "ID,年度,額\n" ONE ",令和3,1\n" ONE ",前年,2\n",
	  "2022,2021-MHLW-0001,MHLW,general,operation,request,1,,a.csv!2,\n"
	  "3:0 CONV-09 not a fiscal year: '前年' (年度)\n" },
	{ "a map of the column",
	  TABLE("s: {header: 段階, map: {当初: initial, 補正: supplementary}, other: none}, ") "set: {fiscal_year: "
											       "2021, organization: "
											       "MHLW, account: "
											       "general, expense: "
											       "operation, "
											       "stage: {first: "
											       "[{column: s}, "
											       "request]}}\n" ROWS,
	  "ID,段階,額\n" ONE ",補正,1\n" ONE ",要求,2\n",
	  "2021,2021-MHLW-0001,MHLW,general,operation,supplementary,1,,a.csv!2,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,request,2,,a.csv!3,\n" },
	{ "marks of no value",
	  HEAD "columns: {id: ID, n: {header: 名, none: [なし]}, a: {header: 額, as: amount, none: [未定, '0']}}\n" ID
	       "set: {" SET ", account: general, item: {column: n}}\n" ROWS "repeats: number\n",
	  "ID,名,額\n" ONE ",なし,1\n" ONE ",甲,未定\n" ONE ",乙,０\n" ONE ",－,4\n",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,1,,a.csv!2,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,4,(2),a.csv!5,\n" },
	{ "signs that change places",
	  HEAD "columns: {id: ID, a: {header: 額, as: amount, sign: turned}}\n" ID "set: {" SET
	       ", account: general}\n" ROWS "repeats: number\n",
	  "ID,額\n" ONE ",5\n" ONE ",△6\n" ONE ",\n" ONE ",１,000\n" ONE ",-9223372036854775808\n",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,-5,,a.csv!2,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,6,(2),a.csv!3,\n"
	  "5:0 CSV-05 the row has another number of fields than the header: 3 instead of 2\n"
	  "6:0 CONV-07 the amount does not fit 64 bits: '-9223372036854775808' (額)\n" },
	{ "amounts that are none", TABLE("") "set: {" SET ", account: general}\n" ROWS "repeats: number\n",
	  "ID,額\n" ONE ",0.5\n" ONE ",abc\n" ONE ",9223372036854775808\n" ONE ", 　\n",
	  "2:0 CONV-34 not a whole number of yen, with its unit: '0.5' (額)\n"
	  "3:0 CONV-06 not an amount: 'abc' (額)\n"
	  "4:0 CONV-07 the amount does not fit 64 bits: '9223372036854775808' (額)\n" },
	{ "an organization that is nearly one",
	  TABLE("o: {header: 府省, as: organization}, ") "set: {fiscal_year: 2021, organization: {column: o}, "
							 "account: general, expense: operation, stage: initial}\n" ROWS,
	  "ID,府省,額\n" ONE ",厚　生　労　働　省,1\n" ONE ",厚生労動省,2\n" ONE ",xyz,3\n",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,1,,a.csv!2,\n"
	  "3:0 CONV-11 not an organization dgpm knows: '厚生労動省': did you mean '厚生労働省'?\n"
	  "4:0 CONV-11 not an organization dgpm knows: 'xyz' (府省)\n" },
	{ "dates",
	  TABLE("d: {header: 日, as: date}, ") "set: {" SET ", account: general}\nextra: {day: {column: d}}\n" ROWS
					       "repeats: number\n",
	  "ID,日,額\n" ONE ",R3.6.30,1\n" ONE ",06/07/2021,2\n" ONE ",,3\n",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,1,,a.csv!2,,2021-06-30\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,3,(2),a.csv!4,,\n"
	  "3:0 CONV-10 not a date, or one that can be read in two ways: '06/07/2021' (日)\n" },
	/* Texts with columns in them. */
	{ "a text with columns",
	  TABLE("b: {header: 局, optional: true}, ") "set: {" SET
						     ", account: general, item: {text: '{b}{／n}', with: a}}\n" ROWS
						     "repeats: number\n",
	  "ID,局,名,額\n" ONE ",医政局,甲,1\n" ONE ",,乙,2\n" ONE ",健康局,,3\n" ONE ",医政局,丙,0\n",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,1,医政局／甲,a.csv!2,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,2,乙,a.csv!3,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,3,健康局,a.csv!4,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,0,,a.csv!5,\n" },
	{ "a text with a number that is none",
	  TABLE("w: {header: 号, as: whole}, ") "set: {" SET ", account: general, item: {text: '第{w}号'}}\n" ROWS
						"repeats: number\n",
	  "ID,号,額\n" ONE ",007,1\n" ONE ",1-2,2\n" ONE ",1234567890123456789,3\n" ONE ",,4\n" ONE ",0,5\n",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,1,第7号,a.csv!2,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,4,第号,a.csv!5,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,5,第0号,a.csv!6,\n"
	  "3:0 CONV-12 not a value the profile knows for this column: '1-2' (号)\n"
	  "4:0 CONV-12 not a value the profile knows for this column: '1234567890123456789' (号)\n" },
	{ "a text with something that is none",
	  TABLE("w: {header: 号, as: whole}, ") "set: {" SET ", account: general, item: {text: '{n}', with: w}}\n" ROWS
						"repeats: number\n",
	  "ID,号,名,額\n" ONE ",1,甲,1\n" ONE ",x,乙,2\n" ONE ",,丙,3\n",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,1,甲,a.csv!2,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,3,,a.csv!4,\n"
	  "3:0 CONV-12 not a value the profile knows for this column: 'x' (号)\n" },
	{ "where it comes from",
	  TABLE("") "set: {" SET ", account: general}\n"
		    "extra: {f: {from: file}, p: {from: place}, i: {from: id}, x: {first: [{column: n}, '']}}\n" ROWS,
	  "ID,名,額\n" ONE ",甲,1\n2021-MHLW-0002,,2\n",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,1,,a.csv!2,,a.csv,a.csv!2,2021-MHLW-0001,甲\n"
	  "2021,2021-MHLW-0002,MHLW,general,operation,initial,2,,a.csv!3,,a.csv,a.csv!3,2021-MHLW-0002,\n" },
	{ "rows that are chosen",
	  TABLE("") "set: {" SET ", account: general, item: {column: n}}\nwhere: {n: {not: [甲, 乙]}, id: filled}\n"
		    "skip: [{reason: {ja: 無}, when: {n: blank}}, {reason: {ja: 計}, when: {n: {matches: "
		    "'計$'}}}]\n" ROWS,
	  "ID,名,額\n" ONE ",甲,1\n" ONE ",丙,2\n" ONE ",,3\n" ONE ",小計,4\n",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,2,丙,a.csv!3,\n" },
	{ "a column that the sheet lacks, in a condition",
	  TABLE("") "set: {" SET ", account: general}\nwhere: {n: blank}\n" ROWS, "ID,額\n" ONE ",1\n",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,1,,a.csv!2,\n" },
	{ "zero that is no value",
	  TABLE("y: {header: 年度, as: year}, ") "set: {" SET ", account: general}\n"
						 "rows: [{amounts: [{column: a, zero: {none_from: y}}]}]\nrepeats: "
						 "number\n",
	  "ID,年度,額\n" ONE ",2020,0\n" ONE ",2021,0\n" ONE ",2022,0\n" ONE ",x,0\n" ONE ",,0\n",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,0,,a.csv!4,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,0,(2),a.csv!5,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,0,(3),a.csv!6,\n"
	  "5:0 CONV-09 not a fiscal year: 'x' (年度)\n" },
	{ "zero that is none at all",
	  TABLE("") "set: {" SET ", account: general}\nrows: [{amounts: [{column: a, zero: none}]}]\n",
	  "ID,額\n" ONE ",0\n" ONE ",2\n", "2021,2021-MHLW-0001,MHLW,general,operation,initial,2,,a.csv!3,\n" },
	{ "values above",
	  HEAD "columns: {id: {header: ID, fill_down: true}, n: {header: 名, fill_down: true}, "
	       "a: {header: 額, as: amount}}\n" ID "set: {" SET ", account: general, item: {column: n}}\n" ROWS,
	  "ID,名,額\n" ONE ",甲,1\n,乙,2\n2021-MHLW-0002,,3\n",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,1,甲,a.csv!2,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,2,乙,a.csv!3,\n"
	  "2021,2021-MHLW-0002,MHLW,general,operation,initial,3,乙,a.csv!4,\n" },
	/* IDs. */
	{ "an ID however it is written", TABLE("") "set: {" SET ", account: general}\n" ROWS,
	  "ID,額\n２０２１－ＭＨＬＷ－０００１,1\n2021-mhlw-0002,2\n2021–MHLW―0003,3\n2021ーMHLW‐0004,4\n",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,1,,a.csv!2,\n"
	  "2021,2021-MHLW-0002,MHLW,general,operation,initial,2,,a.csv!3,\n"
	  "2021,2021-MHLW-0003,MHLW,general,operation,initial,3,,a.csv!4,\n"
	  "2021,2021-MHLW-0004,MHLW,general,operation,initial,4,,a.csv!5,\n" },
	{ "what is no ID", TABLE("") "set: {" SET ", account: general}\n" ROWS,
	  "ID,額\n2021-MHLW-001,1\n2021MHLW-00001,2\n2021-1HLW-0001,3\n2021-MHLW0001,4\n2021-M-00001,5\n"
	  "2021-MHLW-0001234,6\n2021-MHLW-000x,7\n202x-MHLW-0001,8\n2021-ABCDEFGHIJKLM-0001,9\n2021-MHLWMHLWX,10\n",
	  "2:0 CONV-14 no project ID can be made: '2021-MHLW-001': an ID is written as 2021-MHLW-0001\n"
	  "3:0 CONV-14 no project ID can be made: '2021MHLW-00001': an ID is written as 2021-MHLW-0001\n"
	  "4:0 CONV-14 no project ID can be made: '2021-1HLW-0001': an ID is written as 2021-MHLW-0001\n"
	  "5:0 CONV-14 no project ID can be made: '2021-MHLW0001': an ID is written as 2021-MHLW-0001\n"
	  "6:0 CONV-14 no project ID can be made: '2021-M-00001': an ID is written as 2021-MHLW-0001\n"
	  "7:0 CONV-14 no project ID can be made: '2021-MHLW-0001234': an ID is written as 2021-MHLW-0001\n"
	  "8:0 CONV-14 no project ID can be made: '2021-MHLW-000x': an ID is written as 2021-MHLW-0001\n"
	  "9:0 CONV-14 no project ID can be made: '202x-MHLW-0001': an ID is written as 2021-MHLW-0001\n"
	  "10:0 CONV-14 no project ID can be made: '2021-ABCDEFGHIJKLM-0001': an ID is written as 2021-MHLW-0001\n"
	  "11:0 CONV-14 no project ID can be made: '2021-MHLWMHLWX': an ID is written as 2021-MHLW-0001\n" },
	{ "an ID of an organization that is another",
	  HEAD "columns: {id: ID, o: {header: 府省, as: organization}, a: {header: 額, as: amount}}\n"
	       "id_rule: {column: id, year: 2021, organization: {column: o}, key: [id]}\n"
	       "set: {fiscal_year: 2021, organization: {column: o}, account: general, expense: operation, "
	       "stage: initial}\n" ROWS "repeats: number\n",
	  "ID,府省,額\n" ONE ",総務省,1\n" ONE ",総務省,2\n2021-MIC-0001,総務省,3\n2021-MIC-0002,x,4\n",
	  "2021,2021-MHLW-0001,MIC,general,operation,initial,1,,a.csv!2,\n"
	  "2021,2021-MHLW-0001,MIC,general,operation,initial,2,(2),a.csv!3,\n"
	  "2021,2021-MIC-0001,MIC,general,operation,initial,3,,a.csv!4,\n"
	  "2:0 CONV-37 the ID names another organization than the row: '2021-MHLW-0001' under MIC\n"
	  "5:0 CONV-11 not an organization dgpm knows: 'x' (府省)\n" },
	{ "an ID of a name",
	  HEAD "columns: {n: 名, y: {header: 年度, as: year}, a: {header: 額, as: amount}}\n"
	       "id_rule: {year: {column: y}, organization: MHLW, key: [n], digits: 4}\n"
	       "set: {fiscal_year: {column: y}, organization: MHLW, account: general, expense: operation, "
	       "stage: initial}\n" ROWS,
	  /* Of these two names the serials are the same. */
	  "名,年度,額\n事業75,2021,1\n事業92,2021,2\n事業75,2021,3\n,2021,4\n甲,,5\n乙,x,6\n　,2021,7\n",
	  "2021,2021-MHLW-4422,MHLW,general,operation,initial,1,,a.csv!2,\n"
	  "2021,2021-MHLW-4422,MHLW,general,operation,initial,3,,a.csv!4,\n"
	  "3:0 CONV-15 two projects would get the same ID: '2021-MHLW-4422'\n"
	  "4:0 CONV-22 the same figure is given twice: '3 here, 1 there'\n"
	  "5:0 CONV-14 no project ID can be made: nothing there to make it of\n"
	  "6:0 CONV-13 a value is missing: fiscal_year\n"
	  "7:0 CONV-09 not a fiscal year: 'x' (年度)\n"
	  "8:0 CONV-14 no project ID can be made: nothing there to make it of\n" },
	{ "an ID of the first of two that is there",
	  HEAD "columns: {n: {header: 番号, as: whole}, k: 略称, l: 名, a: {header: 額, as: amount}}\n"
	       "id_rule: {year: 2021, organization: MHLW, number: n, key: [k, l], digits: 5}\n"
	       "set: {" SET ", account: general}\n" ROWS,
	  "番号,略称,名,額\n12,x,y,1\n,甲,乙,2\n,,甲,3\n,,,4\nx,甲,乙,5\n50000,,,6\n49999,,,7\n",
	  "2021,2021-MHLW-00012,MHLW,general,operation,initial,1,,a.csv!2,\n"
	  "2021,2021-MHLW-61264,MHLW,general,operation,initial,2,,a.csv!3,\n"
	  "2021,2021-MHLW-61264,MHLW,general,operation,initial,3,,a.csv!4,\n"
	  "2021,2021-MHLW-49999,MHLW,general,operation,initial,7,,a.csv!8,\n"
	  "4:0 CONV-22 the same figure is given twice: '3 here, 2 there'\n"
	  "5:0 CONV-14 no project ID can be made: nothing there to make it of\n"
	  "6:0 CONV-12 not a value the profile knows for this column: 'x' (番号)\n"
	  "7:0 CONV-14 no project ID can be made: '50000': the number has too many digits\n" },
	{ "an ID whose year is a word",
	  HEAD "columns: {n: {header: 番号, as: whole}, y: 年, a: {header: 額, as: amount}}\n"
	       "id_rule: {year: {column: y}, organization: MHLW, number: n}\nset: {" SET ", account: general}\n" ROWS,
	  "番号,年,額\n1,令和三年,1\n1,2021,2\n1000000,2021,3\n",
	  "2021,2021-MHLW-000001,MHLW,general,operation,initial,2,,a.csv!3,\n"
	  "2:0 CONV-14 no project ID can be made: '令和三年-MHLW-000001': an ID is written as 2021-MHLW-0001\n"
	  "4:0 CONV-14 no project ID can be made: '1000000': the number has too many digits\n" },
	/* Totals. */
	{ "a total of its row",
	  TABLE("b: {header: 整備, as: amount}, c: {header: 減, as: amount}, ") "set: {" SET
										", account: general}\nrows: [{id: row, "
										"amounts: [{column: a}]}]\nrepeats: "
										"number\n"
										"checks: [{kind: identity, figures: "
										"[{total: a, parts: [b], minus: "
										"[c]}]}]\n",
	  "ID,整備,減,額\n" ONE ",5,1,4\n" ONE ",5,1,9\n" ONE ",,,3\n" ONE ",x,1,4\n" ONE
	  ",9223372036854775807,-1,4\n" ONE ",1,1,\n",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,4,,a.csv!2,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,9,(2),a.csv!3,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,3,(3),a.csv!4,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,4,(4),a.csv!5,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,4,(5),a.csv!6,\n"
	  "3:0 CONV-19 a total is not the sum of its parts: 額 is 9, its parts make 4\n"
	  "5:0 CONV-06 not an amount: 'x' (整備)\n" },
	{ "not beyond another",
	  TABLE("b: {header: 執行, as: amount}, ") "set: {" SET ", account: general}\n"
						   "rows: [{id: row, amounts: [{column: a}]}]\nrepeats: number\n"
						   "checks: [{kind: at-most, figures: [{total: b, parts: [a]}]}]\n",
	  "ID,執行,額\n" ONE ",5,4\n" ONE ",4,4\n" ONE ",5,\n" ONE ",,4\n",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,4,,a.csv!2,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,4,(2),a.csv!3,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,4,(3),a.csv!5,\n"
	  "2:0 CONV-21 more than what it is taken from: 執行 is 5, 額 is 4\n" },
	{ "a total of rows",
	  TABLE("") "set: {" SET ", account: {from: account-of-parts}}\n"
		    "rows: [{id: total, when: {n: {is: 計}}, amounts: [{column: a, set: {stage: executed}}]},\n"
		    "  {id: part, amounts: [{column: a, set: {account: general, item: {column: n}}}]}]\n"
		    "group: [id]\nchecks: [{kind: parts, row: total, of: part, figures: [{total: a, parts: [a]}]}]\n",
	  "ID,名,額\n" ONE ",甲,5\n" ONE ",乙,6\n" ONE ",計,11\n2021-MHLW-0002,甲,5\n2021-MHLW-0002,計,9\n"
	  "2021-MHLW-0003,計,9\n2021-MHLW-0004,甲,9223372036854775807\n2021-MHLW-0004,乙,1\n2021-MHLW-0004,計,1\n"
	  "2021-MHLW-0005,甲,1\n",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,5,甲,a.csv!2,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,6,乙,a.csv!3,\n"
	  "2021,2021-MHLW-0002,MHLW,general,operation,initial,5,甲,a.csv!5,\n"
	  "2021,2021-MHLW-0004,MHLW,general,operation,initial,9223372036854775807,甲,a.csv!8,\n"
	  "2021,2021-MHLW-0004,MHLW,general,operation,initial,1,乙,a.csv!9,\n"
	  "2021,2021-MHLW-0005,MHLW,general,operation,initial,1,甲,a.csv!11,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,executed,11,,a.csv!4,\n"
	  "2021,2021-MHLW-0002,MHLW,general,operation,executed,9,,a.csv!6,\n"
	  "2021,2021-MHLW-0004,MHLW,general,operation,executed,1,,a.csv!10,\n"
	  "6:0 CONV-19 a total is not the sum of its parts: 額 is 9, its rows make 5\n"
	  "7:0 CONV-20 no row gives the parts of this total: 額\n"
	  "7:0 CONV-13 a value is missing: no row gives the account of this total\n" },
	/* What a cell may hold that CSV takes for something else. */
	{ "cells that are quoted again",
	  TABLE("") "set: {" SET ", account: general, item: {column: n}}\nextra: {memo: {column: n}}\n" ROWS,
	  "ID,名,額\n" ONE ",\"a\"\"b\",1\n" ONE ",\"a,b\",2\n" ONE ",\"a\nb\",3\n" ONE ",\"a\r\nb\",4\n" ONE
	  ",\"a\rb\",5\n",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,1,\"a\"\"b\",a.csv!2,,\"a\"\"b\"\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,2,\"a,b\",a.csv!3,,\"a,b\"\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,3,a b,a.csv!4,,a b\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,4,a b,a.csv!6,,a b\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,5,a b,a.csv!8,,a b\n" },
	{ "a header that comes again, wider, shorter, elsewhere",
	  TABLE("") "set: {" SET ", account: general, item: {column: n}}\n" ROWS,
	  "ID,名,額\n" ONE ",甲,1\nID,名,額,備考\n" ONE ",乙,2\nID,額\n" ONE ",3\n額,名,ID\n4,丁," ONE "\nID,名\n" ONE
	  ",5\n",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,1,甲,a.csv!2,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,2,乙,a.csv!4,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,3,,a.csv!6,\n"
	  "7:0 CSV-05 the row has another number of fields than the header: 3 instead of 2\n"
	  "8:0 CSV-05 the row has another number of fields than the header: 3 instead of 2\n"
	  "9:0 CONV-03 no header that the profile describes: the header that is repeated here lacks 額\n"
	  "10:0 CONV-03 no header that the profile describes: the header above it cannot be used\n" },
	{ "a header again with its amounts elsewhere, in another unit, without one",
	  HEAD "columns: {id: ID, w: {pattern: '^(?<y>令和[0-9]+年度)(予算)?$', as: amount, unit: stated}}\n" ID
	       "set: {organization: MHLW, account: general, expense: operation, stage: initial}\n"
	       "rows: [{amounts: [{column: w, set: {fiscal_year: {group: y, as: year}}}]}]\nrepeats: number\n",
	  "単位：百万円,,\nID,令和3年度予算(千円),令和4年度\n" ONE ",1,2\nID,令和4年度(千円),令和3年度\n" ONE ",3,4\n"
	  "ID,令和5年度(円),備考\n" ONE ",5,\nID,令和5年度(ドル),\n" ONE ",6,\nID,令和3年度(千円),令和3年度(千円)\n" ONE
	  ",7,8\nID,備考,備考\n" ONE ",9,\n",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,1000,,a.csv!3,\n"
	  "2022,2021-MHLW-0001,MHLW,general,operation,initial,2000000,,a.csv!3,\n"
	  "2022,2021-MHLW-0001,MHLW,general,operation,initial,3000,(2),a.csv!5,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,4000000,(2),a.csv!5,\n"
	  "2023,2021-MHLW-0001,MHLW,general,operation,initial,5,,a.csv!7,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,7000,(3),a.csv!11,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,8000,(4),a.csv!11,\n"
	  "2:0 CONV-32 two units are said for amounts: 令和3年度予算(千円): 千円 counts from here on, not 百万円\n"
	  "6:0 CONV-32 two units are said for amounts: 令和5年度(円): 円 counts from here on, not 千円\n"
	  "8:0 CONV-03 no header that the profile describes: the header that is repeated here says a unit that is not "
	  "read\n"
	  "9:0 CONV-03 no header that the profile describes: the header above it cannot be used\n"
	  "10:0 CONV-32 two units are said for amounts: 令和3年度(千円): 千円 counts from here on, not 百万円\n"
	  "12:0 CONV-03 no header that the profile describes: the header that is repeated here lacks w\n"
	  "13:0 CONV-03 no header that the profile describes: the header above it cannot be used\n" },
	{ "a unit above that a header says otherwise",
	  HEAD "columns: {id: ID, a: {header: 額, as: amount}, b: {header: 計, as: amount}}\n" ID "set: {" SET
	       ", account: general}\n"
	       "rows: [{amounts: [{column: a}, {column: b, set: {stage: executed}}]}]\nrepeats: number\n",
	  "単位：千円,,\nID,額,計(百万円)\n" ONE ",1,2\n（単位：百万円）,,\n" ONE ",3,4\n[単位：ドル],,\n" ONE ",5,6\n",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,1000,,a.csv!3,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,executed,2000000,,a.csv!3,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,3000000,(2),a.csv!5,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,executed,4000000,(2),a.csv!5,\n"
	  "2:0 CONV-32 two units are said for amounts: 計(百万円): 百万円 counts from here on, not 千円\n"
	  "4:0 CONV-32 two units are said for amounts: 額: 百万円 counts from here on, not 千円\n"
	  "6:0 CONV-17 the unit of the amounts is not known: '[単位：ドル]': this unit is not read\n"
	  "7:0 CONV-03 no header that the profile describes: the header above it cannot be used\n" },
	{ "a unit that is not read, where all say their own",
	  HEAD "columns: {id: ID, a: {header: 額, as: amount}}\n" ID "set: {" SET ", account: general}\n" ROWS
	       "repeats: number\n",
	  "ID,額(千円)\n" ONE ",1\n単位：ドル,\n" ONE ",2\n単位：百万円,\n" ONE ",3\n",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,1000,,a.csv!2,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,2000,(2),a.csv!4,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,3000,(3),a.csv!6,\n" },
	{ "a row of units, one of which is none",
	  HEAD "columns: {id: ID, a: {header: 額, as: amount}, b: {header: 計, as: amount}}\n" ID "set: {" SET
	       ", account: general}\n"
	       "rows: [{amounts: [{column: a}, {column: b, set: {stage: executed}}]}]\nrepeats: number\n",
	  "ID,額,計\n,千円,百万円\n" ONE ",1,2\n,円,\n" ONE ",3,4\n,千円,別\n" ONE ",5,6\n",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,1000,,a.csv!3,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,executed,2000000,,a.csv!3,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,3,(2),a.csv!5,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,executed,4000000,(2),a.csv!5,\n"
	  "4:0 CONV-32 two units are said for amounts: 額: 円 counts from here on, not 千円\n"
	  "6:0 CONV-32 two units are said for amounts: 額: 千円 counts from here on, not 円\n"
	  "6:0 CONV-17 the unit of the amounts is not known: '別': this unit is not read\n"
	  "7:0 CONV-03 no header that the profile describes: the header above it cannot be used\n" },
	{ "a header of two rows that comes again",
	  HEAD "header: {rows: 2, fill: true}\n"
	       "columns: {id: ID, w: {pattern: '^(?<y>令和[0-9]+年度)(当初|補正)$', as: amount}}\n" ID
	       "set: {organization: MHLW, account: general, expense: operation, stage: initial}\n"
	       "rows: [{amounts: [{column: w, set: {fiscal_year: {group: y, as: year}}}]}]\nrepeats: number\n",
	  "ID,令和3年度,,令和4年度\n,当初,補正,当初\n" ONE ",1,2,3\nID,令和3年度,,令和4年度\n,当初,補正,当初\n" ONE
	  ",4,5,6\nID,令和4年度,,令和5年度\n,当初,補正,当初\n" ONE ",7,8,9\n",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,1,,a.csv!3,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,2,(2),a.csv!3,\n"
	  "2022,2021-MHLW-0001,MHLW,general,operation,initial,3,,a.csv!3,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,4,(3),a.csv!6,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,5,(4),a.csv!6,\n"
	  "2022,2021-MHLW-0001,MHLW,general,operation,initial,6,(2),a.csv!6,\n"
	  "7:0 CONV-03 no header that the profile describes: the header that is repeated here has other amounts\n"
	  "9:0 CONV-03 no header that the profile describes: the header above it cannot be used\n" },
	{ "a header that is nearly one",
	  TABLE("") "set: {" SET ", account: general, item: {column: n}}\n" ROWS "repeats: number\n",
	  "ID,名,額\n" ONE ",名,1\nID1,名,2\nID,甲,3\nＩＤ,名,額（千円）\n" ONE ",乙,4\nID,名,\n" ONE ",丙,5\n",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,1,名,a.csv!2,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,4000,乙,a.csv!6,\n"
	  "3:0 CONV-14 no project ID can be made: 'ID1': an ID is written as 2021-MHLW-0001\n"
	  "4:0 CONV-14 no project ID can be made: 'ID': an ID is written as 2021-MHLW-0001\n"
	  "7:0 CONV-03 no header that the profile describes: the header that is repeated here lacks 額\n"
	  "8:0 CONV-03 no header that the profile describes: the header above it cannot be used\n" },
	{ "a column of extra for every figure, with parts of one total",
	  TABLE("") "set: {" SET ", account: {from: account-of-parts}}\nextra: {memo: {column: n}, who: {from: id}}\n"
		    "rows: [{id: total, when: {n: {is: 計}}, amounts: [{column: a, set: {stage: executed}}]},\n"
		    "  {id: part, amounts: [{column: a, set: {account: {account: {name: n}}}}]}]\n"
		    "group: [id]\nchecks: [{kind: parts, row: total, of: part, figures: [{total: a, parts: [a]}]}]\n",
	  "ID,名,額\n" ONE ",一般会計,5\n" ONE ",年金特別会計,6\n" ONE ",計,11\n2021-MHLW-0002,年金特別会計,5\n"
	  "2021-MHLW-0002,計,x\n2021-MHLW-0002,計,\n2021-MHLW-0003,一般会計,\n2021-MHLW-0003,計,4\n",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,5,,a.csv!2,,一般会計,2021-MHLW-0001\n"
	  "2021,2021-MHLW-0001,MHLW,special:年金特別会計,operation,initial,6,,a.csv!3,,年金特別会計,2021-MHLW-0001\n"
	  "2021,2021-MHLW-0002,MHLW,special:年金特別会計,operation,initial,5,,a.csv!5,,年金特別会計,2021-MHLW-0002\n"
	  "2021,2021-MHLW-0001,MHLW,special:一般会計、年金特別会計,operation,executed,11,,a.csv!4,"
	  "一般会計と特別会計の内訳は元の表にない,計,2021-MHLW-0001\n"
	  "6:0 CONV-06 not an amount: 'x' (額)\n"
	  "9:0 CONV-19 a total is not the sum of its parts: 額 is 4, its rows make 0\n"
	  "9:0 CONV-13 a value is missing: no row gives the account of this total\n"
	  "0:0 CONV-33 figures of the general account together with special ones: 1 figure under "
	  "'special:一般会計、…'\n" },
	{ "totals that only rounding parts from their rows",
	  HEAD "columns: {id: ID, n: 名, a: {header: 額(千円), as: amount}}\n" ID "set: {" SET ", account: general}\n"
	       "rows: [{id: total, when: {n: {is: 計}}, amounts: [{column: a, set: {stage: executed}}]},\n"
	       "  {id: part, amounts: [{column: a, set: {item: {column: n}}}]}]\n"
	       "group: [id]\nchecks: [{kind: parts, row: total, of: part, figures: [{total: a, parts: [a]}]}]\n",
	  "ID,名,額(千円)\n" ONE ",甲,5\n" ONE ",乙,6\n" ONE ",計,12\n2021-MHLW-0002,甲,5\n2021-MHLW-0002,計,9\n",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,5000,甲,a.csv!2,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,6000,乙,a.csv!3,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,executed,12000,,a.csv!4,\n"
	  "2021,2021-MHLW-0002,MHLW,general,operation,initial,5000,甲,a.csv!5,\n"
	  "2021,2021-MHLW-0002,MHLW,general,operation,executed,9000,,a.csv!6,\n"
	  "4:0 CONV-39 a total differs from its parts by what rounding explains: 額(千円) is 12,000, its rows make "
	  "11,000\n"
	  "6:0 CONV-19 a total is not the sum of its parts: 額(千円) is 9,000, its rows make 5,000\n" },
	{ "a map that a column keeps, and a text that may lack",
	  HEAD "columns: {id: ID, s: {header: 種, map: {甲: 庁費}, other: keep}, t: {header: 額２, as: amount, "
	       "optional: true}, a: {header: 額, as: amount}}\n" ID "set: {" SET
	       ", account: general, item: {text: '{s}', with: t}}\n" ROWS "repeats: number\n",
	  "ID,種,額２,額\n" ONE ",甲,1,1\n" ONE ",乙,,2\n" ONE ",乙,x,3\n" ONE ",,2,4\n",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,1,庁費,a.csv!2,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,2,,a.csv!3,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,4,(2),a.csv!5,\n"
	  "4:0 CONV-06 not an amount: 'x' (額２)\n" },
	{ "IDs of others in one file",
	  HEAD
	  "columns: {id: {header: ID, optional: true}, n: {header: 名, none: [なし]}, a: {header: 額, as: amount}}\n"
	  "id_rule: {column: id, year: 2021, organization: MHLW, key: [n]}\nset: {" SET ", account: general}\n" ROWS
	  "repeats: number\n",
	  "ID,名,額\n" ONE ",甲,1\n,甲,2\nX-1,甲,3\n,なし,4\n",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,1,,a.csv!2,\n"
	  "2021,2021-MHLW-811264,MHLW,general,operation,initial,2,,a.csv!3,\n"
	  "2021,2021-MHLW-811264,MHLW,general,operation,initial,3,(2),a.csv!4,\n"
	  "5:0 CONV-14 no project ID can be made: nothing there to make it of\n" },
	{ "amounts alone",
	  HEAD "columns: {a: {header: 当初, as: amount}, b: {header: 補正, as: amount}}\n"
	       "set: {fiscal_year: 2021, project_id: " ONE ", organization: MHLW, account: general, "
	       "expense: operation, stage: initial}\nrows: [{amounts: [{column: a, set: {item: x}}, {column: b, set: "
	       "{item: y}}]}]\nrepeats: number\n",
	  "当初,補正\n1,2\n当初,補正\n3,4\n当初\n5\n",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,1,x,a.csv!2,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,2,y,a.csv!2,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,3,x (2),a.csv!4,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,4,y (2),a.csv!4,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,5,x (3),a.csv!6,\n"
	  "5:0 CONV-06 not an amount: '当初' (当初)\n" },
};

START_TEST(value_made)
{
	const struct value_case *c = &value_cases[_i];
	const char *got = converted(c->profile, c->text);

	ck_assert_msg(strcmp(got, c->want) == 0, "%s: got\n%s", c->what, got);
}
END_TEST

#define JSON(how)                                                                                                      \
	HEAD "json: {" how "}\ncolumns: {id: ID, n: {header: 名, optional: true}, a: {header: 額, as: amount}}\n" ID   \
	     "set: {" SET ", account: general, item: {column: n}}\n" ROWS

static const struct json_case {
	const char *what, *how, *text, *want;
} json_cases[] = {
	{ "a document", JSON(""), "{\"ID\": \"" ONE "\", \"額\": 1}",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,1,,a.csv!/額,\n" },
	{ "a list of them", JSON(""), "[{\"ID\": \"" ONE "\", \"額\": 1}, 5, {\"ID\": \"2021-MHLW-0002\", \"額\": 2}]",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,1,,a.csv!/0/額,\n"
	  "2021,2021-MHLW-0002,MHLW,general,operation,initial,2,,a.csv!/2/額,\n" },
	{ "an empty list", JSON(""), "[]",
	  "0:0 CONV-40 the file cannot be read as JSON: no record where the profile looks for them\n" },
	{ "nothing", JSON(""), "", "1:1 CONV-40 the file cannot be read as JSON: the file ends here\n" },
	{ "no comma", JSON(""), "[{\"ID\": \"" ONE "\", \"額\": 1} {}]",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,1,,a.csv!/0/額,\n"
	  "1:35 CONV-40 the file cannot be read as JSON: a comma or a closing bracket is missing\n" },
	{ "no end", JSON(""), "[{\"ID\": \"" ONE "\", \"額\": 1}",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,1,,a.csv!/0/額,\n"
	  "1:34 CONV-40 the file cannot be read as JSON: a comma or a closing bracket is missing\n" },
	{ "more behind it", JSON(""), "[{\"ID\": \"" ONE "\", \"額\": 1}] x",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,1,,a.csv!/0/額,\n"
	  "1:36 CONV-40 the file cannot be read as JSON: more text behind the end\n" },
	{ "a list behind a line", JSON(""), "{\"ID\": \"" ONE "\", \"額\": 1}\n[]\n",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,1,,a.csv!/0/額,\n"
	  "2:1 CONV-40 the file cannot be read as JSON: more text behind the end\n" },
	{ "further down", JSON("documents: 一/二"),
	  "{\"他\": [], \"一\": {\"二\": [{\"ID\": \"" ONE "\", \"額\": 1}], \"三\": {}}}",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,1,,a.csv!/一/二/0/額,\n" },
	{ "one alone further down", JSON("documents: 一"), "{\"一\": {\"ID\": \"" ONE "\", \"額\": 1}}",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,1,,a.csv!/一/額,\n" },
	{ "no map on the way", JSON("documents: 一/二"), "{\"一\": [{}]}",
	  "1:7 CONV-40 the file cannot be read as JSON: a map is missing here, by 'documents' of the profile\n" },
	{ "an empty map on the way", JSON("documents: 一/二"), "{\"一\": {}}",
	  "0:0 CONV-40 the file cannot be read as JSON: no record where the profile looks for them\n" },
	{ "a map on the way that does not end", JSON("documents: 一"), "{\"一\": [] ",
	  "1:10 CONV-40 the file cannot be read as JSON: a comma or a closing bracket is missing\n" },
	{ "a key on the way that is none", JSON("documents: 一"), "{5: []}",
	  "1:2 CONV-40 the file cannot be read as JSON: a key in quotes is missing\n" },
	{ "something else on the way that is none", JSON("documents: 一"), "{\"二\": }",
	  "1:7 CONV-40 the file cannot be read as JSON: no value of JSON\n" },
	{ "more behind the way", JSON("documents: 一"), "{\"一\": []} {}",
	  "1:11 CONV-40 the file cannot be read as JSON: more text behind the end\n" },
	{ "records", JSON("records: 内訳"),
	  "{\"ID\": \"" ONE
	  "\", \"内訳\": [{\"名\": \"甲\", \"額\": 1}, 5, {\"名\": [\"乙\", {}, 3, null], \"額\": 2}]}",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,1,甲,a.csv!/内訳/0/額,\n"
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,2,乙、3,a.csv!/内訳/2/額,\n" },
	{ "records that are a map", JSON("records: 内訳"), "{\"ID\": \"" ONE "\", \"内訳\": {\"額\": 1}}",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,1,,a.csv!/内訳/額,\n" },
	{ "records that are none", JSON("records: 内訳"), "{\"ID\": \"" ONE "\", \"内訳\": 1}",
	  "0:0 CONV-40 the file cannot be read as JSON: no record where the profile looks for them\n" },
	{ "what lacks", JSON(""), "{\"ID\": \"" ONE "\"}", "0:0 CONV-41 the record has no such key: '-' (額)\n" },
	{ "what is true, and what is null", JSON(""), "{\"ID\": \"" ONE "\", \"名\": null, \"額\": true}",
	  "0:0 CONV-06 not an amount: 'true' (額)\n" },
	{ "half a character", JSON(""), "{\"ID\": \"" ONE "\", \"名\": \"\\ud842\", \"額\": 1}",
	  "2021,2021-MHLW-0001,MHLW,general,operation,initial,1,�,a.csv!/額,\n"
	  "1:32 YAML-12 half of a pair of escapes is no character, and was read as U+FFFD: 1 in the file\n" },
};

START_TEST(json_read)
{
	const struct json_case *c = &json_cases[_i];
	const char *got = converted(c->how, c->text);

	ck_assert_msg(strcmp(got, c->want) == 0, "%s: got\n%s", c->what, got);
}
END_TEST

static const struct range_case {
	const char *text;
	bool good;
	struct dgpm_range want;
} range_cases[] = {
	{ "A1:C3", true, { 1, 3, 1, 3 } },
	{ "B2:B2", true, { 2, 2, 2, 2 } },
	{ "B:AA", true, { 1, UINT32_MAX, 2, 27 } },
	{ "2:30", true, { 2, 30, 1, UINT32_MAX } },
	{ "A1", false, { 0 } },
	{ "", false, { 0 } },
	{ ":", false, { 0 } },
	{ "A1:", false, { 0 } },
	{ "A1:C", false, { 0 } },
	{ "A:C3", false, { 0 } },
	{ "A1:3", false, { 0 } },
	{ "1:C3", false, { 0 } },
	{ "A1:C3x", false, { 0 } },
	{ "a1:c3", false, { 0 } },
	{ "C1:A3", false, { 0 } },
	{ "A3:C1", false, { 0 } },
	{ "A1-C3", false, { 0 } },
	{ "AAAAAAAAAA:B", false, { 0 } },
	{ "1:9999999999999", false, { 0 } },
};

START_TEST(range_said)
{
	const struct range_case *c = &range_cases[_i];
	struct dgpm_range got = { 0 };

	ck_assert_msg(dgpm_range_parse(&got, c->text) == c->good, "%s", c->text);
	if (c->good)
		ck_assert_msg(memcmp(&got, &c->want, sizeof got) == 0, "%s: %u:%u, %u:%u", c->text, got.first_row,
			      got.last_row, got.first_column, got.last_column);
}
END_TEST

Suite *unit_suite(void)
{
	TCase *tc;
	Suite *s = unit_new("convert-values", &tc);

	tcase_add_checked_fixture(tc, setup_here, teardown);
	tcase_add_loop_test(tc, value_made, 0, DGPM_COUNT(value_cases));
	tcase_add_loop_test(tc, json_read, 0, DGPM_COUNT(json_cases));
	tcase_add_loop_test(tc, range_said, 0, DGPM_COUNT(range_cases));
	return s;
}
