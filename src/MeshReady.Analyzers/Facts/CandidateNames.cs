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
}
