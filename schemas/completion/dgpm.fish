# fish completion for dgpm. Commands, rules and projects are asked of dgpm itself.

function __dgpm_commands
    dgpm help 2>/dev/null | string match -rg '^  ([a-z][a-z-]* +.*)' | string replace -r ' +' \t
end

# The command of the line, and what stands behind it; common options may stand before it.
function __dgpm_line
    set -l words (commandline -opc)
    set -l i 2
    while test $i -le (count $words)
        switch $words[$i]
            case -C -f -o -u -j -n --directory --format --output --unit --jobs --lang --color --fail-on --width --fold \
                    --exclude --stdin-name --max-findings --columns --sort --top
                set i (math $i + 2)
            case '-*'
                set i (math $i + 1)
            case '*'
                printf '%s\n' $words[$i..-1]
                return
        end
    end
    # The word that is an option's value is no command to come.
    test $i -eq (math (count $words) + 1)
end

function __dgpm_command
    set -l line (__dgpm_line)
    test (count $line) -ge 1; and contains -- $line[1] $argv
end

function __dgpm_no_command
    set -l line (__dgpm_line); and test (count $line) -eq 0
end

# The directory of -C on the line, else the working directory.
function __dgpm_dir
    set -l words (commandline -opc)
    set -l dir .
    for i in (seq 2 (count $words))
        switch $words[$i]
            case -C --directory
                set -l next (math $i + 1)
                test $next -le (count $words); and set dir $words[$next]
            case '-C?*'
                set dir (string sub -s 3 -- $words[$i])
            case '--directory=*'
                set dir (string replace -- --directory= '' $words[$i])
        end
    end
    string replace -r '^~(?=/|$)' $HOME -- $dir
end

# The portfolio that directory is in; fails without one, so that no strange tree is walked.
function __dgpm_root
    set -l dir (builtin realpath -- (__dgpm_dir) 2>/dev/null); or return 1
    while not test -e $dir/dgpm.yaml
        test "$dir" = /; and return 1
        set dir (dirname -- $dir)
    end
    echo $dir
end

# What PATHs are: seen from the directory of -C.
function __dgpm_paths
    set -l token (commandline -ct | string replace -r '^--?[a-z-]*=' '')
    set -l dir (__dgpm_dir)
    string match -qr '^[/~]' -- $token; and set dir
    if test "$dir" = .; or test -z "$dir"
        __fish_complete_path $token
        return
    end
    for path in $dir/$token*
        set -l name (string sub -s (math (string length -- $dir) + 2) -- $path)
        test -d $path; and set name $name/
        echo $name
    end
end

# Formats, and behind "csv=" files.
function __dgpm_formats
    set -l token (commandline -ct | string replace -r '^--format=' '')
    set -l parts (string split -m 1 = -- $token)
    if test (count $parts) -eq 2
        for path in (__fish_complete_path $parts[2])
            echo "$parts[1]=$path"
        end
    else
        printf '%s\n' $argv
    end
end

# The columns of the report that the line asks for.
function __dgpm_table
    set -l root (__dgpm_root); or return
    set -l line (__dgpm_line)
    set -l asked
    for i in (seq 2 (count $line))
        switch $line[$i]
            case --summary --waivers --kpi --facts --digest '--by=*' '--across=*'
                set -a asked $line[$i]
            case --by --across
                set -l next (math $i + 1)
                test $next -le (count $line); and set -a asked $line[$i]=$line[$next]
        end
    end
    dgpm $line[1] $asked -q -f csv -C $root </dev/null 2>/dev/null | sed 1q | string split ,
end

function __dgpm_sort
    set -l columns (__dgpm_table)
    commandline -ct | string match -qr -- '^(--sort=)?-[^-]?[^=]*$'; and set columns -$columns
    printf '%s\n' $columns
end

function __dgpm_projects
    set -l root (__dgpm_root); or return
    dgpm list -q -f csv -C $root 2>/dev/null | sed '1d; s/^\([^,]*\),[^,]*,\([^,]*\),.*/\1\t\2/'
