using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.State;

/// <summary>Classifies a mention of a field by the syntax around it, without binding.</summary>
internal static class UseSyntax
{
    private static readonly HashSet<string> Adders = new(StringComparer.Ordinal)
    {
        "Add", "TryAdd", "AddOrUpdate", "TryUpdate", "Enqueue", "EnqueueRange", "TryEnqueue", "Push", "PushRange", "Insert", "InsertRange", "AddRange", "AddFirst", "AddLast",
        "AddBefore", "AddAfter", "UnionWith", "SetValue",
    };

    private static readonly HashSet<string> Removers = new(StringComparer.Ordinal)
    {
        "Remove", "TryRemove", "RemoveAll", "RemoveAt", "RemoveRange", "RemoveWhere", "RemoveFirst", "RemoveLast", "Clear", "Dequeue", "TryDequeue", "Pop", "TryPop",
        "TryTake", "ExceptWith", "IntersectWith", "SymmetricExceptWith",
    };

    // Calls that hand out an element, which the caller may then change in place.
    private static readonly HashSet<string> Getters = new(StringComparer.Ordinal)
    {
        "First", "FirstOrDefault", "Single", "SingleOrDefault", "Last", "LastOrDefault", "Find", "FindLast", "GetValueOrDefault", "ElementAt", "GetOrAdd",
    };

