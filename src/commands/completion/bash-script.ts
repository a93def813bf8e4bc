/** Completion for bash 4.3 and newer. NB: a word that has a colon is several in COMP_WORDS, as COMP_WORDBREAKS has it. */
export const bashScript = String.raw`# Completion of lvsctl for bash: source <(lvsctl completion bash)
_lvsctl() {
  local rest=${'$'}{COMP_LINE:0:COMP_POINT} words=() word trimmed line value i
  for ((i = 0; i <= COMP_CWORD; i++)); do
    word=${'$'}{COMP_WORDS[i]}
    trimmed=${'$'}{rest#"${'$'}{rest%%[![:blank:]]*}"}
    ((i < COMP_CWORD)) || word=$trimmed
    if ((i > 0)) && [[ $trimmed == "$rest" ]]; then
      words[${'$'}{#words[@]} - 1]+=$word
    else
      words+=("$word")
    fi
    rest=${'$'}{trimmed#"$word"}
  done
  words=("${'$'}{words[@]//[\\\"\']/}")
  local current=${'$'}{words[${'$'}{#words[@]} - 1]} before= breaks=${'$'}{COMP_WORDBREAKS//[^:=@]/}
  [[ -n $breaks ]] && before=${'$'}{current%"${'$'}{current##*[$breaks]}"}
  COMPREPLY=()
  # what is outside of these the shell would take for something of its own: $(...), quotes, semicolons
  local plain='[][[:alnum:]_.,:/@%+=-]' escapes=yes
  while IFS= read -r line; do
    case $line in
      :files | :folders)
        local kind=-f
        [[ $line == :files ]] || kind=-d
        compopt -o filenames 2>/dev/null && escapes=
        while IFS= read -r value; do
          COMPREPLY+=("$value")
        done < <(compgen "$kind" -- "${'$'}{current##*=}")
        ;;
      *)
        value=${'$'}{line%%$'\t'*}
        value=${'$'}{value#"$before"}
        [[ -z $escapes || -z ${'$'}{value//$plain/} ]] || printf -v value %q "$value"
        COMPREPLY+=("$value")
        ;;
    esac
  done < <("${'$'}{words[0]}" complete -- "${'$'}{words[@]:1}" 2>/dev/null)
}
complete -F _lvsctl lvsctl
`;
