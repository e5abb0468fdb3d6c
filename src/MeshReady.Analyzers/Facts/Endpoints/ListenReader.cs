using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Endpoints;

/// <summary>Reads the calls that say where a server listens.</summary>
internal sealed class ListenReader(CodeFacts facts, ListenCode code, CancellationToken cancellationToken)
{
    public void Read(Site site)
    {
        var model = facts.ModelOf(site.Node.SyntaxTree);
        if (site.Name == "Urls")
        {
            ReadAppUrls(site.Node, model);
            return;
        }

        if (site.Node is not InvocationExpressionSyntax call)
            return;
        var info = model.GetSymbolInfo(call, cancellationToken);
        if ((info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is not IMethodSymbol method)
            return;

        if (method.ContainingType.Is(ListenNames.KestrelOptions))
        {
            if (IsOurs(call, model))
                ReadKestrel(call, method, model);
        }
        else if ((method.Home().IsInNamespace("Microsoft.AspNetCore.Hosting") || method.ContainingType.Is("Microsoft.AspNetCore.Builder.ConfigureWebHostBuilder")) && IsOurs(call, model))
        {
            ReadHosting(call, method, model);
        }
    }

    /// <summary><c>app.Run("http://+:8080")</c> takes the place of all other URLs.</summary>
    public void ReadRuns()
    {
        foreach (var index in facts.Indexes(cancellationToken))
        {
            foreach (var token in index.Identifiers("Run", cancellationToken).Concat(index.Identifiers("RunAsync", cancellationToken)))
            {
                if (token.Parent is not IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var url }] } call } })
                    continue;
                var model = facts.ModelOf(call.SyntaxTree);
                if (model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol { Parameters: [{ Type.SpecialType: SpecialType.System_String }] } method
                    || !method.ContainingType.Is("Microsoft.AspNetCore.Builder.WebApplication") || !IsOurs(call, model) || url.ToString() is "null" or "default")
                {
                    continue;
                }

                AddUrls(code.AppUrls, url, model, "app." + token.ValueText, call);
            }
        }
    }

    private void ReadKestrel(InvocationExpressionSyntax call, IMethodSymbol method, SemanticModel model)
    {
        var arguments = call.ArgumentList.Arguments;
        switch (method.Name)
        {
            case "ConfigureEndpointDefaults" when arguments is [{ Expression: LambdaExpressionSyntax lambda }] && Options(lambda, model) is var (versions, isTls):
                code.DefaultVersions = versions ?? code.DefaultVersions;
                code.IsTlsByDefault |= isTls;
                return;
            case "ListenUnixSocket":
                return;
            case "ListenAnyIP" or "ListenLocalhost" or "Listen":
                var (host, port) = method.Name switch
                {
                    "ListenAnyIP" => ("*", arguments.FirstOrDefault()?.Expression),
                    "ListenLocalhost" => ("localhost", arguments.FirstOrDefault()?.Expression),
                    _ when arguments.FirstOrDefault()?.Expression is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [var address, var number] } point && model.GetTypeInfo(point, cancellationToken).Type.Is("System.Net.IPEndPoint")
                        => (HostOf(address.Expression, model), number.Expression),
                    _ => (HostOf(arguments.FirstOrDefault()?.Expression, model), arguments.ElementAtOrDefault(1)?.Expression),
                };
                var configure = arguments.Skip(1).LastOrDefault(static a => a.Expression is not (LiteralExpressionSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax))?.Expression;
                var hasDelegate = method.Parameters.LastOrDefault()?.Type.TypeKind == TypeKind.Delegate;
                if (host is null || port is null || NumberOf(port, model) is not { } chosen || hasDelegate && configure is not LambdaExpressionSyntax)
                    break;
                if (configure is not LambdaExpressionSyntax options)
                {
                    code.Endpoints.Add(new(host, chosen, IsTls: false, null, method.Name, call));
                    return;
                }

                if (Options(options, model) is var (own, tls))
                {
                    code.Endpoints.Add(new(host, chosen, tls, own, method.Name, call));
                    return;
                }

                break;
        }

        code.IsUnknown = true;
    }

    private void ReadHosting(InvocationExpressionSyntax call, IMethodSymbol method, SemanticModel model)
    {
        switch (method.Name)
        {
            case "UseUrls":
                code.UseUrls = [];
                foreach (var argument in call.ArgumentList.Arguments)
                    AddUrls(code.UseUrls, argument.Expression, model, "UseUrls", call);
                break;
            case "UseSetting" when TextOf(call.ArgumentList.Arguments.FirstOrDefault()?.Expression, model) is not { } key || key.IndexOf("url", StringComparison.OrdinalIgnoreCase) >= 0 || key.IndexOf("port", StringComparison.OrdinalIgnoreCase) >= 0 || key.StartsWith("Kestrel", StringComparison.OrdinalIgnoreCase):
            case "PreferHostingUrls":
                code.IsUnknown = true;
                break;
        }
    }

    private void ReadAppUrls(SyntaxNode node, SemanticModel model)
    {
        if (node is not MemberAccessExpressionSyntax access || !model.GetTypeInfo(access.Expression, cancellationToken).Type.Is("Microsoft.AspNetCore.Builder.WebApplication"))
            return;
        if (access.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add", Parent: InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var url }] } call })
        {
            if (IsOurs(call, model))
                AddUrls(code.AppUrls, url, model, "app.Urls", call);
        }
        else if (access.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Clear" })
        {
            code.IsUnknown = true;
        }
    }

    private void AddUrls(List<ListenEndpoint> urls, ExpressionSyntax expression, SemanticModel model, string source, SyntaxNode node)
    {
        if (TextOf(expression, model) is { } text && ListenEndpoint.OfUrls(text, source, node) is { } found)
            urls.AddRange(found);
        else
            code.IsUnknown = true;
    }

    /// <summary>What always runs counts; what runs in development only is left out; what a condition decides makes the rest unsure.</summary>
    private bool IsOurs(SyntaxNode node, SemanticModel model)
    {
        if (DevelopmentGuard.IsDevelopmentOnly(node, model, cancellationToken))
        {
            code.DiffersInDevelopment = true;
            return false;
        }

        if (ProductionCode.AlwaysRuns(node, model, cancellationToken))
            return true;
        code.IsUnknown = true;
        return false;
    }

    /// <summary>What the options of an endpoint say; null where that cannot be read.</summary>
    private (HttpVersions? Versions, bool IsTls)? Options(LambdaExpressionSyntax lambda, SemanticModel model)
    {
        HttpVersions? versions = null;
        foreach (var assignment in lambda.DescendantNodes().OfType<AssignmentExpressionSyntax>())
        {
            if (assignment.Left is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Protocols" })
                continue;
            if (versions is not null || !ProductionCode.AlwaysRuns(assignment, model, cancellationToken) || model.GetConstantValue(assignment.Right, cancellationToken) is not { HasValue: true, Value: int value })
                return null;
            versions = (HttpVersions)value;
        }

        var isTls = false;
        foreach (var call in lambda.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            var name = Clients.CallChain.NameOf(call)?.Identifier.ValueText;
            if (name == "UseHttps")
                isTls = true;
            else if (name is not ("UseConnectionLogging" or "UseConnectionHandler") && call.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax })
                return null;
            if (!ProductionCode.AlwaysRuns(call, model, cancellationToken))
                return null;
        }

        return (versions, isTls);
    }

    private string? HostOf(ExpressionSyntax? address, SemanticModel model) => address switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } access when model.GetSymbolInfo(access, cancellationToken).Symbol is IFieldSymbol field && field.ContainingType.Is("System.Net.IPAddress") => name switch
        {
            "Any" or "IPv6Any" => "*",
            "Loopback" or "IPv6Loopback" => "localhost",
            _ => null,
        },
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Parse" }, ArgumentList.Arguments: [{ Expression: var text }] } => TextOf(text, model) switch
        {
            "0.0.0.0" or "::" => "*",
            var other => other,
        },
        _ => null,
    };

    private int? NumberOf(ExpressionSyntax expression, SemanticModel model)
        => Constant(expression, model) is int number ? number : null;

    private string? TextOf(ExpressionSyntax? expression, SemanticModel model) => expression is null ? null : Constant(expression, model) as string;

    private object? Constant(ExpressionSyntax expression, SemanticModel model)
    {
        if (model.GetConstantValue(expression, cancellationToken) is { HasValue: true, Value: var value })
            return value;
        return model.GetSymbolInfo(expression, cancellationToken).Symbol is { } symbol
            && OnlyValue.Of(symbol, facts, model, cancellationToken) is { } only
            && facts.ModelFor(only.SyntaxTree) is { } owner
            && owner.GetConstantValue(only, cancellationToken) is { HasValue: true, Value: var constant }
            ? constant
            : null;
    }
}
