using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Messaging;
using MeshReady.Model.Systems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems.Messages;

/// <summary>Reads what the project sends to brokers: through their clients, through buses of the house, and by making events that are called external.</summary>
internal sealed class SendReader(FactsSource source, MessageList list, string? broker, CancellationToken cancellationToken)
{
    private static readonly ILookup<string, BrokerNames.Client> ByMethod = BrokerNames.Sends.SelectMany(static c => c.Methods.Select(m => (Method: m, Client: c))).ToLookup(static p => p.Method, static p => p.Client, StringComparer.Ordinal);

    private readonly CodeFacts _code = source.Code;
    private readonly TextSource _texts = source.TextsWith(cancellationToken);
    private readonly MessageTypes _types = new(source.Code, cancellationToken);
    private readonly CodeNodes _nodes = CodeNodes.For(source.Code, cancellationToken);

    public void Read()
    {
        foreach (var name in _nodes.CalledNames.Where(static n => MessagingNames.MaySend(n) || ByMethod.Contains(n)).ToList())
        {
            foreach (var call in _nodes.Calls(name))
                ReadCall(call, name);
        }

        ReadChannels();
        ReadSagas();
        ReadEvents();
    }

    /// <summary>What a state machine of MassTransit sends on: <c>.Publish(context => context.Init&lt;OrderPaid&gt;(…))</c>, <c>.Produce(…)</c>.</summary>
    private void ReadSagas()
    {
        foreach (var call in _nodes.Calls("Init"))
        {
            if (CallChain.NameOf(call) is not GenericNameSyntax { TypeArgumentList.Arguments: [var told] }
                || call.Ancestors().OfType<InvocationExpressionSyntax>().FirstOrDefault() is not { } around || CallChain.NameOf(around)?.Identifier.ValueText is not ("Produce" or "ProduceAsync" or "Publish" or "PublishAsync" or "Send" or "SendAsync"))
            {
                continue;
            }

            var model = _code.ModelOf(call.SyntaxTree);
            if (call.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type && model.GetDeclaredSymbol(type, cancellationToken) is INamedTypeSymbol machine && IsStateMachine(machine)
                && model.GetTypeInfo(told, cancellationToken).Type is INamedTypeSymbol { TypeKind: not TypeKind.Error } sent)
            {
                list.Add(isPublished: true, call, "masstransit", sent, default);
            }
        }
    }

    private static bool IsStateMachine(INamedTypeSymbol type)
    {
        for (var level = type.BaseType; level is not null; level = level.BaseType)
        {
            if (LiveCode.Is(level, "MassTransit.MassTransitStateMachine"))
                return true;
        }

        return false;
    }

    private void ReadCall(InvocationExpressionSyntax call, string name)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var model = _code.ModelOf(call.SyntaxTree);
        var info = model.GetSymbolInfo(call, cancellationToken);
        var method = (info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) as IMethodSymbol;
        var receiver = Receivers.Of(call, model, cancellationToken);
        foreach (var client in ByMethod[name])
        {
            if (!Receivers.Is(method, receiver, client.Type) || receiver.IsOrInherits("MassTransit.Mediator.IMediator") || !LiveCode.Is(call, model, cancellationToken))
                continue;
            AddClient(call, method, client, model, receiver);
            return;
        }

