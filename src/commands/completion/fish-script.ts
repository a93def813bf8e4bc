/** Completion for fish 3. */
export const fishScript = String.raw`# Completion of lvsctl for fish: lvsctl completion fish > ~/.config/fish/completions/lvsctl.fish
function __lvsctl_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l plain (string unescape -- "$current"; or printf '%s\n' "$current")
    for line in (command $words[1] complete -- $words[2..] "$plain" 2>/dev/null)
        switch $line
            case :files
                __fish_complete_path (string replace -r '^--[^=]*=' '' -- "$current")
            case :folders
                __fish_complete_directories (string replace -r '^--[^=]*=' '' -- "$current")
            case '*'
                printf '%s\n' $line
        end
    end
end
complete -c lvsctl -f -a '(__lvsctl_complete)'
`;
