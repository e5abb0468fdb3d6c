using MeshReady.Analyzers.Facts;
using MeshReady.Analyzers.Facts.Clients;
using MeshReady.Analyzers.Facts.Lifecycle;
using MeshReady.Analyzers.Facts.State;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace MeshReady.Analyzers.Rules.Lifecycle;

/// <summary>A service that ends its own process, or does not notice that it shall end, loses the requests and messages that it holds.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("Who stops the host, and what is finished before, has to be decided where the lifetime is at hand.")]
public sealed class MSA0806AbruptTerminationAnalyzer() : MeshAnalyzer(Descriptor, SiteKinds.Termination | SiteKinds.HostedService)
{
    private static readonly string[] Fatal = ["OutOfMemoryException", "StackOverflowException", "AccessViolationException", "InsufficientExecutionStackException", "BadImageFormatException"];
    private static readonly string[] Closing = ["Stop", "Close", "Dispose", "Complete", "TryComplete", "Abort", "Shutdown", "Disconnect"];
    private static readonly string[] Signs = ["token", "cancel", "stop", "shutdown", "dispos", "running", "lifetime"];

    private static readonly DiagnosticDescriptor Descriptor = Rule.Create(
        id: "MSA0806",
        title: "Let the host end the process, and end with it",
        messageFormat: "{0}: {1}; {2}",
        category: Category.Lifecycle,
        defaultSeverity: DiagnosticSeverity.Warning);

    private protected override bool ShouldAnalyze(KnownSymbols symbols) => symbols.ServiceCollection is not null;

    private protected override void Analyze(RuleContext context, Site site)
    {
        if ((site.Kinds & SiteKinds.HostedService) != 0)
            AnalyzeLoops(context, site);
        else if (site.Node is InvocationExpressionSyntax call)
            AnalyzeCall(context, site.Name, call);
    }

    private static void AnalyzeCall(RuleContext context, string name, InvocationExpressionSyntax call)
    {
        if (context.Model.GetSymbolInfo(call, context.CancellationToken).Symbol is not IMethodSymbol method
            || !(method.IsMethodOf("System.Environment") || method.IsMethodOf("System.Diagnostics.Process") && IsOwnProcess(call))
            || name == "FailFast" && IsFatal(call)
            || !IsService(context)
            || DevelopmentGuard.IsDevelopmentOnly(call, context.Model, context.CancellationToken)
            || !RunsInService(context, call))
        {
            return;
        }

        context.Report(Diagnostic.Create(
            Descriptor,
            CallChain.LocationOf(call),
            name == "Kill" ? "'Process.Kill' ends this process" : $"'Environment.{name}' ends the process",
            "requests and messages in hand are lost, and nothing is flushed or disposed",
            "call IHostApplicationLifetime.StopApplication, or throw"));
    }

    private static void AnalyzeLoops(RuleContext context, Site site)
    {
        if (!IsService(context) || HostedClass.At(site, context.Model, context.CancellationToken) is not { } hosted || !context.IsFirst(hosted.Declaration))
            return;
        foreach (var loop in hosted.Declaration.DescendantNodes().Where(HostedClass.IsEndless))
        {
            var statement = ((StatementSyntax)loop);
            if (Leaves(statement) || WaitsForWhatIsClosed(statement, hosted.Declaration) || Observes(statement, context.Model, context.CancellationToken) || DevelopmentGuard.IsDevelopmentOnly(loop, context.Model, context.CancellationToken))
                continue;
            context.Report(Diagnostic.Create(
                Descriptor,
                HeadOf(statement),
                $"The loop in '{hosted.Symbol.Name}' does not notice that the host stops",
                "it works on while its services are disposed, and is cut off in the middle",
                "test the stopping token in its condition, and hand it to every wait"));
        }
    }

    private static bool IsService(RuleContext context) => HostedClass.MayRunIn(context.Facts, context.CancellationToken) && !Containerised.IsJob(context);

    /// <summary>Code that a request, a message or a hosted service runs; what belongs to the start of the program may end it.</summary>
    private static bool RunsInService(RuleContext context, SyntaxNode node)
    {
        if (CodePlace.Of(node, context.Model, context.CancellationToken) is not { } place)
            return false;
        for (var type = place.Method?.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.IsOrInherits(HostedClass.Interface))
                return true;
        }

        return StateFacts.For(context.Facts).Requests.Reaches(place, context.CancellationToken);
    }

    private static bool IsOwnProcess(InvocationExpressionSyntax call)
        => call.Expression is MemberAccessExpressionSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetCurrentProcess" } } };

    private static bool IsFatal(SyntaxNode call)
        => call.Ancestors().OfType<CatchClauseSyntax>().Any(static c => Fatal.Any(name => c.Declaration?.Type.ToString().EndsWith(name, StringComparison.Ordinal) == true || c.Filter?.ToString().Contains(name) == true));

    /// <summary>Whether something in the loop ends it.</summary>
    private static bool Leaves(StatementSyntax loop)
        => loop.DescendantNodes(static n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).Any(node => node switch
        {
            ReturnStatementSyntax or YieldStatementSyntax { RawKind: (int)SyntaxKind.YieldBreakStatement } or GotoStatementSyntax => true,
            BreakStatementSyntax => node.Ancestors().First(static n => n is WhileStatementSyntax or ForStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax or SwitchStatementSyntax) == loop,
            _ => false,
        });

    // listener.Stop() in StopAsync, token.Register(listener.Stop): the wait in the loop throws, and ends it.
    private static bool WaitsForWhatIsClosed(StatementSyntax loop, SyntaxNode type)
    {
        var closed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var access in type.DescendantNodes().OfType<MemberAccessExpressionSyntax>())
        {
            if (Array.Exists(Closing, verb => access.Name.Identifier.ValueText.StartsWith(verb, StringComparison.Ordinal))
                && access.Ancestors().Any(static n => n is MethodDeclarationSyntax { Identifier.ValueText: "StopAsync" } || n is InvocationExpressionSyntax call && CallChain.NameOf(call)?.Identifier.ValueText is "Register"))
            {
                closed.UnionWith(access.Expression.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(static n => n.Identifier.ValueText));
            }
        }

        return closed.Count > 0 && loop.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => closed.Contains(name.Identifier.ValueText));
    }

    /// <summary>Whether anything in the loop may tell it that the host stops: a name, or a token under any name.</summary>
    private static bool Observes(StatementSyntax loop, SemanticModel model, CancellationToken cancellationToken)
        => loop.DescendantNodes().OfType<SimpleNameSyntax>().Any(name
            => Array.Exists(Signs, sign => name.Identifier.ValueText.IndexOf(sign, StringComparison.OrdinalIgnoreCase) >= 0)
                || name is IdentifierNameSyntax && model.GetTypeInfo(name, cancellationToken).Type is { Name: "CancellationToken" or "CancellationTokenSource" });

    private static Location HeadOf(StatementSyntax loop)
    {
        var end = loop switch
        {
            WhileStatementSyntax choice => choice.CloseParenToken.Span.End,
            ForStatementSyntax choice => choice.CloseParenToken.Span.End,
            _ => loop.GetFirstToken().Span.End,
        };
        return Location.Create(loop.SyntaxTree, TextSpan.FromBounds(loop.SpanStart, end));
    }
}
