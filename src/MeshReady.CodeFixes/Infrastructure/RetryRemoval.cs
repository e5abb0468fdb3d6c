using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MeshReady.CodeFixes;

/// <summary>Takes the retry out of what protects a client, and leaves its time-outs and circuit breaker.</summary>
/// <remarks>It works on the text: what stands around the change stays as it is written.</remarks>
internal sealed class RetryRemoval(FixSite site)
{
    private const string NoRetry = "Retry.ShouldHandle = _ => ";

    private static readonly HashSet<string> Retries = new(StringComparer.Ordinal) { "Retry", "RetryAsync", "WaitAndRetry", "WaitAndRetryAsync" };

    /// <summary>The document without the retry at the finding; null where it cannot be taken out cleanly.</summary>
    public Document? Change()
    {
        if (site.Root.FindToken(site.Diagnostic.Location.SourceSpan.Start).Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call)
            return null;

        var handler = call.AncestorsAndSelf().OfType<InvocationExpressionSyntax>().FirstOrDefault(static c => NameOf(c) is "AddStandardResilienceHandler" or "AddPolicyHandler" or "AddTransientHttpErrorPolicy" or "ConfigureChannel" or "ForAddress");
        return NameOf(handler) switch
        {
            "AddStandardResilienceHandler" => SwitchOff(handler!),
            "AddTransientHttpErrorPolicy" when handler!.ArgumentList.Arguments is [{ Expression: SimpleLambdaExpressionSyntax { ExpressionBody: InvocationExpressionSyntax retry } lambda }] && IsRetryOf(retry, lambda.Parameter.Identifier.ValueText) => Without(handler),
            "AddPolicyHandler" when handler!.ArgumentList.Arguments is [{ Expression: var policy }] && IsRetryAlone(policy, depth: 0) => Without(handler),
            "ConfigureChannel" when handler!.ArgumentList.Arguments is [{ Expression: LambdaExpressionSyntax { ExpressionBody: AssignmentExpressionSyntax { Right: var config } assignment } }] && IsServiceConfig(assignment) && HoldsRetryAlone(config) => Without(handler),
            "ForAddress" when handler!.ArgumentList.Arguments is [_, { Expression: BaseObjectCreationExpressionSyntax { Initializer: { } initializer } options }] => WithoutServiceConfig(options, initializer),
            _ => null,
        };
    }

