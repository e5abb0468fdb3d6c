using Microsoft.CodeAnalysis;
using Spectre.Console;

namespace MeshReady.Tool.Output;

/// <summary>Where text goes: colour and progress only on a terminal whose user has not said otherwise.</summary>
/// <param name="output">Results.</param>
/// <param name="error">Everything that is no result.</param>
/// <param name="isInteractive">Whether somebody looks at the output.</param>
/// <param name="confirm">Asks a question that is answered with yes or no; null where nobody can answer.</param>
public sealed class Terminal(TextWriter output, TextWriter error, bool isInteractive, Func<string, bool>? confirm = null)
{
    /// <summary>The process's own console.</summary>
    public static Terminal Console() => new(
        System.Console.Out,
        System.Console.Error,
        !System.Console.IsOutputRedirected,
        System.Console.IsOutputRedirected || System.Console.IsInputRedirected ? null : static question => AnsiConsole.Confirm(Markup.Escape(question), defaultValue: false));

    /// <summary>Whether text may have colours; not with NO_COLOR (no-color.org), nor where nobody looks on.</summary>
    public bool HasColours { get; set; } = isInteractive && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>Whether only results and errors are wanted.</summary>
    public bool IsQuiet { get; set; }

    /// <summary>Whether a question can be asked.</summary>
    public bool CanAsk => confirm is not null;

    /// <summary>Results.</summary>
    public TextWriter Out => output;

    /// <summary>Everything that is no result.</summary>
    public TextWriter Error => error;

    /// <summary>A severity's word in its colour.</summary>
    public string Paint(DiagnosticSeverity severity, string word)
        => !HasColours ? word : severity switch
        {
            DiagnosticSeverity.Error => $"\u001b[31m{word}\u001b[0m",
            DiagnosticSeverity.Warning => $"\u001b[33m{word}\u001b[0m",
            _ => $"\u001b[36m{word}\u001b[0m",
        };

    /// <summary>Runs work that names what it is at; shown only where somebody looks on.</summary>
    public async Task<T> WithProgress<T>(Func<Action<string>, Task<T>> work)
        => isInteractive && !IsQuiet
            ? await Rich().Status().StartAsync("reading", async status => await work(name => status.Status(Markup.Escape(name))))
            : await work(_ => { });

    /// <summary>Asks a question that is answered with yes or no.</summary>
    public bool Confirm(string question) => confirm?.Invoke(question) == true;

    private IAnsiConsole Rich() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), ColorSystem = HasColours ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors });
}
