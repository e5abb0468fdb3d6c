using System.Collections.Immutable;
using MeshReady.Analyzers.Facts.Addresses;
using MeshReady.Analyzers.Facts.Callers;
using MeshReady.Analyzers.Facts.Calls;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Data;
using MeshReady.Analyzers.Facts.Cluster;
using MeshReady.Analyzers.Facts.Endpoints;
using MeshReady.Analyzers.Facts.Lifecycle;
using MeshReady.Analyzers.Facts.Messaging;
using MeshReady.Analyzers.Facts.Limits;
using MeshReady.Analyzers.Facts.Loops;
using MeshReady.Analyzers.Facts.Network;
using MeshReady.Analyzers.Facts.Resilience;
using MeshReady.Analyzers.Facts.Rollout;
using MeshReady.Analyzers.Facts.State;
using MeshReady.Analyzers.Facts.Tenancy;
using MeshReady.Analyzers.Facts.Tokens;
using MeshReady.Analyzers.Facts.Transport;
using MeshReady.Analyzers.Facts.Telemetry;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts;

/// <summary>Gathers the names of all fact areas and turns a name's place in the text into candidate sites.</summary>
internal static partial class CandidateNames
{
    private static readonly char[] AddressCharacters = [':', '='];

    public static readonly NameTable Table = new(
    [
        .. ClientNames.Candidates,
        .. ResilienceNames.Candidates,
        .. StateNames.Candidates,
        .. CertificateNames.Candidates,
        .. HostHeaderNames.Candidates,
        .. LifecycleNames.Candidates,
        .. MigrationNames.Candidates,
        .. PerProcessNames.Candidates,
        .. LocalStateNames.Candidates,
        .. EndpointNames.Candidates,
        .. CallerNames.Candidates,
        .. ListenNames.Candidates,
        .. SocketTargets.Candidates,
        .. MessagingNames.Candidates,
        .. DataNames.Candidates,
        .. LoopNames.Candidates,
        .. LimitNames.Candidates,
        .. RolloutNames.Candidates,
        .. ClusterNames.Candidates,
        .. TokenNames.Candidates,
        .. TransportNames.Candidates,
        .. RegistryUse.Candidates,
        .. AddressChoice.Candidates,
        .. ConnectionNames.Candidates,
        .. TelemetryNames.Candidates,
        .. NetworkNames.Candidates,
        .. TenantNames.Candidates,
    ]);

    public static void AddSites(SyntaxNode root, int position, NameTable.Entry entry, ImmutableArray<Site>.Builder sites)
    {
        var token = root.FindToken(position);
        if (token.SpanStart == position && token.Parent is ForStatementSyntax or CommonForEachStatementSyntax)
            sites.Add(new Site(token.Parent, entry.KindsOf(NameShapes.Call), entry.Name));
        if (!token.IsKind(SyntaxKind.IdentifierToken) || token.SpanStart != position || token.Parent is not SimpleNameSyntax name)
            return;

        // Climb to the whole name: x.y.Name, Space.Name, global::Name, x?.Name.
        SyntaxNode whole = name;
        if (name.Parent is MemberAccessExpressionSyntax access && access.Name == name)
            whole = access;
        else if (name.Parent is MemberBindingExpressionSyntax binding)
            whole = binding;
        else if (name.Parent is QualifiedNameSyntax qualified && qualified.Right == name)
            whole = qualified;
        else if (name.Parent is AliasQualifiedNameSyntax alias)
            whole = alias;

        switch (whole.Parent)
        {
            case InvocationExpressionSyntax invocation when invocation.Expression == whole:
                if (entry.Name is not ("IsNullOrEmpty" or "IsNullOrWhiteSpace") || MayReplaceMissing(invocation))
                    Add(invocation, NameShapes.Call);
                break;
            case ObjectCreationExpressionSyntax creation when creation.Type == whole:
                Add(creation, NameShapes.Creation);
                break;
            case AssignmentExpressionSyntax assignment when assignment.Left == whole:
                Add(assignment, NameShapes.Assigned);
                break;
            case AttributeSyntax attribute:
                Add(attribute, NameShapes.Attribute);
                break;
            case VariableDeclarationSyntax declaration when declaration.Type == whole:
                foreach (var variable in declaration.Variables)
                    AddImplicit(variable.Initializer?.Value);
                break;
            case PropertyDeclarationSyntax property when property.Type == whole:
                AddImplicit(property.Initializer?.Value);
                AddImplicit(property.ExpressionBody?.Expression);
                break;
            case MethodDeclarationSyntax method when method.ReturnType == whole:
                AddReturned(method.Body, method.ExpressionBody);
                break;
            case LocalFunctionStatementSyntax method when method.ReturnType == whole:
                AddReturned(method.Body, method.ExpressionBody);
                break;
            default:
                Add(whole, NameShapes.Mention);
                break;
        }

        void Add(SyntaxNode node, NameShapes shape)
        {
            if (entry.KindsOf(shape) is not SiteKinds.None and var kinds)
                sites.Add(new Site(node, kinds, entry.Name));
        }

        void AddImplicit(ExpressionSyntax? value)
        {
            if (value is ImplicitObjectCreationExpressionSyntax)
                Add(value, NameShapes.Creation);
        }

        void AddReturned(BlockSyntax? body, ArrowExpressionClauseSyntax? arrow)
        {
            AddImplicit(arrow?.Expression);
            if (body is null || entry.KindsOf(NameShapes.Creation) == SiteKinds.None)
                return;
            foreach (var statement in body.DescendantNodes(static n => n is StatementSyntax and not LocalFunctionStatementSyntax).OfType<ReturnStatementSyntax>())
                AddImplicit(statement.Expression);
        }
    }

