using MeshReady.Model.Addresses;
using Microsoft.CodeAnalysis;

namespace MeshReady.Analyzers.Facts.Addresses;

/// <summary>How much the code says of an address.</summary>
internal enum AddressKind
{
    /// <summary>Nothing that can be proved.</summary>
    Unknown,

    /// <summary>The whole authority (host and port) stands in the code.</summary>
    Constant,

    /// <summary>A configuration value decides, and the code holds what is taken when it is missing.</summary>
    Fallback,

    /// <summary>A configuration value decides.</summary>
    Configuration,
}

/// <summary>What an expression says of an address.</summary>
/// <param name="Kind">How much it says.</param>
/// <param name="Text">The constant text, as far as it is constant; null where there is none.</param>
/// <param name="Origin">The expression that holds the constant text.</param>
/// <param name="Key">The configuration key that decides, where it is constant.</param>
internal sealed record AddressValue(AddressKind Kind, string? Text = null, SyntaxNode? Origin = null, string? Key = null)
{
    public static readonly AddressValue Unknown = new(AddressKind.Unknown);

    private ServiceAddress? _address;
    private bool _parsed;

    /// <summary>The configuration value comes through code that could change it, as in <c>$"http://{cfg["k"]}"</c>.</summary>
    public bool IsComposed { get; init; }

    /// <summary>The constant text before the configuration value, where it is composed: <c>http://</c>; null where that is not known.</summary>
    public string? Prefix { get; init; }

    /// <summary>The constant text behind the configuration value, up to the first part that is not constant.</summary>
    public string? Suffix { get; init; }

    /// <summary>The service that the code names where its address comes from service discovery: <c>GetServiceUri("orders")</c>.</summary>
    public string? LogicalHost { get; init; }

    /// <summary>It is not known that what the fallback stands in for comes from configuration: a parameter, a value out of sight.</summary>
    public bool IsOfUnknownSource { get; init; }

    /// <summary>What decides is an environment variable, which no settings file can hold by that name.</summary>
    public bool IsEnvironment { get; init; }

    /// <summary>The expression that is taken when the setting is missing: <c>Defaults.Orders</c> in <c>cfg["k"] ?? Defaults.Orders</c>.</summary>
    public SyntaxNode? Missing { get; init; }

    /// <summary>The address in the constant text; null where the text holds none.</summary>
    public ServiceAddress? Address
    {
        get
        {
            if (!_parsed)
            {
                _address = Text is null ? null : ServiceAddress.TryParse(Text);
                _parsed = true;
            }

            return _address;
        }
    }
}
