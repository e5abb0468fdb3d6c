using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MeshReady.Analyzers.Facts.Addresses;

/// <content>Values that come from configuration, the environment or options.</content>
internal sealed partial class AddressResolver
{
    private const string IConfiguration = "Microsoft.Extensions.Configuration.IConfiguration";

    private AddressValue ResolveInvocation(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        switch (method.Name)
        {
            case "Format" when method.ContainingType.SpecialType == SpecialType.System_String:
                return ResolveFormat(invocation);
            case "Concat" when method.ContainingType.SpecialType == SpecialType.System_String:
                return Join(invocation.Arguments.SelectMany(static a => ElementsOf(a.Value)), invocation.Syntax);
            case "Join" when method.ContainingType.SpecialType == SpecialType.System_String && invocation.Arguments is [{ Value.ConstantValue: { HasValue: true, Value: "/" or '/' } }, _]:
                return Join(ElementsOf(invocation.Arguments[1].Value).SelectMany((e, i) => i == 0 ? new[] { e } : [invocation.Arguments[0].Value, e]), invocation.Syntax);
            case "Combine" when method.ContainingType.Is("Flurl.Url") && invocation.Arguments.Length == 1:
            case "AddQueryString" when method.ContainingType.Is("Microsoft.AspNetCore.WebUtilities.QueryHelpers"):
                return Resolve(ElementsOf(invocation.Arguments[0].Value).FirstOrDefault());
            case "ToString" or "Trim" or "TrimEnd" or "TrimStart" or "ToLower" or "ToLowerInvariant" when invocation.Instance is not null:
                return Resolve(invocation.Instance);
            case "Parse" when invocation.Arguments.Length == 1 && (method.ContainingType.Is("System.Net.IPAddress") || method.ContainingType.Is("System.Net.IPEndPoint")):
                return Resolve(invocation.Arguments[0].Value);
            case "GetEnvironmentVariable" when method.ContainingType.Is("System.Environment"):
                return new AddressValue(AddressKind.Configuration, Key: ConstantText(invocation, "variable")) { IsEnvironment = true };
            case "GetServiceUri" when method.Declared().ContainingType.IsInNamespace("Microsoft.Extensions.Configuration"):
                return OfDiscovery(ConstantText(invocation, "name"));
        }

        if (Receiver(invocation) is not { } receiver)
            return ResolveHouse(invocation);

        if (receiver.Type.IsOrInherits(IConfiguration))
            return ResolveConfigurationRead(invocation, receiver);

        // A house check such as cfg["k"].NotBeNull() hands the same value on.
        if (method.IsExtension() && SymbolEqualityComparer.Default.Equals(receiver.Type, method.ReturnType) && Resolve(receiver) is { Kind: AddressKind.Configuration } value)
            return value;

        return ResolveHouse(invocation);
    }

    /// <summary>Tye's <c>GetServiceUri("orders")</c>, also where its package is missing: nobody else's configuration has the method.</summary>
    private AddressValue ResolveUnbound(IInvalidOperation invalid)
        => invalid.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetServiceUri" } access, ArgumentList.Arguments: [{ Expression: var name }, ..] } call
            && facts.ModelFor(call.SyntaxTree) is { } model
            && model.GetTypeInfo(access.Expression, cancellationToken).Type.IsOrInherits(IConfiguration)
            && model.GetConstantValue(name, cancellationToken) is { HasValue: true, Value: string service }
                ? OfDiscovery(service)
                : AddressValue.Unknown;

    private static AddressValue OfDiscovery(string? service) => service is null ? AddressValue.Unknown : new(AddressKind.Configuration, Key: "service:" + service) { LogicalHost = service };

    private AddressValue ResolveConfigurationRead(IInvocationOperation invocation, IOperation receiver)
    {
        var method = invocation.TargetMethod;
        if (!IsTextOrUri(method.ReturnType) && method is not { Name: "GetValue", ReturnType.SpecialType: SpecialType.System_Object })
            return AddressValue.Unknown;

        var key = invocation.Arguments
            .Where(a => !ReferenceEquals(a.Value, receiver) && a.Parameter?.Type.SpecialType == SpecialType.System_String && a.Parameter.Name != "defaultValue")
            .Select(a => TextOf(a.Value))
            .FirstOrDefault();
        key = method.Name is "GetConnectionString" or "GetRequiredConnectionString" && key is not null ? "ConnectionStrings:" + key : key;
        if (SectionOf(receiver) is not { } section)
            key = null;
        else if (section.Length > 0)
            key = key is null ? section : section + ":" + key;

        var configured = new AddressValue(AddressKind.Configuration, Key: key);
        return invocation.Arguments.FirstOrDefault(static a => a is { Parameter.Name: "defaultValue", ArgumentKind: ArgumentKind.Explicit }) is { } missing
            ? Default(configured, Resolve(missing.Value), missing.Value.Syntax) is { Kind: not AddressKind.Unknown } value ? value : configured
            : configured;
    }

