using System.Text.RegularExpressions;
using MeshReady.Analyzers.Facts.Cluster;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Model.Systems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems.Works;

/// <summary>Reads writes to the cluster's API. The name says what is done (<c>patch</c>), the target to what (<c>Deployment/web/scale</c>).</summary>
internal sealed class ClusterReader(FactsSource source, CancellationToken cancellationToken)
{
    private static readonly string[] Verbs = ["Create", "Patch", "Replace", "Delete", "Update"];
    private static readonly Regex Quoted = new("'(?<tool>[a-z]+) (?<verb>[^']+)'", RegexOptions.CultureInvariant);

    private readonly TextSource _texts = source.TextsWith(cancellationToken);

    public IEnumerable<WorkFact> Read()
    {
        foreach (var site in source.Code.Sites(SiteKinds.ClusterMutation, cancellationToken))
        {
            var model = source.Code.ModelOf(site.Node.SyntaxTree);
            if (ClusterMutations.At(new RuleContext(model, source.Options, source.Code, null, cancellationToken), site) is not { } change || !LiveCode.Is(site.Node, model, cancellationToken))
                continue;
            if (Quoted.Match(change.What) is { Success: true } tool)
                yield return new(WorkKind.ClusterWrite, tool.Groups["tool"].Value + " " + tool.Groups["verb"].Value, source.PlaceOf(site.Node));
            else if (site.Node is InvocationExpressionSyntax call && model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method && Array.Find(Verbs, v => method.Name.StartsWith(v, StringComparison.Ordinal)) is { } verb)
                yield return new(WorkKind.ClusterWrite, verb.ToLowerInvariant(), source.PlaceOf(CallChain.NameOf(call) ?? (SyntaxNode)call)) { Target = TargetOf(call, method) };
        }
    }

    private string? TargetOf(InvocationExpressionSyntax call, IMethodSymbol method)
    {
        var name = Argument("name") ?? "*";
        var kind = ClusterNames.KindOf(method.Name) ?? (method.Home().Name is var client && client.EndsWith("Client", StringComparison.Ordinal) && client != "GenericClient" ? client.Substring(0, client.Length - "Client".Length) : null);
        return kind switch
        {
            null => null,
            "CustomObject" => Argument("plural") is { } plural ? plural + (Argument("group") is { } group ? "." + group : "") + "/" + name : null,
            _ when kind.EndsWith("Scale", StringComparison.Ordinal) => kind.Substring(0, kind.Length - "Scale".Length) + "/" + name + "/scale",
            _ => kind + "/" + name,
        };

        string? Argument(string parameter) => _texts.Constant(TextSource.Of(call.ArgumentList, method, parameter));
    }
}
