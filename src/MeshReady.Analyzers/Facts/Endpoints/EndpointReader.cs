using MeshReady.Analyzers.Facts.Clients;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Endpoints;

/// <summary>Reads the calls on the request pipeline, and those of house methods whose source is in sight.</summary>
internal sealed partial class EndpointReader(CodeFacts facts, CancellationToken cancellationToken)
{
    private const int MaxDepth = 4;

    private static readonly string[] PipelineTypes =
    [
        "Microsoft.AspNetCore.Builder.IApplicationBuilder",
        "Microsoft.AspNetCore.Routing.IEndpointRouteBuilder",
        "Microsoft.AspNetCore.Routing.IRouteBuilder",
    ];

    /// <summary>Libraries whose calls serve nothing beyond what the tables say.</summary>
    private static readonly string[] KnownAssemblies =
    [
        "Microsoft.", "System.", "Serilog", "OpenTelemetry", "Swashbuckle.", "NSwag", "Elastic.", "Prometheus", "Dapr.", "Hangfire", "MassTransit", "Hellang.", "Duende.", "IdentityServer4",
        "IdentityModel", "AspNetCoreRateLimit", "NWebsec", "Sentry", "Asp.Versioning", "CorrelationId", "NLog", "Scalar.", "Grpc.", "AspNetCore.HealthChecks", "HealthChecks.",
    ];

    /// <summary>
    /// What answers where no endpoint does, or at a port of its own: redirections of errors and of callers without a name, further servers;
    /// and what gives endpoints other paths than they show: conventions of controllers, HTTP rules in proto files.
    /// </summary>
    private static readonly string[] OtherAnswers =
    [
        "UseStatusCodePagesWithRedirects", "FallbackPolicy", "SetFallbackPolicy", "HttpListener", "KestrelMetricServer", "MetricServer",
        "Conventions", "IApplicationModelConvention", "IControllerModelConvention", "IActionModelConvention", "RouteTokenTransformerConvention", "AddJsonTranscoding",
    ];

    private readonly List<ServedEndpoint> _endpoints = [];
    private readonly List<string?> _bases = [];
    private readonly Dictionary<string, bool> _pipelineNames = new(StringComparer.Ordinal);
    private readonly HashSet<SyntaxNode> _following = [];
    private bool _hasUnseenMethod;
    private bool _hasUnseenPaths;
    private bool _hasHandler;
    private bool _hasControllers;
    private bool _hasConventions;

    public EndpointPicture Read()
    {
        foreach (var site in facts.Sites(SiteKinds.EndpointServing, cancellationToken))
        {
            if (site.Node is InvocationExpressionSyntax call)
                ReadCall(call, site.Name, Frame.Own);
        }

        foreach (var site in facts.Sites(SiteKinds.HouseMethod, cancellationToken))
        {
            if (site.Node is InvocationExpressionSyntax call && !EndpointNames.Meanings.ContainsKey(site.Name) && MayBePipeline(call, site.Name))
                ReadCall(call, site.Name, Frame.Own);
        }

        ReadTerminals();
        if (_hasControllers || _hasConventions)
        {
            var controllers = new ControllerRoutes(facts, cancellationToken);
            _endpoints.AddRange(controllers.All(_hasConventions));
            _hasUnseenPaths |= controllers.HasUnseen;
        }

        // A start-up filter puts its own middleware before everything.
        foreach (var index in facts.Indexes(cancellationToken))
        {
            _hasUnseenMethod |= index.Identifiers("IStartupFilter", cancellationToken).Any();
            _hasUnseenPaths |= OtherAnswers.Any(name => index.Identifiers(name, cancellationToken).Any());
        }

        return new(_endpoints, _hasUnseenMethod, _hasUnseenPaths || _hasHandler, _hasHandler, _bases);
    }

