namespace MeshReady.Tool.Commands;

/// <summary>What people type: the end of each command's help.</summary>
public static class Examples
{
    /// <summary>Lines and what they are for, by the name of the command; the root has no name.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<(string Line, string About)>> All { get; } = new Dictionary<string, IReadOnlyList<(string, string)>>
    {
        [""] =
        [
            ("meshready check", "what is wrong in the checkout around you"),
            ("meshready explain MSA0201", "what a finding means and what to do"),
            ("meshready fix --dry-run", "the diff of what can be mended safely"),
            ("meshready init", "set a repository up for the editor and the build"),
        ],
        ["check"] =
        [
            ("meshready check", "the checkout around you"),
            ("meshready check src/Shop.slnx --severity warning", "one solution, without remarks"),
            ("meshready check . --manifests ../platform-gitops", "with manifests of another repository"),
            ("meshready check . --baseline meshready.baseline.json --write-baseline", "let everything be that is there today"),
            ("meshready check . --baseline meshready.baseline.json", "fail on what is new only"),
            ("meshready check . --since origin/main --fail-on info", "judge a pull request by what it touches"),
            ("meshready check . --format json --fail-on none", "for another program; 0 unless it cannot analyse"),
        ],
        ["fix"] =
        [
            ("meshready fix --dry-run", "the diff, and nothing written"),
            ("meshready fix", "mend without changing what services do"),
            ("meshready fix src/Orders --behavioural", "also what changes behaviour, in one project; read the diff after it"),
        ],
        ["explain"] =
        [
            ("meshready explain MSA0201", "harm, wrong and right code, when to silence"),
        ],
        ["facts"] =
        [
            ("meshready facts src/Orders/Orders.csproj -o facts", "what one service does, and the libraries in it"),
            ("meshready facts . -o facts", "all projects below"),
        ],
        ["snapshot"] =
        [
            ("meshready snapshot", "for editor and build: commit what it writes"),
            ("meshready snapshot --manifests ../platform-gitops", "with copies of manifests from elsewhere, without their secrets"),
            ("meshready snapshot --check", "in CI: 1 where it is stale"),
        ],
        ["merge"] =
        [
            ("meshready merge facts --manifests deploy --report system.html", "one report of a build in many parts"),
            ("meshready merge facts sarif --sarif all.sarif --graph system.json", "one SARIF file and one graph"),
        ],
        ["rules"] =
        [
            ("meshready rules", "all rules"),
            ("meshready rules resilience", "the rules of one group"),
            ("meshready rules --format json", "for another program"),
        ],
        ["init"] =
        [
            ("meshready init", "look, show, ask, write"),
            ("meshready init --dry-run", "look and show"),
            ("meshready init path/to/checkout --yes", "write without asking, as a script does"),
        ],
        ["facts"] =
        [
            ("meshready facts src/Orders/Orders.csproj", "the facts of one project"),
            ("meshready facts . --output facts", "a file for each project, for check --facts in another repository"),
        ],
        ["snapshot"] =
        [
            ("meshready snapshot", "write it, then commit it"),
            ("meshready snapshot --check", "in CI: 1 where it is stale"),
        ],
        ["completion"] =
        [
            ("meshready completion bash", "in ~/.bashrc: source <(meshready completion bash)"),
            ("meshready completion zsh", "in ~/.zshrc, behind compinit: source <(meshready completion zsh)"),
            ("meshready completion fish", "into ~/.config/fish/completions/meshready.fish"),
            ("meshready completion pwsh", "in $PROFILE: meshready completion pwsh | Out-String | Invoke-Expression"),
        ],
    };
}
