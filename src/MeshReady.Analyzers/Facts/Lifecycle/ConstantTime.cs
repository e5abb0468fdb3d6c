using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Lifecycle;

/// <summary>Spans of time that code states outright: <c>TimeSpan.FromSeconds(3)</c>, <c>new TimeSpan(0, 0, 3)</c>, a read-only field that holds one.</summary>
internal sealed class ConstantTime(CodeFacts facts, CancellationToken cancellationToken)
{
    private const int MaxDepth = 4;

    /// <summary>The span; null where it is not known before the program runs. Waiting for ever is <see cref="TimeSpan.MaxValue"/>.</summary>
    public TimeSpan? Of(ExpressionSyntax expression) => Of(expression, MaxDepth);

    /// <summary>As <see cref="Of(ExpressionSyntax)"/>, where a bare number counts milliseconds, as in <c>Task.Delay(3000)</c>.</summary>
    public TimeSpan? OfDelay(ExpressionSyntax expression)
        => facts.ModelFor(expression.SyntaxTree) is { } model && Number(expression, model) is { } milliseconds
            ? milliseconds < 0 ? TimeSpan.MaxValue : Span(milliseconds, TimeSpan.TicksPerMillisecond)
            : Of(expression);

    private TimeSpan? Of(ExpressionSyntax expression, int depth)
    {
        if (depth == 0 || facts.ModelFor(expression.SyntaxTree) is not { } model)
            return null;

        switch (expression)
        {
            case ParenthesizedExpressionSyntax inner:
                return Of(inner.Expression, depth);
            case InvocationExpressionSyntax call:
                return OfCall(call, model);
            case BaseObjectCreationExpressionSyntax creation when model.GetTypeInfo(creation, cancellationToken).Type.Is("System.TimeSpan"):
                return OfCreation(creation, model);
            // minute * 2, 2 * minute
            case BinaryExpressionSyntax { RawKind: (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.MultiplyExpression } product:
                var (time, factor) = Number(product.Right, model) is { } times ? (Of(product.Left, depth - 1), times) : (Of(product.Right, depth - 1), Number(product.Left, model));
                return time is { } span && span != TimeSpan.MaxValue && factor is { } by ? Span(span.Ticks, by) : null;
            case MemberAccessExpressionSyntax or IdentifierNameSyntax:
                var symbol = model.GetSymbolInfo(expression, cancellationToken).Symbol;
                if (symbol is IFieldSymbol { Name: "Zero" } zero && zero.ContainingType.Is("System.TimeSpan"))
                    return TimeSpan.Zero;
                if (symbol is IFieldSymbol { Name: "MaxValue" or "InfiniteTimeSpan" } endless && (endless.ContainingType.Is("System.TimeSpan") || endless.ContainingType.Is("System.Threading.Timeout")))
                    return TimeSpan.MaxValue;
                return symbol is not null && OnlyValue.Of(symbol, facts, model, cancellationToken) is { } value ? Of(value, depth - 1) : null;
            default:
                return null;
        }
    }

    private TimeSpan? OfCall(InvocationExpressionSyntax call, SemanticModel model)
    {
        // Further arguments (seconds besides minutes, since .NET 9) are as rare as a span that is parsed in another culture.
        if (call.ArgumentList.Arguments is not [{ Expression: var argument }]
            || model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method || !method.IsMethodOf("System.TimeSpan"))
        {
            return null;
        }

        if (method.Name == "Parse")
        {
            return model.GetConstantValue(argument, cancellationToken) is { HasValue: true, Value: string text } && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var parsed)
                ? parsed
                : null;
        }

        return Number(argument, model) is { } number && TicksOf(method.Name) is { } ticks ? Span(number, ticks) : null;
    }

    private TimeSpan? OfCreation(BaseObjectCreationExpressionSyntax creation, SemanticModel model)
    {
        var parts = new List<double>();
        foreach (var argument in creation.ArgumentList?.Arguments ?? default)
        {
            if (argument.NameColon is not null || Number(argument.Expression, model) is not { } part)
                return null;
            parts.Add(part);
        }

        return parts switch
        {
            [] => TimeSpan.Zero,
            [var ticks] => Span(ticks, 1),
            [var hours, var minutes, var seconds] => Span((hours * 60 + minutes) * 60 + seconds, TimeSpan.TicksPerSecond),
            [var days, var hours, var minutes, var seconds] => Span(((days * 24 + hours) * 60 + minutes) * 60 + seconds, TimeSpan.TicksPerSecond),
            _ => null,
        };
    }

    private double? Number(ExpressionSyntax expression, SemanticModel model)
    {
        var constant = model.GetConstantValue(expression, cancellationToken);
        if (!constant.HasValue
            && expression is IdentifierNameSyntax or MemberAccessExpressionSyntax
            && model.GetSymbolInfo(expression, cancellationToken).Symbol is { } symbol
            && OnlyValue.Of(symbol, facts, model, cancellationToken) is { } value
            && facts.ModelFor(value.SyntaxTree) is { } owner)
        {
            constant = owner.GetConstantValue(value, cancellationToken);
        }

        return constant is { HasValue: true, Value: int or long or double or float or uint or short or byte }
            ? Convert.ToDouble(constant.Value, CultureInfo.InvariantCulture)
            : null;
    }

    private static long? TicksOf(string method) => method switch
    {
        "FromTicks" => 1,
        "FromMilliseconds" => TimeSpan.TicksPerMillisecond,
        "FromSeconds" => TimeSpan.TicksPerSecond,
        "FromMinutes" => TimeSpan.TicksPerMinute,
        "FromHours" => TimeSpan.TicksPerHour,
        "FromDays" => TimeSpan.TicksPerDay,
        _ => null,
    };

    private static TimeSpan? Span(double number, double ticks)
        => Math.Abs(number * ticks) < long.MaxValue ? new TimeSpan((long)(number * ticks)) : null;
}