end

function __dgpm_rules
    set -l root (__dgpm_root); or set root /
    dgpm rules -q -f csv -C $root 2>/dev/null | sed '1d; s/^\([^,]*\),[^,]*,[^,]*,"\{0,1\}\([^,"]*\).*/\1\t\2/'
end

function __dgpm_targets
    set -l root (__dgpm_root); or return
    dgpm track -q -f csv -C $root 2>/dev/null | sed '1d; s/,.*//' | sort -u
end

function __dgpm_columns
    string split ' ' 'fiscal_year project_id organization account expense stage item class sector phase name'
end

# Words of a list: the next one behind the last comma; what stands before it is not offered again.
function __dgpm_list
    set -l before (commandline -ct | string replace -r '^--[a-z-]*=' '' | string match -r '.*,')
    for word in $argv
        contains -- (string split -f 1 \t -- $word) (string split , -- "$before"); or echo "$before$word"
    end
end

# Codes of the portfolio and of the government's organizations, wherever dgpm has its data.
function __dgpm_organizations
    set -l root (__dgpm_root)
    and sed -n 's/.*code: *\([A-Z][A-Z0-9]*\).*name: *\([^,}]*\).*/\1\t\2/p' $root/dgpm.yaml
    set -l bin (dirname -- (builtin realpath -- (command -s dgpm)))
    for list in "$DGPM_DATA" $bin/../schemas $bin/../share/dgpm
        test -r "$list/organizations.yaml"; or continue
        sed -n -e 's/^- {code: *\([A-Z][A-Z0-9]*\), *name: *\([^,}]*\).*/\1\t\2/p' \
            -e 's/^- code: *\([A-Z][A-Z0-9]*\).*/\1/p' $list/organizations.yaml
        break
    end
end

# How many arguments stand behind the command.
function __dgpm_first
    test (count (__dgpm_line | string match -v -- '-*')) -eq 1
end

complete -c dgpm -f
complete -c dgpm -n __dgpm_no_command -a '(__dgpm_commands)'
complete -c dgpm -n '__dgpm_command help' -a '(__dgpm_commands)'
complete -c dgpm -n '__dgpm_command show record' -a '(__dgpm_projects)'
complete -c dgpm -n '__dgpm_command rules' -a '(__dgpm_rules)' -F
complete -c dgpm -n '__dgpm_command schema' -l install -d 'write the schemas into the portfolio, for editors'
complete -c dgpm -n '__dgpm_command schema; and __dgpm_first' -a "(dgpm schema -q -f csv 2>/dev/null | sed '1d; s/^\([^,]*\),[^,]*,\([^,]*\),.*/\1\t\2/')"
complete -c dgpm -n '__dgpm_command new; and __dgpm_first' -a '(__dgpm_organizations)'
complete -c dgpm -n '__dgpm_command fmt' -a '(__dgpm_paths)'
complete -c dgpm -n '__dgpm_command fmt' -l check -d 'write nothing, name what is not in order'
complete -c dgpm -n '__dgpm_command init' -a '(__fish_complete_directories)'
complete -c dgpm -n '__dgpm_command review; and __dgpm_first' -a '(__dgpm_projects)'
complete -c dgpm -n '__dgpm_command track' -a '(__dgpm_targets)'
complete -c dgpm -n '__dgpm_command validate review ledger list track overlap consolidate monitor evaluate plan procedures convert trace lint-sheet classify' -a '(__dgpm_paths)'