    private void ReadCall(InvocationExpressionSyntax call, string name, Frame frame)
    {
        var model = facts.ModelAnywhere(call.SyntaxTree);
        if (model is null)
            return;
        var symbol = model.GetSymbolInfo(call, cancellationToken) is var info ? (info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) as IMethodSymbol : null;
        if (!IsPipeline(symbol, call, model))
            return;

        var node = frame.Caller ?? call;
        var isDevelopment = frame.IsDevelopmentOnly || IsDevelopmentOnly(call, model, depth: 0);
        var isConditional = frame.IsConditional || IsConditional(call);
        if (facts.Houses.HealthPaths(name) is { } paths)
        {
            foreach (var path in paths)
                Add(path, EndpointKind.HealthCheck);
            return;
        }

        if (EndpointNames.Fixed.TryGetValue(name, out var fixedPaths))
        {
            foreach (var path in fixedPaths)
                Add(path, EndpointKind.Route);
            return;
        }

        // A method of the project that is called like one of the framework is read where it stands.
        if (!EndpointNames.Meanings.TryGetValue(name, out var meaning) || symbol is not null && !symbol.Declared().DeclaringSyntaxReferences.IsEmpty && !symbol.Home().IsInNamespace("Microsoft.AspNetCore.Builder"))
        {
            ReadHouse(call, name, symbol, frame with { Caller = node, IsDevelopmentOnly = isDevelopment, IsConditional = isConditional });
            return;
        }

        switch (meaning)
        {
            case PipelineMeaning.HealthCheck:
                AddRoute(EndpointKind.HealthCheck, "");
                break;
            case PipelineMeaning.Route:
                AddRoute(EndpointKind.Route, "");
                break;
            case PipelineMeaning.Branch:
                AddRoute(EndpointKind.Route, "/{**rest}");
                break;
            case PipelineMeaning.Grpc or PipelineMeaning.GrpcHealth:
                _endpoints.Add(new(null, node, meaning == PipelineMeaning.Grpc && !IsHealthService(symbol) ? EndpointKind.Grpc : EndpointKind.GrpcHealth, isDevelopment, IsConstant: true) { IsConditional = isConditional, Service = symbol?.TypeArguments.FirstOrDefault() });
                break;
            case PipelineMeaning.Controllers:
                _hasControllers = true;
                break;
            case PipelineMeaning.Conventional:
                _hasControllers = _hasConventions = true;
                AddConvention();
                break;
            case PipelineMeaning.Files:
                _endpoints.Add(new("/", node, EndpointKind.Route, isDevelopment, IsConstant: true) { IsConditional = isConditional, IsFiles = true });
                break;
            case PipelineMeaning.PathBase:
                _bases.Add(PatternOf(call, model));
                break;
            default:
                // What takes the rest answers a path whose own endpoint is missing.
                if (TakesTheRest(name))
                    _endpoints.Add(new(null, node, EndpointKind.Route, isDevelopment, IsConstant: false) { IsConditional = isConditional });
                _hasUnseenPaths = true;
                break;
        }

        void Add(string path, EndpointKind kind)
            => _endpoints.Add(new(path, node, kind, isDevelopment, IsConstant: true) { IsConditional = isConditional });

        // The patterns that begin with a controller are made of the names of controllers; others are read as they stand.
        void AddConvention()
        {
            if (ConventionOf(call, name) is not { } argument)
                return;
            var pattern = TextOf(argument, model, depth: 0);
            _hasUnseenMethod |= pattern is null;
            if (pattern is { Length: > 0 } && pattern[0] != '{')
                Add(RoutePattern.Join("", pattern), EndpointKind.Route);
        }

        void AddRoute(EndpointKind kind, string rest)
        {
            var pattern = PatternOf(call, model);
            var prefix = new RoutePrefix(facts, frame.Prefixes, cancellationToken).Of(ReceiverOf(call, symbol), model);
            _hasUnseenMethod |= pattern is null;
            _endpoints.Add(new(pattern is null ? null : RoutePattern.Join(prefix ?? "", pattern + rest), node, kind, isDevelopment, prefix is not null)
            {
                IsConditional = isConditional,
                IsHub = name == "MapHub",
                Service = name == "MapHub" ? symbol?.TypeArguments.FirstOrDefault() : null,
                Methods = MethodsOf(call, name, model),
            });
        }
    }

    /// <summary>A method that is no part of the framework: its body where it is in sight.</summary>
    private void ReadHouse(InvocationExpressionSyntax call, string name, IMethodSymbol? symbol, Frame frame)
    {
        if (symbol is null)
        {
            _hasUnseenMethod = true;
            return;
        }

        var declared = symbol.Declared();
        if (declared.DeclaringSyntaxReferences is [var reference, ..])
        {
            // What stands in this project is read as it is met; only of other projects is there a body to follow.
            if (facts.Compilation.ContainsSyntaxTree(reference.SyntaxTree))
                return;
            Follow(reference.GetSyntax(cancellationToken), declared, call, symbol, frame);
            return;
        }

        if (name is "UseMiddleware")
            _hasUnseenMethod |= LooksAtPaths(symbol);
        else if (name is "UseWhen")
            _hasUnseenMethod |= Mentions(call, "Path");
        else
            _hasUnseenMethod |= !IsKnown(declared.ContainingAssembly);
    }

