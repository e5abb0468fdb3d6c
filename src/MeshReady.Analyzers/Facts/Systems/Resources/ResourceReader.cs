using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Model.Systems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems.Resources;

/// <summary>
/// Reads an AppHost by its syntax: MSBuild generates the types of <c>Projects.*</c>, so that nothing that is made of them binds where
/// only the source is read.
/// </summary>
internal sealed class ResourceReader(FactsSource source, CancellationToken cancellationToken)
{
    private const int MaxDepth = 8;

    /// <summary>What is added below a server: a database, a queue, a container of blobs.</summary>
    private static readonly string[] Children = ["AddDatabase", "AddQueue", "AddTopic", "AddServiceBusQueue", "AddServiceBusTopic", "AddHub", "AddBlobs", "AddTables", "AddQueues", "AddBlobContainer", "AddCosmosDatabase", "AddContainer", "AddDeployment", "AddModel", "AddSubscription", "AddServiceBusSubscription"];

    /// <summary>Additions that are no resources.</summary>
    private static readonly string[] NoResources = ["AddParameter", "AddParameterFromConfiguration", "AddForwardedHeaders", "AddServiceDefaults", "AddDockerComposeEnvironment", "AddKubernetesEnvironment", "AddAzureContainerAppEnvironment", "AddHealthChecks", "AddCheck", "AddUrlGroup", "AddRoute", "AddCluster"];

    private readonly TextSource _texts = source.TextsWith(cancellationToken);
    private readonly Dictionary<InvocationExpressionSyntax, AspireFact> _resources = [];
    private readonly Dictionary<SyntaxNode, Dictionary<string, ExpressionSyntax>> _variables = [];

