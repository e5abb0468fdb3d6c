using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Lifecycle;
using MeshReady.Analyzers.Facts.State;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MeshReady.Analyzers.Rules.State;

/// <summary>A lock of one process keeps nobody out of a database that all replicas write.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("a lock of the database, a lease and an optimistic check are different designs")]
public sealed class MSA0508LockInOneProcessAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.StateHolder | SiteKinds.NamedLock)
{
    private static readonly string[] Locks = ["object", "Object", "Lock", "SemaphoreSlim", "Semaphore", "Mutex", "ReaderWriterLockSlim", "ReaderWriterLock", "AsyncLock", "AsyncReaderWriterLock"];

    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0508",
        title: "Lock where all replicas see the lock",
        messageFormat: "'{0}' keeps others out only in {1}: another replica does {2} at the same time; lock in the database, check a version, or take a lease",
        category: Category.State,
        defaultSeverity: DiagnosticSeverity.Warning,
        isSeverityBySite: true);

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.ServiceCollection is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        if ((site.Kinds & SiteKinds.NamedLock) != 0)
            AnalyzeNamed(context, site);
        else if (site.Node is VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Parent: FieldDeclarationSyntax field } declaration } variable && field.Modifiers.Any(SyntaxKind.StaticKeyword) && IsLockName(declaration.Type))
            AnalyzeField(context, variable);
    }

    // new Mutex(false, "Global\\orders"): a name of the machine is meant for other processes.
    private static void AnalyzeNamed(RuleContext context, Site site)
    {
        if (site.Node is not BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: var arguments } creation)
            return;
        foreach (var argument in arguments)
        {
            if (context.Model.GetConstantValue(argument.Expression, context.CancellationToken) is { HasValue: true, Value: string name } && name.StartsWith("Global\\", StringComparison.OrdinalIgnoreCase)
                && context.Model.GetTypeInfo(creation, context.CancellationToken).Type.Is("System.Threading.Mutex")
                && HostFacts.For(context.Facts).Kind(context.CancellationToken) != HostKind.None && !IsOfOneMachine(context.Facts.Compilation)
                && !DevelopmentGuard.IsDevelopmentOnly(creation, context.Model, context.CancellationToken) && !OutsideContainers.MayBeOnly(creation, context.Model, context.CancellationToken)
                && ReplicatedFeatures.Of(context) != Replication.One)
            {
                context.Report(Descriptor, creation.GetLocation(), DiagnosticSeverity.Warning, [], name, "one container or machine", "what it guards");
            }
        }
    }

    private static void AnalyzeField(RuleContext context, VariableDeclaratorSyntax variable)
    {
        if (IsOfOneMachine(context.Facts.Compilation) || StateFacts.For(context.Facts).IsClientApp || context.Model.GetDeclaredSymbol(variable, context.CancellationToken) is not IFieldSymbol field || !IsLock(field.Type) || ReplicatedFeatures.Of(context) == Replication.One)
            return;

        var writes = new SharedWrites(context.Facts, context.CancellationToken);
        foreach (var mention in context.Facts.Uses.Of(field, context.CancellationToken))
        {
            var guarded = GuardedCode.Of(mention);
            if (guarded.Count == 0 || CodePlace.Of(mention, context.Facts.ModelOf(mention.SyntaxTree), context.CancellationToken) is not { } place || RequestCode.IsStartUp(place) || writes.In(guarded) is not { } write)
                continue;
            context.Report(Descriptor, variable.Identifier.GetLocation(), DiagnosticSeverity.Info, context.Further(mention), field.Name, "this process", $"'{write}'");
            return;
        }
    }

    private static bool IsLockName(TypeSyntax type) => type switch
    {
        PredefinedTypeSyntax predefined => predefined.Keyword.IsKind(SyntaxKind.ObjectKeyword),
        NullableTypeSyntax nullable => IsLockName(nullable.ElementType),
        SimpleNameSyntax name => Array.IndexOf(Locks, name.Identifier.ValueText) >= 0,
        QualifiedNameSyntax qualified => Array.IndexOf(Locks, qualified.Right.Identifier.ValueText) >= 0,
        _ => false,
    };

    private static bool IsLock(ITypeSymbol type)
        => type.SpecialType == SpecialType.System_Object || type.IsInNamespace("System.Threading") || type.Name is "AsyncLock" or "AsyncReaderWriterLock" && type.IsInNamespace("Nito.AsyncEx");

    // SQLite is a file of this machine, and a Windows service is alone on its own: there the lock holds.
    private static bool IsOfOneMachine(Compilation compilation)
        => compilation.ReferencedAssemblyNames.Any(static r => r.Name is "Microsoft.Data.Sqlite" or "Microsoft.EntityFrameworkCore.Sqlite" or "System.Data.SQLite" or "LiteDB" or "Microsoft.Extensions.Hosting.WindowsServices");
}