# Options of all commands.
set -l all 'not __dgpm_command help'
complete -c dgpm -n $all -s C -l directory -xa '(__fish_complete_directories)' -d 'look for the portfolio from here upward'
complete -c dgpm -n $all -l color -xa 'auto always never' -d 'colour'
complete -c dgpm -n $all -l excel -d 'CSV for spreadsheet programs'
complete -c dgpm -n $all -l explain -d 'show the line, and how to mend it'
complete -c dgpm -n $all -l fail-on -xa 'note warning error never' -d 'status 1 from this severity on'
complete -c dgpm -n 'not __dgpm_command help report' -s f -l format -xa '(__dgpm_formats text csv json markdown xlsx= sarif junit github gitlab)' -d 'format of the report'
complete -c dgpm -n $all -s j -l jobs -x -d 'threads to use'
complete -c dgpm -n $all -l lang -xa 'ja en' -d 'language'
complete -c dgpm -n $all -s o -l output -rF -d 'write to a file, whole or not at all'
complete -c dgpm -n $all -s q -l quiet -d 'no counts on standard error'
complete -c dgpm -n $all -s u -l unit -xa 'yen thousand million oku' -d 'unit of amounts in text'
complete -c dgpm -n $all -l help -d 'list the options'
complete -c dgpm -n $all -l usage -d 'show the options in short'
complete -c dgpm -n $all -s V -l version -d 'print the version'

