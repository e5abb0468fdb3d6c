using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Model.Systems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems.Messages;

/// <summary>Reads what the project takes from brokers: by classes that handle a type, by subscriptions, by channels.</summary>
internal sealed class TakeReader(FactsSource source, MessageList list, string? broker, CancellationToken cancellationToken)
{
    private static readonly ILookup<string, BrokerNames.Client> ByMethod = BrokerNames.Takes.SelectMany(static c => c.Methods.Select(m => (Method: m, Client: c))).ToLookup(static p => p.Method, static p => p.Client, StringComparer.Ordinal);

    private readonly CodeFacts _code = source.Code;
    private readonly TextSource _texts = source.TextsWith(cancellationToken);
    private readonly CodeNodes _nodes = CodeNodes.For(source.Code, cancellationToken);

    public void Read()
    {
        var queues = Queues();
        foreach (var type in _nodes.Types)
            ReadHandler(type, queues);
        foreach (var name in _nodes.CalledNames.ToList())
        {
            if (ByMethod.Contains(name) || name.IndexOf("Subscri", StringComparison.Ordinal) >= 0 || name.IndexOf("Listen", StringComparison.Ordinal) >= 0 || name.IndexOf("Consum", StringComparison.Ordinal) >= 0 || name is "WithTopic" or "WithTopicFilter")
            {
                foreach (var call in _nodes.Calls(name))
                    ReadCall(call, name);
            }
        }

        ReadAttributes();
        if (broker is not null)
            new HouseCallbacks(source, list, broker, cancellationToken).Read();
    }

    /// <summary>The queues of MassTransit's <c>ReceiveEndpoint("orders", e => e.ConfigureConsumer&lt;T&gt;(…))</c>, by the names of their consumers.</summary>
    private Dictionary<string, TextValue> Queues()
    {
        var queues = new Dictionary<string, TextValue>(StringComparer.Ordinal);
        foreach (var call in _nodes.Calls("ReceiveEndpoint"))
        {
            if (call.ArgumentList.Arguments is not [{ Expression: not LambdaExpressionSyntax and var name }, ..] || _texts.One(name) is not { IsKnown: true } queue)
                continue;
            foreach (var generic in call.DescendantNodes().OfType<GenericNameSyntax>())
            {
                if (generic is { Identifier.ValueText: "Consumer" or "ConfigureConsumer" or "StateMachineSaga" or "ConfigureSaga", TypeArgumentList.Arguments: [var consumer, ..] })
                    queues[consumer.ToString().Split('.').Last()] = queue;
            }
        }

        return queues;
    }

    private void ReadHandler(TypeDeclarationSyntax declaration, Dictionary<string, TextValue> queues)
    {
        if (declaration.BaseList is null || _code.ModelOf(declaration.SyntaxTree).GetDeclaredSymbol(declaration, cancellationToken) is not INamedTypeSymbol { IsAbstract: false } symbol || !symbol.TypeParameters.IsEmpty)
            return;
        var queue = queues.TryGetValue(symbol.Name, out var known) ? known : default;
        foreach (var handled in symbol.AllInterfaces.Concat(symbol.Interfaces).Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default))
        {
            if (handled.TypeArguments.FirstOrDefault() is not { TypeKind: not TypeKind.TypeParameter } message)
                continue;
            if (message is INamedTypeSymbol { Name: "Batch", TypeArguments: [var one] })
                message = one;
            if (BrokerOf(handled, message) is var (isOne, by) && isOne)
                list.Add(isPublished: false, declaration, by, message, queue);
        }

