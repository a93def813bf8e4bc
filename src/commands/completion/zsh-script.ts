/** Completion for zsh 5, in a folder of fpath or sourced after compinit. */
export const zshScript = String.raw`#compdef lvsctl
# Completion of lvsctl for zsh: lvsctl completion zsh > FOLDER_OF_FPATH/_lvsctl
_lvsctl() {
  local line tab=$'\t'
  local -a values shown
  while IFS= read -r line; do
    case $line in
      :files) _files ;;
      :folders) _files -/ ;;
      *)
        values+=("${'$'}{line%%$tab*}")
        shown+=("${'$'}{line/$tab/  -- }")
        ;;
    esac
  done < <("${'$'}{(Q)words[1]}" complete -- "${'$'}{(@Q)words[2,CURRENT-1]}" "${'$'}{(Q)PREFIX}" 2>/dev/null)
  (( $#values )) && compadd -l -d shown -a -- values
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  _lvsctl "$@"
else
  compdef _lvsctl lvsctl
fi
`;
