using Microsoft.CodeAnalysis;
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
        foreach (var tree in facts.AllTrees())
        {
            foreach (var declaration in SyntaxIndex.For(tree, cancellationToken).DerivedTypes)
            {
                if (declaration is not ClassDeclarationSyntax type || !MayBeController(type))
                    continue;
                foreach (var pattern in PatternsOf(type, byConvention))
                    yield return new(pattern, type, EndpointKind.Route, IsDevelopmentOnly: false, IsConstant: true);
            }
        }
    }

    private static bool MayBeController(ClassDeclarationSyntax type)
        => type.Identifier.ValueText.EndsWith("Controller", StringComparison.Ordinal)
            || type.AttributeLists.SelectMany(static l => l.Attributes).Any(static a => NameOf(a) is "ApiController" or "Controller" or "Route")
            || type.BaseList!.Types.Any(static t => t.Type.ToString() is var name && name.EndsWith("Controller", StringComparison.Ordinal) || t.Type.ToString().EndsWith("ControllerBase", StringComparison.Ordinal));

    private static IEnumerable<string?> PatternsOf(ClassDeclarationSyntax type, bool byConvention)
    {
        var name = type.Identifier.ValueText;
        name = name.EndsWith("Controller", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Controller".Length) : name;
        if (byConvention)
        {
            yield return "/" + name + "/{**rest}";
            yield return "/{area}/" + name + "/{**rest}";
            if (name == "Home")
                yield return "/";
        }

        var own = Templates(type.AttributeLists, static n => n == "Route").ToList();
        if (own.Count == 0)
            own.Add((null, true));
        foreach (var method in type.Members.OfType<MethodDeclarationSyntax>())
        {
            var routes = Templates(method.AttributeLists, static n => n == "Route" || n.StartsWith("Http", StringComparison.Ordinal)).ToList();
            foreach (var (template, isConstant) in routes)
            {
                foreach (var (start, isStartConstant) in own)
                {
                    // A template that is no literal may be any path; a base class may add one too, which a pattern of its own hides.
                    if (!isConstant || !isStartConstant)
                        yield return null;
                    else if (template is null && start is null)
                        continue;
                    else
                        yield return Fill(template is { Length: > 0 } && template[0] is '/' or '~' ? template : RoutePattern.Join(start ?? "", template ?? ""), name, method.Identifier.ValueText);
                }
            }

            if (routes.Count == 0 && own[0].Template is { } whole)
                yield return Fill(whole, name, method.Identifier.ValueText);
        }
    }

    private static string Fill(string template, string controller, string action)
        => "/" + template.Replace("[controller]", controller).Replace("[action]", action).TrimStart('~', '/');

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
