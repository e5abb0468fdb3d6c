using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Lifecycle;

/// <summary>How long the host of a program gives its services to stop, as far as the code says it.</summary>
internal sealed class ShutdownFacts
{
    private const string Options = "Microsoft.Extensions.Hosting.HostOptions";

    private static readonly ConditionalWeakTable<CodeFacts, ShutdownFacts> Cache = new();
    private static readonly string[] HostLibraries = ["Microsoft.Extensions.Hosting"];
    private static readonly string[] Hints = ["Shutdown", "Graceful", "HostOptions", "ServiceDefaults"];

    private readonly CodeFacts _facts;
    private readonly object _gate = new();
    private ShutdownTimeout? _timeout;
    private bool? _isSetElsewhere;

    private ShutdownFacts(CodeFacts facts) => _facts = facts;

    public static ShutdownFacts For(CodeFacts facts) => Cache.GetValue(facts, static f => new ShutdownFacts(f));

    /// <summary>What the code says; <see cref="ShutdownTimeout.Default"/> where it says nothing.</summary>
    public ShutdownTimeout Timeout(CancellationToken cancellationToken)
    {
        lock (_gate)
            return _timeout ??= Find(cancellationToken);
    }

    /// <summary>Whether code out of sight may set it: that of another project or a method of a library. Asked last, since it binds calls.</summary>
    public bool MayBeSetElsewhere(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _isSetElsewhere ??= ReferencedProjects.Sites(_facts.Compilation, SiteKinds.Shutdown, cancellationToken).Any()
                || UnseenExtensions.For(_facts).MayProvide("shutdown", HostLibraries, Hints, cancellationToken);
        }
    }

    private ShutdownTimeout Find(CancellationToken cancellationToken)
    {
        var time = new ConstantTime(_facts, cancellationToken);
        ShutdownTimeout? found = null;
        foreach (var site in _facts.Sites(SiteKinds.Shutdown | SiteKinds.OptionsBinding, cancellationToken))
        {
            var model = _facts.ModelOf(site.Node.SyntaxTree);
            if (ValueAt(site, model, cancellationToken) is not { } value || DevelopmentGuard.IsDevelopmentOnly(site.Node, model, cancellationToken))
                continue;

            // Set twice, or only under a condition: which of them counts is known when the program runs.
            var next = !ProductionCode.AlwaysRuns(site.Node, model, cancellationToken) ? ShutdownTimeout.Unknown
                : value.Expression is { } expression ? value with { Value = time.Of(expression) }
                : value;
            found = found is null || found.Value == next.Value && found.Section == next.Section ? next : ShutdownTimeout.Unknown;
        }

        return found ?? ShutdownTimeout.Default;
    }

    private static ShutdownTimeout? ValueAt(Site site, SemanticModel model, CancellationToken cancellationToken)
    {
        switch (site.Node)
        {
            case AssignmentExpressionSyntax assignment when site.Name == "ShutdownTimeout":
                return model.GetSymbolInfo(assignment.Left, cancellationToken).Symbol is IPropertySymbol property && property.ContainingType.Is(Options)
                    ? new ShutdownTimeout(null, assignment.Right, null)
                    : null;
            case InvocationExpressionSyntax { ArgumentList.Arguments: [.., { Expression: var argument }] } call when site.Name == "UseShutdownTimeout":
                return model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method && method.IsMethodOf("Microsoft.AspNetCore.Hosting.HostingAbstractionsWebHostBuilderExtensions")
                    ? new ShutdownTimeout(null, argument, null)
                    : null;
            case InvocationExpressionSyntax call when site.Name is "Configure" or "Bind" or "BindConfiguration" or "AddOptions":
                return BoundTo(call, site.Name, model, cancellationToken);
            default:
                return null;
        }
    }

    /// <summary>The section that fills the options: <c>Configure&lt;HostOptions&gt;(configuration.GetSection("Host"))</c> and its like.</summary>
    private static ShutdownTimeout? BoundTo(InvocationExpressionSyntax call, string name, SemanticModel model, CancellationToken cancellationToken)
    {
        if (Clients.CallChain.NameOf(call) is not GenericNameSyntax { TypeArgumentList.Arguments: [var type] } || !type.ToString().EndsWith("HostOptions", StringComparison.Ordinal) || !model.GetTypeInfo(type, cancellationToken).Type.Is(Options))
            return null;

        // AddOptions<HostOptions>().BindConfiguration("Host"); what Configure assigns is found where it is assigned.
        var binding = name == "AddOptions"
            ? Clients.CallChain.From(call).Calls.FirstOrDefault(static c => Clients.CallChain.NameOf(c)?.Identifier.ValueText is "Bind" or "BindConfiguration")
            : call;
        if (binding is null || binding.ArgumentList.Arguments is not [.., { Expression: var argument }] || argument is AnonymousFunctionExpressionSyntax)
            return null;

        var section = argument is InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var key }] } ? key : argument;
        return model.GetConstantValue(section, cancellationToken) is { HasValue: true, Value: string text }
            ? new ShutdownTimeout(null, null, text)
            : ShutdownTimeout.Unknown;
    }
}

/// <summary>The time that a host waits for its services when it stops.</summary>
/// <param name="Value">The time; null where it is not known, or the default.</param>
/// <param name="Expression">What the code gives it; null where it gives nothing.</param>
/// <param name="Section">The section of the configuration whose <c>ShutdownTimeout</c> sets it.</param>
internal sealed record ShutdownTimeout(TimeSpan? Value, ExpressionSyntax? Expression, string? Section)
{
    /// <summary>Nothing in the code sets it.</summary>
    public static ShutdownTimeout Default { get; } = new(null, null, null);

    /// <summary>Something sets it, or may, to what is not known.</summary>
    public static ShutdownTimeout Unknown { get; } = new(null, null, null);

    public bool IsDefault => ReferenceEquals(this, Default);
}
