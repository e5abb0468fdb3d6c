using System.Runtime.CompilerServices;
using MeshReady.Analyzers.Facts.Resilience;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts;

/// <summary>
/// The extension methods that the program calls on its builders and whose body is out of sight, or of which the settings speak. What such a method may
/// fill is not absent, unless the settings say what it provides (<c>meshready.provides.AddOurDefaults = cache</c>).
/// </summary>
internal sealed class UnseenExtensions
{
    private static readonly ConditionalWeakTable<CodeFacts, UnseenExtensions> Cache = new();

    private static readonly string[] Builders =
    [
        "Microsoft.Extensions.DependencyInjection.IServiceCollection",
        "Microsoft.Extensions.Hosting.IHostApplicationBuilder",
        "Microsoft.Extensions.Hosting.IHostBuilder",
        "Microsoft.AspNetCore.Hosting.IWebHostBuilder",
        "Microsoft.AspNetCore.Builder.WebApplicationBuilder",
        "Microsoft.AspNetCore.Builder.IApplicationBuilder",
        "Microsoft.AspNetCore.SignalR.ISignalRServerBuilder",
        "Microsoft.AspNetCore.DataProtection.IDataProtectionBuilder",
    ];

    private readonly CodeFacts _facts;
    private readonly object _gate = new();
    private List<Extension>? _all;

    private UnseenExtensions(CodeFacts facts) => _facts = facts;

    public static UnseenExtensions For(CodeFacts facts) => Cache.GetValue(facts, static f => new UnseenExtensions(f));

    /// <summary>Whether one of the methods is said to provide something, or could.</summary>
    /// <param name="word">The word of the settings for it.</param>
    /// <param name="libraries">The assemblies without which no method could.</param>
    /// <param name="hints">Parts of the names of methods that could, for calls that do not bind.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public bool MayProvide(string word, string[] libraries, string[] hints, CancellationToken cancellationToken)
    {
        foreach (var (name, isSaid, assembly) in All(cancellationToken))
        {
            if (isSaid)
            {
                if (_facts.Houses.Words(name).Any(w => string.Equals(w.Split(':')[0], word, StringComparison.OrdinalIgnoreCase)))
                    return true;
            }
            else if (assembly is null ? Array.Exists(hints, h => name.IndexOf(h, StringComparison.OrdinalIgnoreCase) >= 0) : HouseMethods.MayUse(assembly, libraries))
            {
                return true;
            }
        }

        return false;
    }

    private IReadOnlyList<Extension> All(CancellationToken cancellationToken)
    {
        lock (_gate)
            return _all ??= Find(cancellationToken);
    }

    /// <summary>One look at each differently named call.</summary>
    private List<Extension> Find(CancellationToken cancellationToken)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var found = new List<Extension>();
        foreach (var site in _facts.Sites(SiteKinds.HouseMethod, cancellationToken))
        {
            // What maps endpoints adds no service.
            if (site.Node is not InvocationExpressionSyntax call || site.Name.StartsWith("Map", StringComparison.Ordinal) || !names.Add(site.Name))
                continue;

            if (_facts.Houses.Words(site.Name).Count > 0)
            {
                found.Add(new Extension(site.Name, true, null));
                continue;
            }

            var model = _facts.ModelOf(call.SyntaxTree);
            var info = model.GetSymbolInfo(call, cancellationToken);
            if ((info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is not IMethodSymbol method)
                found.Add(new Extension(site.Name, false, null));
            else if (method.Declared() is { DeclaringSyntaxReferences.IsEmpty: true } original && method.Extended(call, model, cancellationToken) is { } extended && IsBuilder(extended))
                found.Add(new Extension(site.Name, false, original.ContainingAssembly));
        }

        return found;
    }

    private static bool IsBuilder(ITypeSymbol type)
    {
        if (type is ITypeParameterSymbol { ConstraintTypes: [var constraint, ..] })
            type = constraint;
        return Array.Exists(Builders, type.IsOrInherits);
    }

    /// <summary>A method by its name, whether the settings speak of it, and the assembly that holds it; null where the call does not bind.</summary>
    private readonly record struct Extension(string Name, bool IsSaid, IAssemblySymbol? Assembly);
}
