using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MeshReady.CodeFixes;

/// <summary>Appends the standard handler to the statement that registers a client.</summary>
/// <remarks>It works on the text: what stands around the insertion stays as it is written.</remarks>
internal sealed class StandardHandlerInsertion(SyntaxNode root, SourceText text, SemanticModel model)
{
    private const string Handler = "AddStandardResilienceHandler";
    private const string Switch = "DisableForUnsafeHttpMethods";
    private const string Drop = "RemoveAllResilienceHandlers";
    private const string Namespace = "Microsoft.Extensions.Http.Resilience";
    private const string BuilderNamespace = "Microsoft.Extensions.DependencyInjection";

    private static readonly string[] Registrations = ["AddHttpClient", "AddRefitClient", "AddRefitGeneratedClient", "AddKeyedRefitClient", "AddRestEaseClient"];

    /// <summary>The changes of the text; null where the handler is not known here or the place does not allow it.</summary>
    public IReadOnlyList<TextChange>? Into(InvocationExpressionSyntax registration)
    {
        if (Array.IndexOf(Registrations, NameOf(registration)?.Identifier.ValueText) < 0
            || !Knows(BuilderNamespace + ".ResilienceHttpClientBuilderExtensions", Handler)
            || !Knows(Namespace + ".HttpRetryStrategyOptionsExtensions", Switch))
        {
            return null;
        }

        var last = LastCall(registration);
        return last.Parent switch
        {
            ExpressionStatementSyntax statement => Changes(statement, Appended(last)),

            // var builder = services.AddHttpClient(…): the handler's own builder is another type, so the variable keeps its value.
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax { Parent: BlockSyntax or GlobalStatementSyntax } statement } variable } => OnVariable(statement, variable),
            _ => null,
        };
    }

    /// <summary>The changes that make a standard handler spare unsafe methods; null where its options are set in a way that is not extended here.</summary>
    public IReadOnlyList<TextChange>? IntoHandler(InvocationExpressionSyntax handler)
    {
        if (NameOf(handler)?.Identifier.ValueText != Handler || !Knows(Namespace + ".HttpRetryStrategyOptionsExtensions", Switch) || handler.FirstAncestorOrSelf<StatementSyntax>() is not ExpressionStatementSyntax statement || !statement.Expression.Span.Contains(handler.Span))
            return null;
        return handler.ArgumentList.Arguments switch
        {
            [] => Changes(statement, new TextChange(new TextSpan(handler.ArgumentList.OpenParenToken.Span.End, 0), $"options => options.Retry.{Switch}()")),
            [{ Expression: SimpleLambdaExpressionSyntax { ExpressionBody: { } body, Parameter.Identifier.Text: var name } }] => Changes(statement, new TextChange(body.Span, $"{{ {body}; {name}.Retry.{Switch}(); }}")),
            [{ Expression: SimpleLambdaExpressionSyntax { Block.Statements: [.., var last], Parameter.Identifier.Text: var name } }] when IndentationOf(last.GetFirstToken()) is { } indentation
                => Changes(statement, new TextChange(new TextSpan(text.Lines.GetLineFromPosition(last.Span.End).End, 0), $"{NewLine}{indentation}{name}.Retry.{Switch}();")),
            _ => null,
        };
    }

    /// <summary>The changes that take the handlers of all clients from the client on whose chain this handler stands; null where the chain does not show its start.</summary>
    public IReadOnlyList<TextChange>? DroppingDefaults(InvocationExpressionSyntax handler)
    {
        if (!Knows(BuilderNamespace + ".ResilienceHttpClientBuilderExtensions", Drop))
            return null;
        var registration = handler;
        while (Array.IndexOf(Registrations, NameOf(registration)?.Identifier.ValueText) < 0)
        {
            if (registration.Expression is not MemberAccessExpressionSyntax { Expression: InvocationExpressionSyntax before })
                return null;
            registration = before;
        }

        if (registration == handler || registration.Parent is not MemberAccessExpressionSyntax { OperatorToken: var dot } || handler.FirstAncestorOrSelf<StatementSyntax>() is not { } statement)
            return null;
        return Changes(statement, new TextChange(new TextSpan(registration.Span.End, 0), (IndentationOf(dot) is { } indentation ? NewLine + indentation : "") + $".{Drop}()"), BuilderNamespace);
    }

    private static SimpleNameSyntax? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name,
        SimpleNameSyntax name => name,
        _ => null,
    };

    private static InvocationExpressionSyntax LastCall(InvocationExpressionSyntax call)
    {
        while (call.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax next } access && access.Expression == call && next.Expression == access)
            call = next;
        return call;
    }

    private bool Knows(string type, string method)
    {
        foreach (var found in model.Compilation.GetTypesByMetadataName(type))
        {
            if (!found.GetMembers(method).IsEmpty)
                return true;
        }

        return false;
    }

    private static string Call(int position, SemanticModel model)
    {
        var name = "options";
        for (var i = 2; !model.LookupSymbols(position, name: name).IsEmpty; i++)
            name = "options" + i;
        return $".{Handler}({name} => {name}.Retry.{Switch}())";
    }

    /// <summary>The call behind the last one: on a line of its own where the chain has several.</summary>
    private TextChange Appended(InvocationExpressionSyntax last)
    {
        var call = Call(last.SpanStart, model);
        var indentation = last.Expression is MemberAccessExpressionSyntax { OperatorToken: var dot } ? IndentationOf(dot) : null;
        if (indentation is null && text.Lines.IndexOf(last.SpanStart) != text.Lines.IndexOf(last.Span.End))
            indentation = IndentationOf(last.GetFirstToken()) + "    ";
        return new TextChange(new TextSpan(last.Span.End, 0), indentation is null ? call : NewLine + indentation + call);
    }

    private IReadOnlyList<TextChange>? OnVariable(LocalDeclarationStatementSyntax statement, VariableDeclaratorSyntax variable)
    {
        var line = text.Lines.GetLineFromPosition(statement.Span.End);
        if (!IsFree(statement.SpanStart, statement.Span.End) || IndentationOf(statement.GetFirstToken()) is not { } indentation)
            return null;

        var added = $"{NewLine}#pragma warning disable EXTEXP0001{NewLine}{indentation}{variable.Identifier.Text}{Call(statement.SpanStart, model)};{NewLine}#pragma warning restore EXTEXP0001";
        return [.. Usings(statement.SpanStart), new TextChange(new TextSpan(line.End, 0), added)];
    }

    private IReadOnlyList<TextChange>? Changes(StatementSyntax statement, TextChange appended, params string[] namespaces)
    {
        if (!IsFree(statement.SpanStart, statement.Span.End))
            return null;

        // The experimental call stands in its pragma and in no wider one.
        var first = text.Lines.GetLineFromPosition(statement.SpanStart);
        var last = text.Lines.GetLineFromPosition(statement.Span.End);
        return
        [
            .. Usings(statement.SpanStart, namespaces),
            new TextChange(new TextSpan(first.Start, 0), "#pragma warning disable EXTEXP0001" + NewLine),
            appended,
            new TextChange(new TextSpan(last.End, 0), NewLine + "#pragma warning restore EXTEXP0001"),
        ];
    }

    /// <summary>Nothing else stands on the lines of the statement: a directive needs a line of its own.</summary>
    private bool IsFree(int start, int end)
    {
        var first = text.Lines.GetLineFromPosition(start);
        var last = text.Lines.GetLineFromPosition(end);
        var before = text.ToString(TextSpan.FromBounds(first.Start, start));
        var after = text.ToString(TextSpan.FromBounds(end, last.End)).Trim();
        return before.Trim().Length == 0 && (after.Length == 0 || after.StartsWith("//", StringComparison.Ordinal));
    }

    /// <summary>The white space before a token that begins its line; null where it does not.</summary>
    private string? IndentationOf(SyntaxToken token)
    {
        var line = text.Lines.GetLineFromPosition(token.SpanStart);
        var before = text.ToString(TextSpan.FromBounds(line.Start, token.SpanStart));
        return before.Trim().Length == 0 ? before : null;
    }

    private IEnumerable<TextChange> Usings(int position, params string[] namespaces)
    {
        foreach (var name in namespaces.Length > 0 ? namespaces : [BuilderNamespace, Namespace])
        {
            if (!IsImported(name, position))
                yield return Using(name);
        }
    }

    private bool IsImported(string name, int position)
    {
        foreach (var scope in model.GetImportScopes(position))
        {
            foreach (var import in scope.Imports)
            {
                if (import.NamespaceOrType.ToDisplayString() == name)
                    return true;
            }
        }

        return model.GetEnclosingSymbol(position)?.ContainingNamespace?.ToDisplayString() is { } around && (around == name || around.StartsWith(name + ".", StringComparison.Ordinal));
    }

    private TextChange Using(string name)
    {
        var usings = ((CompilationUnitSyntax)root).Usings;
        var before = usings.LastOrDefault(u => u is { Alias: null, StaticKeyword.RawKind: 0, GlobalKeyword.RawKind: 0 } && string.CompareOrdinal(u.Name?.ToString(), name) < 0) ?? usings.LastOrDefault(static u => u.GlobalKeyword.RawKind != 0);
        if (before is not null)
            return new TextChange(new TextSpan(text.Lines.GetLineFromPosition(before.Span.End).End, 0), NewLine + "using " + name + ";");

        var line = text.Lines.GetLineFromPosition(usings.FirstOrDefault()?.SpanStart ?? root.GetFirstToken(includeZeroWidth: true).SpanStart);
        var blank = usings.Count == 0 ? NewLine : "";
        return new TextChange(new TextSpan(line.Start, 0), "using " + name + ";" + NewLine + blank);
    }

    private string NewLine
    {
        get
        {
            var first = text.Lines[0];
            var lineBreak = text.ToString(TextSpan.FromBounds(first.End, first.EndIncludingLineBreak));
            return lineBreak.Length == 0 ? "\n" : lineBreak;
        }
    }
}