    private void Follow(SyntaxNode body, IMethodSymbol declared, InvocationExpressionSyntax call, IMethodSymbol symbol, Frame frame)
    {
        if (frame.Depth >= MaxDepth || !_following.Add(body))
        {
            _hasUnseenMethod = true;
            return;
        }

        // The calls within find their prefix through the parameter.
        var prefix = facts.ModelAnywhere(call.SyntaxTree) is { } model ? new RoutePrefix(facts, frame.Prefixes, cancellationToken).Of(ReceiverOf(call, symbol), model) : null;
        var prefixes = frame.Prefixes.ToDictionary(static p => p.Key, static p => p.Value, StringComparer.Ordinal);
        if (declared.Parameters.FirstOrDefault() is { } first)
            prefixes[RoutePrefix.KeyOf(first)] = prefix;
        var inner = frame with { Depth = frame.Depth + 1, Prefixes = prefixes };
        foreach (var next in body.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (CallChain.NameOf(next)?.Identifier.ValueText is { } nextName && (EndpointNames.Meanings.ContainsKey(nextName) || StartsLikePipeline(nextName)))
                ReadCall(next, nextName, inner);
        }

        _following.Remove(body);
    }

    /// <summary>Middleware in a lambda: <c>app.Run(handler)</c> answers everything that is left, <c>app.Use(…)</c> may answer anything.</summary>
    private void ReadTerminals()
    {
        foreach (var index in facts.Indexes(cancellationToken))
        {
            foreach (var token in index.Identifiers("Run", cancellationToken).Concat(index.Identifiers("Use", cancellationToken)))
            {
                if (token.Parent is not IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax { ArgumentList.Arguments: [var first, ..] } call } })
                    continue;
                var model = facts.ModelOf(call.SyntaxTree);
                if (model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method || !IsPipeline(method, call, model))
                    continue;
                if (token.ValueText == "Use")
                    _hasUnseenMethod |= first.Expression is not LambdaExpressionSyntax || Mentions(first, "Path") || !first.DescendantNodes().OfType<IdentifierNameSyntax>().Any(static n => n.Identifier.ValueText.StartsWith("next", StringComparison.OrdinalIgnoreCase)) || HandsOn((LambdaExpressionSyntax)first.Expression);
                else
                    _hasHandler |= method.Parameters.LastOrDefault()?.Type.Name == "RequestDelegate" && !call.Ancestors().OfType<LambdaExpressionSyntax>().Any(IsBranch);
            }
        }
    }

    // What configures the host is no branch: webBuilder.Configure(app => app.Run(…)).
    private static bool IsBranch(LambdaExpressionSyntax lambda)
        => lambda.Parent is not ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } || CallChain.NameOf(call)?.Identifier.ValueText is not ("Configure" or "ConfigureWebHost" or "ConfigureWebHostDefaults");

    private bool MayBePipeline(InvocationExpressionSyntax call, string name)
    {
        if (EndpointNames.Fixed.TryGetValue(name, out var paths) && paths.Length == 0)
            return false;
        if (StartsLikePipeline(name))
            return true;

        // AddX, ConfigureX and their like mostly extend services; one look at each name decides.
        if (!_pipelineNames.TryGetValue(name, out var isPipeline))
        {
            var model = facts.ModelOf(call.SyntaxTree);
            isPipeline = model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method && IsPipeline(method, call, model);
            _pipelineNames.Add(name, isPipeline);
        }

        return isPipeline;
    }

    private static bool TakesTheRest(string name)
        => name.StartsWith("MapFallback", StringComparison.Ordinal) || name is "UseSpa" or "MapReverseProxy" or "MapForwarder" or "UseOcelot";

    private static bool StartsLikePipeline(string name)
        => name.StartsWith("Map", StringComparison.Ordinal) || name.StartsWith("Use", StringComparison.Ordinal);

    /// <summary>What a call sees of the way that leads to it.</summary>
    /// <param name="Caller">The call in the project that leads to the house method at hand; null in the project itself.</param>
    /// <param name="IsDevelopmentOnly">Whether that call is made in development only.</param>
    /// <param name="IsConditional">Whether a condition decides about that call.</param>
    /// <param name="Depth">How many house methods lead here.</param>
    /// <param name="Prefixes">The prefixes of parameters on the way.</param>
    private sealed record Frame(SyntaxNode? Caller, bool IsDevelopmentOnly, bool IsConditional, int Depth, IReadOnlyDictionary<string, string?> Prefixes)
    {
        public static readonly Frame Own = new(null, false, false, 0, new Dictionary<string, string?>());
    }
}