        // A saga's events.
        for (var level = symbol.BaseType; level is not null; level = level.BaseType)
        {
            if (LiveCode.Is(level, "MassTransit.MassTransitStateMachine"))
            {
                foreach (var property in symbol.GetMembers().OfType<IPropertySymbol>())
                {
                    if (property.Type is INamedTypeSymbol { Name: "Event", TypeArguments: [INamedTypeSymbol message] })
                        list.Add(isPublished: false, declaration, "masstransit", message, queue);
                }

                break;
            }
        }
    }

    private (bool IsOne, string? Broker) BrokerOf(INamedTypeSymbol handled, ITypeSymbol message)
    {
        foreach (var (type, by) in BrokerNames.Handlers)
        {
            if (handled.Is(type) || handled.TypeKind == TypeKind.Error && type.EndsWith("." + handled.Name, StringComparison.Ordinal) && (handled.Name != "IHandlerAsync") && (broker is null || broker == by))
                return (true, by);
        }

        if (handled.DeclaringSyntaxReferences.IsEmpty && handled.TypeKind != TypeKind.Error)
            return (false, null);
        var isHouse = BrokerNames.IsHouseHandler(handled) && (broker is not null || BrokerNames.IsIntegration(message))
            || broker is not null && handled.Name is "IEventHandler" or "IHandle" or "IHandler" or "IEventHandlerAsync" && BrokerNames.IsIntegration(message);
        return (isHouse && message.SpecialType == SpecialType.None, broker);
    }

    private void ReadCall(InvocationExpressionSyntax call, string name)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var model = _code.ModelOf(call.SyntaxTree);
        var info = model.GetSymbolInfo(call, cancellationToken);
        var method = (info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) as IMethodSymbol;
        var receiver = Receivers.Of(call, model, cancellationToken);
        if (!LiveCode.Is(call, model, cancellationToken))
            return;
        foreach (var client in ByMethod[name])
        {
            if (Receivers.Is(method, receiver, client.Type))
            {
                AddClient(call, method, client, model);
                return;
            }
        }

        if (name is "WithTopic" or "WithTopicFilter")
        {
            if (method?.Home().Name is "MqttTopicFilterBuilder" or "MqttClientSubscribeOptionsBuilder" || method is null && call.ToString() is var text && (text.Contains("MqttTopicFilterBuilder") || text.Contains("MqttClientSubscribeOptionsBuilder")))
                AddChannel(call, "mqtt", call.ArgumentList.Arguments.FirstOrDefault()?.Expression, model);
            else if (method?.Home().IsInNamespace("Dapr") ?? name == "WithTopic" && call.ArgumentList.Arguments.Count == 2)
                AddChannel(call, "dapr", call.ArgumentList.Arguments.ElementAtOrDefault(1)?.Expression, model);
            return;
        }

        if (name is "CreateProcessor" or "CreateReceiver" || broker is null || method is null || method.Home().DeclaringSyntaxReferences.IsEmpty || receiver is not null && BrokerNames.IsInProcess(receiver))
            return;
        // A subscription of the house: Subscribe<OrderPlaced, Handler>(), UseListeners([typeof(OrderPlaced)]).
        var told = (CallChain.NameOf(call) as GenericNameSyntax)?.TypeArgumentList.Arguments.Take(1).Select(a => model.GetTypeInfo(a, cancellationToken).Type)
            ?? call.ArgumentList.DescendantNodes().OfType<TypeOfExpressionSyntax>().Select(t => model.GetTypeInfo(t.Type, cancellationToken).Type);
        foreach (var type in told)
        {
            if (MessageTypes.AsMessage(type) is { TypeKind: TypeKind.Class or TypeKind.Struct, IsStatic: false, DeclaringSyntaxReferences.IsEmpty: false } message && !message.Name.EndsWith("Handler", StringComparison.Ordinal) && !message.Name.EndsWith("Consumer", StringComparison.Ordinal) && !message.Name.EndsWith("Service", StringComparison.Ordinal))
                list.Add(isPublished: false, call, broker, message, default);
        }
    }

    private void AddClient(InvocationExpressionSyntax call, IMethodSymbol? method, BrokerNames.Client client, SemanticModel model)
    {
        if (client.Channel is null)
        {
            if ((CallChain.NameOf(call) as GenericNameSyntax)?.TypeArgumentList.Arguments is [var type, ..] && model.GetTypeInfo(type, cancellationToken).Type is INamedTypeSymbol { TypeKind: not TypeKind.TypeParameter } message)
                list.Add(isPublished: false, call, client.Broker, message, default);
            return;
        }

        var argument = (method is null ? null : TextSource.Of(call.ArgumentList, method, client.Channel) ?? TextSource.Of(call.ArgumentList, method, "topicName") ?? TextSource.Of(call.ArgumentList, method, "topics") ?? TextSource.Of(call.ArgumentList, method, "channels")) ?? call.ArgumentList.Arguments.FirstOrDefault()?.Expression;
        AddChannel(call, client.Broker, client.Broker == "rabbitmq" && !_texts.One(argument).IsKnown ? ExchangeBeside(call) ?? argument : argument, model);
    }

    /// <summary>A queue whose name the broker makes up takes what is sent to the exchange that it is bound to.</summary>
    private ExpressionSyntax? ExchangeBeside(InvocationExpressionSyntax take)
    {
        var exchanges = (take.FirstAncestorOrSelf<TypeDeclarationSyntax>() as SyntaxNode ?? take.SyntaxTree.GetRoot(cancellationToken)).DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Where(static call => CallChain.NameOf(call)?.Identifier.ValueText is "QueueBind" or "QueueBindAsync")
            .Select(static call => (call.ArgumentList.Arguments.FirstOrDefault(static a => a.NameColon?.Name.Identifier.ValueText == "exchange") ?? call.ArgumentList.Arguments.ElementAtOrDefault(1))?.Expression).ToList();
        return exchanges is [{ } only] && _texts.One(only) is { Text: not "" } ? only : null;
    }

    private void AddChannel(SyntaxNode node, string by, ExpressionSyntax? channel, SemanticModel model)
    {
        if (channel is null)
            return;
        if (source.Origin.Kind == ProjectKind.Library && Receivers.IsWrapper(node, model, cancellationToken))
            return;
        IEnumerable<ExpressionSyntax> names = channel switch
        {
            CollectionExpressionSyntax several => several.Elements.OfType<ExpressionElementSyntax>().Select(static e => e.Expression),
            BaseObjectCreationExpressionSyntax { Initializer: { } items } => items.Expressions,
            ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions,
            ArrayCreationExpressionSyntax { Initializer: { } items } => items.Expressions,
            _ => [channel],
        };
        foreach (var name in names)
        {
            if (_texts.One(name) is { IsKnown: true } value)
                list.Add(isPublished: false, node, by, (ITypeSymbol?)null, value);
        }
    }

    /// <summary>Dapr's <c>[Topic("pubsub", "orders")]</c> and CAP's <c>[CapSubscribe("orders")]</c>, with the type of the method's message.</summary>
    private void ReadAttributes()
    {
        foreach (var (name, by, position) in new[] { ("Topic", "dapr", 1), ("CapSubscribe", "cap", 0), ("RabbitSubscribe", "rabbitmq", 0), ("KafkaListener", "kafka", 0), ("ServiceBusTrigger", "servicebus", 0), ("RabbitMQTrigger", "rabbitmq", 0), ("KafkaTrigger", "kafka", 1), ("EventHubTrigger", "eventhubs", 0), ("QueueTrigger", "storagequeue", 0) })
        {
            foreach (var attribute in _nodes.Attributes(name))
            {
                var model = _code.ModelOf(attribute.SyntaxTree);
                if (model.GetTypeInfo(attribute, cancellationToken).Type is { TypeKind: not TypeKind.Error } type && !type.DeclaringSyntaxReferences.IsEmpty)
                    continue;
                var channel = _texts.One(attribute.ArgumentList?.Arguments.Where(static a => a.NameEquals is null).ElementAtOrDefault(position)?.Expression);
                if (!channel.IsKnown)
                    continue;
                var method = attribute.FirstAncestorOrSelf<MethodDeclarationSyntax>();
                var message = method?.ParameterList.Parameters.Select(p => MessageTypes.AsMessage(p.Type is null ? null : model.GetTypeInfo(p.Type, cancellationToken).Type)).FirstOrDefault(static m => m is { TypeKind: TypeKind.Class or TypeKind.Struct, DeclaringSyntaxReferences.IsEmpty: false });
                list.Add(isPublished: false, attribute, by, message, channel);
            }
        }
    }
}