    public IReadOnlyList<AspireFact> Read()
    {
        var nodes = CodeNodes.For(source.Code, cancellationToken);
        var calls = nodes.CalledNames.ToList().SelectMany(name => nodes.Calls(name).Select(call => (Call: call, Name: name))).OrderBy(static c => c.Call.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(static c => c.Call.Span.End).ToList();
        foreach (var (call, name) in calls)
        {
            if (name.StartsWith("Add", StringComparison.Ordinal) && Array.IndexOf(NoResources, name) < 0 && ResourceOf(call, name) is { } resource)
                _resources[call] = resource;
        }

        foreach (var (call, name) in calls)
        {
            if (AdditionOf(call) is { } addition)
                _resources[addition] = With(_resources[addition], call, name);
        }

        return [.. _resources.Values.GroupBy(static r => r.Name).Select(Merged).OrderBy(static r => r.Place)];
    }

    private AspireFact? ResourceOf(InvocationExpressionSyntax call, string name)
    {
        if (call.Expression is not MemberAccessExpressionSyntax access || TextOf(call, "name", 0) is not { Length: > 0 and < 100 } resource)
            return null;
        var place = source.PlaceOf(CallChain.NameOf(call)!);
        if (AdditionOf(access.Expression) is { } parent)
            return Array.IndexOf(Children, name) >= 0 ? new(resource, KindOf(name), place) { Parent = _resources[parent].Name, Source = TextOf(call, "databaseName", 1) } : null;
        if (!IsBuilder(access.Expression))
            return null;
        var type = (CallChain.NameOf(call) as GenericNameSyntax)?.TypeArgumentList.Arguments.FirstOrDefault()?.ToString();
        return new(resource, KindOf(name), place)
        {
            Source = type is not null && type.StartsWith("Projects.", StringComparison.Ordinal) ? type.Substring("Projects.".Length)
                : name is "AddContainer" or "AddProject" or "AddDockerfile" or "AddNpmApp" or "AddNodeApp" or "AddViteApp" or "AddExecutable" or "AddPythonApp" or "AddCSharpApp" ? Clean(TextOf(call, name == "AddContainer" ? "image" : "projectPath", 1))
                : null,
        };
    }

    /// <summary>The builder of the application, and not of a service or of options.</summary>
    private bool IsBuilder(ExpressionSyntax expression)
    {
        var type = source.Code.ModelOf(expression.SyntaxTree).GetTypeInfo(expression, cancellationToken).Type;
        if (type is { Name: "IDistributedApplicationBuilder" or "DistributedApplicationBuilder" })
            return true;
        // Without Aspire's assemblies: the variable that CreateBuilder fills.
        return (type is null || type.TypeKind == TypeKind.Error) && expression is IdentifierNameSyntax name && (ValueOf(name)?.ToString().Contains("DistributedApplication") ?? name.Identifier.ValueText == "builder");
    }

    private AspireFact With(AspireFact fact, InvocationExpressionSyntax call, string name)
    {
        var arguments = call.ArgumentList.Arguments;
        switch (name)
        {
            case "WithReference" when arguments is [{ Expression: var other }, ..] && AdditionOf(other) is { } target:
                return fact with { References = [.. fact.References.Where(r => r != _resources[target].Name), _resources[target].Name] };
            case "WithEnvironment" when arguments is [{ Expression: var key }, { Expression: var value }] && _texts.Constant(key) is { } variable && AdditionsIn(value) is { } endpoint:
                return fact with { Environment = [.. fact.Environment.Where(e => e.Key != variable), new(variable, _resources[endpoint].Name)] };
            case "WithExternalHttpEndpoints":
                return fact with { IsExternal = true };
            case "WithEndpoint" when arguments.Any(static a => a.NameColon?.Name.Identifier.ValueText == "isExternal" && a.Expression.ToString() == "true"):
                return fact with { IsExternal = true };
            case "WithImage" when TextOf(call, "image", 0) is { } image:
                return fact with { Source = Clean(image) };
            // Routes of a proxy that stand in a method of the house: its arguments are where they lead.
            default:
                return fact.Kind is "yarp" && arguments.Count > 0 && arguments.Select(a => AdditionOf(a.Expression)).OfType<InvocationExpressionSyntax>().ToList() is { Count: > 0 } led
                    ? fact with { References = [.. fact.References, .. led.Select(t => _resources[t].Name).Where(n => !fact.References.Contains(n)).Distinct()] } : fact;
        }
    }

    /// <summary>The resource whose endpoint a value holds: <c>api.GetEndpoint("http")</c>, a variable of it, a text around it.</summary>
    private InvocationExpressionSyntax? AdditionsIn(ExpressionSyntax value)
        => AdditionOf(value) ?? value.DescendantNodes().OfType<ExpressionSyntax>().Where(static e => e is IdentifierNameSyntax or InvocationExpressionSyntax).Select(e => AdditionOf(e)).FirstOrDefault(static a => a is not null);

    /// <summary>The call that adds the resource that an expression stands for or configures; null where it stands for none.</summary>
    private InvocationExpressionSyntax? AdditionOf(ExpressionSyntax? expression)
    {
        for (var depth = 0; depth < MaxDepth * 8 && expression is not null; depth++)
        {
            switch (expression)
            {
                case InvocationExpressionSyntax call when _resources.ContainsKey(call):
                    return call;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access }:
                    expression = access.Expression;
                    break;
                case MemberAccessExpressionSyntax access:
                    expression = access.Expression;
                    break;
                case ParenthesizedExpressionSyntax inner:
                    expression = inner.Expression;
                    break;
                case PostfixUnaryExpressionSyntax sure:
                    expression = sure.Operand;
                    break;
                case IdentifierNameSyntax name:
                    expression = ValueOf(name);
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    /// <summary>What the variable of the name is given, by declaration or later, within the same member.</summary>
    private ExpressionSyntax? ValueOf(IdentifierNameSyntax name)
    {
        var scope = (SyntaxNode?)name.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>() ?? name.SyntaxTree.GetRoot(cancellationToken);
        if (!_variables.TryGetValue(scope, out var variables))
        {
            _variables.Add(scope, variables = new(StringComparer.Ordinal));
            foreach (var node in scope.DescendantNodes())
            {
                if (node is VariableDeclaratorSyntax { Initializer.Value: { } value } variable && !variables.ContainsKey(variable.Identifier.ValueText))
                    variables.Add(variable.Identifier.ValueText, value);
                else if (node is AssignmentExpressionSyntax { Left: IdentifierNameSyntax target, Right: var given } && !(given.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(i => i.Identifier.ValueText == target.Identifier.ValueText)))
                    variables[target.Identifier.ValueText] = given;
            }
        }

        return variables.TryGetValue(name.Identifier.ValueText, out var found) ? found : null;
    }

    private string? TextOf(InvocationExpressionSyntax call, string parameter, int position)
    {
        var argument = call.ArgumentList.Arguments.FirstOrDefault(a => a.NameColon?.Name.Identifier.ValueText == parameter) ?? (call.ArgumentList.Arguments.ElementAtOrDefault(position) is { NameColon: null } at ? at : null);
        return _texts.Constant(argument?.Expression);
    }

    private static string? Clean(string? text) => text?.Replace('\\', '/') is { Length: < 200 } path && path.IndexOf('@') < 0 ? path : null;

    private static string KindOf(string name)
    {
        var kind = name.Substring("Add".Length).ToLowerInvariant();
        kind = kind.StartsWith("azure", StringComparison.Ordinal) && kind.Length > 5 ? kind.Substring(5) : kind;
        return kind switch
        {
            "postgresflexibleserver" or "postgresql" => "postgres",
            "mongodb" or "mongo" => "mongodb",
            "csharpapp" => "project",
            "npmapp" or "nodeapp" or "viteapp" or "javascriptapp" => "node",
            _ => kind,
        };
    }

    private static AspireFact Merged(IGrouping<string, AspireFact> same)
    {
        var first = same.OrderBy(static r => r.Place).First();
        return first with
        {
            References = [.. same.SelectMany(static r => r.References).Distinct()],
            Environment = [.. same.SelectMany(static r => r.Environment).GroupBy(static e => e.Key).Select(static g => g.First())],
            IsExternal = same.Any(static r => r.IsExternal),
        };
    }
}
