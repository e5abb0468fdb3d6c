using System.Collections.Immutable;
using System.Text;
using MeshReady.Model.Addresses;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace MeshReady.Analyzers.Facts.Addresses;

/// <content>Text that is put together from parts.</content>
internal sealed partial class AddressResolver
{
    private static IEnumerable<IOperation> PartsOf(IInterpolatedStringOperation interpolated)
    {
        foreach (var part in interpolated.Parts)
        {
            switch (part)
            {
                case IInterpolatedStringTextOperation text:
                    yield return text.Text;
                    break;
                case IInterpolationOperation hole:
                    yield return hole.Expression;
                    break;
            }
        }
    }

    private static IEnumerable<IOperation> PartsOf(IOperation operation)
    {
        operation = Unwrap(operation);
        if (operation is IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum && sum.Type?.SpecialType == SpecialType.System_String && !sum.ConstantValue.HasValue)
        {
            foreach (var part in PartsOf(sum.LeftOperand))
                yield return part;
            foreach (var part in PartsOf(sum.RightOperand))
                yield return part;
        }
        else
        {
            yield return operation;
        }
    }

    private static IEnumerable<IOperation> ElementsOf(IOperation operation)
        => Unwrap(operation) is IArrayCreationOperation { Initializer.ElementValues: var values } ? values : ImmutableArray.Create(operation);

    /// <summary>
    /// The address at the start of a text made of parts. It counts as constant only where the whole authority is:
    /// <c>$"http://orders/{id}"</c> is, <c>$"http://{host}/api"</c> and <c>$"http://localhost:{port}"</c> are not.
    /// </summary>
    private AddressValue Join(IEnumerable<IOperation> parts, SyntaxNode origin)
    {
        var prefix = new StringBuilder();
        AddressValue? configured = null;
        var at = origin;
        var isNamed = false;
        StringBuilder? suffix = null;
        foreach (var part in parts)
        {
            if (suffix is not null)
            {
                if (PartValue(part) is not { Kind: AddressKind.Constant, Text: { } text })
                    break;
                suffix.Append(text);
                continue;
            }

            var value = PartValue(part);
            if (value.Kind == AddressKind.Unknown && isNamed && IsWholeAddress(prefix.ToString()))
                break;
            isNamed = prefix.Length == 0 && Unwrap(part) is (IFieldReferenceOperation or ILocalReferenceOperation or IPropertyReferenceOperation) && value.Kind == AddressKind.Constant;
            if (value.Kind == AddressKind.Constant && value.Text is not null)
            {
                if (prefix.Length == 0 && value.Origin is not null && value.Text.Contains("://"))
                    at = value.Origin.Span.Length > 0 && origin.Span.Contains(value.Origin.Span) ? origin : value.Origin;
                prefix.Append(value.Text);
                if (HasWholeAuthority(prefix))
                    break;
                continue;
            }

            if (HasWholeAuthority(prefix))
                break;

            // What follows "http://" decides the host; what follows the host decides only the port.
            if (value.Kind is AddressKind.Configuration or AddressKind.Fallback && (prefix.Length == 0 || EndsBeforeHost(prefix)))
                configured = value;
            if (configured is null)
                return AddressValue.Unknown;
            suffix = new StringBuilder();
        }

        if (configured is not null && parts.Any(IsSidecarPort))
            return AddressValue.Unknown;
        if (configured is { Kind: AddressKind.Fallback, Text: not null } fallback)
            return fallback with { Text = prefix + fallback.Text, IsComposed = true, Prefix = prefix.ToString(), Suffix = suffix?.ToString() };
        if (configured is not null)
            return configured with { IsComposed = true, Prefix = configured.IsComposed ? null : prefix.ToString(), Suffix = suffix?.ToString() };

        return prefix.Length > 0 ? new AddressValue(AddressKind.Constant, prefix.ToString(), at) : AddressValue.Unknown;
    }

    /// <summary>Dapr's injector sets the port of the sidecar: what stands before it is the own pod.</summary>
    private bool IsSidecarPort(IOperation part) => PartValue(part).Key is "DAPR_HTTP_PORT" or "DAPR_GRPC_PORT";

    private AddressValue PartValue(IOperation part)
    {
        part = Unwrap(part);
        return part.ConstantValue is { HasValue: true, Value: not null and not string and var constant }
            ? new AddressValue(AddressKind.Constant, Convert.ToString(constant, System.Globalization.CultureInfo.InvariantCulture), part.Syntax)
            : Resolve(part);
    }

    /// <summary>The text holds scheme, host, port and the separator behind them.</summary>
    private static bool HasWholeAuthority(StringBuilder text)
    {
        var content = text.ToString();
        var start = content.IndexOf("://", StringComparison.Ordinal);
        return start > 0 && content.IndexOfAny(['/', '?', '#'], start + 3) > start + 3;
    }

    /// <summary>
    /// What a name such as <c>BaseUrl</c> holds is an address by itself where it ends with a port or a full host:
    /// <c>BaseUrl + path</c> adds a path. After <c>http://orders</c> a domain or a port could still follow.
    /// </summary>
    private static bool IsWholeAddress(string text)
        => ServiceAddress.TryParse(text) is { Scheme: not null } address && (address.Port is not null || address.Host.IndexOf('.') > 0 && text[^1] != '.');

    private static bool EndsBeforeHost(StringBuilder text)
        => text.Length >= 3 && text[^1] == '/' && text[^2] == '/' && text[^3] == ':';

    /// <summary>The parts of <c>string.Format("http://orders/{0}", id)</c>, in order; null where the format is not constant.</summary>
    private static List<IOperation>? FormatParts(IInvocationOperation format, out List<string>? texts)
    {
        texts = null;
        IOperation? pattern = null;
        var values = new List<IOperation>();
        foreach (var argument in format.Arguments)
        {
            if (argument.Parameter?.Name == "format")
                pattern = argument.Value;
            else if (argument.Parameter?.Name != "provider")
                values.AddRange(ElementsOf(argument.Value));
        }

        if (pattern?.ConstantValue is not { HasValue: true, Value: string text })
            return null;

        texts = [];
        var ordered = new List<IOperation>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '{')
                continue;
            var close = text.IndexOf('}', i);
            if (close < 0 || !int.TryParse(text.Substring(i + 1, close - i - 1).Split(',', ':')[0], out var index) || index < 0 || index >= values.Count)
                return null;
            texts.Add(text.Substring(start, i - start));
            ordered.Add(values[index]);
            start = close + 1;
            i = close;
        }

        texts.Add(text.Substring(start));
        return ordered;
    }

    private AddressValue ResolveFormat(IInvocationOperation format)
    {
        if (FormatParts(format, out var texts) is not { } values)
            return AddressValue.Unknown;

        var prefix = new StringBuilder(texts![0]);
        for (var i = 0; i < values.Count && !HasWholeAuthority(prefix); i++)
        {
            var value = PartValue(values[i]);
            if (value.Kind == AddressKind.Constant)
                prefix.Append(value.Text).Append(texts[i + 1]);
            else if (value.Kind is AddressKind.Configuration && (prefix.Length == 0 || EndsBeforeHost(prefix)))
                return value with { IsComposed = true, Prefix = value.IsComposed ? null : prefix.ToString(), Suffix = texts[i + 1] };
            else
                return AddressValue.Unknown;
        }

        return new AddressValue(AddressKind.Constant, prefix.ToString(), format.Syntax);
    }
}