        if (method is not null && receiver is not null && IsHouse(method, receiver, call, model, name, out var by) && LiveCode.Is(call, model, cancellationToken))
        {
            foreach (var type in _types.Of(call, method, model))
                list.Add(isPublished: true, call, by ?? broker, type, default);
        }
    }

    private void AddClient(InvocationExpressionSyntax call, IMethodSymbol? method, BrokerNames.Client client, SemanticModel model, ITypeSymbol? receiver)
    {
        var types = client.Type is "MassTransit.IRequestClient" or "MassTransit.ITopicProducer" && receiver is INamedTypeSymbol { TypeArguments: [.., INamedTypeSymbol asked] } ? [asked] : _types.Of(call, method, model);
        // EasyNetQ's own envelope: what it holds is not told.
        if (client.Broker == "easynetq" && types.All(static t => t.Interfaces.Any(static i => i.Name == "IMessage")))
            types = [];
        var channel = ChannelOf(call, method, client, model);
        // A wrapper hands on what others name; they are read where they call it.
        if (types.Count == 0 && !channel.IsKnown || types.Count == 0 && source.Origin.Kind == ProjectKind.Library && Receivers.IsWrapper(call, model, cancellationToken))
            return;
        foreach (var type in types.Count > 0 ? types : [null!])
            list.Add(isPublished: true, call, client.Broker, (ITypeSymbol?)type, channel);
    }

    private TextValue ChannelOf(InvocationExpressionSyntax call, IMethodSymbol? method, BrokerNames.Client client, SemanticModel model)
    {
        if (client.Channel is not null)
        {
            var position = client.Broker == "dapr" ? 1 : 0;
            var argument = (method is null ? null : TextSource.Of(call.ArgumentList, method, client.Channel)) ?? (method is null || client.Type.StartsWith("EasyNetQ", StringComparison.Ordinal) ? call.ArgumentList.Arguments.ElementAtOrDefault(position)?.Expression : null);
            var value = _texts.One(argument);
            if (client.Broker == "rabbitmq" && value is { Key: null, Text: "" } && method is not null)
                return _texts.One(TextSource.Of(call.ArgumentList, method, "routingKey"));
            // EasyNetQ: an exchange is declared by name and kept.
            return value.IsKnown ? value : client.Broker == "easynetq" ? _texts.One(_nodes.Calls("ExchangeDeclare").Select(static d => d.ArgumentList.Arguments.FirstOrDefault()?.Expression).FirstOrDefault()) : default;
        }

        // MassTransit: the endpoint is asked for by address.
        if (client.Type == "MassTransit.ISendEndpoint" && call.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax endpoint } && model.GetSymbolInfo(endpoint, cancellationToken).Symbol is ILocalSymbol local
            && OnlyValue.OfLocal(local, model, cancellationToken)?.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().FirstOrDefault(static c => CallChain.NameOf(c)?.Identifier.ValueText == "GetSendEndpoint") is { ArgumentList.Arguments: [{ Expression: var address }, ..] })
        {
            return _texts.One(address);
        }

        return default;
    }

    /// <summary>A bus of the house: what it calls ends at a broker's client, or its name says so and a broker's library is in sight.</summary>
    private bool IsHouse(IMethodSymbol method, ITypeSymbol receiver, InvocationExpressionSyntax call, SemanticModel model, string name, out string? by)
    {
        by = null;
        if (method.Declared().DeclaringSyntaxReferences.IsEmpty || BrokerNames.IsInProcess(receiver) || method.Home().IsInNamespace("MediatR"))
            return false;
        if (MessagingEffects.For(_code).Of(call, model, cancellationToken).Sends is { } transport)
        {
            by = transport.ToString().ToLowerInvariant();
            return true;
        }

        return broker is not null && MessagingNames.IsBrokerName(name) && BrokerNames.IsBus(receiver) && !EndsInProcess(method, receiver);
    }

    /// <summary>Whether all bodies in sight only hand on to MediatR.</summary>
    private bool EndsInProcess(IMethodSymbol method, ITypeSymbol receiver)
    {
        var bodies = CodeInSight.For(_code).Of(method, receiver, cancellationToken).Select(static b => b.Body.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.ToString() ?? "").ToList();
        return bodies.Count > 0 && bodies.TrueForAll(static text => (text.Contains("IMediator") || text.Contains("IPublisher ")) && text.IndexOf("outbox", StringComparison.OrdinalIgnoreCase) < 0);
    }

    /// <summary>Clients that are made for one channel: <c>CreateSender("orders")</c>, <c>WithTopic("cars/entry")</c>.</summary>
    private void ReadChannels()
    {
        foreach (var (method, type, name, position) in new[] { ("CreateSender", "Azure.Messaging.ServiceBus.ServiceBusClient", "servicebus", 0), ("WithTopic", "MQTTnet.MqttApplicationMessageBuilder", "mqtt", 0), ("GetQueueClient", "Azure.Storage.Queues.QueueServiceClient", "storagequeue", 0) })
        {
            foreach (var call in _nodes.Calls(method))
            {
                var model = _code.ModelOf(call.SyntaxTree);
                var symbol = model.GetSymbolInfo(call, cancellationToken).Symbol as IMethodSymbol;
                var isOne = Receivers.Is(symbol, Receivers.Of(call, model, cancellationToken), type)
                    || symbol is null && call.ToString().Contains(type.Substring(type.LastIndexOf('.') + 1));
                if (isOne && LiveCode.Is(call, model, cancellationToken) && _texts.One(call.ArgumentList.Arguments.ElementAtOrDefault(position)?.Expression) is { IsKnown: true } channel)
                    list.Add(isPublished: true, call, name, (ITypeSymbol?)null, channel);
            }
        }

        foreach (var creation in _nodes.Creations("EventHubProducerClient", cancellationToken))
        {
            if (_texts.One(creation.ArgumentList?.Arguments.ElementAtOrDefault(1)?.Expression) is { IsKnown: true } hub)
                list.Add(isPublished: true, creation, "eventhubs", (ITypeSymbol?)null, hub);
        }
    }

    /// <summary>An event that is called external is made in order to leave: through an outbox, a mapper, a service out of sight. Its own class and its handlers make none to send.</summary>
    private void ReadEvents()
    {
        foreach (var sameName in _nodes.CreationsByName(cancellationToken))
        {
            foreach (var creation in sameName)
            {
                var model = _code.ModelOf(creation.SyntaxTree);
                // One look at a name decides about it: to bind every creation is to bind the project.
                if (model.GetTypeInfo(creation, cancellationToken).Type is not INamedTypeSymbol made || !BrokerNames.IsIntegration(made))
                    break;
                AddEvent(creation, made, model);
            }
        }

        foreach (var name in _nodes.CalledNames.Where(static n => n is "Of" or "From" or "Create" or "New" || n.StartsWith("Create", StringComparison.Ordinal) || n.StartsWith("From", StringComparison.Ordinal)).ToList())
        {
            foreach (var sameReceiver in _nodes.Calls(name).Where(static c => c.Expression is MemberAccessExpressionSyntax { Expression: SimpleNameSyntax or MemberAccessExpressionSyntax or AliasQualifiedNameSyntax }).GroupBy(static c => ((MemberAccessExpressionSyntax)c.Expression).Expression.ToString(), StringComparer.Ordinal))
            {
                foreach (var call in sameReceiver)
                {
                    var model = _code.ModelOf(call.SyntaxTree);
                    if (model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol factory)
                        continue;
                    // As above: Task.FromResult stands in every other method.
                    if (!factory.IsStatic || !BrokerNames.IsIntegration(factory.ContainingType))
                        break;
                    if (factory.ReturnType is INamedTypeSymbol made && SymbolEqualityComparer.Default.Equals(made, factory.ContainingType))
                        AddEvent(call, made, model);
                }
            }
        }
    }

    private void AddEvent(SyntaxNode node, INamedTypeSymbol made, SemanticModel model)
    {
        if (made.IsAbstract || made.DeclaringSyntaxReferences.IsEmpty || !made.TypeArguments.IsEmpty || !BrokerNames.IsIntegration(made) || _types.Concrete(made) is not [var type] || !SymbolEqualityComparer.Default.Equals(type, made))
            return;
        var around = node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration ? model.GetDeclaredSymbol(declaration, cancellationToken) : null;
        if (around is INamedTypeSymbol own && (SymbolEqualityComparer.Default.Equals(own, made) || BrokerNames.IsIntegration(own)) || !LiveCode.Is(node, model, cancellationToken))
            return;
        list.Add(isPublished: true, node, broker, made, default);
    }
}
