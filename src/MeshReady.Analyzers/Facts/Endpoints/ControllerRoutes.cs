using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Endpoints;

/// <summary>The routes of controllers: those of their attributes, and those made of their names.</summary>
internal sealed class ControllerRoutes(CodeFacts facts, CancellationToken cancellationToken)
{
    private static readonly string[] OwnAssemblies = ["Microsoft.", "System.", "Swashbuckle.", "Dapr.", "Asp.Versioning", "FluentValidation", "Duende.", "IdentityServer4", "Newtonsoft."];

    /// <summary>Whether a referenced assembly may hold controllers that cannot be read.</summary>
    public bool HasUnseen => facts.Compilation.References.OfType<PortableExecutableReference>()
        .Select(r => facts.Compilation.GetAssemblyOrModuleSymbol(r) as IAssemblySymbol)
        .Any(static a => a is not null && !OwnAssemblies.Any(own => a.Name.StartsWith(own, StringComparison.Ordinal))
            && a.Modules.Any(static m => m.ReferencedAssemblies.Any(static r => r.Name is "Microsoft.AspNetCore.Mvc.Core" or "Microsoft.AspNetCore.Mvc")));

    public IEnumerable<ServedEndpoint> All(bool byConvention)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var tree in facts.AllTrees())
        {
            // A controller needs no base class, and its parts may stand in several files.
            foreach (var node in tree.GetRoot(cancellationToken).DescendantNodes(static n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax))
            {
                if (node is not ClassDeclarationSyntax type || !MayBeController(type)
                    || facts.ModelAnywhere(tree)?.GetDeclaredSymbol(type, cancellationToken) is not { IsAbstract: false } symbol || !seen.Add(symbol))
                {
                    continue;
                }

                foreach (var (pattern, action) in PatternsOf(symbol, byConvention))
                    yield return new(pattern, type, EndpointKind.Route, IsDevelopmentOnly: false, IsConstant: true) { Action = action, Methods = action is null ? [] : MethodsOf(action) };
            }
        }
    }

    private static bool MayBeController(ClassDeclarationSyntax type)
        => type.Identifier.ValueText.EndsWith("Controller", StringComparison.Ordinal)
            || type.AttributeLists.SelectMany(static l => l.Attributes).Any(static a => NameOf(a) is "ApiController" or "Controller" or "Route")
            || type.BaseList?.Types.Any(static t => t.Type.ToString() is var name && name.EndsWith("Controller", StringComparison.Ordinal) || t.Type.ToString().EndsWith("ControllerBase", StringComparison.Ordinal)) == true;

    private IEnumerable<(string? Pattern, MethodDeclarationSyntax? Action)> PatternsOf(INamedTypeSymbol type, bool byConvention)
    {
        var name = type.Name;
        name = name.EndsWith("Controller", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Controller".Length) : name;
        if (byConvention)
        {
            yield return ("/" + name + "/{**rest}", null);
            yield return ("/{area}/" + name + "/{**rest}", null);
            if (name == "Home")
                yield return ("/", null);
        }

        // Base classes hand down their actions, and the nearest one with routes its routes.
        List<(string? Template, bool IsConstant)> own = [];
        List<MethodDeclarationSyntax> methods = [];
        for (var level = type; level is not null && level.SpecialType != SpecialType.System_Object; level = level.BaseType)
        {
            if (level.DeclaringSyntaxReferences.IsEmpty)
            {
                if (!IsFramework(level))
                    yield return (null, null);
                break;
            }

            var parts = level.DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancellationToken)).OfType<ClassDeclarationSyntax>().ToList();
            if (own.Count == 0)
                own.AddRange(parts.SelectMany(static part => Templates(part.AttributeLists, static n => n == "Route")));
            methods.AddRange(parts.SelectMany(static part => part.Members.OfType<MethodDeclarationSyntax>()));
        }

        if (own.Count == 0)
            own.Add((null, true));
        foreach (var method in methods)
        {
            var routes = Templates(method.AttributeLists, static n => n == "Route" || n.StartsWith("Http", StringComparison.Ordinal)).ToList();
            foreach (var (template, isConstant) in routes)
            {
                foreach (var (start, isStartConstant) in own)
                {
                    // A template that is no literal may be any path.
                    if (!isConstant || !isStartConstant)
                        yield return (null, method);
                    else if (template is null && start is null)
                        continue;
                    else
                    {
                        foreach (var pattern in Fill(template is { Length: > 0 } && template[0] is '/' or '~' ? template : RoutePattern.Join(start ?? "", template ?? ""), name, method))
                            yield return (pattern, method);
                    }
                }
            }

            if (routes.Count == 0 && own[0].Template is { } whole)
            {
                foreach (var pattern in Fill(whole, name, method))
                    yield return (pattern, method);
            }
        }
    }

    /// <summary>The HTTP methods of an action; none where its attributes name none: then it answers all.</summary>
    private static IReadOnlyList<string> MethodsOf(MethodDeclarationSyntax action)
        => [.. action.AttributeLists.SelectMany(static l => l.Attributes).SelectMany(static a => NameOf(a) switch
        {
            "AcceptVerbs" => a.ArgumentList?.Arguments.Select(static v => v.Expression).OfType<LiteralExpressionSyntax>().Select(static v => v.Token.ValueText.ToUpperInvariant()) ?? [],
            var name when name.StartsWith("Http", StringComparison.Ordinal) && name.Length > 4 => [name.Substring(4).ToUpperInvariant()],
            _ => [],
        }).Distinct()];

    private static bool IsFramework(INamedTypeSymbol type)
        => type.TypeKind == TypeKind.Error ? type.Name is "Controller" or "ControllerBase"
            : OwnAssemblies.Any(own => type.ContainingAssembly?.Name.StartsWith(own, StringComparison.Ordinal) == true);

    private static IEnumerable<string> Fill(string template, string controller, MethodDeclarationSyntax method)
    {
        template = "/" + template.Replace("[controller]", controller).TrimStart('~', '/');
        if (template.IndexOf("[action]", StringComparison.Ordinal) < 0)
            return [template];

        // ASP.NET takes a suffix off the name of an action, unless told otherwise.
        if (Templates(method.AttributeLists, static n => n == "ActionName").ToList() is [var (told, _), ..])
            return [template.Replace("[action]", told ?? "{action}")];
        var name = method.Identifier.ValueText;
        return name.Length > 5 && name.EndsWith("Async", StringComparison.Ordinal)
            ? [template.Replace("[action]", name.Substring(0, name.Length - 5)), template.Replace("[action]", name)]
            : [template.Replace("[action]", name)];
    }

    private static IEnumerable<(string? Template, bool IsConstant)> Templates(SyntaxList<AttributeListSyntax> lists, Func<string, bool> isWanted)
    {
        foreach (var attribute in lists.SelectMany(static l => l.Attributes).Where(a => isWanted(NameOf(a))))
        {
            var first = attribute.ArgumentList?.Arguments.FirstOrDefault(static a => a.NameEquals is null)?.Expression;
            yield return first switch
            {
                null => (null, true),
                LiteralExpressionSyntax { Token.Value: string text } => (text, true),
                _ => (null, false),
            };
        }
    }

    private static string NameOf(AttributeSyntax attribute)
    {
        var name = attribute.Name is QualifiedNameSyntax qualified ? qualified.Right.Identifier.ValueText : attribute.Name.ToString();
        return name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;
    }
}
