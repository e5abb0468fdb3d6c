using System.CommandLine;

namespace MeshReady.Tool.Commands;

/// <summary>meshready completion: the script by which a shell completes commands, options, values and ids.</summary>
public sealed class CompletionCommand : Command
{
    /// <summary>Makes the command.</summary>
    public CompletionCommand(CommandContext context)
        : base("completion", "Print the script that lets a shell complete commands, options and the ids of rules.")
    {
        var shell = new Argument<string>("SHELL") { Description = "The shell" };
        shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        Add(shell);
        SetAction((parse, _) => context.Guarded(() =>
        {
            context.Terminal.Out.Write(Scripts[parse.GetRequiredValue(shell)].ReplaceLineEndings("\n") + "\n");
            return Task.FromResult(ExitCode.Clean);
        }));
    }

    // Each asks meshready itself ([suggest:N] LINE): the line as typed up to the cursor, without the command's own name. What
    // comes back is taken letter by letter, never expanded by the shell.
    private static Dictionary<string, string> Scripts { get; } = new(StringComparer.Ordinal)
    {
        ["bash"] = """
            # bash completion for meshready
            _meshready() {
                local line="${COMP_LINE:0:COMP_POINT}" word="${COMP_WORDS[COMP_CWORD]}" candidate
                line="${line#*"${COMP_WORDS[0]}"}"
                line="${line#"${line%%[![:space:]]*}"}"
                COMPREPLY=()
                while IFS= read -r candidate; do
                    candidate="${candidate%$'\r'}"
                    if [[ -n "$candidate" && "$candidate" == "$word"* ]]; then COMPREPLY+=("$candidate"); fi
                done < <("${COMP_WORDS[0]}" "[suggest:${#line}]" "$line" 2>/dev/null)
            }
            complete -o bashdefault -o default -F _meshready meshready
            """,
        ["zsh"] = """
            #compdef meshready
            # zsh completion for meshready
            _meshready() {
                local line="${(j: :)words[2,CURRENT]}"
                local -a candidates
                candidates=("${(@f)$(meshready "[suggest:${#line}]" "$line" 2>/dev/null)}")
                candidates=(${candidates:#})
                (( ${#candidates} )) && compadd -a candidates
                _files
            }
            compdef _meshready meshready
            """,
        ["fish"] = """
            # fish completion for meshready
            function __meshready_complete
                set -l words (commandline -opc) (commandline -ct)
                set -l line (string join ' ' -- $words[2..-1])
                meshready "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
            end
            complete -c meshready -a '(__meshready_complete)'
            """,
        ["pwsh"] = """
            # PowerShell completion for meshready
            Register-ArgumentCompleter -Native -CommandName meshready -ScriptBlock {
                param($wordToComplete, $commandAst, $cursorPosition)
                $line = $commandAst.ToString()
                $line = $line.Substring(0, [Math]::Min($line.Length, $cursorPosition - $commandAst.Extent.StartOffset)).PadRight($cursorPosition - $commandAst.Extent.StartOffset)
                $line = ($line -replace '^\S+\s?', '')
                meshready "[suggest:$($line.Length)]" $line 2>$null | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
                }
            }
            """,
    };
}
