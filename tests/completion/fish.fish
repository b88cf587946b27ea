# What fish offers at the end of each line of standard input: fish.fish SCRIPT. "LINE<tab>CANDIDATE", one a line.
source $argv[1]
while read -l line
    for found in (complete -C $line </dev/null | string split -f 1 \t)
        printf '%s\t%s\n' $line $found
    end
end
