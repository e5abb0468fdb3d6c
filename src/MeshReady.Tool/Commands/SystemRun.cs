using System.CommandLine;
using MeshReady.Tool.Analysis;
using MeshReady.Tool.Loading;
using MeshReady.Tool.Systems;

namespace MeshReady.Tool.Commands;

/// <summary>Reads a checkout and what else was named, and runs every rule: the work of each command that looks at the whole system.</summary>
public sealed class SystemRun(CommandContext context, CheckoutOptions options)
{
    /// <summary>What the rules say, fingerprinted, and the system.</summary>
    /// <param name="parse">The arguments.</param>
    /// <param name="target">What is looked at.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <param name="withSilenced">Whether the result holds what comments of manifests silence.</param>
    /// <exception cref="ArgumentException">Something that was named does not exist.</exception>
    public Task<(ScanResult Result, ReadSystem System)> RunAsync(ParseResult parse, Target target, CancellationToken cancellationToken, bool withSilenced = false)
        => context.Terminal.WithProgress(async progress =>
        {
            var (others, notes) = FactsFiles.Read(options.FactsPaths(parse));
            using var checkout = options.Load(parse, target, context);
            var result = await new Scan(context.Rules, target, withSilenced).RunAsync(checkout, progress, cancellationToken);
            result = result with { Notes = [.. result.Notes, .. notes.Select(n => n.Replace(target.Folder.TrimEnd('/') + "/", "", StringComparison.Ordinal))] };
            return await new SystemCheck(context.Rules, target).AddAsync(result, checkout, others, progress, cancellationToken);
        });

    /// <summary>The system alone, without the rules.</summary>
    /// <exception cref="ArgumentException">Something that was named does not exist.</exception>
    public Task<(ReadSystem System, IReadOnlyList<string> Notes)> ReadAsync(ParseResult parse, Target target, CancellationToken cancellationToken)
        => context.Terminal.WithProgress(async progress =>
        {
            var (others, notes) = FactsFiles.Read(options.FactsPaths(parse));
            using var checkout = options.Load(parse, target, context);
            var system = await new SystemReading(target).ReadAsync(checkout, others, progress, cancellationToken);
            return (system, (IReadOnlyList<string>)[.. checkout.Notes, .. notes, .. system.Notes]);
        });
}
