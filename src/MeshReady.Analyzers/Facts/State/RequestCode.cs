using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.State;

/// <summary>Which code runs because a request or a message came in: its entry points, and what they call.</summary>
internal sealed class RequestCode(StateFacts facts)
{
    private const int MaxDepth = 6;

    private readonly ConcurrentDictionary<IMethodSymbol, bool> _reached = new(SymbolEqualityComparer.Default);
    private int _hasEntries;

    /// <summary>Whether a request runs the code at this place.</summary>
    public bool Reaches(CodePlace place, CancellationToken cancellationToken)
        => place.IsEndpoint || place.Method is { } method && Reaches(method, [], cancellationToken);

    /// <summary>Code that runs once, before the first request: constructors, Main, composition.</summary>
    public static bool IsStartUp(CodePlace place) => !place.IsEndpoint && (place.Method is null || IsStartUp(place.Method));

    /// <summary>
    /// A library's own types may be called by the service that refers to it, unseen from here; so may the implementation
    /// of an interface that another project declares.
    /// </summary>
    public bool MayBeCalledFromOutside(IMethodSymbol method, CancellationToken cancellationToken)
    {
        if (ImplementedMembers(method).Any(m => !SymbolEqualityComparer.Default.Equals(m.ContainingAssembly, facts.Code.Compilation.Assembly) && !m.IsInNamespace("System") && !m.IsInNamespace("Microsoft")))
            return true;
        return facts.Code.Compilation.Options.OutputKind == OutputKind.DynamicallyLinkedLibrary
            && method.DeclaredAccessibility == Accessibility.Public
            && !HasEntries(cancellationToken);
    }

    private static bool IsStartUp(IMethodSymbol method)
    {
        if (method.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor or MethodKind.Destructor)
            return true;
        if (UseSyntax.IsStartUpName(method.Name))
            return true;
        if (method.Name is "StartAsync" or "StopAsync" && method.ContainingType.IsOrInherits("Microsoft.Extensions.Hosting.IHostedService"))
            return true;
        return method.IsExtensionMethod && method.Parameters[0].Type.Name is "IServiceCollection" or "IHostApplicationBuilder" or "WebApplicationBuilder" or "IApplicationBuilder" or "WebApplication" or "IHost" or "IHostBuilder" or "IWebHostBuilder" or "IEndpointRouteBuilder" or "RouteGroupBuilder";
    }

    private bool Reaches(IMethodSymbol method, HashSet<IMethodSymbol> seen, CancellationToken cancellationToken)
    {
        method = method.OriginalDefinition;
        if (_reached.TryGetValue(method, out var known))
            return known;
        if (IsStartUp(method))
            return false;
        if (!IsEntry(method) && (seen.Count >= MaxDepth || !seen.Add(method)))
            return false;

        var reached = IsEntry(method) || HasCaller(method, seen, cancellationToken);
        // A "no" found on the way down a circle of calls is not the whole truth, a "yes" is.
        if (reached || seen.Count <= 1)
            _reached.TryAdd(method, reached);
        seen.Remove(method);
        return reached;
    }

    private bool HasCaller(IMethodSymbol method, HashSet<IMethodSymbol> seen, CancellationToken cancellationToken)
    {
        var called = (ISymbol?)method.AssociatedSymbol ?? method;
        var promises = ImplementedMembers(method).ToList();
        if (method.DeclaredAccessibility != Accessibility.Private && method.ContainingType.TypeKind == TypeKind.Class && !method.IsStatic)
            promises.AddRange(facts.Derived.Of(method.ContainingType, cancellationToken).SelectMany(d => PromisesMetBy(called, d)));
        foreach (var tree in facts.Code.Compilation.SyntaxTrees)
        {
            if (!CanCall(tree, method, promises, cancellationToken))
                continue;
            foreach (var token in SyntaxIndex.For(tree, cancellationToken).Identifiers(called.Name, cancellationToken))
            {
                if (token.Parent is not SimpleNameSyntax name)
                    continue;
                // The place is cheap to find; what the name means makes the compiler analyse the whole member.
                var model = facts.Code.ModelOf(tree);
                if (CodePlace.Of(name, model, cancellationToken) is not { } place)
                    continue;
                ExpressionSyntax whole = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
                if (IsStartUp(place) && whole.Parent is not ArgumentSyntax)
                    continue;
                var info = model.GetSymbolInfo(name, cancellationToken);
                var target = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
                if (target is IMethodSymbol { ReducedFrom: { } reduced })
                    target = reduced;
                if (target is null || !(Same(target, called) || promises.Any(p => Same(target, p))))
                    continue;

                if (CodePlace.EndpointOf(whole, model, cancellationToken) is not null)
                    return true;
                if (place.IsEndpoint || place.Method is { } caller && !Same(caller, method) && Reaches(caller, seen, cancellationToken))
                    return true;
            }
        }

        return false;
    }

