using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Lifecycle;
using MeshReady.Model.Systems;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MeshReady.Analyzers.Facts.Systems.Works;

/// <summary>Reads work by the clock and at start-up: timers of hosted classes, schedulers, migrations.</summary>
internal sealed class ScheduleReader(FactsSource source, CancellationToken cancellationToken)
{
    private readonly CodeFacts _code = source.Code;
    private readonly CodeNodes _nodes = CodeNodes.For(source.Code, cancellationToken);

    public IEnumerable<WorkFact> Read() => Hosted().Concat(Jobs()).Concat(Migrations());

    private IEnumerable<WorkFact> Hosted()
    {
        foreach (var site in _code.Sites(SiteKinds.HostedService, cancellationToken))
        {
            if (HostedClass.At(site, _code.ModelOf(site.Node.SyntaxTree), cancellationToken) is not { } hosted)
                continue;
            var isElected = ScheduledWork.IsElected(hosted);
            if (isElected || ScheduledWork.Of(hosted, _code, cancellationToken) is not null)
                yield return new(WorkKind.Scheduled, hosted.Symbol.Name, source.PlaceOf(hosted.Declaration.Identifier.GetLocation())) { IsElected = isElected };
        }
    }

    /// <summary>Quartz elects where its store is clustered, Hangfire where its storage is shared; Coravel does not.</summary>
    private IEnumerable<WorkFact> Jobs()
    {
        var isClustered = _nodes.Calls("UseClustering").Count > 0;
        foreach (var type in _nodes.Types)
        {
            if (type.BaseList is not null && _code.ModelOf(type.SyntaxTree).GetDeclaredSymbol(type, cancellationToken) is INamedTypeSymbol { IsAbstract: false } symbol)
            {
                if (symbol.AllInterfaces.Concat(symbol.Interfaces).Any(static i => LiveCode.Is(i, "Quartz.IJob")))
                    yield return new(WorkKind.Scheduled, symbol.Name, source.PlaceOf(type.Identifier.GetLocation())) { IsElected = isClustered };
                else if (symbol.AllInterfaces.Concat(symbol.Interfaces).Any(static i => LiveCode.Is(i, "Coravel.Invocable.IInvocable")))
                    yield return new(WorkKind.Scheduled, symbol.Name, source.PlaceOf(type.Identifier.GetLocation())) { IsElected = false };
            }
        }

        var isInMemory = _nodes.Calls("UseMemoryStorage").Count + _nodes.Calls("UseInMemoryStorage").Count > 0;
        foreach (var call in _nodes.Calls("AddOrUpdate"))
        {
            var model = _code.ModelOf(call.SyntaxTree);
            var owner = (model.GetSymbolInfo(call, cancellationToken).Symbol as IMethodSymbol)?.Home().Name ?? ((call.Expression as MemberAccessExpressionSyntax)?.Expression as SimpleNameSyntax)?.Identifier.ValueText;
            if (owner is not ("RecurringJob" or "IRecurringJobManager" or "RecurringJobManagerExtensions" or "RecurringJobManager"))
                continue;
            var job = (CallChain.NameOf(call) as GenericNameSyntax)?.TypeArgumentList.Arguments.FirstOrDefault()?.ToString()
                ?? source.TextsWith(cancellationToken).Constant(call.ArgumentList.Arguments.FirstOrDefault()?.Expression) ?? owner;
            yield return new(WorkKind.Scheduled, job, source.PlaceOf(call)) { IsElected = !isInMemory };
        }
    }

    private IEnumerable<WorkFact> Migrations()
    {
        var migrations = MigrationFacts.For(_code);
        if (!migrations.IsService(cancellationToken))
            yield break;
        var paths = new StartUpPaths(_code, cancellationToken);
        foreach (var site in _code.Sites(SiteKinds.Migration, cancellationToken))
        {
            if (MigrationNames.At(site, _code.ModelOf(site.Node.SyntaxTree), cancellationToken) is { } migration && migrations.IsShared(migration, cancellationToken) && paths.To(site.Node).Way != StartUpWay.Never)
                yield return new(WorkKind.Scheduled, migration.Name, source.PlaceOf(migration.Node)) { Target = WorkFact.Schema, IsElected = migration.IsLocked };
        }

        foreach (var (migration, path) in migrations.Referenced(cancellationToken))
            yield return new(WorkKind.Scheduled, migration.Name, source.PlaceOf(path.Entry!)) { Target = WorkFact.Schema, IsElected = migration.IsLocked };
    }
}