# Options of one.
complete -c dgpm -n '__dgpm_command new' -l evaluation -d 'an evaluation sheet in place of a card'
complete -c dgpm -n '__dgpm_command new' -l date -x -d 'the day the ID is given'
complete -c dgpm -n '__dgpm_command validate' -l schema -rF -d 'hold the paths against this JSON Schema'
complete -c dgpm -n '__dgpm_command validate' -l schema-dir -xa '(__fish_complete_directories)' -d 'the folder of the documents the schema refers to'
complete -c dgpm -n '__dgpm_command validate' -l assert-format -d 'hold format too: date, uri, email and the like'
complete -c dgpm -n '__dgpm_command review' -l all -d 'tell passes and what does not apply, too'
complete -c dgpm -n '__dgpm_command review' -l baseline -rF -d 'show only what this file does not know'
complete -c dgpm -n '__dgpm_command review' -l write-baseline -rF -d 'write the findings to this file'
complete -c dgpm -n '__dgpm_command review' -l prune-baseline -d 'take out of the baseline what is no more'
complete -c dgpm -n '__dgpm_command review validate' -l files-from -rF -d 'report only on the projects of the files this file names'
complete -c dgpm -n '__dgpm_command review validate' -l changed-since -x -a '(git for-each-ref --format="%(refname:short)" 2>/dev/null)' -d 'report only on the projects changed since this revision'
complete -c dgpm -n '__dgpm_command review' -l until -x -d 'what begins by this day with no edit'
complete -c dgpm -n '__dgpm_command list' -l waivers -d 'the waivers of the cards'
complete -c dgpm -n '__dgpm_command list' -l date -x -d 'the day that days are counted from'
complete -c dgpm -n '__dgpm_command review' -l rules -xa '(__dgpm_list (__dgpm_rules))' -d 'only these rules'
complete -c dgpm -n '__dgpm_command review' -l skip -xa '(__dgpm_list (__dgpm_rules))' -d 'not these rules'
complete -c dgpm -n '__dgpm_command review validate lint-sheet rules' -l max-findings -x -d 'print so many findings at most'
set -l reading validate review classify consolidate diff evaluate list monitor overlap plan procedures track ledger trace
complete -c dgpm -n "__dgpm_command $reading" -l exclude -xa '(__dgpm_paths)' -d 'pass over these files'
complete -c dgpm -n "__dgpm_command $reading" -l stdin-name -xa '(__dgpm_paths)' -d 'the file that - stands for'
complete -c dgpm -n "__dgpm_command $reading" -l allow-empty -d 'nothing to read is a note'
complete -c dgpm -n '__dgpm_command review rules' -l date -x -d 'the day of the review'
complete -c dgpm -n '__dgpm_command review' -l date -x -d 'the day of the review'
complete -c dgpm -n '__dgpm_command review' -l edition -x -d 'judge by the rules of this year'
complete -c dgpm -n '__dgpm_command classify' -l date -x -d 'the day to judge by'
complete -c dgpm -n '__dgpm_command classify' -l trail -d 'why each project has its class'
complete -c dgpm -n '__dgpm_command lint-sheet' -l all -d 'every place, not the first of each kind alone'
complete -c dgpm -n '__dgpm_command lint-sheet' -l encoding -xa 'utf-8 cp932 euc-jp utf-16 utf-16be' -d 'of CSV'
complete -c dgpm -n '__dgpm_command review' -l digest -d 'what is common, what differs, the next step'
complete -c dgpm -n '__dgpm_command review' -l summary -d 'one line a project'
complete -c dgpm -n '__dgpm_command review' -s s -l stage -xa 'pre-request request execution' -d 'review stage'
complete -c dgpm -n '__dgpm_command rules' -s s -l stage -xa 'pre-request request execution plan procedures evaluation comparison' -d 'stage or report'
complete -c dgpm -n '__dgpm_command rules' -l document -xa 'S0 S1 S2 S3 S4 dgpm' -d 'only rules that rest on this document'
complete -c dgpm -n '__dgpm_command review ledger list consolidate rules' -s y -l fiscal-year -x -d 'fiscal year'
complete -c dgpm -n '__dgpm_command rules' -l facts -d 'list the facts that rules may ask'
complete -c dgpm -n '__dgpm_command rules' -l test -d 'run the examples of the rules'
complete -c dgpm -n '__dgpm_command rules' -l coverage -d 'count which rules fired, passed, never applied'
complete -c dgpm -n '__dgpm_command rules' -l new -x -d 'print the start of a rule with this ID'
complete -c dgpm -n '__dgpm_command list' -l funded-by -xa '(__dgpm_organizations)' -d 'only projects with a subsidy or grant of it'
complete -c dgpm -n '__dgpm_command list' -s m -l match -x -d 'only projects whose ID, name or alias holds this'
complete -c dgpm -n '__dgpm_command ledger' -s b -l by -xa '(__dgpm_list (__dgpm_columns))' -d 'one row for each combination of these columns'
complete -c dgpm -n '__dgpm_command ledger' -l across -xa '(__dgpm_columns)' -d 'the values of this column as columns'
complete -c dgpm -n '__dgpm_command ledger' -l date -x -d 'the day to judge by'
complete -c dgpm -n '__dgpm_command ledger' -l duplicates -xa 'error sum last' -d 'an amount given twice'
complete -c dgpm -n '__dgpm_command ledger' -l figure -x -d 'the figures shown with --across'
complete -c dgpm -n '__dgpm_command ledger' -l long -d 'write a ledger again'
complete -c dgpm -n '__dgpm_command ledger' -l share -d 'add the share of each row in the total'
complete -c dgpm -n '__dgpm_command consolidate evaluate ledger track' -l figures -d 'the address of each row, which dgpm trace takes'
complete -c dgpm -n '__dgpm_command ledger' -l totals -d 'subtotals and totals in CSV and JSON too, and over years'
complete -c dgpm -n '__dgpm_command ledger' -s w -l where -xa '(__dgpm_columns)=' -d 'only rows with this value, COL=VALUE'
set -l selects classify consolidate diff evaluate list monitor overlap plan procedures review track
complete -c dgpm -n "__dgpm_command $selects" -s w -l where -xa 'organization= class= phase= sector= name= id= funded_by=' -d 'only projects: KEY=VALUE or KEY~TEXT'
complete -c dgpm -n '__dgpm_command track' -s t -l target -xa '(__dgpm_targets)' -d 'track this target'
complete -c dgpm -n '__dgpm_command track' -l as-of -x -d 'results up to this fiscal year'
complete -c dgpm -n '__dgpm_command track' -l bars -xa 'utf8 ascii' -d 'draw bars in these characters'
complete -c dgpm -n '__dgpm_command track' -l by -xa 'organization project class viewpoint' -d 'also by these groups'
complete -c dgpm -n '__dgpm_command track' -l compare -x -d 'explain the change from this year on'
complete -c dgpm -n '__dgpm_command track' -l detail -d 'every project'
complete -c dgpm -n '__dgpm_command track' -l expense -x -d 'count these expense kinds in place of the target\'s'
complete -c dgpm -n '__dgpm_command track' -l published -d 'measure against the published baseline'
complete -c dgpm -n '__dgpm_command track' -l date -x -d 'the day to judge by'
complete -c dgpm -n '__dgpm_command track' -l scenario -x -d 'what if projects cost less, more or end'
complete -c dgpm -n '__dgpm_command track' -l what-if -x -d 'what would close the gap, at these cut rates'
complete -c dgpm -n '__dgpm_command show' -l keys -d 'every value with its line'
complete -c dgpm -n '__dgpm_command show' -l years -x -d 'years of the table'
complete -c dgpm -n '__dgpm_command show' -l date -x -d 'the day to judge by'
complete -c dgpm -n '__dgpm_command overlap' -l all -d 'also hits with a decision'
complete -c dgpm -n '__dgpm_command overlap' -l min-score -x -d 'only hits of this score or more'
complete -c dgpm -n '__dgpm_command overlap' -l project -xa '(__dgpm_projects)' -d 'only hits of this project'
complete -c dgpm -n '__dgpm_command consolidate' -l all -d 'every row at a terminal, too'
complete -c dgpm -n '__dgpm_command consolidate' -l date -x -d 'the day to judge by'
complete -c dgpm -n '__dgpm_command monitor' -l date -x -d 'the day to judge by'
complete -c dgpm -n '__dgpm_command plan' -l date -x -d 'the day to judge by'
complete -c dgpm -n '__dgpm_command plan' -l summary -d 'one line an organization'
complete -c dgpm -n '__dgpm_command procedures' -l by -xa 'organization system kind' -d 'sums by this key'
complete -c dgpm -n '__dgpm_command procedures' -s p -l profile -xa 'procedures-inventory' -d 'the paths are inventories'
complete -c dgpm -n '__dgpm_command evaluate' -l date -x -d 'the day to judge by'
complete -c dgpm -n '__dgpm_command evaluate' -l by -xa '(__dgpm_list organization project year kind fiscal_year)' -d 'count marks by these keys'
complete -c dgpm -n '__dgpm_command evaluate' -l transitions -x -d 'from the marks of one fiscal year to another, FROM,TO'
complete -c dgpm -n '__dgpm_command evaluate' -l bars -d 'draw how much of the way was gone'
complete -c dgpm -n '__dgpm_command evaluate' -l all -d 'every indicator, however many'
complete -c dgpm -n '__dgpm_command evaluate' -l kpi -d 'the KPIs of S3'
complete -c dgpm -n '__dgpm_command evaluate' -s p -l profile -xa 'judgit-outcomes' -d 'the paths are published tables'
set -l tables classify consolidate doctor evaluate ledger list monitor overlap plan procedures review rules schema show trace track
complete -c dgpm -n "__dgpm_command $tables" -l columns -xa '(__dgpm_list (__dgpm_table))' -d 'only these columns, in this order'
complete -c dgpm -n "__dgpm_command $tables" -l sort -xa '(__dgpm_sort)' -d 'sort by a column'
complete -c dgpm -n "__dgpm_command $tables" -s n -l top -x -d 'only the first rows'
complete -c dgpm -n $all -l width -x -d 'columns of a line of text'
complete -c dgpm -n 'not __dgpm_command help convert' -l era -d 'years of tables by eras'
complete -c dgpm -n $all -l fold -xa 'auto always never' -d 'long lists folded'
complete -c dgpm -n '__dgpm_command convert' -s p -l profile -xa '(dgpm convert --profiles -q -f csv 2>/dev/null | sed "1d; s/,.*//")' -d 'how to read the files'
complete -c dgpm -n '__dgpm_command convert' -l profiles -d 'list the profiles and end'
complete -c dgpm -n '__dgpm_command convert' -l list -d 'list sheets, headers, and which profiles fit'
complete -c dgpm -n '__dgpm_command convert' -l sheet -x -d 'read this sheet'
complete -c dgpm -n '__dgpm_command convert' -l against -rF -d 'compare sums with this ledger'
complete -c dgpm -n '__dgpm_command convert' -l report -rF -d 'say in words what happened'
complete -c dgpm -n '__dgpm_command convert' -l range -x -d 'read this part of each sheet'
complete -c dgpm -n '__dgpm_command convert' -l era -xa '令和 平成' -d 'of years without one'
complete -c dgpm -n '__dgpm_command convert' -l encoding -xa 'utf-8 cp932 euc-jp utf-16 utf-16be' -d 'of CSV'
complete -c dgpm -n '__dgpm_command convert' -l rejects -rF -d 'keep what was left out'
complete -c dgpm -n '__dgpm_command convert' -l force -d 'overwrite files that are there'
complete -c dgpm -n '__dgpm_command convert trace' -l manifest -rF -d 'files and their SHA-256'
complete -c dgpm -n '__dgpm_command trace' -s w -l where -xa '(__dgpm_columns)=' -d 'only rows with this value, COLUMN=VALUE'
complete -c dgpm -n '__dgpm_command trace' -l date -x -d 'the day to judge by'
complete -c dgpm -n '__dgpm_command trace' -l books -xa '(__fish_complete_directories)' -d 'look for spreadsheets here too'
complete -c dgpm -n '__dgpm_command report' -s y -l fiscal-year -x -d 'the year the report is of'
complete -c dgpm -n '__dgpm_command report' -l date -x -d 'the day to judge by'
complete -c dgpm -n '__dgpm_command report' -s O -l organization -xa '(__dgpm_organizations)' -d 'only this organization'
complete -c dgpm -n '__dgpm_command report' -l edition -x -d 'the edition that the document names'
complete -c dgpm -n '__dgpm_command report' -l no-sheets -d 'page one alone'
complete -c dgpm -n '__dgpm_command report' -l no-script -d 'HTML without a script'
complete -c dgpm -n '__dgpm_command report' -s f -l format -xa '(__dgpm_formats text markdown html xlsx=)' -d 'format of the report'
complete -c dgpm -n '__dgpm_command report' -a '(__dgpm_projects)'
complete -c dgpm -n '__dgpm_command export' -l date -x -d 'the day to judge by'
complete -c dgpm -n '__dgpm_command export' -xa '(__fish_complete_directories)'
complete -c dgpm -n '__dgpm_command diff' -xa '(__fish_complete_directories)'
complete -c dgpm -n '__dgpm_command diff' -s s -l stage -xa 'pre-request,request request,execution pre-request,execution' -d 'compare two review stages'
complete -c dgpm -n '__dgpm_command diff' -s y -l fiscal-year -x -d 'compare two fiscal years'
complete -c dgpm -n '__dgpm_command diff' -l date -x -d 'the day to judge by'
complete -c dgpm -n '__dgpm_command diff' -l findings -d 'compare the findings of a review, too'
complete -c dgpm -n '__dgpm_command diff' -l unchanged -x -d 'tell these fields where they are the same, too'
complete -c dgpm -n '__dgpm_command diff' -l all -d 'every project and field'
complete -c dgpm -n '__dgpm_command diff' -l exit-code -d 'status 1 when something changed'
complete -c dgpm -n '__dgpm_command record' -s s -l stage -xa 'pre-request request execution' -d 'stage of the review'
complete -c dgpm -n '__dgpm_command record' -s r -l result -xa 'approved conditional rejected withdrawn' -d 'result of the review'
complete -c dgpm -n '__dgpm_command record' -s y -l fiscal-year -x -d 'fiscal year under review'
complete -c dgpm -n '__dgpm_command record' -l date -x -d 'the day of the review'
complete -c dgpm -n '__dgpm_command record' -l finding -x -d 'a finding'
complete -c dgpm -n '__dgpm_command record' -l due -x -d 'when the finding before it is due'
complete -c dgpm -n '__dgpm_command record' -l reason -x -d 'why, although errors are open'
complete -c dgpm -n '__dgpm_command record' -l yes -d 'write at once'
complete -c dgpm -n '__dgpm_command record' -s n -l dry-run -d 'write nothing'