    private static string? NameOf(InvocationExpressionSyntax? call) => call?.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => null,
    };

    private static bool IsRetryOf(InvocationExpressionSyntax retry, string parameter)
        => NameOf(retry) is { } name && Retries.Contains(name) && retry.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax receiver } && receiver.Identifier.ValueText == parameter;

    /// <summary>The policy is a retry and nothing else, here or in the method or property that makes it.</summary>
    private bool IsRetryAlone(ExpressionSyntax policy, int depth)
    {
        if (policy is InvocationExpressionSyntax retry && NameOf(retry) is { } name && Retries.Contains(name))
            return true;
        if (depth > 0 || site.Model.GetSymbolInfo(policy, site.CancellationToken).Symbol is not { DeclaringSyntaxReferences: [var reference] })
            return false;
        var made = reference.GetSyntax(site.CancellationToken) switch
        {
            MethodDeclarationSyntax { ExpressionBody.Expression: var body } => body,
            MethodDeclarationSyntax { Body.Statements: [ReturnStatementSyntax { Expression: { } returned }] } => returned,
            LocalFunctionStatementSyntax { ExpressionBody.Expression: var body } => body,
            LocalFunctionStatementSyntax { Body.Statements: [ReturnStatementSyntax { Expression: { } returned }] } => returned,
            PropertyDeclarationSyntax { ExpressionBody.Expression: var body } => body,
            PropertyDeclarationSyntax { Initializer.Value: var value } => value,
            VariableDeclaratorSyntax { Initializer.Value: var value } => value,
            _ => null,
        };
        return made is not null && IsRetryAlone(made, depth + 1);
    }

    /// <summary>The standard handler keeps its time-outs and its circuit breaker; it refuses 0 as a number of retries.</summary>
    private Document? SwitchOff(InvocationExpressionSyntax handler)
    {
        if (site.Model.Compilation.GetTypesByMetadataName("Polly.PredicateResult").IsEmpty || handler.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Configure" })
            return null;
        var predicate = (IsImported(handler.SpanStart) ? "" : "Polly.") + "PredicateResult.False()";
        switch (handler.ArgumentList.Arguments)
        {
            case []:
                return Write(new TextSpan(handler.ArgumentList.OpenParenToken.Span.End, 0), $"options => options.{NoRetry}{predicate}");
            case [{ Expression: SimpleLambdaExpressionSyntax { ExpressionBody: { } body, Parameter.Identifier.Text: var name } }]:
                // What was set for the retry has no meaning without one.
                return body is AssignmentExpressionSyntax { Left: var left } && left.ToString().StartsWith(name + ".Retry.", StringComparison.Ordinal)
                    ? Write(body.Span, $"{name}.{NoRetry}{predicate}")
                    : Write(body.Span, $"{{ {body}; {name}.{NoRetry}{predicate}; }}");
            case [{ Expression: SimpleLambdaExpressionSyntax { Block: { Statements: [.., var last] } block, Parameter.Identifier.Text: var name } }] when !block.ToString().Contains("ShouldHandle"):
                var text = site.Root.SyntaxTree.GetText(site.CancellationToken);
                var line = text.Lines.GetLineFromPosition(last.SpanStart);
                var before = text.ToString(TextSpan.FromBounds(line.Start, last.SpanStart));
                return Write(new TextSpan(last.Span.End, 0), (before.Trim().Length == 0 ? NewLine(text) + before : " ") + $"{name}.{NoRetry}{predicate};");
            default:
                return null;
        }
    }

    /// <summary>The chain without this call.</summary>
    private Document? Without(InvocationExpressionSyntax call)
    {
        if (call.Expression is not MemberAccessExpressionSyntax { Expression: InvocationExpressionSyntax receiver })
            return null;
        var span = TextSpan.FromBounds(receiver.Span.End, call.Span.End);
        return HasComment(span) ? null : Write(span, "");
    }

    private Document? WithoutServiceConfig(BaseObjectCreationExpressionSyntax options, InitializerExpressionSyntax initializer)
    {
        if (initializer.Expressions.OfType<AssignmentExpressionSyntax>().FirstOrDefault(IsServiceConfig) is not { Right: var config } assignment || !HoldsRetryAlone(config))
            return null;
        if (initializer.Expressions.Count == 1)
        {
            var list = (ArgumentListSyntax)options.Parent!.Parent!;
            var span = TextSpan.FromBounds(list.Arguments[0].Span.End, list.Arguments[1].Span.End);
            return HasComment(span) ? null : Write(span, "");
        }

        var index = initializer.Expressions.IndexOf(assignment);
        var removed = index == 0
            ? TextSpan.FromBounds(assignment.SpanStart, initializer.Expressions[1].SpanStart)
            : TextSpan.FromBounds(initializer.Expressions[index - 1].Span.End, assignment.Span.End);
        return HasComment(removed) ? null : Write(removed, "");
    }

    private static bool IsServiceConfig(AssignmentExpressionSyntax assignment)
        => assignment.Left is IdentifierNameSyntax { Identifier.ValueText: "ServiceConfig" } or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ServiceConfig" };

    /// <summary>The service configuration has one method configuration, which holds no more than names and a retry policy.</summary>
    private bool HoldsRetryAlone(ExpressionSyntax config)
    {
        if (config is not BaseObjectCreationExpressionSyntax { Initializer.Expressions: [AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "MethodConfigs" }, Right: InitializerExpressionSyntax { Expressions: [var method] } }] })
            return false;
        if (method is IdentifierNameSyntax && site.Model.GetSymbolInfo(method, site.CancellationToken).Symbol is { DeclaringSyntaxReferences: [var reference] } && reference.GetSyntax(site.CancellationToken) is VariableDeclaratorSyntax { Initializer.Value: { } value })
            method = value;
        return method is BaseObjectCreationExpressionSyntax { Initializer.Expressions: var parts }
            && parts.All(static part => part is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "Names" or "RetryPolicy" } });
    }

    private bool HasComment(TextSpan span)
        => site.Root.DescendantTrivia(span).Any(trivia => span.Contains(trivia.Span) && !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia));

    private Document Write(TextSpan span, string text)
        => site.Document.WithText(site.Root.SyntaxTree.GetText(site.CancellationToken).WithChanges(new TextChange(span, text)));

    private bool IsImported(int position)
        => site.Model.GetImportScopes(position).Any(static scope => scope.Imports.Any(static import => import.NamespaceOrType.ToDisplayString() == "Polly"));

    private static string NewLine(SourceText text)
    {
        var first = text.Lines[0];
        var lineBreak = text.ToString(TextSpan.FromBounds(first.End, first.EndIncludingLineBreak));
        return lineBreak.Length == 0 ? "\n" : lineBreak;
    }
}
