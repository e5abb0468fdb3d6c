using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Resilience;
using MeshReady.Model.Systems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems;

/// <summary>Says what the code does when a callee is slow or fails. What is out of sight is unknown, never a guess.</summary>
internal sealed class CallPolicies(FactsSource source, CancellationToken cancellationToken)
{
    private readonly CodeFacts _code = source.Code;
    private readonly CallDeadlineReader _deadlines = new(source.Code, cancellationToken);
    private readonly HandRetries _byHand = new(source.Code, cancellationToken);

    /// <summary>What the code does for the requests of a client.</summary>
    public CodePolicy Of(RegisteredClient client)
    {
        var registration = client.First;
        foreach (var other in client.Registrations.Skip(1))
            registration = registration with { Coverage = registration.Coverage.With(other.Coverage) };
        return Of(registration, client.Registrations);
    }

    /// <summary>What it does for an address that goes to a client without a registration: known only of one that is made or taken from the factory there.</summary>
    public CodePolicy OfSite(AddressSite site)
    {
        if (site.Sink is not { Family: SinkFamily.Http, Shape: SinkShape.Call } || site.Node is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var receiver } } call
            || ClientUseReader.IsRepeated(call) || _code.ModelFor(call.SyntaxTree) is not { } model || !IsPlain(receiver, model))
        {
            return CodePolicy.Unknown;
        }

        var type = call.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } around ? model.GetDeclaredSymbol(around, cancellationToken) as ITypeSymbol : null;
        return Of(new ClientRegistration(call, ClientOrigin.Factory, SinkFamily.Http, type?.Name ?? "", type, site.Value, ChainCoverage.None), []);
    }

    private CodePolicy Of(ClientRegistration client, IReadOnlyList<ClientRegistration> registrations)
    {
        var isFactory = client.Origin == ClientOrigin.Factory && !client.Coverage.DropsHandlers;
        var defaults = isFactory ? _code.Defaults.Get(cancellationToken) : Layers.None;
        List<RetryCall> own = [.. client.Coverage.Retries.Concat(client.Coverage.Further)];
        List<RetryCall> general = isFactory ? [.. _code.Defaults.Retries(cancellationToken).Concat(_code.Defaults.Inherited(cancellationToken))] : [];
        var hand = _byHand.Of(client);
        var handlers = HandlersOf(registrations, own.Concat(general));
        var layers = client.Coverage.Layers | defaults;

        // A default without a retry in sight, or a handler that nothing says what it does.
        var isUnseen = (layers & Layers.Unknown) != 0 || defaults != Layers.None && general.Count == 0 || handlers.Any(static h => h.IsUnseen) || (layers & Layers.Custom) != 0 && handlers.Count == 0;
        var mayBeByHand = hand.Count == 0 && _byHand.MayCover(client);
        List<RetryCall> retries = [.. general.Concat(own).Where(static retry => (retry.Triggers & RetryTriggers.Failures) != 0), .. hand];

        var repetitions = ClientRetry.Together(retries);
        int? tries = isUnseen || mayBeByHand || repetitions is null ? null : repetitions == int.MaxValue ? int.MaxValue : repetitions + 1;
        var deadline = client.Family == SinkFamily.Grpc ? _deadlines.Of(client.ClientType) : null;
        bool? hasTimeout = (layers & Layers.Timeout) != 0 || handlers.Any(static h => h.HasTimeout) || deadline is { IsSet: true } || _byHand.HasTimeout(hand) ? true
            : isUnseen || mayBeByHand || deadline is { IsSet: null } ? null : false;
        bool? hasBreaker = (layers & Layers.CircuitBreaker) != 0 || handlers.Any(static h => h.HasBreaker) ? true : isUnseen || mayBeByHand || hand.Count > 0 && _byHand.HasBreakers ? null : false;
        var (perTry, total) = new CallTimes(_code, cancellationToken).Of(client, own, general, handlers, hand.Count > 0, tries);
        return new CodePolicy(tries, hasTimeout ?? (perTry ?? total) switch { null => null, _ => true }, hasBreaker)
        {
            TryMilliseconds = perTry ?? deadline?.Milliseconds,
            TotalMilliseconds = total ?? deadline?.Milliseconds,
            Place = retries.Count == 0 ? null : PlaceOf(own.Find(retries.Contains) ?? retries[0]),
            RepeatsUnsafe = retries.Count == 0 ? null : RepeatsUnsafe(retries, client),
            RepeatsOn = hand.Count > 0 ? [] : RepeatsOn(retries, client),
            IsEndless = registrations.Append(client).Any(IsEndless),
        };
    }

    /// <summary>The answers after which every retry in sight asks once more; none where one of them does not tell.</summary>
    private static IReadOnlyList<string> RepeatsOn(List<RetryCall> retries, ClientRegistration client)
    {
        var statuses = new SortedSet<int>();
        var codes = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var retry in retries)
        {
            if (RepeatedAnswers.Of(retry, client, throws: false) is not { } repeated)
                return [];
            statuses.UnionWith(repeated.Statuses);
            codes.UnionWith(repeated.Codes);
        }

        var isServerError = statuses.Count(static s => s >= 500) == 100;
        return [.. statuses.Where(s => !isServerError || s < 500).Select(static s => s.ToString(System.Globalization.CultureInfo.InvariantCulture)), .. isServerError ? ["5xx"] : Array.Empty<string>(), .. codes];
    }

    /// <summary><c>c.Timeout = Timeout.InfiniteTimeSpan</c></summary>
    private bool IsEndless(ClientRegistration client)
    {
        var limits = client.Node switch
        {
            InvocationExpressionSyntax call when client.Origin == ClientOrigin.Factory => new ClientLimitReader(_code, cancellationToken).TimeoutsOf(client, CallChain.From(call).Calls),
            BaseObjectCreationExpressionSyntax { Initializer.Expressions: var settings } => settings.OfType<AssignmentExpressionSyntax>(),
            _ => [],
        };
        return limits.Any(static limit => limit.Right is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "InfiniteTimeSpan" });
    }

    private static bool? RepeatsUnsafe(List<RetryCall> retries, ClientRegistration client)
    {
        if (RepeatedChanges.Unsparing(retries, client).Any())
            return true;
        return retries.TrueForAll(static retry => new[] { retry.Call, retry.Call.Parent?.Parent, retry.Source }.Any(static part => part?.DescendantTokens().Any(static t => t.ValueText == "DisableForUnsafeHttpMethods") == true)) ? false : null;
    }

    /// <summary>Handlers on the chains of a client's registrations, and around its retries.</summary>
    private List<ResilienceHandler> HandlersOf(IReadOnlyList<ClientRegistration> registrations, IEnumerable<RetryCall> retries)
    {
        var calls = new List<InvocationExpressionSyntax>();
        foreach (var registration in registrations)
        {
            if (registration is { Origin: ClientOrigin.Factory, Node: InvocationExpressionSyntax call })
                calls.AddRange(CallChain.From(call).Calls.Skip(1).Where(IsHandler));
        }

        calls.AddRange(retries.Select(static retry => StackedHandler.Of(retry).Call).Where(IsHandler));
        return [.. calls.Distinct().Select(call => ResilienceHandler.Of(call, _code, cancellationToken))];
    }

    private static bool IsHandler(InvocationExpressionSyntax call) => CallChain.NameOf(call)?.Identifier.ValueText is { } name && ResilienceNames.OnBuilder.ContainsKey(name);

    /// <summary><c>new HttpClient()</c> and a nameless client of the factory, also kept in a variable.</summary>
    private bool IsPlain(ExpressionSyntax receiver, SemanticModel model)
    {
        if (receiver is IdentifierNameSyntax or MemberAccessExpressionSyntax && model.GetSymbolInfo(receiver, cancellationToken).Symbol is { } symbol && OnlyValue.Of(symbol, _code, model, cancellationToken) is { } only)
            receiver = only;
        return receiver is BaseObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 } }
            or InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CreateClient" }, ArgumentList.Arguments.Count: 0 };
    }

    private Place PlaceOf(RetryCall retry) => source.PlaceOf((SyntaxNode?)CallChain.NameOf(retry.Call) ?? retry.Call);
}
