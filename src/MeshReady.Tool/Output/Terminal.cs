using Microsoft.CodeAnalysis;
using Spectre.Console;

namespace MeshReady.Tool.Output;

/// <summary>Where text goes: colour and progress only on a terminal whose user has not said NO_COLOR.</summary>
public sealed class Terminal(TextWriter output, TextWriter error, bool isInteractive)
{
    /// <summary>The process's own console.</summary>
    public static Terminal Console() => new(System.Console.Out, System.Console.Error, !System.Console.IsOutputRedirected);

    private readonly bool _colours = isInteractive && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>Results.</summary>
    public TextWriter Out => output;

    /// <summary>Everything that is no result.</summary>
    public TextWriter Error => error;

    /// <summary>A severity's word in its colour.</summary>
    public string Paint(DiagnosticSeverity severity, string word)
        => !_colours ? word : severity switch
        {
            DiagnosticSeverity.Error => $"\u001b[31m{word}\u001b[0m",
            DiagnosticSeverity.Warning => $"\u001b[33m{word}\u001b[0m",
            _ => $"\u001b[36m{word}\u001b[0m",
        };

    /// <summary>Runs work that names what it is at; shown only where somebody looks on.</summary>
    public async Task<T> WithProgress<T>(Func<Action<string>, Task<T>> work)
        => isInteractive && _colours
            ? await AnsiConsole.Status().StartAsync("reading", async status => await work(name => status.Status(Markup.Escape(name))))
            : await work(_ => { });
}