    /// <summary>The path of <c>cfg.GetSection("A").GetSection("B")</c>: empty for the root, null where it is not constant.</summary>
    private string? SectionOf(IOperation receiver)
    {
        receiver = Unwrap(receiver);
        if (receiver is ILocalReferenceOperation { Local: var local } && Initializer(local) is { } initializer && !IsWrittenAgain(local))
            receiver = Unwrap(facts.ModelOf(initializer.SyntaxTree).GetOperation(initializer, cancellationToken) ?? receiver);

        if (receiver is IInvocationOperation { TargetMethod.Name: "GetSection" or "GetRequiredSection" } invocation)
        {
            var name = ConstantText(invocation, "key");
            return name is not null && Receiver(invocation) is { } outer && SectionOf(outer) is { } prefix
                ? prefix.Length == 0 ? name : prefix + ":" + name
                : null;
        }

        return receiver.Type.Is("Microsoft.Extensions.Configuration.IConfigurationSection") ? null : "";
    }

    private AddressValue ResolveProperty(IPropertyReferenceOperation reference)
    {
        var property = reference.Property;
        if (property.IsIndexer && reference.Instance?.Type.IsOrInherits(IConfiguration) == true)
        {
            var key = reference.Arguments.Length == 1 ? TextOf(reference.Arguments[0].Value) : null;
            var section = SectionOf(reference.Instance);
            return new AddressValue(AddressKind.Configuration, Key: key is null || section is null ? null : section.Length == 0 ? key : section + ":" + key);
        }

        if (property.Name == "Value" && reference.Instance is { } instance && instance.Type.IsOrInherits("Microsoft.Extensions.Configuration.IConfigurationSection"))
            return new AddressValue(AddressKind.Configuration, Key: SectionOf(instance));

        // new UriBuilder("http://orders").Uri, new Uri("…").AbsoluteUri
        if (property.Name is "Uri" or "AbsoluteUri" or "OriginalString" && reference.Instance?.Type is { } type && (type.Is("System.UriBuilder") || type.Is("System.Uri")))
            return Resolve(reference.Instance);

        if (IsBoundOptions(reference))
            return new AddressValue(AddressKind.Configuration, Key: KeyOf(reference));

        // A property of a C# 14 extension block has a receiver and no state.
        return reference.Instance is null or IInstanceReferenceOperation || property.ContainingType is { Name: "", ContainingType: not null } ? ResolveMember(property) : AddressValue.Unknown;
    }

    /// <summary>
    /// A settable property of an options object. Options classes are filled from configuration; that one is read here
    /// through IOptions, by a class that is bound somewhere or by a name that says so.
    /// </summary>
    private bool IsBoundOptions(IPropertyReferenceOperation reference)
    {
        var property = reference.Property;
        if (!IsTextOrUri(property.Type) || property.SetMethod is null || property.IsStatic || reference.Instance is null or IInstanceReferenceOperation)
            return false;

        return facts.Options.IsOptionsClass(reference.Instance.Type?.Name ?? "", cancellationToken)
            || (Unwrap(reference.Instance) is IPropertyReferenceOperation { Property: { Name: "Value" or "CurrentValue" } outer } && outer.ContainingType.IsInNamespace("Microsoft.Extensions.Options"));
    }

    /// <summary>The key that fills a property of an options object, also of one inside another; null where that is not sure.</summary>
    private string? KeyOf(IPropertyReferenceOperation reference)
    {
        if (reference.Property.GetAttributes().Any(static a => a.AttributeClass?.Name == "ConfigurationKeyNameAttribute") || reference.Instance?.Type is not INamedTypeSymbol type)
            return null;
        if (facts.Options.SectionOf(type, cancellationToken) is { } section)
            return section + ":" + reference.Property.Name;
        return Unwrap(reference.Instance) is IPropertyReferenceOperation { Property: { IsIndexer: false, Name: not ("Value" or "CurrentValue") } } outer && KeyOf(outer) is { } path
            ? path + ":" + reference.Property.Name
            : null;
    }

    private static bool IsTextOrUri(ITypeSymbol type) => type.SpecialType == SpecialType.System_String || type.Is("System.Uri");

    private static IOperation? Receiver(IInvocationOperation invocation)
        => invocation.Instance ?? (invocation.TargetMethod.IsExtensionMethod && invocation.Arguments.Length > 0 ? Unwrap(invocation.Arguments[0].Value) : null);

    private string? ConstantText(IInvocationOperation invocation, string parameter)
        => TextOf(invocation.Arguments.FirstOrDefault(a => a.Parameter?.Name == parameter)?.Value);
}