    /// <summary>Whether <c>.AddSomething(</c>, <c>.UseSomething(</c>, <c>.MapSomething(</c> or their like stands in the text.</summary>
    public static bool MayBeHouseMethod(char[] text, int start, int end)
    {
        if (start == 0 || text[start - 1] != '.' || end - start < 5 || (text[end] != '(' && text[end] != '<'))
            return false;
        if (text[start] == 'M' && text[start + 1] == 'a' && text[start + 2] == 'p')
            return text[start + 3] is >= 'A' and <= 'Z';
        if (end - start < 8)
            return false;

        var upper = text[start] switch
        {
            'A' when text[start + 1] == 'd' && text[start + 2] == 'd' => start + 3,
            'U' when text[start + 1] == 's' && text[start + 2] == 'e' => start + 3,
            'C' when text[start + 1] == 'o' && text[start + 2] == 'n' && text[start + 3] == 'f' && text[start + 4] == 'i' && text[start + 5] == 'g' => start,
            'R' when text[start + 1] == 'e' && text[start + 2] == 'g' && text[start + 3] == 'i' && text[start + 4] == 's' => start,
            'I' when text[start + 1] == 'n' && text[start + 2] == 's' && text[start + 3] == 't' && text[start + 4] == 'a' => start,
            'S' when text[start + 1] == 'e' && text[start + 2] == 't' && text[start + 3] == 'u' && text[start + 4] == 'p' => start,
            _ => -1,
        };
        return upper >= 0 && text[upper] is >= 'A' and <= 'Z';
    }

    /// <summary>Whether the name of a call begins as those do that send to a broker.</summary>
    public static bool MaySend(char[] text, int start, int end)
    {
        if (end - start <= MessagingNames.SendPrefix.Length)
            return false;
        for (var i = 0; i < MessagingNames.SendPrefix.Length; i++)
        {
            if (text[start + i] != MessagingNames.SendPrefix[i])
                return false;
        }

        return true;
    }