    private bool CanCall(SyntaxTree tree, IMethodSymbol method, List<ISymbol> promises, CancellationToken cancellationToken)
    {
        if (method.DeclaringSyntaxReferences.Any(r => r.SyntaxTree == tree))
            return true;
        if (method.MethodKind == MethodKind.LocalFunction || method.DeclaredAccessibility == Accessibility.Private && promises.Count == 0)
            return method.ContainingType.DeclaringSyntaxReferences.Any(r => r.SyntaxTree == tree);
        return method.IsExtensionMethod
            || facts.Mentions(tree, method.ContainingType.Name, cancellationToken)
            || facts.Derived.NamesOf(method.ContainingType.Name, cancellationToken).Any(d => facts.Mentions(tree, d, cancellationToken))
            || promises.Any(p => facts.Mentions(tree, p.ContainingType.Name, cancellationToken));
    }

    private static IEnumerable<ISymbol> ImplementedMembers(IMethodSymbol method)
    {
        foreach (var promise in PromisesMetBy((ISymbol?)method.AssociatedSymbol ?? method, method.ContainingType))
            yield return promise;

        for (var current = method.OverriddenMethod; current is not null; current = current.OverriddenMethod)
            yield return (ISymbol?)current.AssociatedSymbol ?? current;
    }

    // A base class may keep the promise of an interface that only its derived class makes.
    private static IEnumerable<ISymbol> PromisesMetBy(ISymbol member, INamedTypeSymbol owner)
    {
        foreach (var type in owner.AllInterfaces)
        {
            foreach (var promise in type.GetMembers(member.Name))
            {
                if (Same(owner.FindImplementationForInterfaceMember(promise), member))
                    yield return promise;
            }
        }
    }

    private bool HasEntries(CancellationToken cancellationToken)
    {
        if (_hasEntries != 0)
            return _hasEntries > 0;
        var found = facts.Code.Sites(SiteKinds.EndpointMapping, cancellationToken).Any();
        if (!found)
        {
            foreach (var tree in facts.Code.Compilation.SyntaxTrees)
            {
                found = facts.Mentions(tree, "ControllerBase", cancellationToken) || facts.Mentions(tree, "Controller", cancellationToken)
                    || facts.Mentions(tree, "ServerCallContext", cancellationToken) || facts.Mentions(tree, "Hub", cancellationToken) || facts.Mentions(tree, "PageModel", cancellationToken);
                if (found)
                    break;
            }
        }

        _hasEntries = found ? 1 : -1;
        return found;
    }

    /// <summary>Whether a broker or a mediator calls the method itself.</summary>
    public static bool IsMessageEntry(IMethodSymbol method) => method.Name is "Consume" or "Handle" or "HandleAsync" && IsEntry(method);

    private static bool IsEntry(IMethodSymbol method)
    {
        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation))
            return false;
        var isPublic = method.DeclaredAccessibility == Accessibility.Public && !method.IsStatic;
        foreach (var parameter in method.Parameters)
        {
            if (parameter.Type.Name is "HttpContext" or "HttpRequest" or "ServerCallContext" or "ConsumeContext" or "ProcessMessageEventArgs" && !method.IsExtensionMethod)
                return true;
        }

        for (var type = method.ContainingType; type is not null; type = type.BaseType)
        {
            if (type.Name is "ControllerBase" or "Controller" or "PageModel" or "Hub" || type.Name.EndsWith("Controller", StringComparison.Ordinal) && type.TypeKind == TypeKind.Error)
                return isPublic;
        }

        foreach (var attribute in method.ContainingType.GetAttributes())
        {
            if (attribute.AttributeClass?.Name is "ApiControllerAttribute" or "ControllerAttribute")
                return isPublic;
        }

        foreach (var attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass?.Name is "FunctionAttribute" or "FunctionNameAttribute" or "TopicAttribute" or "CapSubscribeAttribute" or "WebMethodAttribute" or "OperationContractAttribute")
                return true;
        }

        if (method.IsOverride && method.ContainingType.BaseType is { } basis
            && (IsHandlerName(basis.Name) || basis.GetAttributes().Any(static a => a.AttributeClass?.Name == "BindServiceMethodAttribute")))
        {
            return true;
        }

        foreach (var type in method.ContainingType.AllInterfaces)
        {
            if (IsHandlerName(type.Name) && type.GetMembers(method.Name).Any(m => Same(method.ContainingType.FindImplementationForInterfaceMember(m), method)))
                return true;
        }

        // A base or interface that no reference explains: the name is all there is.
        return isPublic && method.Name is "Handle" or "HandleAsync" or "Consume" && method.ContainingType.Interfaces.Concat([method.ContainingType.BaseType!]).Any(static t => t is { TypeKind: TypeKind.Error } && IsHandlerName(t.Name));
    }

    private static bool IsHandlerName(string name)
        => (StateTypes.EndsWithAny(name, "Handler", "HandlerBase", "Consumer", "ConsumerBase", "Endpoint", "EndpointBase") || name.StartsWith("IHandle", StringComparison.Ordinal) || name is "IMiddleware")
            && name is not ("DelegatingHandler" or "HttpMessageHandler" or "HttpClientHandler" or "AuthenticationHandler" or "IAuthorizationHandler");

    private static bool Same(ISymbol? one, ISymbol? other)
        => one is not null && other is not null && SymbolEqualityComparer.Default.Equals(one.OriginalDefinition, other.OriginalDefinition);
}