    public static UseKind Classify(SimpleNameSyntax name)
    {
        var whole = Whole(name);
        switch (whole.Parent)
        {
            case AssignmentExpressionSyntax assignment when assignment.Left == whole:
                return assignment.Kind() switch
                {
                    SyntaxKind.SimpleAssignmentExpression => IsGuardedByNull(assignment, name) ? UseKind.Fill : UseKind.AssignOwn,
                    SyntaxKind.CoalesceAssignmentExpression => UseKind.Fill,
                    SyntaxKind.SubtractAssignmentExpression => UseKind.CountDown,
                    _ => UseKind.Count,
                };
            case PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax:
                return whole.Parent.Kind() switch
                {
                    SyntaxKind.PostIncrementExpression or SyntaxKind.PreIncrementExpression => UseKind.Count,
                    SyntaxKind.PostDecrementExpression or SyntaxKind.PreDecrementExpression => UseKind.CountDown,
                    _ => UseKind.Read,
                };
            case ArgumentSyntax { RefKindKeyword.RawKind: not 0 } argument:
                return ByReference(argument);
            case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } }:
            case LockStatementSyntax:
                return UseKind.None;
            case ElementAccessExpressionSyntax element when element.Expression == whole:
                return Element(element) | (IsChanged(element) ? UseKind.Add : UseKind.None);
            case MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access when access.Expression == whole && call.Expression == access:
                return Called(call, access.Name.Identifier.ValueText);
            case ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } call } conditional when conditional.Expression == whole:
                return Called(call, binding.Name.Identifier.ValueText);
            case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax or UsingStatementSyntax } }:
            case ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax or AccessorDeclarationSyntax { RawKind: (int)SyntaxKind.GetAccessorDeclaration } }:
            case ReturnStatementSyntax { Parent.Parent: AccessorDeclarationSyntax { RawKind: (int)SyntaxKind.GetAccessorDeclaration } }:
                return UseKind.Alias;
            default:
                return UseKind.Read;
        }
    }

    /// <summary>The whole expression that names the field: <c>this.x</c>, <c>Type.x</c>, <c>(x)</c>, <c>x!</c>.</summary>
    public static SyntaxNode Whole(SimpleNameSyntax name)
    {
        SyntaxNode whole = name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
        while (whole.Parent is ParenthesizedExpressionSyntax || whole.Parent.IsKind(SyntaxKind.SuppressNullableWarningExpression))
            whole = whole.Parent!;
        return whole;
    }

    /// <summary>The innermost function, accessor or type around a mention.</summary>
    public static SyntaxNode BodyOf(SyntaxNode mention)
    {
        var current = mention;
        while (current.Parent is { } parent && current is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax or MemberDeclarationSyntax))
            current = parent;
        return current;
    }

    /// <summary>A body that by its form runs before the first request or after the last.</summary>
    public static bool IsStartUp(SyntaxNode body)
        => body is ConstructorDeclarationSyntax or DestructorDeclarationSyntax or FieldDeclarationSyntax or BaseTypeDeclarationSyntax
            || body is MethodDeclarationSyntax { Identifier.ValueText: var name } && IsStartUpName(name);

    public static bool IsStartUpName(string name) => name is "Main" or "<Main>$" or "Configure" or "ConfigureServices" or "Dispose" or "DisposeAsync";

    /// <summary>The code answers "too many requests": what it counts, it counts for all callers.</summary>
    public static bool MayRefuseCalls(SyntaxNode body)
    {
        var text = body.ToString();
        return text.IndexOf("429", StringComparison.Ordinal) >= 0 || text.IndexOf("TooManyRequests", StringComparison.Ordinal) >= 0;
    }

    private static UseKind ByReference(ArgumentSyntax argument)
    {
        var method = argument.Parent?.Parent is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } ? access.Name.Identifier.ValueText : "";
        return method switch
        {
            "Increment" or "Add" => UseKind.Count,
            "Decrement" => UseKind.CountDown,
            "Read" => UseKind.Read,
            "EnsureInitialized" or "CompareExchange" => UseKind.Fill,
            _ => UseKind.AssignOwn,
        };
    }

    private static UseKind Element(ElementAccessExpressionSyntax element) => element.Parent switch
    {
        AssignmentExpressionSyntax assignment when assignment.Left == element => assignment.IsKind(SyntaxKind.CoalesceAssignmentExpression) ? UseKind.Fill : UseKind.Add,
        PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax when element.Parent.Kind() is SyntaxKind.PostIncrementExpression or SyntaxKind.PreIncrementExpression or SyntaxKind.PostDecrementExpression or SyntaxKind.PreDecrementExpression => UseKind.Add,
        _ => UseKind.Read,
    };

    private static UseKind Called(InvocationExpressionSyntax call, string method)
    {
        if (Adders.Contains(method))
            return IsUsed(call) ? UseKind.Add | UseKind.TestAndSet : UseKind.Add;
        if (Removers.Contains(method))
            return UseKind.Remove;
        if (method == "GetOrAdd")
            return IsChanged(call) ? UseKind.Add : UseKind.Fill;
        if (Getters.Contains(method) && IsChanged(call))
            return UseKind.Read | UseKind.Add;
        if (method is "TryGetValue" or "TryPeek" && OutVariable(call) is { } found && IsChangedLocal(found, call))
            return UseKind.Read | UseKind.Add;
        return UseKind.Read;
    }

    private static bool IsUsed(InvocationExpressionSyntax call)
    {
        SyntaxNode outer = call.Parent is ConditionalAccessExpressionSyntax ? call.Parent : call;
        if (outer.Parent is ArrowExpressionClauseSyntax { Parent: var member })
            return member is MethodDeclarationSyntax { ReturnType: PredefinedTypeSyntax { Keyword.RawKind: not (int)SyntaxKind.VoidKeyword } };
        return outer.Parent is not (ExpressionStatementSyntax or LambdaExpressionSyntax)
            && outer.Parent is not AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } };
    }

    // An element taken out of the field and then given a new state: list.Add, order.Status = …, directly or through a local.
    private static bool IsChanged(ExpressionSyntax element)
    {
        SyntaxNode outer = element;
        while (outer.Parent is ParenthesizedExpressionSyntax || outer.Parent.IsKind(SyntaxKind.SuppressNullableWarningExpression))
            outer = outer.Parent!;
        if (outer.Parent is MemberAccessExpressionSyntax access && access.Expression == outer)
            return IsChangedThrough(access);
        if (outer.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax } local })
            return IsChangedLocal(local.Identifier.ValueText, local);
        return false;
    }

    private static bool IsChangedThrough(MemberAccessExpressionSyntax access)
    {
        if (access.Parent is InvocationExpressionSyntax call && call.Expression == access)
            return Adders.Contains(access.Name.Identifier.ValueText) || Removers.Contains(access.Name.Identifier.ValueText);
        if (access.Parent is AssignmentExpressionSyntax assignment && assignment.Left == access)
            return true;
        if (access.Parent?.Kind() is SyntaxKind.PostIncrementExpression or SyntaxKind.PreIncrementExpression or SyntaxKind.PostDecrementExpression or SyntaxKind.PreDecrementExpression)
            return true;
        // cart.Items.Add(item)
        return access.Parent is MemberAccessExpressionSyntax outer && outer.Expression == access && IsChangedThrough(outer);
    }

    private static bool IsChangedLocal(string name, SyntaxNode from)
    {
        var body = from.Ancestors().FirstOrDefault(static n => n is AnonymousFunctionExpressionSyntax or MemberDeclarationSyntax or LocalFunctionStatementSyntax);
        return body is not null && body.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Any(n => n.Identifier.ValueText == name && n.Parent is MemberAccessExpressionSyntax access && access.Expression == n && IsChangedThrough(access));
    }

    private static string? OutVariable(InvocationExpressionSyntax call)
    {
        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword))
            {
                return argument.Expression switch
                {
                    DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax single } => single.Identifier.ValueText,
                    IdentifierNameSyntax name => name.Identifier.ValueText,
                    _ => null,
                };
            }
        }

        return null;
    }

    private static bool IsGuardedByNull(AssignmentExpressionSyntax assignment, SimpleNameSyntax name)
    {
        for (SyntaxNode? current = assignment; current is not null and not MemberDeclarationSyntax; current = current.Parent)
        {
            if (current.Parent is not IfStatementSyntax guard || guard.Statement != current)
                continue;
            foreach (var mentioned in guard.Condition.DescendantNodesAndSelf().OfType<SimpleNameSyntax>())
            {
                if (mentioned.Identifier.ValueText == name.Identifier.ValueText)
                    return true;
            }
        }

        // if (_x is not null) return _x; … _x = …
        var body = assignment.Ancestors().FirstOrDefault(static n => n is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or AnonymousFunctionExpressionSyntax);
        return body is not null && body.DescendantNodes().OfType<IfStatementSyntax>().Any(guard =>
            guard.SpanStart < assignment.SpanStart
            && (guard.Statement is ReturnStatementSyntax || guard.Statement is BlockSyntax { Statements: [ReturnStatementSyntax] })
            && guard.Condition.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(n => n.Identifier.ValueText == name.Identifier.ValueText));
    }
}