    public static Site? HouseMethodAt(SyntaxNode root, int position)
    {
        var token = root.FindToken(position);
        return token.IsKind(SyntaxKind.IdentifierToken) && token.Parent is SimpleNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax invocation } access } && invocation.Expression == access
            ? new Site(invocation, SiteKinds.HouseMethod, token.ValueText)
            : null;
    }

    /// <summary>Remembers <c>a ?? b</c> and <c>a ??= b</c> where the right side could be an address.</summary>
    public static void AddFallback(SyntaxNode root, int position, ImmutableArray<Site>.Builder sites)
    {
        var token = root.FindToken(position);
        var (node, right) = token.Parent switch
        {
            BinaryExpressionSyntax binary when token.IsKind(SyntaxKind.QuestionQuestionToken) => ((SyntaxNode)binary, binary.Right),
            AssignmentExpressionSyntax assignment when token.IsKind(SyntaxKind.QuestionQuestionEqualsToken) => (assignment, assignment.Right),
            _ => (null!, null!),
        };
        if (node is not null && MayHoldAddress(right, node is BinaryExpressionSyntax { Left: var left } ? left : null))
            sites.Add(new Site(node, SiteKinds.ConfigurationFallback, "??"));
    }

    /// <summary>
    /// Remembers what may take a literal address for a missing setting without ?? and IsNullOrEmpty: <c>x is null ? "http://…" : x</c>,
    /// <c>if (x == null) x = "http://…";</c>, <c>Env("ORDERS", "http://…")</c>.
    /// </summary>
    public static void AddAddress(SyntaxNode root, int position, ImmutableArray<Site>.Builder sites)
    {
        var token = root.FindToken(position);
        if (!token.Span.Contains(position) || token.Parent is not LiteralExpressionSyntax literal)
            return;

        ExpressionSyntax value = literal;
        while (value.Parent is ParenthesizedExpressionSyntax or ArgumentSyntax { Parent.Parent: BaseObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 1 } })
            value = value.FirstAncestorOrSelf<ExpressionSyntax>(e => e != value)!;

        switch (value.Parent)
        {
            case ConditionalExpressionSyntax conditional when conditional.Condition != value && conditional.Condition is BinaryExpressionSyntax or IsPatternExpressionSyntax:
                sites.Add(new Site(conditional, SiteKinds.ConfigurationFallback, "?"));
                break;
            case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment when assignment.Right == value
                && assignment.FirstAncestorOrSelf<IfStatementSyntax>() is { Else: null, Condition: BinaryExpressionSyntax or IsPatternExpressionSyntax } statement:
                sites.Add(new Site(statement, SiteKinds.ConfigurationFallback, "if"));
                break;
            case ArgumentSyntax { Parent: ArgumentListSyntax { Arguments: { Count: 2 or 3 } arguments, Parent: InvocationExpressionSyntax call } }
                when arguments.Any(a => a.Expression != value && a.Expression.IsKind(SyntaxKind.StringLiteralExpression)):
                sites.Add(new Site(call, SiteKinds.ConfigurationFallback, "()"));
                break;
        }

        RolloutSites.AddChoice(value, sites);
    }

    /// <summary>Whether a key such as <c>RabbitMQ:Host</c> is read, by its look: a bare name can stand in for its value.</summary>
    private static bool ReadsHost(ExpressionSyntax replaced)
    {
        if (!ReadsSetting(replaced))
            return false;
        var text = replaced.ToString();
        return text.IndexOf("host", StringComparison.OrdinalIgnoreCase) >= 0 || text.IndexOf("server", StringComparison.OrdinalIgnoreCase) >= 0 || text.IndexOf("broker", StringComparison.OrdinalIgnoreCase) >= 0;
    }

    /// <summary>Whether an expression could be an address, by its look.</summary>
    private static bool MayHoldAddress(ExpressionSyntax value, ExpressionSyntax? replaced) => value switch
    {
        LiteralExpressionSyntax literal => literal.IsKind(SyntaxKind.StringLiteralExpression) && (literal.Token.ValueText.IndexOfAny(AddressCharacters) >= 0 || literal.Token.ValueText.Length > 0 && replaced is not null && ReadsHost(replaced)),
        InterpolatedStringExpressionSyntax => true,
        ParenthesizedExpressionSyntax inner => MayHoldAddress(inner.Expression, replaced),
        BinaryExpressionSyntax binary when binary.IsKind(SyntaxKind.CoalesceExpression) => MayHoldAddress(binary.Right, replaced),
        BinaryExpressionSyntax binary when binary.IsKind(SyntaxKind.AddExpression) => true,
        ConditionalExpressionSyntax => true,
        ImplicitObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var first }, ..] } => MayHoldAddress(first, replaced),
        ObjectCreationExpressionSyntax { Type: var type, ArgumentList.Arguments.Count: > 0 } => type is SimpleNameSyntax { Identifier.ValueText: "Uri" or "UriBuilder" } or QualifiedNameSyntax { Right.Identifier.ValueText: "Uri" or "UriBuilder" },
        // A name can be a constant; what it stands in for must look like the reading of a setting.
        IdentifierNameSyntax or MemberAccessExpressionSyntax => replaced is null || ReadsSetting(replaced),
        _ => false,
    };

    private static bool ReadsSetting(ExpressionSyntax value) => value switch
    {
        ElementAccessExpressionSyntax => true,
        InvocationExpressionSyntax { Expression: var called } => (called is MemberAccessExpressionSyntax access ? access.Name : called as SimpleNameSyntax)?.Identifier.ValueText is { } name && (name.StartsWith("Get", StringComparison.Ordinal) || name.StartsWith("Read", StringComparison.Ordinal)),
        ParenthesizedExpressionSyntax inner => ReadsSetting(inner.Expression),
        ConditionalAccessExpressionSyntax { WhenNotNull: var rest } => rest is ElementBindingExpressionSyntax or InvocationExpressionSyntax or MemberBindingExpressionSyntax,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Value" } => true,
        BinaryExpressionSyntax binary => ReadsSetting(binary.Left),
        _ => false,
    };

    /// <summary>Remembers <c>IsNullOrEmpty(x) ? "…" : x</c> and <c>if (IsNullOrEmpty(x)) x = "…";</c>, and no other test of the kind.</summary>
    private static bool MayReplaceMissing(InvocationExpressionSyntax test)
    {
        for (SyntaxNode node = test; node.Parent is { } parent; node = parent)
        {
            switch (parent)
            {
                case ConditionalExpressionSyntax conditional:
                    return conditional.Condition == node && (MayHoldAddress(conditional.WhenTrue, null) || MayHoldAddress(conditional.WhenFalse, null));
                case IfStatementSyntax { Else: null } statement:
                    var only = statement.Statement is BlockSyntax { Statements: [var single] } ? single : statement.Statement;
                    return only is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment } && MayHoldAddress(assignment.Right, null);
                case StatementSyntax or LambdaExpressionSyntax or ArgumentSyntax:
                    return false;
            }
        }

        return false;
    }
}
