using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace MeshReady.Analyzers.Facts.Addresses;

/// <content>Locals, fields and properties: followed where it is sure what they hold.</content>
internal sealed partial class AddressResolver
{
    private AddressValue ResolveLocal(ILocalReferenceOperation reference)
    {
        var local = reference.Local;
        if (local.Type.Is("System.UriBuilder") && IsRedirected(reference))
            return AddressValue.Unknown;

        var declared = Initializer(local) is { } initializer ? Resolve(initializer) : AddressValue.Unknown;
        var writes = WritesOf(local).ToList();
        return writes.Count switch
        {
            0 => declared,
            1 when declared.Kind == AddressKind.Configuration || (declared.Kind == AddressKind.Unknown && Initializer(local) is not null) => AfterWrite(declared, writes[0]),
            _ => AddressValue.Unknown,
        };
    }

    /// <summary>A local that is given a value where it has none: <c>if (url == null) url = "…"</c>, <c>url ??= "…"</c>.</summary>
    private AddressValue AfterWrite(AddressValue declared, SyntaxNode write)
    {
        if (write.Parent is not AssignmentExpressionSyntax assignment || assignment.Left != write)
            return AddressValue.Unknown;

        if (assignment.IsKind(SyntaxKind.CoalesceAssignmentExpression))
            return Default(declared, Resolve(assignment.Right), assignment.Right);
        if (!assignment.IsKind(SyntaxKind.SimpleAssignmentExpression))
            return AddressValue.Unknown;

        var statement = assignment.FirstAncestorOrSelf<IfStatementSyntax>();
        return statement is { Else: null } && IsAskedFor(assignment.Left, statement) ? Default(declared, Resolve(assignment.Right), assignment.Right) : AddressValue.Unknown;
    }

    /// <summary>What <c>if (IsNullOrEmpty(x)) x = "…";</c> gives to x.</summary>
    public AddressValue ReplacedIn(IfStatementSyntax statement)
    {
        var only = statement.Statement is BlockSyntax { Statements: [var single] } ? single : statement.Statement;
        return only is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment } && IsAskedFor(assignment.Left, statement)
            ? Default(Declared(assignment.Left), Resolve(assignment.Right), assignment.Right)
            : AddressValue.Unknown;
    }

    /// <summary>What the target says where nobody writes it but its declaration and the assignment at hand.</summary>
    private AddressValue Declared(ExpressionSyntax target)
        => facts.ModelOf(target.SyntaxTree).GetOperation(target, cancellationToken) switch
        {
            ILocalReferenceOperation { Local: var local } when Initializer(local) is { } initializer => Resolve(initializer),
            IPropertyReferenceOperation property => Resolve(property),
            _ => AddressValue.Unknown,
        };

    /// <summary>The condition holds where the target has no value.</summary>
    private bool IsAskedFor(ExpressionSyntax target, IfStatementSyntax statement)
        => facts.ModelOf(statement.SyntaxTree).GetOperation(statement.Condition, cancellationToken) is { } condition
            && MissingTest.Of(condition) is { WhenPresent: false } test
            && SyntaxFactory.AreEquivalent(test.Tested.Syntax, target);

    private AddressValue ResolveField(IFieldSymbol field)
    {
        if (field.ContainingType.SpecialType == SpecialType.System_String)
            return AddressValue.Unknown;
        return ResolveMember(field);
    }

    private AddressValue ResolveMember(ISymbol member)
    {
        if (member.DeclaringSyntaxReferences.Length != 1 || member is IPropertySymbol { IsVirtual: true } or IPropertySymbol { IsAbstract: true } or IPropertySymbol { IsOverride: true })
            return AddressValue.Unknown;

        if (GetterOf(member) is { } body)
            return Resolve(body);
        if (IsOpen(member))
            return AddressValue.Unknown;

        var initializer = Initializer(member);
        if (initializer is not null && !IsWrittenAgain(member))
            return Resolve(initializer);
        if (initializer is not null)
            return AddressValue.Unknown;

        // A field without initializer that one constructor fills.
        ExpressionSyntax? only = null;
        foreach (var write in WritesOf(member))
        {
            if (only is not null || write.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is null)
                return AddressValue.Unknown;
            if ((write.Parent is MemberAccessExpressionSyntax access ? access.Parent : write.Parent) is not AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment)
                return AddressValue.Unknown;
            only = assignment.Right;
        }

        return only is null ? AddressValue.Unknown : Resolve(only);
    }

    /// <summary>The one expression that a property without storage returns.</summary>
    private ExpressionSyntax? GetterOf(ISymbol member)
    {
        if (member.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken) is not PropertyDeclarationSyntax property)
            return null;
        if (property.ExpressionBody is { } arrow)
            return arrow.Expression;

        foreach (var accessor in property.AccessorList?.Accessors ?? default)
        {
            if (accessor.IsKind(SyntaxKind.GetAccessorDeclaration))
                return accessor.ExpressionBody?.Expression ?? (accessor.Body is { Statements: [ReturnStatementSyntax { Expression: { } returned }] } ? returned : null);
        }

        return null;
    }

    /// <summary>Whether code of another assembly, or the binder of options, may give the member a value that is not seen here.</summary>
    private bool IsOpen(ISymbol member)
    {
        var isSettable = member switch
        {
            IFieldSymbol field => !field.IsReadOnly && !field.IsConst,
            IPropertySymbol { SetMethod: { DeclaredAccessibility: not Accessibility.Private } } => true,
            _ => false,
        };
        if (!isSettable)
            return false;
        if (member is IPropertySymbol { IsStatic: false } && facts.Options.IsOptionsClass(member.ContainingType.Name, cancellationToken))
            return true;
        if (facts.Compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication)
            return false;

        var setter = member is IPropertySymbol { SetMethod: { } set } ? set.DeclaredAccessibility : member.DeclaredAccessibility;
        if (setter is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal))
            return false;
        for (var type = member.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal))
                return false;
        }

        return true;
    }

    private ExpressionSyntax? Initializer(ISymbol symbol)
        => symbol.DeclaringSyntaxReferences.Length != 1 ? null : symbol.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken) switch
        {
            VariableDeclaratorSyntax variable => variable.Initializer?.Value,
            PropertyDeclarationSyntax property => property.Initializer?.Value,
            _ => null,
        };

    private bool IsWrittenAgain(ISymbol symbol) => WritesOf(symbol).Any();

    /// <summary>The places that give the symbol a value after its initializer.</summary>
    private IEnumerable<SyntaxNode> WritesOf(ISymbol symbol) => facts.Writes.Of(symbol, cancellationToken);
}
