using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Model.Deployment;
using MeshReady.Model.Systems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems;

/// <summary>Health checks that ask other services: <c>AddUrlGroup</c>, and the page that shows the health of many.</summary>
internal sealed class HealthCalls(FactsSource source, IReadOnlyList<SettingsFile> files, CancellationToken cancellationToken)
{
    private readonly CodeFacts _code = source.Code;
    private readonly AddressResolver _addresses = new(source.Code, cancellationToken);
    private readonly ConfigurationPath _paths = new(source.Code, cancellationToken);

    public IEnumerable<CallFact> Find() => OfGroups().Concat(OfPage());

    private IEnumerable<CallFact> OfGroups()
    {
        foreach (var call in NamedCall.In(_code, cancellationToken, "AddUrlGroup", "AddHealthCheckEndpoint"))
        {
            if (call.Method(cancellationToken) is { } method && !method.Home().Name.StartsWith("Uri", StringComparison.Ordinal) && !method.Home().IsInNamespace("HealthChecks") && !IsExtensionOfChecks(method))
                continue;
            foreach (var address in AddressesIn(call))
            {
                var value = _addresses.Resolve(address);
                if (!CallAddress.IsCallable(value, source.Project) || value.Kind == AddressKind.Constant && value.Address?.Scheme is null)
                    continue;
                yield return new CallFact(CallProtocol.HealthCheck, source.PlaceOf(address)) { IsConditional = Conditions.MayBeOff(call.Node, _code, cancellationToken) }
                    .To(value, value.Key is null ? _paths.OfOptions(address) : null);
            }
        }
    }

    private static bool IsExtensionOfChecks(IMethodSymbol method)
        => method.Declared().Parameters.FirstOrDefault()?.Type is { } first && first.Is("Microsoft.Extensions.DependencyInjection.IHealthChecksBuilder") || method.ContainingType.IsInNamespace("HealthChecks");

    /// <summary>Every address among the arguments: given as it is, made in a lambda, handed to <c>options.AddUri</c>, or in a list.</summary>
    private IEnumerable<ExpressionSyntax> AddressesIn(NamedCall call)
    {
        if (call.Name == "AddHealthCheckEndpoint")
        {
            if (call.Node.ArgumentList.Arguments is [_, { Expression: var uri }, ..])
                yield return uri;
            yield break;
        }

        var made = new List<ExpressionSyntax>();
        foreach (var argument in call.Node.ArgumentList.Arguments)
            made.AddRange(argument.DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>().Where(creation => call.Model.GetTypeInfo(creation, cancellationToken).Type.Is("System.Uri")));
        foreach (var creation in made)
            yield return creation;
        if (made.Count > 0)
            yield break;
        foreach (var argument in call.Node.ArgumentList.Arguments)
        {
            var value = argument.Expression is LambdaExpressionSyntax { ExpressionBody: { } body } ? body : argument.Expression;
            if (value is not LambdaExpressionSyntax && call.Model.GetTypeInfo(value, cancellationToken).Type.Is("System.Uri"))
                yield return value;
        }
    }

    private IEnumerable<CallFact> OfPage()
    {
        if (NamedCall.In(_code, cancellationToken, "AddHealthChecksUI").FirstOrDefault().Node is not { } page)
            yield break;
        foreach (var key in files.SelectMany(static file => file.Values.Keys).Where(IsChecked).Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(static key => key, StringComparer.OrdinalIgnoreCase))
            yield return new CallFact(CallProtocol.HealthCheck, source.PlaceOf(CallChain.NameOf(page)!)) { Key = key };
    }

    // HealthChecksUI:HealthChecks:0:Uri; before version 3 the section had a dash.
    private static bool IsChecked(string key)
        => key.Split(':') is [var section, var list, _, var last] && section.Replace("-", "").Equals("HealthChecksUI", StringComparison.OrdinalIgnoreCase)
            && list.Equals("HealthChecks", StringComparison.OrdinalIgnoreCase) && last.Equals("Uri", StringComparison.OrdinalIgnoreCase);
}
