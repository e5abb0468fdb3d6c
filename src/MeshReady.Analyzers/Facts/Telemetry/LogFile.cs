using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Telemetry;

/// <summary>Code that writes logs to a file.</summary>
/// <param name="Place">What to underline.</param>
/// <param name="Name">How a message calls it.</param>
/// <param name="Path">The file, as far as it is constant.</param>
/// <param name="IsSerilog">A sink of Serilog's, which a fix can exchange.</param>
/// <param name="HasOther">The logs go, or may go, elsewhere as well.</param>
/// <param name="MayReadSettings">Settings may add sinks.</param>
internal sealed record LogFile(Location Place, string Name, string? Path, bool IsSerilog, bool HasOther, bool MayReadSettings);

/// <summary>Recognises <see cref="LogFile"/>s.</summary>
internal sealed class LogFileReader(SemanticModel model, CancellationToken cancellationToken)
{
    private static readonly HashSet<string> Targets = new(StringComparer.Ordinal)
    {
        "ConsoleTarget", "ColoredConsoleTarget", "NetworkTarget", "ConsoleAppender", "ManagedColoredConsoleAppender", "WriteToConsole", "WriteToColoredConsole", "AddConsole", "AddOpenTelemetry", "AddJsonConsole", "AddSimpleConsole",
    };

    /// <summary>The log file at a site of <see cref="SiteKinds.Telemetry"/>; null where the site is something else.</summary>
    public LogFile? At(Site site) => site.Node switch
    {
        InvocationExpressionSyntax call when TelemetryNames.Appends.Contains(site.Name) => ByHand(call),
        InvocationExpressionSyntax call when TelemetryNames.FileLoggers.Contains(site.Name) => Logger(call, site.Name),
        BaseObjectCreationExpressionSyntax creation when TelemetryNames.FileTargets[site.Name].Any(type => model.GetTypeInfo(creation, cancellationToken).Type.Is(type)) => Target(creation, site.Name),
        _ => null,
    };

    private LogFile? ByHand(InvocationExpressionSyntax call)
        => call.ArgumentList.Arguments is [{ Expression: var file }, ..] && End(file) is { } end && end.EndsWith(".log", StringComparison.OrdinalIgnoreCase)
            && model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method && method.IsMethodOf("System.IO.File")
                ? new(CallChain.LocationOf(call), "File." + method.Name, PathOf(file), IsSerilog: false, HasOther: true, MayReadSettings: false)
                : null;

    private LogFile? Logger(InvocationExpressionSyntax call, string name)
    {
        if (model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method || !TelemetryNames.FileLoggers[name].Any(type => method.IsMethodOf(type)))
            return null;

        var path = call.ArgumentList.Arguments.Select(a => a.Expression).FirstOrDefault(a => model.GetTypeInfo(a, cancellationToken).Type?.SpecialType == SpecialType.System_String);
        var isSerilog = method.IsInNamespace("Serilog");
        var names = NamesAround(call);

        // ASP.NET Core logs to the console unless somebody clears its providers.
        var hasOther = isSerilog ? OtherSinks(call) : names.Any(Targets.Contains) || name == "AddFile" && !names.Contains("ClearProviders");
        return new(CallChain.LocationOf(call), isSerilog ? "WriteTo." + name : name, PathOf(path), isSerilog, hasOther, isSerilog && names.Contains("ReadFrom"));
    }

    private LogFile Target(BaseObjectCreationExpressionSyntax creation, string name)
    {
        var path = creation.Initializer?.Expressions.OfType<AssignmentExpressionSyntax>().FirstOrDefault(static a => a.Left is IdentifierNameSyntax { Identifier.ValueText: "FileName" or "File" })?.Right;
        var place = creation is ObjectCreationExpressionSyntax { Type: var type } ? type.GetLocation() : creation.NewKeyword.GetLocation();
        return new(place, name, PathOf(path), IsSerilog: false, NamesAround(creation).Any(Targets.Contains), MayReadSettings: false);
    }

    /// <summary>Another <c>WriteTo.Something</c> in the same code; what only audits or filters counts as well.</summary>
    private static bool OtherSinks(InvocationExpressionSyntax call)
        => Around(call).Any(code => code.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
            .Any(access => access.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WriteTo" } or IdentifierNameSyntax { Identifier.ValueText: "WriteTo" }
                && access.Name.Identifier.ValueText is not ("File" or "RollingFile" or "Async" or "Debug" or "Trace" or "Conditional" or "Map")
                || access.Name.Identifier.ValueText is "Console" && access.Parent is InvocationExpressionSyntax && access.Expression is IdentifierNameSyntax { Identifier.ValueText: not "System" }));

    private static HashSet<string> NamesAround(SyntaxNode node)
        => [.. Around(node).SelectMany(static code => code.DescendantTokens()).Where(static t => t.IsKind(SyntaxKind.IdentifierToken)).Select(static t => t.ValueText)];

    private static IEnumerable<SyntaxNode> Around(SyntaxNode node)
        => node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type ? [type] : node.FirstAncestorOrSelf<CompilationUnitSyntax>()?.Members.OfType<GlobalStatementSyntax>() ?? (IEnumerable<SyntaxNode>)[];

    private string? PathOf(ExpressionSyntax? path)
        => path is null ? null
            : model.GetConstantValue(path, cancellationToken) is { HasValue: true, Value: string text } ? text
            : path is InterpolatedStringExpressionSyntax { Contents: [InterpolatedStringTextSyntax start, ..] } ? start.TextToken.ValueText : null;

    /// <summary>How the path ends, also where it is put together.</summary>
    private string? End(ExpressionSyntax path) => path switch
    {
        InterpolatedStringExpressionSyntax { Contents: { Count: > 0 } parts } => (parts[parts.Count - 1] as InterpolatedStringTextSyntax)?.TextToken.ValueText,
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression, Right: var right } => End(right),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Combine" or "Join" }, ArgumentList.Arguments: { Count: > 0 } arguments } => End(arguments[arguments.Count - 1].Expression),
        _ => model.GetConstantValue(path, cancellationToken) is { HasValue: true, Value: string text } ? text : null,
    };
}
