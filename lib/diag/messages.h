/* dgpm's own messages, sorted by id. man/dgpm-messages.7 has the same ids with the same severity:
 * a test compares them. M(symbol, id, severity, text, remedy) */
#ifndef DIAG_MESSAGES_H
#define DIAG_MESSAGES_H

#ifndef N_
#define N_(text) text
#endif

#define DGPM_MESSAGES(M)                                                                                               \
	M(BOOK_01, "BOOK-01", FATAL, N_("not a spreadsheet dgpm reads"), N_("save it as CSV, xlsx, ods or xls"))       \
	M(BOOK_02, "BOOK-02", NOTE, N_("the content is of another kind than the name says"),                           \
	  N_("give the file the ending of its kind"))                                                                  \
	M(BOOK_03, "BOOK-03", FATAL, N_("protected by a password"), N_("save it without a password"))                  \
	M(BOOK_04, "BOOK-04", FATAL, N_("the file is damaged or cut off"),                                             \
	  N_("get the file again from where it came from"))                                                            \
	M(BOOK_05, "BOOK-05", FATAL, N_("too large when unpacked"),                                                    \
	  N_("divide the spreadsheet; a file made to harm looks like this too"))                                       \
	M(BOOK_06, "BOOK-06", FATAL, N_("not well-formed XML inside"),                                                 \
	  N_("open it in a spreadsheet program and save it again"))                                                    \
	M(BOOK_07, "BOOK-07", FATAL, N_("a document type declaration, which no spreadsheet needs"),                    \
	  N_("open it in a spreadsheet program and save it again"))                                                    \
	M(BOOK_08, "BOOK-08", FATAL, N_("more columns than the limit"),                                                \
	  N_("check the delimiter and the line ends; a table has fewer columns"))                                      \
	M(BOOK_09, "BOOK-09", FATAL, N_("a text that is not in the table of texts"),                                   \
	  N_("open it in a spreadsheet program and save it again"))                                                    \
	M(BOOK_10, "BOOK-10", FATAL, N_("a byte that has no meaning"),                                                 \
	  N_("save the file as UTF-8, or name its encoding by --encoding"))                                            \
	M(BOOK_11, "BOOK-11", FATAL, N_("not an encoding dgpm knows"), N_("name utf-8, cp932, euc-jp or utf-16"))      \
	M(BOOK_12, "BOOK-12", WARNING, N_("read as CP932, but it may as well be EUC-JP"),                              \
	  N_("name the encoding by --encoding"))                                                                       \
	M(BOOK_13, "BOOK-13", FATAL, N_("merged ranges overlap"),                                                      \
	  N_("open it in a spreadsheet program, undo the merging and save it"))                                        \
	M(BOOK_14, "BOOK-14", FATAL, N_("a cell that cannot be read"),                                                 \
	  N_("open it in a spreadsheet program and save it again"))                                                    \
	M(BOOK_15, "BOOK-15", FATAL, N_("more of it cannot be read than is told one by one"),                          \
	  N_("mend what is told first; --rejects of dgpm convert names every row"))                                    \
	M(BOOK_16, "BOOK-16", FATAL, N_("beyond a limit that every spreadsheet has"),                                  \
	  N_("divide the spreadsheet; a file made to harm looks like this too"))                                       \
	M(CLS_01, "CLS-01", WARNING, N_("the class designated is not the one the criteria suggest"),                   \
	  N_("correct the card's facts or criteria, or apply for a change of class (S1 4-2-2)"))                       \
	M(CLS_02, "CLS-02", WARNING, N_("the history of classes is out of order"),                                     \
	  N_("write the older designations first, all before the present one"))                                        \
	M(CLS_03, "CLS-03", ERROR, N_("exempt from the consolidated appropriation and consolidated at once"),          \
	  N_("remove 'consolidated' or 'classification.exempt'"))                                                      \
	M(CLS_04, "CLS-04", FATAL, N_("the criteria of classes cannot be used"),                                       \
	  N_("mend classes.yaml of the data directory"))                                                               \
	M(CODE_01, "CODE-01", FATAL, N_("not a usable entry of a code list"), N_("mend the entry of the list"))        \
	M(CODE_02, "CODE-02", FATAL, N_("the code is given twice"), N_("give one of the two another code"))            \
	M(CODE_03, "CODE-03", FATAL, N_("the name stands for two organizations"),                                      \
	  N_("keep the name or alias with one of the two"))                                                            \
	M(CODE_04, "CODE-04", FATAL, N_("an organization that is not in the list"),                                    \
	  N_("name an organization by its code, or add it to the list"))                                               \
	M(CONV_01, "CONV-01", FATAL, N_("not a conversion profile dgpm knows"),                                        \
	  N_("`dgpm convert --profiles` lists them; a file of your own is named with its path"))                       \
	M(CONV_02, "CONV-02", FATAL, N_("the profile cannot be used"),                                                 \
	  N_("mend the profile; dgpm-profile(5) explains its keys"))                                                   \
	M(CONV_03, "CONV-03", FATAL, N_("no header that the profile describes"),                                       \
	  N_("name the sheet with --sheet, use another profile, or mend 'header' and 'columns' of your own"))          \
	M(CONV_04, "CONV-04", FATAL, N_("two columns have the header of one"),                                         \
	  N_("rename or remove one of the two columns"))                                                               \
	M(CONV_05, "CONV-05", FATAL, N_("no such sheet to read"), N_("correct the name of the sheet"))                 \
	M(CONV_06, "CONV-06", FATAL, N_("not an amount"),                                                              \
	  N_("correct the cell; where the mark means no value, list it under 'none' of the column"))                   \
	M(CONV_07, "CONV-07", FATAL, N_("the amount does not fit 64 bits"), N_("check the amount and its unit"))       \
	M(CONV_08, "CONV-08", FATAL, N_("the cell holds an error of the spreadsheet"),                                 \
	  N_("mend the formula, or write the value"))                                                                  \
	M(CONV_09, "CONV-09", FATAL, N_("not a fiscal year"),                                                          \
	  N_("write the year as 2021 or 令和3年度; give 'era' where the column leaves it out"))                        \
	M(CONV_10, "CONV-10", FATAL, N_("not a date, or one that can be read in two ways"),                            \
	  N_("write it as 2021-06-30"))                                                                                \
	M(CONV_11, "CONV-11", FATAL, N_("not an organization dgpm knows"),                                             \
	  N_("correct the name, or add it with its other spellings under 'organizations' in dgpm.yaml"))               \
	M(CONV_12, "CONV-12", FATAL, N_("not a value the profile knows for this column"),                              \
	  N_("correct the cell, or add the value to 'map' of the column"))                                             \
	M(CONV_13, "CONV-13", FATAL, N_("a value is missing"), N_("fill the cell"))                                    \
	M(CONV_14, "CONV-14", FATAL, N_("no project ID can be made"),                                                  \
	  N_("fill the cells that 'id_rule' of the profile names"))                                                    \
	M(CONV_15, "CONV-15", FATAL, N_("two projects would get the same ID"),                                         \
	  N_("give them numbers, and name the column under 'id_rule'"))                                                \
	M(CONV_16, "CONV-16", FATAL, N_("a row of no kind the profile knows"),                                         \
	  N_("correct the row, or describe it under 'skip' or 'rows' of the profile"))                                 \
	M(CONV_17, "CONV-17", FATAL, N_("the unit of the amounts is not known"),                                       \
	  N_("write the unit in the header, as 金額(千円), or above the table, as 単位：千円"))                        \
	M(CONV_18, "CONV-18", FATAL, N_("would overwrite what is there"), N_("give another name, or --force"))         \
	M(CONV_19, "CONV-19", WARNING, N_("a total is not the sum of its parts"),                                      \
	  N_("compare with the document; the ledger holds the parts"))                                                 \
	M(CONV_20, "CONV-20", WARNING, N_("no row gives the parts of this total"),                                     \
	  N_("look up the missing rows; figures of the total are not in the ledger"))                                  \
	M(CONV_21, "CONV-21", WARNING, N_("more than what it is taken from"),                                          \
	  N_("compare with the document: money moved in by transfer may be missing"))                                  \
	M(CONV_22, "CONV-22", ERROR, N_("the same figure is given twice"),                                             \
	  N_("convert one of the two; if both count, tell them apart by an item"))                                     \
	M(CONV_23, "CONV-23", ERROR, N_("the same file is given twice, and the second left out"), N_("name it once"))  \
	M(CONV_24, "CONV-24", ERROR, N_("rows of one project differ; the first counts"),                               \
	  N_("correct the rows, or use 'collect' in the profile"))                                                     \
	M(CONV_25, "CONV-25", FATAL, N_("another file gives the same figure, and this one is left out"),               \
	  N_("leave one of the files away, or tell the figures apart by 'item' or by other columns"))                  \
	M(CONV_26, "CONV-26", ERROR, N_("the file has changed since it was converted"),                                \
	  N_("convert it anew, or find the file with the SHA-256 of the manifest"))                                    \
	M(CONV_27, "CONV-27", FATAL, N_("the source of the figure leads nowhere"),                                     \
	  N_("put the file back where it was, or name its folder with --books"))                                       \
	M(CONV_28, "CONV-28", FATAL, N_("a formula whose value is not in the file"),                                   \
	  N_("open the book in a spreadsheet program, which calculates it, and save it"))                              \
	M(CONV_29, "CONV-29", WARNING, N_("hidden rows or columns are read as well"),                                  \
	  N_("look whether they count; show or delete them"))                                                          \
	M(CONV_30, "CONV-30", WARNING, N_("a sheet is not read"),                                                      \
	  N_("name it with --sheet, show it, or mend its header"))                                                     \
	M(CONV_31, "CONV-31", WARNING, N_("amounts that the format shows in thousands or more are read as shown"),     \
	  N_("look whether the unit of the header is that of what is shown"))                                          \
	M(CONV_32, "CONV-32", WARNING, N_("two units are said for amounts"),                                           \
	  N_("look which unit the amounts are in; write one unit only"))                                               \
	M(CONV_33, "CONV-33", WARNING, N_("figures of the general account together with special ones"),                \
	  N_("do not count them as special; their note says so, and how they divide the sheet does not say"))          \
	M(CONV_34, "CONV-34", FATAL, N_("not a whole number of yen, with its unit"),                                   \
	  N_("look at the unit; round the amount in the sheet if that is right"))                                      \
	M(CONV_35, "CONV-35", FATAL, N_("a yen sign in a column of another unit"),                                     \
	  N_("write the amount without the sign, or with its unit behind it"))                                         \
	M(CONV_36, "CONV-36", WARNING, N_("amounts of merged cells count once, where the range begins"),               \
	  N_("undo the merging, and write in each row what is its own"))                                               \
	M(CONV_37, "CONV-37", NOTE, N_("the ID names another organization than the row"),                              \
	  N_("look whether the project moved, or the row is of another"))                                              \
	M(CONV_38, "CONV-38", FATAL, N_("the card would not hold against its schema"),                                 \
	  N_("map the text to what the key asks for, or leave the key out of the profile"))                            \
	M(CONV_39, "CONV-39", NOTE, N_("a total differs from its parts by what rounding explains"),                    \
	  N_("nothing to do, unless the amounts are not rounded"))                                                     \
	M(CONV_40, "CONV-40", FATAL, N_("the file cannot be read as JSON"),                                            \
	  N_("mend it at this place, or look what 'json' of the profile says of its records"))                         \
	M(CONV_41, "CONV-41", FATAL, N_("the record has no such key"),                                                 \
	  N_("look how the key is written; mark the column 'optional' when a record may lack it"))                     \
	M(CONV_42, "CONV-42", WARNING, N_("a sum is not that of the ledger it is held against"),                       \
	  N_("look which of the two is right, or what one of them lacks"))                                             \
	M(CONV_43, "CONV-43", FATAL, N_("two profiles have the same ID"),                                              \
	  N_("give one of them another ID"))                                                                           \
	M(CSV_01, "CSV-01", FATAL, N_("a column of the ledger is missing"),                                            \
	  N_("add the column to the header line; dgpm-ledger(5) lists the columns"))                                   \
	M(CSV_02, "CSV-02", FATAL, N_("a quote is opened and never closed"),                                           \
	  N_("close the quote, and write a quote inside a quoted field twice"))                                        \
	M(CSV_03, "CSV-03", FATAL, N_("not a whole number of yen"),                                                    \
	  N_("write digits only, with a minus sign where needed: no decimal point, separator or unit"))                \
	M(CSV_04, "CSV-04", FATAL, N_("the amount does not fit 64 bits"), N_("check the amount and its unit"))         \
	M(CSV_05, "CSV-05", FATAL, N_("the row has another number of fields than the header"),                         \
	  N_("write one field a column; quote fields that hold a comma"))                                              \
	M(CSV_06, "CSV-06", FATAL, N_("the field is too long"), N_("shorten the field"))                               \
	M(CSV_07, "CSV-07", FATAL, N_("not a value of this column"), N_("dgpm-ledger(5) lists the values"))            \
	M(CSV_08, "CSV-08", FATAL, N_("not a fiscal year dgpm knows"),                                                 \
	  N_("write the year in which the fiscal year starts, four digits, from 1868 to 2200"))                        \
	M(CSV_09, "CSV-09", FATAL, N_("not UTF-8"), N_("save the file as UTF-8"))                                      \
	M(CSV_10, "CSV-10", FATAL, N_("a NUL character"), N_("remove it"))                                             \
	M(CSV_11, "CSV-11", FATAL, N_("a column is given twice"), N_("keep one of the two columns"))                   \
	M(CSV_12, "CSV-12", FATAL, N_("a value is missing"), N_("fill the cell; leave the row out if there is none"))  \
	M(CSV_13, "CSV-13", FATAL, N_("text after the closing quote, or a quote inside an unquoted field"),            \
	  N_("quote the whole field, and write a quote inside it twice"))                                              \
	M(DATA_01, "DATA-01", FATAL, N_("a file of the data directory cannot be used"),                                \
	  N_("mend the file, or install dgpm again"))                                                                  \
	M(DUP_01, "DUP-01", ERROR, N_("an amount is given twice"),                                                     \
	  N_("remove one of the rows; if both count, tell them apart by 'item'"))                                      \
	M(EVA_01, "EVA-01", NOTE, N_("the printed total is not its parts added up"),                                   \
	  N_("nothing to do where figures are rounded one by one; else check the amounts"))                            \
	M(EVA_02, "EVA-02", NOTE, N_("primary in the text of the sheet, not in its table"),                            \
	  N_("mark them in the table too, or correct the text"))                                                       \
	M(EVA_03, "EVA-03", NOTE, N_("a relative target is not what its year gives"),                                  \
	  N_("nothing to do where the actual was rounded; else correct the target"))                                   \
	M(EVA_04, "EVA-04", WARNING, N_("missed, and worse than the baseline"),                                        \
	  N_("say why in the analysis, and change or stop the plan"))                                                  \
	M(EVA_05, "EVA-05", WARNING, N_("the mark printed is not the one its figures give"),                           \
	  N_("check the figures, or say in the analysis why people judged otherwise"))                                 \
	M(EVA_06, "EVA-06", WARNING, N_("the grade printed is not the one the marks suggest"),                         \
	  N_("say in grade_reason what was considered beside the marks"))                                              \
	M(EVA_07, "EVA-07", WARNING, N_("missed, without an analysis or what follows from it"),                        \
	  N_("write analysis, and an entry of next for the indicator"))                                                \
	M(EVA_08, "EVA-08", ERROR, N_("no actual for a year that is over and has a target"),                           \
	  N_("write the actual of the year; what was not measured is said in a note, never as 0"))                     \
	M(EVA_09, "EVA-09", NOTE, N_("dropped, replaced or ended before its target year is over"),                     \
	  N_("say in next why it is not followed to its year"))                                                        \
	M(EVA_10, "EVA-10", WARNING, N_("a target was missed, and the budget is to grow without a reason"),            \
	  N_("write text in budget_reflection: what the result changes in the request"))                               \
	M(EVA_11, "EVA-11", NOTE, N_("the target is worse than the baseline"),                                         \
	  N_("check the direction and the values; say in basis why less is aimed at"))                                 \
	M(EVA_12, "EVA-12", WARNING, N_("a target or baseline was moved after the first actual"),                      \
	  N_("say in basis why it was moved; the effect is judged by the first one too"))                              \
	M(EVA_13, "EVA-13", FATAL, N_("a row of indicators without a year"),                                           \
	  N_("write the fiscal year of the sheet and of the value"))                                                   \
	M(FMT_01, "FMT-01", WARNING, N_("the keys cannot be put in order without changing what the document says"),    \
	  N_("put them in order by hand, or leave them"))                                                              \
	M(GIT_01, "GIT-01", FATAL, N_("git is needed to read a revision, and cannot be run"),                          \
	  N_("install git, or compare two directories"))                                                               \
	M(GIT_02, "GIT-02", FATAL, N_("git cannot read this revision"),                                                \
	  N_("check the name with 'git log', and that the directory lies in a repository"))                            \
	M(IO_01, "IO-01", FATAL, N_("cannot be read"), N_("check the path and its permissions"))                       \
	M(IO_02, "IO-02", FATAL, N_("not a regular file"), N_("rename or move it"))                                    \
	M(IO_03, "IO-03", FATAL, N_("the file is larger than the limit"), N_("split the file"))                        \
	M(IO_04, "IO-04", FATAL, N_("a symbolic link that leads out of the tree is not followed"),                     \
	  N_("copy the file into the tree, or name it as an argument"))                                                \
	M(IO_05, "IO-05", FATAL, N_("a symbolic link that leads nowhere or in a circle"), N_("remove the link"))       \
	M(IO_06, "IO-06", FATAL, N_("nothing to read"),                                                                \
	  N_("name a file or directory that holds cards or ledgers; `dgpm init` starts a portfolio"))                  \
	M(IO_07, "IO-07", FATAL, N_("cannot be written"), N_("check the path, its permissions and the free space"))    \
	M(IO_08, "IO-08", FATAL, N_("the file is empty"), N_("remove the file or fill it"))                            \
	M(IO_09, "IO-09", FATAL, N_("not a kind of file dgpm knows"),                                                  \
	  N_("begin a YAML file with a line such as 'schema: dgpm/card@1'"))                                           \
	M(IO_10, "IO-10", FATAL, N_("directories are nested too deep"), N_("flatten the tree"))                        \
	M(IO_11, "IO-11", NOTE, N_("the directory holds a portfolio of its own and was not read"),                     \
	  N_("run dgpm there with -C"))                                                                                \
	M(IO_12, "IO-12", NOTE, N_("not a file of dgpm's, and was not read"),                                          \
	  N_("name it under 'ignore' in dgpm.yaml, or give it the header of dgpm-ledger(5)"))                          \
	M(IO_13, "IO-13", FATAL, N_("the file is there already and is not overwritten"),                               \
	  N_("remove or rename it first"))                                                                             \
	M(IO_14, "IO-14", FATAL, N_("no portfolio: no dgpm.yaml here or in a directory above"),                        \
	  N_("go to a portfolio or name one with -C, name files to read, or start one with `dgpm init`"))              \
	M(IO_15, "IO-15", FATAL, N_("a document of another kind where a card is expected"),                            \
	  N_("give the file another name than a card's, and let it begin with its 'schema'"))                          \
	M(IO_16, "IO-16", FATAL, N_("not written, as not all that belongs to it could be read"),                       \
	  N_("mend what is told of reading, and run it again; what stood there stays"))                                \
	M(IO_17, "IO-17", WARNING, N_("the file that was there is replaced by one that lacks what could not be used"), \
	  N_("mend what is told as fatal, and run it again"))                                                          \
	M(LED_01, "LED-01", WARNING, N_("no card has the project ID of these rows: what is on its card is no value"),  \
	  N_("correct the ID, add the card, or name the cards too"))                                                   \
	M(LED_02, "LED-02", NOTE, N_("the budget of a project stands under two organizations in one fiscal year"),     \
	  N_("correct the organization, unless the budget was moved or divided"))                                      \
	M(LED_03, "LED-03", WARNING, N_("an executed amount is negative"),                                             \
	  N_("check the sign; what is left over is carryover_out"))                                                    \
	M(LED_04, "LED-04", WARNING, N_("no ledger row meets the conditions"),                                         \
	  N_("check the values of --where and --fiscal-year"))                                                         \
	M(LED_05, "LED-05", FATAL, N_("not a value of this column"), N_("dgpm-ledger(5) lists the values"))            \
	M(LED_06, "LED-06", WARNING, N_("no amount of the ledger comes near a million yen: is it in yen?"),            \
	  N_("write whole yen; `dgpm convert` reads other units"))                                                     \
	M(LED_07, "LED-07", NOTE, N_("two amounts differ by no more than rounding explains"),                          \
	  N_("compare them in the source: a sheet in thousands or millions rounds each amount"))                       \
	M(LED_08, "LED-08", WARNING, N_("an initial budget is negative"),                                              \
	  N_("a cut is a row of supplementary, money that left one of transfer_in"))                                   \
	M(LED_09, "LED-09", WARNING, N_("what is carried out of a year is not what is carried into the next"),         \
	  N_("correct carryover_out of the year or carryover_in of the next"))                                         \
	M(LED_10, "LED-10", WARNING,                                                                                   \
	  N_("the budget stands under an organization that is neither the card's nor in its transfers"),               \
	  N_("correct the organization of the rows, or write the move in transfers of the card"))                      \
	M(LED_11, "LED-11", WARNING,                                                                                   \
	  N_("the life-cycle cost of the card is none of the amounts that the ledger has for the year"),               \
	  N_("correct one of them: lifecycle_cost of the card, or planned, required or requested amounts"))            \
	M(LED_12, "LED-12", FATAL, N_("the table has more rows than text or a workbook holds"),                        \
	  N_("-f csv or json has all of them; else choose with --top or --where, or name fewer columns in --by"))      \
	M(OUT_01, "OUT-01", FATAL, N_("the folder holds a file of another kind than those to be written"),             \
	  N_("name a new folder, or one that an earlier run made"))                                                    \
	M(PRC_01, "PRC-01", FATAL, N_("not a whole number of uses"), N_("write digits alone"))                         \
	M(PRC_02, "PRC-02", WARNING, N_("two cards serve one procedure"),                                              \
	  N_("keep it with one of them, or say how they share it"))                                                    \
	M(REC_01, "REC-01", FATAL, N_("this review is on the card already"),                                           \
	  N_("edit the card, or give another date"))                                                                   \
	M(REC_02, "REC-02", FATAL, N_("the result speaks against open errors"),                                        \
	  N_("mend the card, tell what is to be done with --finding, or say why with --reason"))                       \
	M(REC_03, "REC-03", FATAL, N_("a review cannot be added without touching the rest of the card"),               \
	  N_("write the reviews as a plain list, without aliases, and try again"))                                     \
	M(REC_04, "REC-04", FATAL, N_("no card has this ID"), N_("'dgpm list' lists the projects"))                    \
	M(REC_05, "REC-05", FATAL, N_("the card changed while its review was written"), N_("try again"))               \
	M(REF_01, "REF-01", FATAL, N_("two cards have the same ID"),                                                   \
	  N_("give one of them an ID of its own; `dgpm new` finds the next free one"))                                 \
	M(REF_02, "REF-02", FATAL, N_("no card has the project ID of this ledger row"),                                \
	  N_("correct the ID, or add the card of the project"))                                                        \
	M(REF_03, "REF-03", FATAL, N_("no card has the project ID named here"), N_("correct the ID, or add the card")) \
	M(REF_04, "REF-04", FATAL, N_("the project is its own parent, directly or through others"),                    \
	  N_("correct 'parent' on one of the cards"))                                                                  \
	M(REF_05, "REF-05", FATAL, N_("not an organization dgpm knows"),                                               \
	  N_("use a code or name of the list, or add it under 'organizations' in dgpm.yaml"))                          \
	M(REF_06, "REF-06", FATAL, N_("the waiver names a rule dgpm does not know"),                                   \
	  N_("correct the rule ID; `dgpm rules` lists them"))                                                          \
	M(REF_07, "REF-07", FATAL, N_("dgpm.yaml names a rule dgpm does not know"),                                    \
	  N_("correct the rule ID; `dgpm rules` lists them"))                                                          \
	M(REF_08, "REF-08", WARNING, N_("the organization was no more when the project began"),                        \
	  N_("name its successor; what it had is a matter of the ledgers"))                                            \
	M(REF_09, "REF-09", FATAL, N_("no indicator of the sheet has the ID named here"),                              \
	  N_("correct the ID, or add the indicator"))                                                                  \
	M(REF_10, "REF-10", FATAL, N_("dgpm.yaml sets what nothing asks for"),                                         \
	  N_("correct the name; `dgpm rules ID` tells the parameters of a rule"))                                      \
	M(REF_11, "REF-11", FATAL, N_("dgpm.yaml gives a parameter a value that the rule cannot use"),                 \
	  N_("write a value of the kind that the rule has"))                                                           \
	M(REF_12, "REF-12", WARNING, N_("dgpm.yaml names a place where no card is"),                                   \
	  N_("correct the path, or remove it"))                                                                        \
	M(REF_13, "REF-13", FATAL, N_("no class, sector or phase is so called"),                                     \
	  N_("write one of those that are named, by its code or as tables have it"))                                  \
	M(REP_01, "REP-01", FATAL, N_("there is nothing to report on"),                                                \
	  N_("'dgpm list' shows the organizations and IDs of the portfolio"))                                          \
	M(REP_02, "REP-02", FATAL, N_("the report is too large for one file"),                                         \
	  N_("write a folder with -o DIR/, or page one alone with --no-sheets"))                                       \
	M(REV_01, "REV-01", FATAL, N_("no rule holds for the fiscal year"),                                            \
	  N_("correct --fiscal-year or review.fiscal_year, or add a pack for the year; see EDITIONS in "               \
	     "dgpm-rules(7)"))                                                                                         \
	M(RULE_01, "RULE-01", FATAL, N_("two rules have the same ID"), N_("rename one of them"))                       \
	M(RULE_02, "RULE-02", FATAL, N_("the rule has no parameter of this name"),                                     \
	  N_("add it under 'params' of the rule"))                                                                     \
	M(RULE_03, "RULE-03", ERROR, N_("the example of a rule does not come out as it should"),                       \
	  N_("correct the rule or the example"))                                                                       \
	M(RULE_04, "RULE-04", ERROR, N_("the rule lacks an example"),                                                  \
	  N_("add 'examples' with one good and one bad card to the rule"))                                             \
	M(RULE_05, "RULE-05", FATAL, N_("the rule asks for a fact that dgpm does not compute"),                        \
	  N_("correct the path; `dgpm rules --facts` lists them"))                                                     \
	M(RULE_06, "RULE-06", FATAL, N_("the rule names a key that no card can have"),                                 \
	  N_("correct the key; dgpm-card(5) lists them"))                                                              \
	M(RULE_07, "RULE-07", FATAL, N_("the rule names a code that the card's key cannot have"),                      \
	  N_("correct the value; dgpm-card(5) lists the codes of each key"))                                           \
	M(RULE_08, "RULE-08", FATAL, N_("the years leave none for which the rule holds"),                              \
	  N_("let the first year, and effective, not be after the last"))                                              \
	M(RULE_09, "RULE-09", WARNING, N_("the rule does not use the parameter"),                                      \
	  N_("write {$param: name} where its value belongs, or remove it"))                                            \
	M(RULE_10, "RULE-10", FATAL, N_("the rule asks for a type that the key cannot have"),                          \
	  N_("ask for what the key holds; see dgpm-card(5) and `dgpm rules --facts`"))                                 \
	M(RULE_11, "RULE-11", FATAL, N_("two packs have the same ID"), N_("rename one of them"))                       \
	M(SCH_01, "SCH-01", FATAL, N_("wrong type"), N_("write a value of the type the schema asks for"))              \
	M(SCH_02, "SCH-02", FATAL, N_("a key is missing"), N_("add the key"))                                          \
	M(SCH_03, "SCH-03", FATAL, N_("unknown key"), N_("correct the key, or begin it with 'x-' if it is your own"))  \
	M(SCH_04, "SCH-04", FATAL, N_("not one of the values allowed"), N_("use one of the values the schema lists"))  \
	M(SCH_05, "SCH-05", FATAL, N_("not of the form asked for"),                                                    \
	  N_("write the value in the form the schema asks for"))                                                       \
	M(SCH_06, "SCH-06", FATAL, N_("too small, too large, too short or too long"),                                  \
	  N_("keep to the limits of the schema"))                                                                      \
	M(SCH_07, "SCH-07", FATAL, N_("an item is given twice"), N_("keep one of the two"))                            \
	M(SCH_08, "SCH-08", FATAL, N_("none of the forms allowed here"),                                               \
	  N_("write the value in one of the forms the schema allows"))                                                 \
	M(SCH_09, "SCH-09", FATAL, N_("not a date, URI or pattern"),                                                   \
	  N_("correct the value: dates are written YYYY-MM-DD and must exist"))                                        \
	M(SCH_10, "SCH-10", FATAL, N_("a NUL in the text"), N_("remove it"))                                           \
	M(SCH_11, "SCH-11", FATAL, N_("schema: not a keyword dgpm knows"),                                             \
	  N_("use the keywords of JSON Schema draft 2020-12, or begin your own with 'x-'"))                            \
	M(SCH_12, "SCH-12", FATAL, N_("schema: a reference that leads nowhere"),                                       \
	  N_("correct the reference, or name the folder it is in: --schema-dir"))                                      \
	M(SCH_13, "SCH-13", FATAL, N_("schema: not a regular expression"), N_("write the pattern as ECMA-262 has it")) \
	M(SCH_14, "SCH-14", FATAL, N_("schema: wrong value of a keyword"),                                             \
	  N_("correct the value as JSON Schema draft 2020-12 asks"))                                                   \
	M(SCH_15, "SCH-15", FATAL, N_("schema: one name for two places"), N_("give each $id and $anchor once"))        \
	M(SCH_16, "SCH-16", FATAL, N_("the schema leads too deep"), N_("look for a $ref that leads back to itself"))   \
	M(SCH_17, "SCH-17", FATAL, N_("the pattern is too costly for this text"),                                      \
	  N_("simplify the pattern: avoid repeats inside repeats"))                                                    \
	M(SCH_18, "SCH-18", WARNING, N_("schema: a keyword dgpm does not know holds nothing"),                         \
	  N_("correct it, or begin your own with 'x-'"))                                                               \
	M(SCH_19, "SCH-19", FATAL, N_("the last year is before the first"),                                            \
	  N_("correct one of the two years"))                                                                          \
	M(SUM_01, "SUM-01", FATAL, N_("the sum does not fit 64 bits"), N_("check the amounts and their unit"))         \
	M(TGT_01, "TGT-01", FATAL, N_("two targets have the same ID"), N_("give one of them another ID"))              \
	M(TGT_02, "TGT-02", FATAL, N_("the target year is not after the baseline year"),                               \
	  N_("correct 'fiscal_year' of baseline or target"))                                                           \
	M(TGT_03, "TGT-03", FATAL, N_("not a cut"),                                                                    \
	  N_("write a rate from 0 to 1 with up to six places, such as 0.3, or an amount of 0 or more"))                \
	M(TGT_04, "TGT-04", FATAL, N_("a milestone that is no step of the path"),                                      \
	  N_("give each year once, after the baseline year and before the target year"))                               \
	M(TGT_05, "TGT-05", FATAL, N_("no target has this ID"),                                                        \
	  N_("correct the ID; `dgpm track` without --target lists them"))                                              \
	M(TGT_06, "TGT-06", ERROR, N_("no project is in the scope of the target"),                                     \
	  N_("correct 'scope'; all that is given there must hold for a project"))                                      \
	M(TGT_07, "TGT-07", ERROR, N_("the target has no usable baseline"),                                            \
	  N_("add the ledger rows of the baseline year, or give 'amount_yen' above zero"))                             \
	M(TGT_08, "TGT-08", ERROR, N_("the target cannot be computed"),                                                \
	  N_("see the reason; dgpm-track(1) says what is needed"))                                                     \
	M(TGT_09, "TGT-09", WARNING, N_("above the path to the target"),                                               \
	  N_("`dgpm track --what-if` shows what would close the gap"))                                                 \
	M(TGT_10, "TGT-10", NOTE, N_("on the path, but the forecast does not reach the target"),                       \
	  N_("see which cuts would do: dgpm track --what-if 0.1,0.3, or --scenario ID=-20%"))                          \
	M(TGT_11, "TGT-11", ERROR, N_("no target that is tracked has this project of the scenario"),                   \
	  N_("name a project in the scope of a target, or another target with --target"))                              \
	M(TPL_01, "TPL-01", ERROR, N_("a text of the template, which says nothing of the project"),                    \
	  N_("write what holds for the project, or take the key away"))                                                \
	M(TRC_01, "TRC-01", FATAL, N_("not the address of a figure"),                                                  \
	  N_("take it from the column `figure` of a report; dgpm(1) has the grammar"))                                 \
	M(TRC_02, "TRC-02", FATAL, N_("no figure has this address"),                                                   \
	  N_("take it from the column `figure` of a report of this portfolio"))                                        \
	M(TRC_03, "TRC-03", WARNING, N_("the spreadsheet that the figure was converted from is missing"), \
	  N_("put it where it was when it was converted, or name the folder it is below with --books"))                \
	M(WAIVER_01, "WAIVER-01", WARNING, N_("the waiver has expired"),                                               \
	  N_("mend what it excused and remove it, or have it approved anew with a later 'until'"))                     \
	M(WAIVER_02, "WAIVER-02", WARNING, N_("the waiver is not used: its rule has nothing to find here"),            \
	  N_("remove it"))                                                                                             \
	M(WAIVER_03, "WAIVER-03", ERROR, N_("the waiver's reason or approver says nothing"),                           \
	  N_("write why the rule is waived, and the office or person who answers for it"))                             \
	M(WAIVER_04, "WAIVER-04", ERROR, N_("the waiver runs longer than is allowed"),                                 \
	  N_("write an earlier day in until; waiver_days under review of dgpm.yaml says how far ahead it may lie"))    \
	M(YAML_01, "YAML-01", FATAL, N_("not well-formed YAML"), N_("mend the line; tabs cannot indent in YAML"))      \
	M(YAML_02, "YAML-02", FATAL, N_("a key is given twice"), N_("keep one of the two"))                            \
	M(YAML_03, "YAML-03", FATAL, N_("an alias to an anchor that is not known here"),                               \
	  N_("define the anchor before the alias, or write the value out"))                                            \
	M(YAML_04, "YAML-04", FATAL, N_("aliases expand to too many values"), N_("write the values out"))              \
	M(YAML_05, "YAML-05", FATAL, N_("nested too deep"), N_("flatten the document"))                                \
	M(YAML_06, "YAML-06", FATAL, N_("not UTF-8"), N_("save the file as UTF-8"))                                    \
	M(YAML_07, "YAML-07", FATAL, N_("a NUL or another control character"), N_("remove it"))                        \
	M(YAML_08, "YAML-08", FATAL, N_("more than one document in the file"),                                         \
	  N_("put each document in its own file"))                                                                     \
	M(YAML_09, "YAML-09", FATAL, N_("a key that is not plain text"), N_("use a word as the key"))                  \
	M(YAML_10, "YAML-10", FATAL, N_("a tag dgpm does not know"), N_("remove the tag"))                             \
	M(YAML_11, "YAML-11", FATAL, N_("a number is grouped by commas, which divide here"),                           \
	  N_("remove the separators: 1200000"))                                                                        \
	M(YAML_12, "YAML-12", NOTE, N_("half of a pair of escapes is no character, and was read as U+FFFD"),           \
	  N_("write the character itself"))                                                                            \
	M(YAML_13, "YAML-13", NOTE, N_("a tag nobody knows was passed over"),                                          \
	  N_("remove it, and let the schema say what the value is"))                                                   \
	M(YAML_14, "YAML-14", NOTE, N_("a key that is a list or a map was read as its text"),                          \
	  N_("use a word as the key"))

#endif
