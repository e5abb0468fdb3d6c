using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Certificates;

/// <summary>A place where code accepts every server certificate.</summary>
/// <param name="Node">The assignment, argument or expression to underline.</param>
/// <param name="Subject">The member or type as the message names it.</param>
/// <param name="IsHttp">The connection carries HTTP, so that a sidecar can take over the encryption.</param>
/// <param name="Causes">The parts that accept: it is a matter of development where all of them are.</param>
internal sealed record CertificateBypass(SyntaxNode Node, string Subject, bool IsHttp, ImmutableArray<ExpressionSyntax> Causes);

/// <summary>Decides about one candidate site.</summary>
internal readonly struct CertificateBypassFinder(CodeFacts facts, SemanticModel model, CancellationToken cancellationToken)
{
    public CertificateBypass? Find(SyntaxNode site) => site switch
    {
        AssignmentExpressionSyntax assignment => OfAssignment(assignment),
        BaseObjectCreationExpressionSyntax creation => OfCreation(creation),
        InvocationExpressionSyntax invocation => OfCall(invocation),
        IdentifierNameSyntax or QualifiedNameSyntax or AliasQualifiedNameSyntax when site.Parent is ParameterSyntax parameter => OfParameter(parameter),
        MemberAccessExpressionSyntax or IdentifierNameSyntax when IsAcceptAny((ExpressionSyntax)site) => OfLooseValue((ExpressionSyntax)site),
        _ => null,
    };

    private CertificateBypass? OfAssignment(AssignmentExpressionSyntax assignment)
    {
        if (assignment.Kind() is not (SyntaxKind.SimpleAssignmentExpression or SyntaxKind.AddAssignmentExpression or SyntaxKind.CoalesceAssignmentExpression))
            return null;

        var member = model.GetSymbolInfo(assignment.Left, cancellationToken).Symbol;
        var type = member switch
        {
            IPropertySymbol property => property.Type,
            IFieldSymbol field => field.Type,
            IEventSymbol happening => happening.Type,
            _ => null,
        };
        if (type is null || member is null)
            return null;

        if (type.TypeKind == TypeKind.Delegate)
        {
            return CertificateSetting.IsCallback(member, type)
                ? Callback(assignment, assignment.Right, member.Name, IsHttp(member.ContainingType))
                : null;
        }

        if (member.Name == "ConnectionString")
        {
            return IsSqlServer(member.ContainingType) && ConnectionText.TrustsAnyRemoteServer(assignment.Right, model, cancellationToken)
                ? Text(assignment, assignment.Right)
                : null;
        }

        var constant = model.GetConstantValue(assignment.Right, cancellationToken);
        if (!constant.HasValue || !CertificateSetting.Disables(member, constant.Value) || IsForOwnMachine(assignment))
            return null;
        var subject = constant.Value is false ? member.Name + " = false" : member.Name;
        return new(assignment, subject, IsHttp(member.ContainingType), ImmutableArray.Create(assignment.Right));
    }

    private CertificateBypass? OfCreation(BaseObjectCreationExpressionSyntax creation)
    {
        if (creation.ArgumentList is not { Arguments.Count: > 0 } arguments)
            return null;
        if (model.GetTypeInfo(creation, cancellationToken).Type is { TypeKind: TypeKind.Delegate } callback)
            return CertificateCallback.IsCertificateDelegate(callback) ? OfLooseValue(creation) : null;
        if (model.GetSymbolInfo(creation, cancellationToken).Symbol is not IMethodSymbol { ContainingType: { } type } constructor)
            return null;
        if (IsSqlServer(type))
        {
            return ConnectionText.TrustsAnyRemoteServer(arguments.Arguments[0].Expression, model, cancellationToken)
                ? Text(arguments.Arguments[0], arguments.Arguments[0].Expression)
                : null;
        }

        return type.Is("System.Net.Security.SslStream") && IsServerStream(creation)
            ? null
            : OfArguments(arguments, constructor, type.Name);
    }

    private CertificateBypass? OfCall(InvocationExpressionSyntax invocation)
    {
        if (model.GetSymbolInfo(invocation, cancellationToken).Symbol is not IMethodSymbol method)
            return null;
        if (method.Name is "UseSqlServer" or "UseAzureSql" or "AddSqlServer")
        {
            if (!method.IsInNamespace("Microsoft.EntityFrameworkCore") && !method.IsInNamespace("Microsoft.Extensions.DependencyInjection"))
                return null;
            foreach (var argument in invocation.ArgumentList.Arguments)
            {
                if (argument.Expression is not AnonymousFunctionExpressionSyntax && ConnectionText.TrustsAnyRemoteServer(argument.Expression, model, cancellationToken))
                    return Text(argument, argument.Expression);
            }

            return null;
        }

        return OfArguments(invocation.ArgumentList, method, method.Name);
    }

    private CertificateBypass? OfArguments(ArgumentListSyntax list, IMethodSymbol method, string subject)
    {
        if (CertificateSetting.ChecksClients(method.ContainingType))
            return null;
        foreach (var argument in list.Arguments)
        {
            if (CertificateCallback.IsCertificateDelegate(model.GetTypeInfo(argument.Expression, cancellationToken).ConvertedType)
                && Callback(argument, argument.Expression, subject, IsHttp(method.ContainingType)) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private CertificateBypass? OfParameter(ParameterSyntax parameter)
        => parameter.Parent is ParameterListSyntax { Parent: AnonymousFunctionExpressionSyntax function } list
            && list.Parameters.Last() == parameter
            && CertificateCallback.IsCertificateDelegate(model.GetTypeInfo(function, cancellationToken).ConvertedType)
                ? OfLooseValue(function)
                : null;

    /// <summary>A callback that no candidate assignment or call takes, but that leaves for a method, a member or a caller.</summary>
    private CertificateBypass? OfLooseValue(ExpressionSyntax value)
    {
        SyntaxNode whole = value;
        while (whole.Parent is ParenthesizedExpressionSyntax or CastExpressionSyntax or PostfixUnaryExpressionSyntax or ConditionalExpressionSyntax
            || whole.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression })
        {
            whole = whole.Parent;
        }

        var subject = whole.Parent switch
        {
            ArgumentSyntax { Parent: ArgumentListSyntax { Parent: { } taker } } argument => OfTaker(argument, taker),
            AssignmentExpressionSyntax assignment when assignment.Right == whole => OfTarget(assignment.Left),
            ReturnStatementSyntax or AnonymousFunctionExpressionSyntax => "this callback",
            ArrowExpressionClauseSyntax { Parent: BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax } => "this callback",
            _ => null,
        };
        if (subject is null || whole.FirstAncestorOrSelf<AccessorDeclarationSyntax>() is not null)
            return null;
        return Callback(value, value, value is MemberAccessExpressionSyntax or IdentifierNameSyntax ? CertificateNames.AcceptAny : subject, IsAcceptAny(value));
    }

    private string? OfTaker(ArgumentSyntax argument, SyntaxNode taker)
    {
        var symbol = model.GetSymbolInfo(taker, cancellationToken).Symbol as IMethodSymbol;
        if (symbol is null || CertificateSetting.ChecksClients(symbol.ContainingType))
            return null;
        var name = symbol.MethodKind == MethodKind.Constructor ? symbol.ContainingType.Name : symbol.Name;
        var isCandidate = CertificateNames.TakesArguments(name)
            && CertificateCallback.IsCertificateDelegate(model.GetTypeInfo(argument.Expression, cancellationToken).ConvertedType);
        return isCandidate ? null : name;
    }

    private string? OfTarget(ExpressionSyntax target)
    {
        var symbol = model.GetSymbolInfo(target, cancellationToken).Symbol;
        return symbol is IFieldSymbol or IPropertySymbol && !CertificateNames.IsAssigned(symbol.Name) && !CertificateSetting.ChecksClients(symbol.ContainingType)
            ? symbol.Name
            : null;
    }

    private CertificateBypass? Callback(SyntaxNode node, ExpressionSyntax value, string subject, bool isHttp)
    {
        var parts = new CertificateCallback(facts, model, cancellationToken).AcceptingParts(value);
        return parts.IsEmpty ? null : new(node, subject, isHttp, parts);
    }

    private static CertificateBypass Text(SyntaxNode node, ExpressionSyntax value)
        => new(node, "TrustServerCertificate", IsHttp: false, ImmutableArray.Create(value));

    private bool IsAcceptAny(ExpressionSyntax value)
        => (value as MemberAccessExpressionSyntax)?.Name.Identifier.ValueText == CertificateNames.AcceptAny
            || (value as IdentifierNameSyntax)?.Identifier.ValueText == CertificateNames.AcceptAny;

    private static bool IsHttp(INamedTypeSymbol? owner)
        => owner is not null && (owner.IsInNamespace("System.Net.Http") || owner.IsInNamespace("RestSharp") || owner.IsInNamespace("Yarp.ReverseProxy") || owner.Is("System.Net.HttpWebRequest"));

    private static bool IsSqlServer(INamedTypeSymbol type)
        => type.Is("Microsoft.Data.SqlClient.SqlConnection") || type.Is("Microsoft.Data.SqlClient.SqlConnectionStringBuilder")
            || type.Is("System.Data.SqlClient.SqlConnection") || type.Is("System.Data.SqlClient.SqlConnectionStringBuilder");

    /// <summary>The same initialiser names the developer's own machine as the server.</summary>
    private bool IsForOwnMachine(AssignmentExpressionSyntax assignment)
    {
        if (assignment.Parent is not InitializerExpressionSyntax initializer)
            return false;
        foreach (var sibling in initializer.Expressions)
        {
            if (sibling is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "DataSource" or "Host" or "HostName" or "Server" } } other
                && model.GetConstantValue(other.Right, cancellationToken) is { HasValue: true, Value: string server }
                && ConnectionText.IsOwnMachine(server))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The type around only ever plays the server's part, so its callback looks at clients.</summary>
    private static bool IsServerStream(SyntaxNode creation)
    {
        var server = false;
        foreach (var node in (creation.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? creation.SyntaxTree.GetRoot()).DescendantNodes())
        {
            if (node is not IdentifierNameSyntax name)
                continue;
            if (name.Identifier.ValueText is "AuthenticateAsClient" or "AuthenticateAsClientAsync")
                return false;
            server |= name.Identifier.ValueText is "AuthenticateAsServer" or "AuthenticateAsServerAsync";
        }

        return server;
    }
}
